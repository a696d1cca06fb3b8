"""Reviews: minutes above the automatic limit, which somebody else than the confirmer looks at."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

import msgspec
from litestar import get, post
from litestar.params import URLEncodedBody
from litestar.response import Template

from api.access.own import second
from api.access.reach import reaches
from api.access.table import Deed, opens_to
from api.pages.language import translate
from api.pages.office.callers import (
    FormKey,
    Words,
    caller_here,
    catch_up,
    fresh_form_key,
    must_reach_here,
)
from api.pages.second_looks.attendance import AttendanceId
from api.pages.second_looks.kept_words import with_words
from api.pages.second_looks.outcomes import name_of, outcomes_of
from api.pages.second_looks.proposals import After
from api.pages.visits import Visit, page, told
from api.v1.asking import Caller
from api.v1.paging import cut, position_of
from api.wording import WORDING
from ledger.facts import Fact
from ledger.refusals import Refusal
from ledger.reviews import ReviewPending
from projections.attendances import Attendance

A_PAGE = 20
AT_ONCE = 1_000
_DIGITS = Annotated[str, msgspec.Meta(max_length=4)]


class Verdict(msgspec.Struct):
    """How many of the minutes that wait were truly served, and why."""

    accepted: _DIGITS = ""
    words: Words = ""
    form_key: FormKey = ""


@get("/desk/reviews", opt=opens_to(Deed.APPROVE), sync_to_thread=True)
def reviews(request: Visit, after: After = "") -> Template:
    """Everybody whose minutes wait, within reach, the first one first."""
    return _list(request, caller_here(request), after=after)


@post("/desk/attendances/{attendance:str}/review", opt=opens_to(Deed.APPROVE), status_code=200,
      sync_to_thread=True)  # fmt: skip
def review(
    request: Visit, attendance: AttendanceId, data: URLEncodedBody[Verdict]
) -> Template:
    """Accept so many of the minutes; the rest is declined, and none waits any more."""
    caller = caller_here(request)
    catch_up(caller)
    must_reach_here(caller, attendance)
    typed = data.accepted.strip()
    if not typed.isdecimal():
        said = translate("Please say how many minutes.")
        return _list(request, caller, 422, problem=said, about=attendance)
    who = second(caller)
    try:
        receipt = with_words(
            caller, data.form_key, attendance, data.words,
            lambda note: ReviewPending(
                attendance=attendance, accepted_minutes=int(typed), second=who, note=note
            ),
            typed,
        )  # fmt: skip
    except Refusal as refusal:
        status = WORDING[refusal.code].status
        return _list(request, caller, status, problem=told(refusal), about=attendance)
    return _list(request, caller, done=receipt.facts)


def to_be_reviewed(caller: Caller, after: int, most: int) -> list[Attendance]:
    """The first `most` records within reach that have minutes waiting."""
    found = []
    for row in caller.ledger.attendances.to_be_reviewed(AT_ONCE, after):
        if reaches(caller, row.attendance):
            found.append(row)
        if len(found) == most:
            break
    return found


def _list(
    request: Visit,
    caller: Caller,
    status: int = 200,
    *,
    after: str = "",
    problem: str = "",
    about: str = "",
    done: Iterable[Fact] = (),
) -> Template:
    catch_up(caller)
    start = position_of(caller.ledger, after) or 0
    found = to_be_reviewed(caller, start, A_PAGE + 1)
    rows = cut(caller.ledger, found, A_PAGE, lambda row: row.position)
    return page(
        request, "office/reviews.html", status, next_cursor=rows.next_cursor, problem=problem,
        about=about, form_key=fresh_form_key(), done=outcomes_of(caller, done),
        reviews=[_told(caller, row) for row in rows.items], path="/desk/reviews",
    )  # fmt: skip


def _told(caller: Caller, row: Attendance) -> dict[str, Any]:
    plan = caller.ledger.activity_board.activity(row.activity)
    return {
        "row": row, "title": plan.title if plan else "",
        "masked": caller.house.people.masked_name(row.volunteer),
        "confirmer": name_of(caller, row.confirmed_by),
    }  # fmt: skip


ROUTES: list[Any] = [reviews, review]
