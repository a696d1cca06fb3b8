"""Objections: what volunteers say is wrong with a line, the most urgent first, and our answer."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal, NamedTuple

import msgspec
from litestar import Response, get, post
from litestar.params import URLEncodedBody
from litestar.response import Redirect, Template

from api.access.own import second
from api.access.reach import reaches
from api.access.table import Deed, may, opens_to
from api.pages.language import translate
from api.pages.office.callers import (
    FormKey,
    Words,
    caller_here,
    catch_up,
    fresh_form_key,
    must_reach_here,
    policy_of,
    today_of,
)
from api.pages.second_looks.kept_words import text_of, with_words
from api.pages.second_looks.proposals import After
from api.pages.visits import Visit, page, told
from api.v1.asking import Caller
from api.v1.objections import TheObjection
from api.v1.paging import cut, position_of
from api.wording import WORDING
from ledger.objections import AnswerObjection
from ledger.refusals import Refusal
from projections.objections import Objection

A_PAGE = 20
AT_ONCE = 1_000


class About(NamedTuple):
    """What a line tells: a record here and its activity, a record of another book, or beans at a
    shop; the day of it, and how much."""

    title: str = ""
    day: date | None = None
    minutes: int | None = None
    beans: int | None = None


class Answer(msgspec.Struct):
    """Whether the volunteer is right, and the words they read beside the line."""

    outcome: Literal["", "upheld", "declined"] = ""
    words: Words = ""
    form_key: FormKey = ""


@get("/desk/objections", opt=opens_to(Deed.READ_OBJECTIONS), sync_to_thread=True)
def objections(request: Visit, after: After = "") -> Template:
    """What waits for an answer; what was raised first is due first, so it stands first."""
    return _list(request, caller_here(request), after=after)


@post("/desk/objections/{objection:str}/answer", opt=opens_to(Deed.ANSWER_OBJECTION),
      status_code=303, sync_to_thread=True)  # fmt: skip
def answer(
    request: Visit, objection: TheObjection, data: URLEncodedBody[Answer]
) -> Response[Any]:
    """The answer stands beside the line; whoever is right is led to the correction."""
    caller = caller_here(request)
    catch_up(caller)
    row = caller.ledger.objections.objection(objection)
    must_reach_here(caller, row and row.volunteer)
    assert row is not None
    if not data.outcome or not data.words.strip():
        said = translate("Please say who is right, and write an answer.")
        return _list(request, caller, 422, problem=said, about=objection)
    outcome, who = data.outcome, second(caller)
    try:
        with_words(
            caller, data.form_key, row.volunteer, data.words,
            lambda note: AnswerObjection(
                objection=objection, outcome=outcome, answered_by=who, note=note
            ),
            [objection, outcome],
        )  # fmt: skip
    except Refusal as refusal:
        status = WORDING[refusal.code].status
        return _list(request, caller, status, problem=told(refusal), about=objection)
    record = record_page(row.reference) if outcome == "upheld" else None
    return Redirect(record or "/desk/objections", status_code=303)


def _list(
    request: Visit,
    caller: Caller,
    status: int = 200,
    *,
    after: str = "",
    problem: str = "",
    about: str = "",
) -> Template:
    catch_up(caller)
    start = position_of(caller.ledger, after) or 0
    found = open_within(caller, start, A_PAGE + 1)
    rows = cut(caller.ledger, found, A_PAGE, lambda row: row.position)
    return page(
        request, "office/objections.html", status, next_cursor=rows.next_cursor, problem=problem,
        about=about, form_key=fresh_form_key(), path="/desk/objections",
        objections=[_told(caller, row) for row in rows.items],
        may_answer=may(caller.who, Deed.ANSWER_OBJECTION),
    )  # fmt: skip


def open_within(caller: Caller, after: int, most: int) -> list[Objection]:
    """The first `most` objections within reach that wait for an answer."""
    found = []
    for row in caller.ledger.objections.in_state("open", AT_ONCE, after):
        if reaches(caller, row.volunteer):
            found.append(row)
        if len(found) == most:
            break
    return found


def record_page(reference: str) -> str | None:
    """Where a record is put right; a redemption has no such page."""
    match reference.partition("-")[0]:
        case "attendance":
            return f"/desk/attendances/{reference}#correct"
        case "imported":
            return f"/desk/records/{reference}"
    return None


def _told(caller: Caller, row: Objection) -> dict[str, Any]:
    return {
        "objection": row.objection, "reference": row.reference, "due_on": row.due_on,
        "overdue": today_of(caller) > row.due_on, "raised_at": row.raised_at,
        "masked": caller.house.people.masked_name(row.volunteer),
        "words": text_of(caller, row.note), "leads": record_page(row.reference),
        **_about(caller, row.reference)._asdict(),
    }  # fmt: skip


def _about(caller: Caller, reference: str) -> About:
    ledger = caller.ledger
    match reference.partition("-")[0]:
        case "attendance" if record := ledger.attendances.attendance(reference):
            plan = ledger.activity_board.activity(record.activity)
            title = plan.title if plan else ""
            return About(title, record.service_day, record.minutes, record.beans)
        case "imported" if brought := ledger.certificates.brought_record(reference):
            return About(brought.title, brought.day, brought.minutes)
        case "redemption" if taken := ledger.till.redemption(reference):
            shop = ledger.directory.merchant(taken.merchant)
            day = policy_of(caller).local_date(taken.at)
            return About(shop.name if shop else "", day, beans=taken.captured or taken.held)
    return About()


ROUTES: list[Any] = [objections, answer]
