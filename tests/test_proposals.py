"""The wall of proposals: what waits for a second person, and how the rest was settled."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from ledger.facts import Presence, Rated
from ledger.fixed_awards import ApproveAward
from ledger.proposals import DeclineProposal
from projections.proposals import Proposals
from tests.deeds import HERS
from tests.neighbourhood import DAY, PATROL, WANG, ZHAO, planned, present
from tests.shelves import KINDS, Desk, empty_desk, rows_on
from tests.sunday import caught_up, settle
from tests.test_fixed_awards import PIPE, asks_for, owes
from tests.test_write_offs import ASKS
from tests.two_people import (
    LI,
    LI_ORGANIZES,
    LIS_OFFICE,
    NOTE,
    SAYS_SUN,
    SUN,
    SUN_IN_OFFICE,
    many,
    remembers,
    seen,
)

NOON, LATER = f"{DAY} 12:00", f"{DAY} 13:00"


@pytest.fixture(params=KINDS)
def lane(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """Li and Sun in office; Li has proposed one thing of each kind."""
    with empty_desk(request, tmp_path) as desk:
        settle(desk).do("2026-11-01 08:00", LI_ORGANIZES, SUN_IN_OFFICE, planned())
        desk.do("2026-11-02 08:00", *owes(15))
        hers = seen(volunteer=ZHAO)
        desk.do(NOON, remembers(hers, proposal="proposal-late"))
        desk.do(NOON, *present(f"{DAY} 09:00", f"{DAY} 11:00"))
        desk.do(NOON, many([HERS], proposal="proposal-batch"))
        desk.do(NOON, asks_for(50, proposal="proposal-award"))
        desk.do(NOON, msgspec.structs.replace(ASKS, proposal="proposal-debt"))
        yield desk


def test_what_waits_stands_there_in_its_order(lane: Desk) -> None:
    proposals = Proposals(caught_up(lane))
    waiting = proposals.in_state("waiting", 10)
    assert [(row.kind, row.subject, row.people) for row in waiting] == [
        ("supplement", PATROL, 1), ("confirmation", PATROL, 1), ("award", WANG, 1),
        ("write_off", WANG, 1),
    ]  # fmt: skip
    late, batch, award, debt = waiting
    assert {(row.proposer, row.appointment, row.note) for row in waiting} == {
        (LI, LIS_OFFICE, NOTE)
    }
    assert msgspec.convert(late.details["presences"], list[Presence]) == [seen(volunteer=ZHAO)]
    assert msgspec.convert(batch.details["rated"], list[Rated]) == [
        Rated(attendance=HERS, rating=5)
    ]
    assert award.details == {"award": PIPE, "code": "verified_clue", "grade": 50}
    assert debt.details == {"beans": 15} and debt.settled_at is None
    assert proposals.in_state("waiting", 2, after=late.position) == [batch, award]
    assert proposals.proposal("proposal-award") == award
    assert proposals.proposal("proposal-none") is None


def test_a_yes_and_a_no_settle_and_the_wall_made_anew_says_the_same(lane: Desk) -> None:
    shelf = caught_up(lane)
    lane.do(LATER, ApproveAward(proposal="proposal-award", second=SAYS_SUN))
    no = DeclineProposal(proposal="proposal-late", decliner=SAYS_SUN, note="note-no")
    lane.do(LATER, no)
    shelf.follow()
    proposals = Proposals(shelf)
    (yes,), (declined,) = (proposals.in_state(each, 9) for each in ("approved", "declined"))
    assert (yes.kind, yes.settled_by, yes.answer, yes.people) == ("award", SUN, None, 1)
    assert (declined.kind, declined.settled_by, declined.answer) == ("supplement", SUN, "note-no")
    assert len(proposals.in_state("waiting", 9)) == 2
    before = rows_on(shelf, (Proposals,))
    shelf.rebuild(["proposals"])
    assert rows_on(shelf, (Proposals,)) == before
