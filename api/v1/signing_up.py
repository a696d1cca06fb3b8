"""Signing up over HTTP: a place, the line behind it, and who did not come."""

from __future__ import annotations

import asyncio

import msgspec
from litestar import get, post
from litestar.params import JSONBody
from litestar.response.base import ASGIResponse

from api.access.near import places_near
from api.access.of_age import has_come_of_age
from api.access.reach import check, may_take_in, must_reach, sure, unknown
from api.access.roles import Role
from api.access.table import Deed, may, opens_to
from api.problems import FieldProblem, Stop
from api.v1.addresses import TheActivity
from api.v1.asking import Call, Caller, ask, by, caller_of, carry_out, comes_again, done
from api.v1.documents import READS, writes
from api.v1.noting import ask_with_words
from api.v1.words import Body, Reason, VolunteerId
from ledger.command import By, Receipt
from ledger.facts import AffiliationKind, PlaceGiven
from ledger.no_shows import ExcuseNoShow, MarkNoShow
from ledger.signing_up import SignUp, WithdrawSignUp
from ledger.subjects.absences import Absences
from ledger.subjects.activity import SignUps

_SIGNING_UP = opens_to(Deed.SIGN_UP)
_MARKING = opens_to(Deed.MARK_NO_SHOW)


class WhoRequest(Body, kw_only=True):
    """Whom it is about; a volunteer need not say that it is about themselves."""

    volunteer: VolunteerId | None = None


class SignUpRequest(WhoRequest, kw_only=True):
    """Whom it is about, and as one of what they come, where they belong to several bodies."""

    affiliation: AffiliationKind | None = None


class AbsentRequest(Body, kw_only=True):
    """Who had a place and did not come."""

    volunteer: VolunteerId


class ExcuseRequest(Body, kw_only=True):
    """Who was missed, and for which reason; the reason is kept apart from the book."""

    volunteer: VolunteerId
    reason: Reason


class SignedUpNow(msgspec.Struct, kw_only=True):
    """A place, or one in the line; `in_line` is the number there now, None for who does not
    wait any more."""

    activity: str
    volunteer: str
    standing: str
    in_line: int | None


class Withdrawn(msgspec.Struct, kw_only=True):
    """Not coming after all; `moved_up` is who has the place now, if anybody waited."""

    activity: str
    volunteer: str
    moved_up: str | None


class Coming(msgspec.Struct, kw_only=True):
    """Somebody who comes or waits, by a masked name; `missed` says that a person marked that
    they did not come, `excused` that there was a good reason."""

    volunteer: str
    name_masked: str
    standing: str
    missed: bool
    excused: bool


class ComingList(msgspec.Struct, kw_only=True):
    """Who comes, and behind them who waits, the first first."""

    items: list[Coming]


class Absent(msgspec.Struct, kw_only=True):
    """An absence, and whether there was a good reason."""

    activity: str
    volunteer: str
    excused: bool


@post("/activities/{activity:str}/sign-ups", opt=_SIGNING_UP, **writes(SignedUpNow))
async def sign_up(
    request: Call, activity: TheActivity, data: JSONBody[SignUpRequest]
) -> ASGIResponse:
    """I will come (or, said by the organizer: this person will); who finds no place waits."""
    caller = caller_of(request)
    sender = by(request, data)
    volunteer = await _whom(caller, activity, data, sender)
    of_age = caller.house, caller.ledger, volunteer
    grown_up = await asyncio.to_thread(has_come_of_age, *of_age)
    command = SignUp(
        activity=activity, volunteer=volunteer, grown_up=grown_up, affiliation=data.affiliation
    )
    receipt = await ask(caller, command, sender)
    line = await asyncio.to_thread(_line, caller, activity)
    in_line = line.index(volunteer) + 1 if volunteer in line else None
    told = SignedUpNow(
        activity=activity, volunteer=volunteer, standing=receipt.facts[0].standing, in_line=in_line
    )
    return done(caller, receipt, told)


def _line(caller: Caller, activity: str) -> list[str]:
    return list(caller.ledger.book.look(SignUps(activity)).waiting)


@post("/activities/{activity:str}/sign-ups/withdrawal", opt=_SIGNING_UP, **writes(Withdrawn))
async def withdraw(
    request: Call, activity: TheActivity, data: JSONBody[WhoRequest]
) -> ASGIResponse:
    """I cannot come after all; the first in line has the place that comes free."""
    caller = caller_of(request)
    sender = by(request, data)
    volunteer = await _whom(caller, activity, data, sender, leaves=True)
    command = WithdrawSignUp(activity=activity, volunteer=volunteer)

    def answer(receipt: Receipt) -> Withdrawn:
        up = [fact.volunteer for fact in receipt.facts if isinstance(fact, PlaceGiven)]
        return Withdrawn(
            activity=activity, volunteer=volunteer, moved_up=up[0] if up and _sees(caller) else None
        )

    return await carry_out(caller, command, sender, answer)


@get("/activities/{activity:str}/sign-ups", opt=opens_to(Deed.READ_SIGN_UPS), **READS)
def list_sign_ups(request: Call, activity: TheActivity) -> ComingList:
    """Who comes and who waits."""
    caller = caller_of(request)
    check(caller, activity)
    if sure(caller.ledger, lambda: caller.ledger.activity_board.activity(activity)) is None:
        raise unknown(activity)
    signed = caller.ledger.book.look(SignUps(activity))
    standings = dict.fromkeys(signed.places, "place") | dict.fromkeys(signed.waiting, "waiting")
    names = caller.house.people.masked_names(standings)
    absences = [Absences(each) for each in standings]
    caller.ledger.book.look_all(absences)
    items = [
        Coming(
            volunteer=each, name_masked=names[each], standing=standing,
            missed=activity in absent.marked, excused=activity in absent.excused,
        )
        for (each, standing), absent in zip(standings.items(), absences, strict=True)
    ]  # fmt: skip
    return ComingList(items=items)


@post("/activities/{activity:str}/no-shows", opt=_MARKING, **writes(Absent))
async def mark_no_show(
    request: Call, activity: TheActivity, data: JSONBody[AbsentRequest]
) -> ASGIResponse:
    """This person had a place and did not come; it touches neither minutes nor beans."""
    caller = caller_of(request)
    sender = by(request, data)
    await must_reach(caller, activity)
    command = MarkNoShow(activity=activity, volunteer=data.volunteer)
    absent = Absent(activity=activity, volunteer=data.volunteer, excused=False)
    return await carry_out(caller, command, sender, lambda _: absent)


@post("/activities/{activity:str}/no-shows/excuse", opt=_MARKING, **writes(Absent))
async def excuse_no_show(
    request: Call, activity: TheActivity, data: JSONBody[ExcuseRequest]
) -> ASGIResponse:
    """There was a good reason; the absence counts no more."""
    caller = caller_of(request)
    sender = by(request, data)
    await must_reach(caller, activity)
    receipt = await ask_with_words(
        caller, sender, data.volunteer, data.reason,
        lambda note: ExcuseNoShow(activity=activity, volunteer=data.volunteer, note=note),
    )  # fmt: skip
    absent = Absent(activity=activity, volunteer=data.volunteer, excused=True)
    return done(caller, receipt, absent)


async def _whom(
    caller: Caller, activity: str, data: WhoRequest, sender: By, *, leaves: bool = False
) -> str:
    """Whom the call is about: a volunteer themselves, or whom the organizer names.

    Whoever is on the list `leaves` it wherever they live by now.
    """
    own = caller.who.volunteer if caller.who.role is Role.VOLUNTEER else None
    if own is not None and data.volunteer not in (None, own):
        raise unknown(str(data.volunteer))
    volunteer = own or data.volunteer
    if volunteer is None:
        raise Stop("who_untold", [FieldProblem("say which `volunteer`", "/volunteer")])
    if own is None:
        await must_reach(caller, activity)
    try:
        if own is None:
            await may_take_in(caller, volunteer)
        else:
            await asyncio.to_thread(_must_be_near, caller, activity, own)
    except Stop:
        stands = leaves and await asyncio.to_thread(_is_on_the_list, caller, activity, volunteer)
        # A key that was used before is the book's to answer, whatever comes with it.
        if not stands and not await comes_again(caller, sender):
            raise
    return volunteer


def _is_on_the_list(caller: Caller, activity: str, volunteer: str) -> bool:
    signed = caller.ledger.book.look(SignUps(activity))
    return volunteer in signed.places or volunteer in signed.waiting


def _must_be_near(caller: Caller, activity: str, volunteer: str) -> None:
    row = sure(caller.ledger, lambda: caller.ledger.activity_board.activity(activity))
    if row is None or row.community not in places_near(caller, volunteer):
        raise unknown(activity)


def _sees(caller: Caller) -> bool:
    return may(caller.who, Deed.READ_SIGN_UPS)


ROUTES = [sign_up, withdraw, list_sign_ups, mark_no_show, excuse_no_show]
