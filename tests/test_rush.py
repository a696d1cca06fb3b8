"""The rush at the door: everybody scans at once, everybody is let in, and everybody once."""

from __future__ import annotations

import asyncio
from pathlib import Path

import msgspec
import pytest

from api.ledgers import FIRST
from benchmarks.load import Answers
from benchmarks.rush import Venue
from ledger.book import Book
from ledger.facts import CheckedIn
from ledger.storing.stores import open_store
from ledger.subjects.presence import attendance_of

CROWD, WHOLE_VENUE = 200, 2_000
PATIENCE_SECONDS = 2.0


@pytest.mark.parametrize(
    "people", [CROWD, pytest.param(WHOLE_VENUE, marks=pytest.mark.prove)]
)
def test_a_venue_that_checks_in_at_one_moment_is_answered_rightly_and_soon(
    tmp_path: Path, people: int
) -> None:
    venue = Venue(tmp_path, people)
    with venue.serving() as server:
        venue.find(server)
        activity, came, again = asyncio.run(_morning(venue))
    assert came.milliseconds(99) <= PATIENCE_SECONDS * 1_000

    told = [msgspec.json.decode(body) for body in came.bodies]
    wanted = [attendance_of(activity, volunteer) for volunteer, _ in venue.phones]
    assert [each["attendance"] for each in told] == wanted
    assert len(set(wanted)) == people
    assert again.bodies == came.bodies

    recorder = open_store(tmp_path, FIRST)
    book = Book(recorder)
    arrived = [
        each.fact for each in book.facts()
        if isinstance(each.fact, CheckedIn) and each.fact.activity == activity
    ]  # fmt: skip
    book.close()
    assert sorted(fact.attendance for fact in arrived) == sorted(wanted)
    assert all(fact.means == "scan" for fact in arrived)


async def _morning(venue: Venue) -> tuple[str, Answers, Answers]:
    activity = await venue.announce()
    came = await venue.rush(activity, run="morning")
    again = await venue.rush(activity, run="morning")
    return activity, came, again
