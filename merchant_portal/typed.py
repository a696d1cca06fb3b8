"""Typed: what hands enter at a counter, wide digits and signs forgiven, as whole numbers."""

from __future__ import annotations

import re
import unicodedata

LONGEST_TYPED = 64

_WHOLE = re.compile(r"0*([0-9]{1,6})")
_YUAN = re.compile(r"¥?0*([0-9]{1,7})(?:\.([0-9]{0,2}))?元?")


class NotRead(Exception):
    """A field that says nothing we can read; `sentence` says which."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def beans(typed: str) -> int | None:
    """A whole number of beans, at least one, or None."""
    number = _WHOLE.fullmatch(_plain(typed))
    return (int(number[1]) or None) if number else None


def fen(typed: str) -> int | None:
    """An amount of yuan such as '12.50', '１２' or '¥1,200' in fen, at least one, or None."""
    amount = _YUAN.fullmatch(_plain(typed))
    if amount is None:
        return None
    cents = (amount[2] or "").ljust(2, "0")
    return (int(amount[1]) * 100 + int(cents)) or None


def _plain(typed: str) -> str:
    """ASCII digits without blanks and without the commas between thousands."""
    plain = unicodedata.normalize("NFKC", typed[:LONGEST_TYPED]).replace("。", ".")
    return re.sub(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))", "", "".join(plain.split()))
