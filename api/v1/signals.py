"""Signals over HTTP: patterns at merchants that want a look, and what somebody found."""

from __future__ import annotations

import asyncio
from datetime import date, datetime
from typing import Annotated, Literal

import msgspec
from litestar import get, post
from litestar.params import JSONBody, PathParameter, QueryParameter
from litestar.response.base import ASGIResponse

from api.access.own import answers_for, own_volunteers
from api.access.reach import check, home_of, reaches, sure, unknown
from api.access.table import Deed, opens_to
from api.problems import Stop
from api.signals import SIGNAL, Signal, redemptions_behind, signal_of, signals_of
from api.v1.addresses import AnyUnit, Month
from api.v1.asking import Call, Caller, by, caller_of, done
from api.v1.documents import READS, writes
from api.v1.noting import ask_with_words
from api.v1.words import Body, Reason
from ledger.command import Command
from ledger.signals import ReviewSignal

TheSignal = Annotated[str, PathParameter(pattern=SIGNAL)]
InState = Annotated[
    str,
    QueryParameter(
        name="state",
        pattern="^(open|dismissed|upheld)?$",
        description="open, dismissed or upheld; all of them when it is not told",
    ),
]


class SignalSeen(msgspec.Struct, kw_only=True):
    """One signal; it blocks nothing, and accuses nobody.

    `figure` is out of `of`: beans of one volunteer out of those the merchant kept in the month
    (`share`); round trips within so many days (`trips`); redemptions within so many minutes of an
    evening (`closing`). It is open until somebody has looked, and again once it has grown beyond
    `looked_figure`.
    """

    id: str
    kind: Literal["share", "trips", "closing"]
    merchant: str
    volunteer: str | None
    first_day: date
    last_day: date
    figure: int
    of: int
    beans: int
    state: Literal["open", "dismissed", "upheld"]
    looked_by: str | None
    looked_at: datetime | None
    looked_figure: int | None


class SignalsSeen(msgspec.Struct, kw_only=True):
    """The signals of a local month within reach."""

    month: str
    items: list[SignalSeen]


class RedemptionBehind(msgspec.Struct, kw_only=True):
    """A redemption that is part of the pattern."""

    id: str
    volunteer: str
    at: datetime
    state: str
    captured: int
    returned: int
    fen: int


class SignalDetails(msgspec.Struct, kw_only=True):
    """A signal, what was noted about it, and the redemptions it is made of, newest first."""

    signal: SignalSeen
    note: str | None
    redemptions: list[RedemptionBehind]


class ReviewRequest(Body, kw_only=True):
    """Dismissed: there was a good reason. Upheld: something is wrong, and somebody follows it up.
    The words are kept apart from the book."""

    outcome: Literal["dismissed", "upheld"]
    words: Reason | None = None


class Reviewed(msgspec.Struct, kw_only=True):
    """What stands of the signal now."""

    id: str
    state: Literal["dismissed", "upheld"]


@get("/signals", opt=opens_to(Deed.READ_SIGNALS), **READS)
def list_signals(
    request: Call, unit: AnyUnit = "", month: Month = "", in_state: InState = ""
) -> SignalsSeen:
    """The signals at the merchants of a unit; of all within reach when none is named."""
    caller = caller_of(request)
    if unit:
        check(caller, unit)
    day = month_of(caller, month)
    found = [
        one
        for one in signals_within(caller, day, unit)
        if not in_state or one.state == in_state
    ]
    return SignalsSeen(month=f"{day:%Y-%m}", items=[_seen(one) for one in found])


@get("/signals/{signal:str}", opt=opens_to(Deed.READ_SIGNALS), **READS)
def read_signal(request: Call, signal: TheSignal) -> SignalDetails:
    """A signal and the redemptions behind it."""
    caller = caller_of(request)
    found = must_see_signal(caller, signal)
    note = found.look.note if found.look else None
    behind = [
        RedemptionBehind(
            id=one.redemption, volunteer=one.volunteer, at=one.at, state=one.state,
            captured=one.captured, returned=one.returned, fen=one.fen,
        )
        for one in redemptions_behind(caller.ledger, found)
    ]  # fmt: skip
    said = caller.house.notes.text(note) if note else None
    return SignalDetails(signal=_seen(found), note=said, redemptions=behind)


@post("/signals/{signal:str}/review", opt=opens_to(Deed.REVIEW_SIGNAL), **writes(Reviewed))
async def review_signal(
    request: Call, signal: TheSignal, data: JSONBody[ReviewRequest]
) -> ASGIResponse:
    """I have looked into this; nobody judges a signal about themselves or their own shop."""
    caller = caller_of(request)
    sender = by(request, data)
    found = await asyncio.to_thread(must_see_signal, caller, signal)
    own = await asyncio.to_thread(own_parties, caller)
    receipt = await ask_with_words(
        caller, sender, found.volunteer or found.merchant, data.words,
        lambda note: review_of(caller, found, data.outcome, own, note),
    )  # fmt: skip
    return done(caller, receipt, Reviewed(id=signal, state=receipt.facts[0].outcome))


def review_of(
    caller: Caller,
    found: Signal,
    outcome: Literal["dismissed", "upheld"],
    own: tuple[str, ...],
    note: str | None,
) -> Command:
    """The command that says what came of a look at a signal as strong as it is now."""
    return ReviewSignal(
        signal=found.signal, merchant=found.merchant, volunteer=found.volunteer, outcome=outcome,
        figure=found.figure, reviewer=answers_for(caller.who), own_parties=own, note=note,
    )  # fmt: skip


def own_parties(caller: Caller) -> tuple[str, ...]:
    """The volunteers and the merchants that the caller is, or stands up for; asks the vault and
    the views, and raises `Stop` when the views do not come along in time."""
    volunteers = own_volunteers(caller)
    behind, ledger = answers_for(caller.who), caller.ledger
    today = ledger.rules.current.local_date(caller.now())
    persons: set[str] = set()
    if behind.startswith("person-"):
        persons = {behind, *caller.house.people.alike(ledger.name, behind).persons}
    held = (row for person in persons for row in ledger.appointments.of(person))
    shops = {row.merchant for row in held if row.merchant and row.stands_on(today)}
    return (*volunteers, *sorted(shops))


def month_of(caller: Caller, month: str) -> date:
    """The first day of a month as it is told (`2026-11`), of the present one when it is not."""
    if month:
        return date.fromisoformat(f"{month}-01")
    return caller.ledger.rules.current.local_date(caller.now()).replace(day=1)


def signals_within(caller: Caller, month: date, unit: str = "") -> list[Signal]:
    """The signals of a month at merchants within reach, and within a unit where one is named."""
    ledger = caller.ledger
    today = ledger.rules.current.local_date(caller.now())

    def near(merchant: str) -> bool:
        home = home_of(ledger, merchant) if unit else None
        within = not unit or (home is not None and ledger.units.within(home, unit, today))
        return within and reaches(caller, merchant)

    found = signals_of(ledger, month)
    places = {merchant: near(merchant) for merchant in {one.merchant for one in found}}
    return [one for one in found if places[one.merchant]]


def must_see_signal(caller: Caller, signal: str) -> Signal:
    """The signal of this id; raises `Stop` (404) for one out of reach or that there is not."""
    found = sure(caller.ledger, lambda: signal_of(caller.ledger, signal))
    if found is None:
        raise unknown(signal)
    try:
        check(caller, found.merchant)
    except Stop as stop:
        if stop.code != "merchant_unknown":
            raise
        raise unknown(signal) from None
    return found


def _seen(one: Signal) -> SignalSeen:
    look = one.look
    return SignalSeen(
        id=one.signal, kind=one.kind, merchant=one.merchant, volunteer=one.volunteer,
        first_day=one.first, last_day=one.last, figure=one.figure, of=one.of, beans=one.beans,
        state=one.state, looked_by=look.looked_by if look else None,
        looked_at=look.at if look else None, looked_figure=look.figure if look else None,
    )  # fmt: skip


ROUTES = [list_signals, read_signal, review_signal]
