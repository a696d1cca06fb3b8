"""Confirming: all who left are confirmed and rated with one press, or a second person is asked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from litestar import Response, post
from litestar.concurrency import sync_to_thread
from litestar.params import FromPath
from litestar.response import Template

from api.access.own import second
from api.access.table import Deed, opens_to
from api.ids import new_id
from api.pages.language import translate
from api.pages.office.callers import caller_here, carry_out
from api.pages.organizing.activity import plan_of, shown
from api.pages.second_looks.kept_words import with_words
from api.pages.visits import Visit, page
from api.problems import Stop
from api.v1.asking import Caller
from api.v1.confirmations import Counted, counted
from ledger.batches import ProposeConfirmation
from ledger.confirmations import ConfirmService
from ledger.facts import Rated
from ledger.refusals import Refusal, SecondPersonNeeded, TwoAdultsNeeded
from ledger.subjects.presence import parties_of

_ATTENDANCE = re.compile("attendance-[0-9a-z]{1,32}-[0-9a-z]{1,32}")
_MINUTES = re.compile("[0-9]{1,4}")
USUAL_RATING = 5


class Line(NamedTuple):
    """What somebody served and got, by a masked name."""

    masked: str
    counted: Counted


@post("/desk/activities/{activity:str}/confirmation", opt=opens_to(Deed.CONFIRM), status_code=200)
async def confirm(request: Visit, activity: FromPath[str]) -> Response[Any]:
    """These were here and served."""
    form = await request.form()
    rated = _rated(form)
    return await sync_to_thread(_confirm, request, activity, rated, _text(form, "form_key"))


@post("/desk/activities/{activity:str}/confirmation/proposal", opt=opens_to(Deed.PROPOSE),
      status_code=200)  # fmt: skip
async def propose(request: Visit, activity: FromPath[str]) -> Response[Any]:
    """Let a second person confirm these, for it is more than one may vouch for alone."""
    form = await request.form()
    told = _rated(form), _text(form, "words"), _text(form, "form_key")
    return await sync_to_thread(_propose, request, activity, *told)


def _confirm(request: Visit, activity: str, rated: tuple[Rated, ...], form_key: str) -> Template:
    caller = caller_here(request)
    plan = plan_of(caller, activity)
    if not rated:
        problem = translate("Please tick those who are to be confirmed.")
        return shown(request, caller, activity, problem=problem)
    who = second(caller)
    command = ConfirmService(
        activity=activity, rated=rated, confirmed_by=who.answers,
        own_volunteers=who.own_volunteers, selves=who.selves,
    )  # fmt: skip
    try:
        receipt = carry_out(caller, form_key, command)
    except (SecondPersonNeeded, TwoAdultsNeeded) as refusal:
        return shown(request, caller, activity, refusal, second_person=True, rated=rated)
    except Refusal as refusal:
        return shown(request, caller, activity, refusal)
    lines = _lines(caller, counted(receipt.facts))
    return page(
        request, "organizing/confirmed.html", plan=plan, lines=lines, proposed=False,
        path=f"/desk/activities/{activity}",
    )  # fmt: skip


def _propose(
    request: Visit, activity: str, rated: tuple[Rated, ...], words: str, form_key: str
) -> Template:
    caller = caller_here(request)
    plan, proposer = plan_of(caller, activity), second(caller)
    if not rated or not words.strip():
        raise Stop("malformed")
    proposal = new_id("proposal", caller.now())
    try:
        with_words(
            caller, form_key, activity, words[:500],
            lambda note: ProposeConfirmation(
                proposal=proposal, activity=activity, rated=rated, proposer=proposer, note=note
            ),
            [[each.attendance, each.rating, each.break_minutes] for each in rated],
        )  # fmt: skip
    except Refusal as refusal:
        return shown(request, caller, activity, refusal)
    return page(
        request, "organizing/confirmed.html", plan=plan, lines=[], proposed=True,
        path=f"/desk/activities/{activity}",
    )  # fmt: skip


def _lines(caller: Caller, results: list[Counted]) -> list[Line]:
    whose = {each.attendance: parties_of(each.attendance)[1] for each in results}
    names = caller.house.people.masked_names(whose.values())
    return [Line(names[whose[each.attendance]], each) for each in results]


def _rated(form: Mapping[str, Any]) -> tuple[Rated, ...]:
    """Whoever is ticked; a row that says nothing of its own takes what stands above them all."""
    ticked = form.getall("confirm", [])  # type: ignore[attr-defined]
    usual_rating = _rating(_text(form, "rating_all")) or USUAL_RATING
    usual_break = _break(_text(form, "break_all")) or 0
    found = []
    for attendance in dict.fromkeys(ticked):
        if not _ATTENDANCE.fullmatch(attendance):
            raise Stop("malformed")
        rest = _break(_text(form, f"break.{attendance}"))
        found.append(
            Rated(
                attendance=attendance,
                rating=_rating(_text(form, f"rating.{attendance}")) or usual_rating,
                break_minutes=usual_break if rest is None else rest,
            )
        )
    return tuple(found)


def _rating(typed: str) -> int | None:
    return int(typed) if typed in {"1", "2", "3", "4", "5"} else None


def _break(typed: str) -> int | None:
    plain = typed.strip()
    if not plain:
        return None
    if not _MINUTES.fullmatch(plain):
        raise Stop("malformed")
    return int(plain)


def _text(form: Mapping[str, Any], name: str) -> str:
    told = form.get(name, "")
    return told if isinstance(told, str) else ""


ROUTES: list[Any] = [confirm, propose]
