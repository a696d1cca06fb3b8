"""Samples on the desk: records that were drawn by lot, which somebody else looks at once more."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from litestar import Response, get, post
from litestar.params import PathParameter, URLEncodedBody
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
)
from api.pages.second_looks.kept_words import text_of, with_words
from api.pages.second_looks.outcomes import name_of
from api.pages.visits import Visit, page, told
from api.sampling import hands_in
from api.v1.asking import Caller
from api.v1.words import SAMPLE, AttendanceId
from api.wording import WORDING
from ledger.facts.sampling import Fault
from ledger.refusals import Refusal
from ledger.sampling import CheckSample
from projections.samples import SampledRecord, SampleRow

SHOWN = 100
SampleId = Annotated[str, PathParameter(pattern=SAMPLE)]


class Look(msgspec.Struct):
    """What came of the look: `in_order`, or what is wrong; the words may stay empty."""

    attendance: AttendanceId
    found: Literal["", "in_order"] | Fault = ""
    words: Words = ""
    form_key: FormKey = ""


@get("/desk/samples", opt=opens_to(Deed.READ_SAMPLES), sync_to_thread=True)
def samples(request: Visit) -> Template:
    """Samples within reach with records that nobody has looked at, the oldest first; then the
    latest of those that are done."""
    caller = caller_here(request)
    catch_up(caller)
    waiting = caller.ledger.samples.open(SHOWN)
    latest = [row for row in caller.ledger.samples.before(None, SHOWN) if row.checked == row.drawn]
    near = {unit: reaches(caller, unit) for unit in {row.unit for row in (*waiting, *latest)}}
    return page(
        request, "office/samples.html",
        waiting=[_told(caller, row) for row in waiting if near[row.unit]],
        done=[_told(caller, row) for row in latest if near[row.unit]],
        has_desk=may(caller.who, Deed.SEE_DESK), path="/desk/samples",
    )  # fmt: skip


@get("/desk/samples/{sample:str}", opt=opens_to(Deed.READ_SAMPLES), sync_to_thread=True)
def sample(request: Visit, sample: SampleId) -> Template:
    """One sample: every record that was drawn, and what was found."""
    caller = caller_here(request)
    return _shown(request, caller, _here(caller, sample))


@post("/desk/samples/{sample:str}/checks", opt=opens_to(Deed.CHECK_SAMPLE), status_code=303,
      sync_to_thread=True)  # fmt: skip
def check(request: Visit, sample: SampleId, data: URLEncodedBody[Look]) -> Response[Any]:
    """Somebody has looked; a correction, where one is needed, is a deed of its own."""
    caller = caller_here(request)
    row, about = _here(caller, sample), data.attendance
    if not data.found:
        said = translate("Please say what you found.")
        return _shown(request, caller, row, 422, said, about)
    fine = data.found == "in_order"
    fault: Any = None if fine else data.found
    who, hands = second(caller), hands_in(caller, about)
    try:
        with_words(
            caller, data.form_key, about, data.words,
            lambda note: CheckSample(
                sample=sample, attendance=about, finding="in_order" if fine else "not_in_order",
                fault=fault, hands=hands, second=who, note=note,
            ),
            [sample, data.found],
        )  # fmt: skip
    except Refusal as refusal:
        status = WORDING[refusal.code].status
        return _shown(request, caller, row, status, told(refusal), about)
    return Redirect(f"/desk/samples/{sample}", status_code=303)


def _here(caller: Caller, sample: str) -> SampleRow:
    catch_up(caller)
    row = caller.ledger.samples.sample(sample)
    must_reach_here(caller, row and row.unit)
    assert row is not None
    return row


def _shown(
    request: Visit,
    caller: Caller,
    row: SampleRow,
    status: int = 200,
    problem: str = "",
    about: str = "",
) -> Template:
    records = caller.ledger.samples.records(row.sample)
    return page(
        request, "office/sample.html", status, one=_told(caller, row), problem=problem,
        about=about, records=[_record(caller, each) for each in records],
        may_check=may(caller.who, Deed.CHECK_SAMPLE),
        may_open=may(caller.who, Deed.READ_ATTENDANCE), form_key=fresh_form_key(),
        path=f"/desk/samples/{row.sample}",
    )  # fmt: skip


def _told(caller: Caller, row: SampleRow) -> dict[str, Any]:
    unit = caller.ledger.units.unit(row.unit)
    return {"row": row, "place": unit.name if unit else ""}


def _record(caller: Caller, each: SampledRecord) -> dict[str, Any]:
    row = caller.ledger.attendances.attendance(each.attendance)
    plan = caller.ledger.activity_board.activity(row.activity) if row else None
    return {
        "look": each, "row": row, "title": plan.title if plan else "",
        "masked": caller.house.people.masked_name(row.volunteer) if row else "",
        "checked_by": name_of(caller, each.checked_by), "words": text_of(caller, each.note),
    }  # fmt: skip


ROUTES: list[Any] = [samples, sample, check]
