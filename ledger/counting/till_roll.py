"""The till roll: every line of a merchant's month, in order, and what they add up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from hashlib import sha256

from ledger.facts import BeansRedeemed, BeansReturned, Kept, LineKind, MonthSums


class TillRoll:
    """The lines so far: their sums, their digest, and what each fund owes.

    The digest is the SHA-256 of one line of text for each, `redemption,kind,beans,fen,fund`, as
    anybody can work it out again from the sheet of the statement.
    """

    __slots__ = ("_beans", "_digest", "_fen", "_gift", "_lines", "_owed")

    def __init__(self) -> None:
        self._beans: Counter[str] = Counter()
        self._fen: Counter[str] = Counter()
        self._gift: Counter[str] = Counter()
        self._owed: Counter[str] = Counter()
        self._digest = sha256()
        self._lines = 0

    def print(
        self, redemption: str, kind: LineKind, beans: int, fen: int, fund: str, gift_fen: int
    ) -> None:
        """One more line; beans and fen are positive, `kind` says which way they went."""
        self._lines += 1
        self._beans[kind] += beans
        self._fen[kind] += fen
        self._gift[kind] += gift_fen
        self._owed[fund] += fen if kind == "captured" else -fen
        self._digest.update(f"{redemption},{kind},{beans},{fen},{fund}\n".encode())

    def take_in(self, fact: BeansRedeemed | BeansReturned) -> None:
        """One more line, as the book tells it."""
        kind: LineKind = "captured" if isinstance(fact, BeansRedeemed) else fact.reason
        self.print(fact.redemption, kind, fact.beans, fact.fen, fact.paid_by, fact.gift_fen)

    @property
    def sums(self) -> MonthSums:
        """What the lines add up to."""
        beans, fen, gift = self._beans, self._fen, self._gift
        return MonthSums(
            lines=self._lines, captured_beans=beans["captured"], captured_fen=fen["captured"],
            voided_beans=beans["voided"], voided_fen=fen["voided"],
            refunded_beans=beans["refunded"], refunded_fen=fen["refunded"],
            captured_gift_fen=gift["captured"], voided_gift_fen=gift["voided"],
            refunded_gift_fen=gift["refunded"],
            digest=self._digest.hexdigest(),
        )  # fmt: skip

    @property
    def kept(self) -> Kept:
        """What stayed with the merchant, and who owes for it."""
        return Kept(self.sums.beans, added(self._owed))


def added(*owed: Mapping[str, int]) -> dict[str, int]:
    """Debts of funds added up, by fund in the order of their ids; who owes nothing is left out."""
    total: Counter[str] = Counter()
    for each in owed:
        for fund, fen in each.items():
            total[fund] += fen
    return {fund: total[fund] for fund in sorted(total) if total[fund]}


def less(kept: Kept, counted: Kept) -> Kept:
    """What is kept beyond what was counted; nothing in it when the two agree."""
    minus = {fund: -fen for fund, fen in counted.fen.items()}
    return Kept(kept.beans - counted.beans, added(kept.fen, minus))
