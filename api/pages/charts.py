"""Charts: bars drawn by the server, for eyes that compare faster than they read.

A chart says nothing that the table beside it does not say, in the same order. It is one picture
with a title and a description, needs no script and no colour, and grows with the letters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

MOST_BARS = 12
"""So many bars are still a picture; the table has them all."""
_LABEL_CELLS = 18
_WIDEST_PERMILLE, _NARROWEST_PERMILLE = 450, 4
"""How long bars are: beside the longest one its value still has room."""


class Bar(NamedTuple):
    """A bar: its label, its value as people read it, how long it is and where its value stands
    in tenths of a percent of the width, and its line in the picture."""

    label: str
    value: str
    permille: int
    line: int


class Chart(NamedTuple):
    """Bars under each other; `key` tells this picture from others on a page."""

    key: str
    title: str
    description: str
    bars: list[Bar]


def bars(key: str, title: str, told: Iterable[tuple[str, int, str]]) -> Chart | None:
    """A chart of labels, numbers and the numbers as people read them, from nought on; None when
    there is nothing to compare, for one bar says nothing."""
    lines = [(label, number, value) for label, number, value in told if number > 0][:MOST_BARS]
    if len(lines) < 2:
        return None
    longest = max(number for _, number, _ in lines)
    drawn = [
        Bar(_short(label), value, _permille(number, longest), line)
        for line, (label, number, value) in enumerate(lines)
    ]
    return Chart(key, title, "; ".join(f"{label}: {value}" for label, _, value in lines), drawn)


def _permille(number: int, longest: int) -> int:
    return max(number * _WIDEST_PERMILLE // longest, _NARROWEST_PERMILLE)


def _short(label: str) -> str:
    """As much of a label as fits on the narrowest telephone with the largest letters."""
    width, kept = 0, ""
    for sign in label:
        width += 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        if width > _LABEL_CELLS:
            return f"{kept}…"
        kept += sign
    return kept
