"""Leaderboards over HTTP: what a unit shows to everybody, and to somebody about oneself alone."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from litestar import get
from litestar.params import QueryParameter

from api.access.reach import check, home_of, sure, unknown
from api.access.table import Deed, opens_to
from api.boards import Moment, board_of, hear_everything, own_rank
from api.problems import Stop
from api.together import groups_of
from api.v1.addresses import AnyUnit, BoardPeriodName, TheVolunteer
from api.v1.asking import Call, Caller, caller_of
from api.v1.documents import READS
from ledger.counting.board_periods import BoardPeriod, read_board_period

Of = Annotated[
    Literal["person", "team", "building", "community"],
    QueryParameter(description="Whom it compares; groups by what they did per head."),
]
Metric = Annotated[Literal["minutes"], QueryParameter(description="By what it compares.")]


class BoardItem(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A line. Of a person the masked name; of a group its name, how many people it has and what
    they did per head. `adjusted_minutes`: by how much corrections changed a frozen line since."""

    rank: int
    name_masked: str
    minutes: int
    adjusted_minutes: int = 0
    people: int | None = None
    minutes_per_head: int | None = None


class BoardSeen(msgspec.Struct, kw_only=True, omit_defaults=True):
    """The top of a unit. It has those alone who agreed to be shown, and ranks count only them;
    `frozen_at` is when it was closed for ever, absent while it moves."""

    items: list[BoardItem]
    unit: str
    period: str
    frozen_at: datetime | None = None
    digest: str | None = None


class NearSeen(msgspec.Struct, kw_only=True):
    """Somebody above or below; who did not agree to be shown has neither name nor minutes."""

    rank: int
    name_masked: str | None
    minutes: int | None
    oneself: bool


class RankSeen(msgspec.Struct, kw_only=True):
    """Where one stands among all `people` who served, null before the first minute, and the
    five above and below; `shown`: whether one is on the boards that others see."""

    unit: str
    period: str
    rank: int | None
    minutes: int
    people: int
    shown: bool
    items: list[NearSeen]


@get("/leaderboards", opt=opens_to(Deed.READ_BOARDS), **READS)
def read_board(
    request: Call,
    unit: AnyUnit = "",
    period: BoardPeriodName = "",
    metric: Metric = "minutes",
    of: Of = "person",
) -> BoardSeen:
    """The board of a unit; the caller's own, or the first of all, when none is named."""
    at, place, when = _asked(caller_of(request), unit, period)
    if of != "person":
        items = [
            BoardItem(
                rank=each.rank, name_masked=each.name, minutes=each.minutes, people=each.people,
                minutes_per_head=each.minutes_per_head,
            )
            for each in groups_of(at, place, when, of)
        ]  # fmt: skip
        return BoardSeen(items=items, unit=place, period=when.name)
    board = board_of(at, place, when)
    items = [
        BoardItem(
            rank=line.rank, name_masked=line.name_masked, minutes=line.minutes,
            adjusted_minutes=line.adjusted_minutes,
        )
        for line in board.lines
    ]  # fmt: skip
    return BoardSeen(
        items=items, unit=place, period=when.name,
        frozen_at=board.frozen.frozen_at if board.frozen else None,
        digest=board.frozen.digest if board.frozen else None,
    )  # fmt: skip


@get("/volunteers/{volunteer:str}/rank", opt=opens_to(Deed.READ_OWN_RANK), **READS)
def read_rank(
    request: Call, volunteer: TheVolunteer, unit: AnyUnit = "", period: BoardPeriodName = ""
) -> RankSeen:
    """One's own place among everybody, for nobody else's eyes."""
    caller = caller_of(request)
    check(caller, volunteer)
    at, place, when = _asked(caller, unit, period)
    found = own_rank(at, volunteer, place, when)
    items = [
        NearSeen(
            rank=each.rank, name_masked=each.name_masked, minutes=each.minutes,
            oneself=each.oneself,
        )
        for each in found.near
    ]  # fmt: skip
    return RankSeen(
        unit=place, period=when.name, rank=found.rank, minutes=found.minutes,
        people=found.people, shown=found.shown, items=items,
    )  # fmt: skip


def place_of(caller: Caller, unit: str) -> str:
    """The unit that is meant: the one named, else the own one, else the first at the top."""
    ledger, who = caller.ledger, caller.who
    if unit:
        if sure(ledger, lambda: ledger.units.unit(unit)) is None:
            raise unknown(unit)
        return unit
    subject = who.unit or who.volunteer or who.merchant or who.team
    own = home_of(ledger, subject) if subject else None
    today = ledger.rules.current.local_date(caller.now())
    first = ledger.units.now().units(None, today, limit=1)
    if own is None and not first:
        raise unknown("unit")
    return own or first[0].unit


def _asked(caller: Caller, unit: str, period: str) -> tuple[Moment, str, BoardPeriod]:
    hear_everything(caller.ledger)
    at = Moment(caller.house, caller.ledger, caller.now())
    return at, place_of(caller, unit), period_named(period, at)


def period_named(period: str, at: Moment) -> BoardPeriod:
    """The period of that name, the present month for none; raises `Stop` for a week 53 that its
    year does not have."""
    try:
        return read_board_period(period or at.today.isoformat()[:7])
    except ValueError:
        raise Stop("malformed") from None


ROUTES = [read_board, read_rank]
