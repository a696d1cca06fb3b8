"""Supplying: what became of the beans that each volunteer was ever given, added up again."""

from __future__ import annotations

from collections.abc import Mapping

from ledger.facts import (
    BeansAwarded,
    BeansClawedBack,
    BeansExpired,
    BeansGranted,
    BeansRedeemed,
    BeansReturned,
    DebtForgiven,
    PurseMovement,
    VolunteerMoved,
    VolunteerRegistered,
)
from ledger.subjects.purse import Purse

Supplied = Mapping[str, tuple[str | int, ...]]
_ISSUED, _CLAWED_BACK, _FORGIVEN, _SPENT, _EXPIRED = range(5)
_COUNTS: dict[type, tuple[int, int]] = {
    BeansAwarded: (_ISSUED, 1),
    BeansGranted: (_ISSUED, 1),
    BeansClawedBack: (_CLAWED_BACK, 1),
    DebtForgiven: (_FORGIVEN, 1),
    BeansRedeemed: (_SPENT, 1),
    BeansReturned: (_SPENT, -1),
    BeansExpired: (_EXPIRED, 1),
}
"""Which sum of a volunteer each fact adds to, or takes from; what is held and what is left are the
purse's own to know."""


class Supplying:
    """Where each volunteer is at home, and the sums of what came and went."""

    def __init__(self) -> None:
        self._homes: dict[str, str] = {}
        self._sums: dict[str, list[int]] = {}

    def take_in(self, fact: object) -> None:
        """One more fact."""
        if isinstance(fact, VolunteerRegistered | VolunteerMoved):
            self._homes[fact.volunteer] = fact.community
        elif isinstance(fact, PurseMovement) and type(fact) in _COUNTS:
            which, sign = _COUNTS[type(fact)]
            self._sums.setdefault(fact.volunteer, [0] * 5)[which] += sign * fact.beans

    def sources(self, purses: Mapping[str, Purse]) -> Supplied:
        """Home, issued, taken back, forgiven, spent, held, expired, lots and debt, by volunteer."""
        found: dict[str, tuple[str | int, ...]] = {}
        for whose, purse in purses.items():
            issued, clawed_back, forgiven, spent, expired = self._sums.get(whose, [0] * 5)
            found[whose] = (
                self._homes.get(whose, ""), issued, clawed_back, forgiven, spent,
                sum(purse.held.values()), expired, sum(purse.lots.values()), purse.debt,
            )  # fmt: skip
        return found
