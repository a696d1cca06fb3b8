"""Signals: patterns at a merchant that staff may want to look at, by the policy's numbers.

A signal blocks nothing and accuses nobody. There are three kinds: one volunteer has a large
`share` of a shop's beans in a month; beans make `trips`, taken and given back by the next day; many
redemptions come in a burst at `closing` time. What a signal is about stands in its id, so that it
needs no fact of its own until somebody looks at it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Literal

import msgspec

from api.ledgers import Ledger
from ledger.policy import Policy
from projections.signals import SLOT, Look, RoundTrip, Slot
from projections.till import Redemption

Kind = Literal["share", "trips", "closing"]
State = Literal["open", "dismissed", "upheld"]
SIGNAL = "^signal-(share-[0-9a-z]{1,32}-[0-9a-z]{1,32}|trips-[0-9a-z]{1,32}-[0-9a-z]{1,32}|closing-[0-9a-z]{1,32})-20[0-9]{4}([0-9]{2})?$"  # noqa: E501 - one pattern
"""What the ids of signals look like: kind, merchant, volunteer where there is one, month or day."""
_MONTH = re.compile(r"-(20[0-9]{2})(0[1-9]|1[0-2])([0-9]{2})?$")
A_DAY = timedelta(days=1)


class Signal(msgspec.Struct, frozen=True, kw_only=True):
    """A pattern within a local month, or on a local day for a burst.

    `figure` is how strong it is, out of `of`: of a share the beans, out of those the merchant
    kept; of round trips how many, within so many days; of a burst the redemptions, within so
    many minutes. `beans` are all the beans in it. `look` is the last look at it.
    """

    signal: str
    kind: Kind
    merchant: str
    volunteer: str | None
    first: date
    last: date
    figure: int
    of: int
    beans: int
    look: Look | None = None

    @property
    def state(self) -> State:
        """Open until somebody has looked, and once more when it has grown since."""
        if self.look is None or self.figure > self.look.figure:
            return "open"
        return "upheld" if self.look.outcome == "upheld" else "dismissed"


def signals_of(ledger: Ledger, month: date) -> list[Signal]:
    """All signals of the local month that a day lies in, with the last look at each."""
    policy, first = ledger.rules.current, month.replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    found = [
        *_shares(ledger, policy, first, following - A_DAY),
        *_trips(ledger, policy, first, following - A_DAY),
        *_bursts(ledger, policy, first, following),
    ]
    looks = ledger.signals.looks_at(one.signal for one in found)
    return [msgspec.structs.replace(one, look=looks.get(one.signal)) for one in found]


def signal_of(ledger: Ledger, signal: str) -> Signal | None:
    """The signal of this id, None when its figures are (no longer) such that it is one."""
    told = _MONTH.search(signal)
    if told is None:
        return None
    found = signals_of(ledger, date(int(told[1]), int(told[2]), 1))
    return next((one for one in found if one.signal == signal), None)


def redemptions_behind(ledger: Ledger, signal: Signal) -> list[Redemption]:
    """The redemptions that a signal is made of, the newest first."""
    found = ledger.till.redemptions_between(
        signal.merchant, signal.first, signal.last, volunteer=signal.volunteer
    )
    if signal.kind == "trips":
        return [one for one in found if one.returned]
    if signal.kind == "closing":
        policy = ledger.rules.current
        opens = _closing(policy, signal.first)
        return [one for one in found if one.captured_at and one.captured_at >= opens]
    return found


def _shares(ledger: Ledger, policy: Policy, first: date, last: date) -> Iterator[Signal]:
    rules, month = policy.signals, first.isoformat()[:7]
    permille, from_beans = rules.one_volunteer_share_permille, rules.share_from_beans
    for row in ledger.signals.large_shares(month, permille, from_beans):
        yield Signal(
            signal=_id("share", f"{first:%Y%m}", row.merchant, row.volunteer), kind="share",
            merchant=row.merchant, volunteer=row.volunteer, first=first, last=last,
            figure=row.beans, of=row.of_beans, beans=row.beans,
        )  # fmt: skip


def _trips(ledger: Ledger, policy: Policy, first: date, last: date) -> Iterator[Signal]:
    """The most round trips that any days on end had which end within the month."""
    rules = policy.signals
    before = timedelta(days=max(0, rules.round_trip_days - 1))
    rows = ledger.signals.round_trips(first - before, last)
    soon = [row for row in rows if policy.local_date(row.back_at) - row.spent_on <= A_DAY]
    for (merchant, volunteer), trips in groupby(soon, lambda row: (row.merchant, row.volunteer)):
        most = _most_within(list(trips), first, before)
        if len(most) >= rules.round_trips:
            yield Signal(
                signal=_id("trips", f"{first:%Y%m}", merchant, volunteer), kind="trips",
                merchant=merchant, volunteer=volunteer, first=most[0].spent_on,
                last=most[-1].spent_on, figure=len(most), of=rules.round_trip_days,
                beans=sum(trip.beans for trip in most),
            )  # fmt: skip


def _most_within(trips: list[RoundTrip], first: date, before: timedelta) -> list[RoundTrip]:
    windows = (
        [one for one in trips if trip.spent_on - before <= one.spent_on <= trip.spent_on]
        for trip in trips
        if trip.spent_on >= first
    )
    return max(windows, key=len, default=[])


def _bursts(ledger: Ledger, policy: Policy, first: date, following: date) -> Iterator[Signal]:
    """The busiest minutes of each evening, counted in whole slots."""
    rules = policy.signals
    since, until = (datetime.combine(day, time(), policy.zone) for day in (first, following))
    rows = ledger.signals.slots(since, until, rules.closing_from_hour)
    width = -(-timedelta(minutes=rules.closing_burst_minutes) // SLOT)
    days = groupby(rows, lambda row: (row.merchant, policy.local_date(row.begins_at)))
    for (merchant, day), slots in days:
        busiest = _busiest(list(slots), width)
        redemptions = sum(slot.redemptions for slot in busiest)
        if redemptions >= rules.closing_burst_redemptions:
            yield Signal(
                signal=_id("closing", f"{day:%Y%m%d}", merchant), kind="closing",
                merchant=merchant, volunteer=None, first=day, last=day, figure=redemptions,
                of=rules.closing_burst_minutes, beans=sum(slot.beans for slot in busiest),
            )  # fmt: skip


def _busiest(slots: list[Slot], width: int) -> list[Slot]:
    windows = (
        [one for one in slots if slot.begins <= one.begins < slot.begins + width] for slot in slots
    )
    return max(windows, key=lambda window: sum(slot.redemptions for slot in window), default=[])


def _closing(policy: Policy, day: date) -> datetime:
    """When the last hours of a local day begin, as the policy sees them."""
    return datetime.combine(day, time(), policy.zone) + timedelta(
        hours=policy.signals.closing_from_hour
    )


def _id(kind: Kind, period: str, *parties: str) -> str:
    return "-".join(("signal", kind, *(each.partition("-")[2] for each in parties), period))
