"""Signals: figures in which a pattern at a merchant shows, and what staff found when they looked.

Nothing is judged here: the numbers from which a figure is a signal are the policy's, so a view
made under another policy has the same rows.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from ledger.facts import BeansRedeemed, BeansReturned, SignalReviewed
from ledger.recorded import Recorded
from projections.shelf.changes import Changes
from projections.shelf.columns import UNTOLD, First
from projections.shelf.sheet import By, Row, Sheet
from projections.shelf.view import Folds, View

SLOT = timedelta(minutes=10)
"""How finely the hours of a day are told apart."""
_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


class Share(Row):
    """What a merchant kept of one volunteer's beans that were spent in a local month."""

    merchant: str
    month: str
    volunteer: str
    beans: int = 0
    redemptions: int = 0


class ShareSeen(Row):
    """A share beside the beans of everybody at that merchant in that month."""

    merchant: str
    month: str
    volunteer: str
    beans: int
    redemptions: int
    of_beans: int


class RoundTrip(Row):
    """Beans of a redemption that came back, the first of them at `back_at`."""

    redemption: str
    merchant: str = UNTOLD
    volunteer: str = UNTOLD
    spent_on: date = UNTOLD
    back_at: First[datetime] = UNTOLD
    beans: int = 0


class Slot(Row):
    """How many redemptions a merchant had in the ten minutes that begin with `begins`, which
    counts tens of minutes since 1970 in UTC."""

    merchant: str
    begins: int
    redemptions: int = 0
    beans: int = 0

    @property
    def begins_at(self) -> datetime:
        """The moment at which the ten minutes begin, in UTC."""
        return _EPOCH + self.begins * SLOT


class Look(Row):
    """The last look at a signal: by whom, what came of it, and how strong the signal was."""

    signal: str
    looked_by: str = UNTOLD
    outcome: str = UNTOLD
    figure: int | None = UNTOLD
    note: str | None = UNTOLD
    at: datetime = UNTOLD


SHARES = Sheet("signal_share", Share, By(("month",)))
ROUND_TRIPS = Sheet("signal_round_trip", RoundTrip, By(("spent_on",)))
SLOTS = Sheet("signal_slot", Slot, By(("begins",)))
LOOKS = Sheet("signal_look", Look)


class _Folding:
    def __init__(
        self,
        shares: Changes[Share],
        round_trips: Changes[RoundTrip],
        slots: Changes[Slot],
        looks: Changes[Look],
    ) -> None:
        self._shares, self._round_trips = shares, round_trips
        self._slots, self._looks = slots, looks

    def redeem(self, recorded: Recorded[BeansRedeemed]) -> None:
        fact = recorded.fact
        share = self._shares[fact.target, _month_of(fact.spent_on), fact.volunteer]
        share.beans += fact.beans
        share.redemptions += 1
        slot = self._slots[fact.target, slot_of(fact.at)]
        slot.redemptions += 1
        slot.beans += fact.beans

    def give_back(self, recorded: Recorded[BeansReturned]) -> None:
        fact = recorded.fact
        self._shares[fact.source, _month_of(fact.spent_on), fact.volunteer].beans -= fact.beans
        trip = self._round_trips[fact.redemption]
        trip.merchant, trip.volunteer, trip.spent_on = fact.source, fact.volunteer, fact.spent_on
        if trip.back_at is None:
            trip.back_at = fact.at
        trip.beans += fact.beans

    def look(self, recorded: Recorded[SignalReviewed]) -> None:
        fact, row = recorded.fact, self._looks[recorded.fact.signal]
        row.looked_by, row.outcome, row.figure = fact.reviewer, fact.outcome, fact.figure
        row.note, row.at = fact.note, fact.at


class Signals(View):
    """What staff may want to look at, and whether somebody has."""

    name = "signals"
    version = 1
    sheets = (SHARES, ROUND_TRIPS, SLOTS, LOOKS)

    @staticmethod
    def folds(*changes: Changes[Any]) -> Folds:
        """Beans that a merchant took and gave back, and every look."""
        folding = _Folding(*changes)
        return {
            BeansRedeemed: folding.redeem,
            BeansReturned: folding.give_back,
            SignalReviewed: folding.look,
        }

    def large_shares(self, month: str, permille: int, from_beans: int) -> list[ShareSeen]:
        """Who has more than `permille` of what a merchant took in a month (`2026-11`), among
        merchants that took `from_beans` at least; the largest first."""
        c = SHARES.c
        total = func.sum(c.beans)
        whole = (
            select(c.merchant, total.label("of_beans"))
            .where(c.month == month)
            .group_by(c.merchant)
            .having(total >= from_beans)
            .subquery()
        )
        question = (
            select(*SHARES.table.columns, whole.c.of_beans)
            .join(whole, whole.c.merchant == c.merchant)
            .where(c.month == month, c.beans * 1000 > whole.c.of_beans * permille)
            .order_by(c.beans.desc(), c.merchant, c.volunteer)
        )
        return [_whole(row) for row in self.shelf.rows(question, ShareSeen)]

    def round_trips(self, first: date, last: date) -> list[RoundTrip]:
        """Redemptions of these local days, both included, of which beans came back; those of a
        merchant and a volunteer stand together, the earliest first."""
        c = ROUND_TRIPS.c
        question = ROUND_TRIPS.select().where(c.spent_on >= first, c.spent_on <= last)
        ordered = question.order_by(c.merchant, c.volunteer, c.spent_on, c.back_at, c.redemption)
        return self.shelf.rows(ordered, RoundTrip)

    def slots(self, since: datetime, until: datetime, from_hour: int) -> list[Slot]:
        """The busy tens of minutes between two local midnights that lie behind that hour of
        their day, by merchant in order."""
        c, midnight = SLOTS.c, slot_of(since)
        of_the_day = (c.begins - midnight) % (timedelta(days=1) // SLOT)
        question = SLOTS.select().where(
            c.begins >= midnight, c.begins < slot_of(until),
            of_the_day >= timedelta(hours=from_hour) // SLOT,
        )  # fmt: skip
        return self.shelf.rows(question.order_by(c.merchant, c.begins), Slot)

    def looks_at(self, signals: Iterable[str]) -> dict[str, Look]:
        """The last look at each of these signals that anybody has looked at."""
        question = LOOKS.select().where(LOOKS.c.signal.in_(list(signals)))
        return {look.signal: look for look in self.shelf.rows(question, Look)}


def slot_of(moment: datetime) -> int:
    """The ten minutes in which a moment lies, as a number."""
    return (moment - _EPOCH) // SLOT


def _month_of(day: date) -> str:
    return day.isoformat()[:7]


def _whole(row: ShareSeen) -> ShareSeen:
    """With whole numbers; PostgreSQL makes decimals of sums."""
    row.of_beans = int(row.of_beans)
    return row
