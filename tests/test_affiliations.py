"""Wang is a student and works for a company: her hours count once, on the side she came for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ledger.affiliations import EndAffiliation, RecordAffiliation
from ledger.facts import AffiliationEnded, AffiliationRecorded, SignedUp
from ledger.refusals import (
    AffiliationHeld,
    AffiliationNotHeld,
    AffiliationUnknown,
    EndsBeforeItBegins,
    VolunteerUnknown,
)
from ledger.signing_up import SignUp, WithdrawSignUp
from ledger.volunteers import MoveVolunteer
from projections.hours_sums import Sums
from tests.neighbourhood import PATROL, RULES, SUNNY_LANE, WANG, ZHAO, planned, registered
from tests.shelves import KINDS, Desk, empty_desk, rows_on
from tests.story import Story
from tests.test_service_hours import hours, parts, served
from tests.tree import AUTUMN, MOONLIGHT, grow

AUTUMN_TERM = date(2026, 9, 1)
STUDIES = RecordAffiliation(
    affiliation="affiliation-study", volunteer=WANG, kind="student", since=AUTUMN_TERM
)
WORKS = RecordAffiliation(
    affiliation="affiliation-work", volunteer=WANG, kind="company", since=date(2026, 1, 1),
    until=date(2026, 11, 30),
)  # fmt: skip


def test_she_may_belong_to_several_and_to_each_kind_once(story: Story) -> None:
    story.given(registered(WANG)).when(STUDIES)
    story.then(
        AffiliationRecorded(
            at=story.now, volunteer=WANG, affiliation="affiliation-study", kind="student",
            since=AUTUMN_TERM,
        )
    )  # fmt: skip
    story.given(WORKS)
    story.when(STUDIES).then_refused(AffiliationHeld, kind="student")


def test_it_ends_on_a_day_that_is_not_before_its_first(story: Story) -> None:
    end = EndAffiliation(affiliation="affiliation-study", volunteer=WANG, last=date(2026, 8, 31))
    story.when(STUDIES).then_refused(VolunteerUnknown, volunteer=WANG)
    story.given(registered(WANG)).when(end).then_refused(AffiliationUnknown)
    story.given(STUDIES).when(end).then_refused(EndsBeforeItBegins)
    later = EndAffiliation(affiliation="affiliation-study", volunteer=WANG, last=date(2026, 12, 1))
    story.when(later).then(
        AffiliationEnded(
            at=story.now, volunteer=WANG, affiliation="affiliation-study", last=later.last
        )
    )


def test_she_signs_up_as_one_of_what_she_is_on_that_day(story: Story) -> None:
    story.at("2026-11-20 12:00").given(RULES, planned(), registered(WANG))
    as_student = SignUp(activity=PATROL, volunteer=WANG, affiliation="student")
    story.when(as_student).then_refused(AffiliationNotHeld, kind="student")
    story.given(STUDIES).when(as_student)
    story.then(
        SignedUp(
            at=story.now, activity=PATROL, volunteer=WANG, standing="place", affiliation="student"
        )
    )


# Hours --------------------------------------------------------------------------------------


@pytest.fixture(params=KINDS)
def lane(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """The lane, and the work and the studies of Wang; Zhao belongs to nothing."""
    with empty_desk(request, tmp_path) as opened:
        grow(opened)
        opened.do(AUTUMN, WORKS, STUDIES)
        yield opened


def choose(desk: Desk, kind: str | None, activity: str = PATROL) -> None:
    """She signs up as one of what she is."""
    at = "2026-11-20 12:00"
    desk.do(at, planned("2026-11-29 09:00", "2026-11-29 12:00", activity=activity),
            SignUp(activity=activity, volunteer=WANG, affiliation=kind))  # fmt: skip


def test_each_session_counts_once_and_the_sides_add_up_to_the_total(lane: Desk) -> None:
    choose(lane, "student", "activity-choir")
    lane.do(AUTUMN, served("2026-11-23", 120), served("2026-11-24", 45, ZHAO))
    lane.do(AUTUMN, served("2026-11-29", 60, activity="activity-choir"))
    lane.do(AUTUMN, served("2026-12-02", 30, activity="activity-reading"))
    november = hours(lane, "affiliation", SUNNY_LANE, "2026-11")
    assert parts(november) == {"company": 120, "student": 60, "": 45}
    assert november.total == hours(lane, "category", SUNNY_LANE, "2026-11").total
    assert november.total == Sums(225, 0, 3)
    assert parts(hours(lane, "affiliation", None, "2026-12")) == {"student": 30}
    assert parts(hours(lane, "affiliation", None, "2026")) == {
        "company": 120, "student": 90, "": 45,
    }  # fmt: skip


def test_a_choice_that_was_withdrawn_is_none(lane: Desk) -> None:
    choose(lane, "student")
    lane.do("2026-11-21 12:00", WithdrawSignUp(activity=PATROL, volunteer=WANG))
    lane.do(AUTUMN, served("2026-11-29", 60))
    assert parts(hours(lane, "affiliation", SUNNY_LANE, "2026-11")) == {"company": 60}


def test_who_moves_takes_the_side_along_and_no_hours(lane: Desk) -> None:
    lane.do(AUTUMN, served("2026-11-20", 30))
    lane.do("2026-11-22 12:30", MoveVolunteer(volunteer=WANG, community=MOONLIGHT))
    lane.do("2026-12-22 13:00", served("2026-12-22", 60))
    assert parts(hours(lane, "affiliation", SUNNY_LANE, "2026")) == {"company": 30}
    assert parts(hours(lane, "affiliation", MOONLIGHT, "2026")) == {"student": 60}


def test_an_end_told_later_counts_as_it_was_and_the_wall_made_anew_is_the_same(lane: Desk) -> None:
    lane.do(AUTUMN, served("2026-11-23", 120))
    shelf = lane.shelf()
    shelf.follow()
    ended = EndAffiliation(
        affiliation="affiliation-work", volunteer=WANG, last=date(2026, 11, 22)
    )
    lane.do("2026-12-01 09:00", ended)
    shelf.follow()
    live = rows_on(shelf)
    assert parts(hours(lane, "affiliation", None, "2026-11")) == {"student": 120}
    shelf.rebuild()
    assert rows_on(shelf) == live
