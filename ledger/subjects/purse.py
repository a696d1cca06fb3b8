"""The purse: one volunteer's beans, in lots, with what was earned and spent lately."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from ledger.facts import (
    BeansAwarded,
    BeansClawedBack,
    BeansExpired,
    BeansGranted,
    BeansHeld,
    BeansImported,
    BeansRedeemed,
    BeansReturned,
    CounterMovement,
    DebtForgiven,
    Fact,
    HoldReleased,
    PurseMovement,
    VoucherPrinted,
    VoucherReleased,
)
from ledger.states import State

KEPT_DAYS = 400
"""How many days a count remembers, the latest by date: more than a year, and nothing that a rule
looks at is older (`ledger.crediting.LATEST_DAYS`)."""


class Counts(dict[str, int]):
    """Beans by day, or by month and year; of the latest only, so that a long life stays small."""

    def add(self, period: str, beans: int) -> None:
        """Count beans for a period."""
        self[period] = self.get(period, 0) + beans
        if len(self) > KEPT_DAYS:
            del self[min(self)]

    def of(self, period: str) -> int:
        """The beans counted for a period."""
        return self.get(period, 0)


class Purse(State):
    """What can this volunteer spend, and how much was earned and redeemed in which period?

    `lots` are beans by the day they die, `debt` is what a claw-back could not take, `held` the
    beans by the redemption that holds them. Earned beans are counted by the local date of
    service, redeemed ones by the local date of spending, both net of what was taken back;
    `pieces` of an offer by the month of spending. `by_badge_alone` counts the redeemed beans for
    which a badge was shown and no PIN typed. `vouchers` are those on paper, by the redemption
    each opens, with the end of its days.
    """

    __slots__ = (
        "by_badge_alone", "debt", "earned", "earned_long", "held", "lots", "pieces", "redeemed",
        "redeemed_long", "uses", "vouchers",
    )  # fmt: skip
    listens = (
        BeansAwarded, BeansGranted, BeansClawedBack, DebtForgiven, BeansExpired, BeansHeld,
        BeansRedeemed, BeansReturned, HoldReleased, BeansImported, VoucherPrinted, VoucherReleased,
    )  # fmt: skip

    def __init__(self, volunteer: str) -> None:
        super().__init__(volunteer)
        self.lots: dict[str, int] = {}
        self.debt = 0
        self.held: dict[str, int] = {}
        self.earned = Counts()
        self.earned_long = Counts()
        self.redeemed = Counts()
        self.redeemed_long = Counts()
        self.by_badge_alone = Counts()
        self.uses = Counts()
        self.pieces = Counts()
        self.vouchers: dict[str, datetime] = {}

    @property
    def balance(self) -> int:
        """Beans in the purse; negative while a debt stands."""
        return sum(self.lots.values()) - self.debt

    def living(self, today: date) -> dict[str, int]:
        """The lots that can still be spent on that local day."""
        day = today.isoformat()
        return {lot: beans for lot, beans in self.lots.items() if lot > day}

    def vouchers_at(self, now: datetime) -> int:
        """How many vouchers a shop would still take then."""
        return sum(now < lapses_at for lapses_at in self.vouchers.values())

    def evolve(self, fact: Fact) -> None:
        """Beans came into the purse, or left it."""
        if not isinstance(fact, PurseMovement):
            return
        if isinstance(fact, CounterMovement) and fact.offer:
            self._count_pieces(fact)
        purse = self.tags[0]
        if fact.source == purse:
            self._take(fact.lots)
            self.debt += fact.debt
        elif fact.target == purse:
            self._put(fact.lots)
            self.debt -= fact.debt
        self._count(fact)

    def _put(self, lots: Mapping[str, int]) -> None:
        for lot, beans in lots.items():
            self.lots[lot] = self.lots.get(lot, 0) + beans

    def _take(self, lots: Mapping[str, int]) -> None:
        for lot, beans in lots.items():
            left = self.lots[lot] - beans
            if left:
                self.lots[lot] = left
            else:
                del self.lots[lot]

    def _count(self, fact: PurseMovement) -> None:
        match fact:
            case BeansAwarded() | BeansGranted():
                self._earn(fact.earned_on, fact.beans)
            case BeansClawedBack():
                self._earn(fact.earned_on, -fact.beans)
            case BeansImported() if fact.earned_on is not None:
                inward = fact.target == fact.volunteer
                self._earn(fact.earned_on, fact.beans if inward else -fact.beans)
            case BeansHeld():
                self.held[fact.redemption] = fact.beans
                self._redeem(fact, fact.beans, uses=1)
            case VoucherPrinted():
                self.held[fact.redemption] = fact.beans
                self.vouchers[fact.redemption] = fact.lapses_at
            case VoucherReleased():
                self._release(fact.redemption, fact.beans)
                del self.vouchers[fact.redemption]
            case BeansRedeemed() if fact.redemption in self.vouchers:
                # At which counter and on which day it is redeemed is known only now.
                self._release(fact.redemption, fact.beans)
                del self.vouchers[fact.redemption]
                self._redeem(fact, fact.beans, uses=1)
            case BeansRedeemed() if fact.redemption in self.held:
                self._release(fact.redemption, fact.beans)
            case BeansRedeemed():
                self._redeem(fact, fact.beans, uses=1)
            case HoldReleased():
                self._release(fact.redemption, fact.beans)
                undone = fact.reason != "not_captured"  # The rest of a purchase is no undoing.
                self._redeem(fact, -fact.beans, uses=-1 if undone else 0)
            case BeansReturned():
                self._redeem(fact, -fact.beans, uses=0)

    def _count_pieces(self, fact: CounterMovement) -> None:
        # What a hold had counted already is not counted once more when it is captured.
        taken = isinstance(fact, BeansHeld | BeansRedeemed)
        if not isinstance(fact, BeansRedeemed) or fact.new_at_the_till:
            pieces = fact.pieces if taken else -fact.pieces
            self.pieces.add(offer_in(fact.offer, fact.spent_on), pieces)

    def _earn(self, day: date, beans: int) -> None:
        self.earned.add(day.isoformat(), beans)
        self.earned_long.add(month_of(day), beans)
        self.earned_long.add(year_of(day), beans)

    def _redeem(
        self, fact: BeansHeld | BeansRedeemed | HoldReleased | BeansReturned, beans: int, uses: int
    ) -> None:
        day = fact.spent_on.isoformat()
        self.redeemed.add(day, beans)
        self.redeemed_long.add(month_of(fact.spent_on), beans)
        self.uses.add(day, uses)
        if fact.shown == "badge":
            self.by_badge_alone.add(day, beans)

    def _release(self, redemption: str, beans: int) -> None:
        left = self.held[redemption] - beans
        if left:
            self.held[redemption] = left
        else:
            del self.held[redemption]


def month_of(day: date) -> str:
    """The month a day belongs to, as `2026-11`."""
    return day.isoformat()[:7]


def offer_in(offer: str, day: date) -> str:
    """An offer in the month a day belongs to, as `2026-11 offer-…`."""
    return f"{month_of(day)} {offer}"


def year_of(day: date) -> str:
    """The year a day belongs to, as `2026`."""
    return day.isoformat()[:4]
