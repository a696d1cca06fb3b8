"""Drawn samples over HTTP: what the clock drew of a month, and what people found who looked."""

from __future__ import annotations

import asyncio
from datetime import datetime

import msgspec
from litestar import get, post
from litestar.params import JSONBody
from litestar.response.base import ASGIResponse

from api.access.own import second
from api.access.reach import reaches, sure
from api.access.table import Deed, opens_to
from api.problems import Stop
from api.sampling import hands_in
from api.v1 import paging
from api.v1.addresses import USUAL, Cursor, Limit, TheSample
from api.v1.asking import Call, Caller, by, caller_of, done
from api.v1.documents import READS, writes
from api.v1.noting import ask_with_words
from api.v1.words import AttendanceId, Body, Reason
from ledger.facts import SampleChecked
from ledger.facts.sampling import Fault, Finding
from ledger.sampling import CheckSample
from projections.samples import SampledRecord, SampleRow

LOOKED_THROUGH = 2_000
"""How many samples are read at most to find those within reach."""


class MonthlySample(msgspec.Struct, kw_only=True):
    """What was drawn of a community's month: `drawn` out of `confirmed` records, of which
    `checked` were looked at and `faulty` were not in order.

    The `seed` is made from the fact at `book_position`, which an auditor can read: whoever draws
    by it from the records up to there draws the same.
    """

    id: str
    unit: str
    month: str
    seed: str
    confirmed: int
    drawn: int
    checked: int
    faulty: int
    drawn_at: datetime


class MonthlySamples(msgspec.Struct, kw_only=True):
    """Samples within reach, the newest first."""

    items: list[MonthlySample]
    next_cursor: str | None


class DrawnRecord(msgspec.Struct, kw_only=True):
    """A record that was drawn; `finding` is null until somebody has looked."""

    attendance: str
    finding: str | None
    fault: str | None
    checked_by: str | None
    checked_at: datetime | None
    words: str | None


class SampleDetails(msgspec.Struct, kw_only=True):
    """A sample and its records, in the order of the draw."""

    sample: MonthlySample
    items: list[DrawnRecord]


class CheckRequest(Body, kw_only=True):
    """I have looked at this record. `fault` says what is wrong with one that is not in order; the
    words are kept apart from the book."""

    attendance: AttendanceId
    finding: Finding
    fault: Fault | None = None
    words: Reason | None = None


class Checked(msgspec.Struct, kw_only=True):
    """What stands of the record now."""

    sample: str
    attendance: str
    finding: str
    fault: str | None


@get("/monthly-samples", opt=opens_to(Deed.READ_SAMPLES), **READS)
def list_samples(request: Call, limit: Limit = USUAL, cursor: Cursor = "") -> MonthlySamples:
    """The samples of the communities within reach."""
    caller = caller_of(request)
    start = paging.position_of(caller.ledger, cursor)
    rows = caller.ledger.samples.before(start, LOOKED_THROUGH)
    near = {unit: reaches(caller, unit) for unit in {row.unit for row in rows}}
    found = [row for row in rows if near[row.unit]][: limit + 1]
    page = paging.cut(caller.ledger, found, limit, lambda row: row.position)
    return MonthlySamples(items=[_told(row) for row in page.items], next_cursor=page.next_cursor)


@get("/monthly-samples/{sample:str}", opt=opens_to(Deed.READ_SAMPLES), **READS)
def read_sample(request: Call, sample: TheSample) -> SampleDetails:
    """A sample and what was found so far."""
    caller = caller_of(request)
    row = must_see_sample(caller, sample)
    records = caller.ledger.samples.records(sample)
    return SampleDetails(sample=_told(row), items=[_record(caller, each) for each in records])


@post("/monthly-samples/{sample:str}/checks", opt=opens_to(Deed.CHECK_SAMPLE), **writes(Checked))
async def check_sample(
    request: Call, sample: TheSample, data: JSONBody[CheckRequest]
) -> ASGIResponse:
    """Say what was found; never by whoever had a hand in the record, served, or lives with them."""
    caller = caller_of(request)
    sender = by(request, data)
    await asyncio.to_thread(must_see_sample, caller, sample)
    who = await asyncio.to_thread(second, caller)
    hands = await asyncio.to_thread(hands_in, caller, data.attendance)
    receipt = await ask_with_words(
        caller, sender, data.attendance, data.words,
        lambda note: CheckSample(
            sample=sample, attendance=data.attendance, finding=data.finding, fault=data.fault,
            hands=hands, second=who, note=note,
        ),
    )  # fmt: skip
    fact = receipt.facts[0]
    assert isinstance(fact, SampleChecked)
    told = Checked(
        sample=sample, attendance=fact.attendance, finding=fact.finding, fault=fact.fault
    )
    return done(caller, receipt, told)


def must_see_sample(caller: Caller, sample: str) -> SampleRow:
    """The sample, which must lie within reach; raises `Stop` (404)."""
    row = sure(caller.ledger, lambda: caller.ledger.samples.sample(sample))
    if row is None or not reaches(caller, row.unit):
        raise Stop("sample_unknown")
    return row


def _told(row: SampleRow) -> MonthlySample:
    return MonthlySample(
        id=row.sample, unit=row.unit, month=row.month, seed=row.seed, confirmed=row.confirmed,
        drawn=row.drawn, checked=row.checked, faulty=row.faulty, drawn_at=row.drawn_at,
    )  # fmt: skip


def _record(caller: Caller, row: SampledRecord) -> DrawnRecord:
    return DrawnRecord(
        attendance=row.attendance, finding=row.finding, fault=row.fault,
        checked_by=row.checked_by, checked_at=row.checked_at,
        words=caller.house.notes.text(row.note) if row.note else None,
    )  # fmt: skip


ROUTES = [list_samples, read_sample, check_sample]
