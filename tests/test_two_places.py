"""Two places at once: Wang has signed up for the patrol, and the choir sings meanwhile."""

from __future__ import annotations

import pytest

from ledger.facts import ActivityPublished, SignedUp
from ledger.refusals import PlansOverlap
from ledger.rescheduling import CancelActivity, MoveActivity
from ledger.signing_up import SignUp
from tests.neighbourhood import LI, PATROL, RULES, WANG, adopted, amended, planned, registered
from tests.story import Story, clock
from tests.test_signing_up import PEOPLE, PLAN, off, up, with_room

CHOIR = "activity-choir"


def to_the_choir() -> SignUp:
    return SignUp(activity=CHOIR, volunteer=WANG)


def sings(starts: str, ends: str) -> ActivityPublished:
    return planned(f"2026-11-24 {starts}", f"2026-11-24 {ends}", activity=CHOIR)


def coming(story: Story) -> SignedUp:
    return SignedUp(at=story.now, activity=CHOIR, volunteer=WANG, standing="place")


@pytest.mark.parametrize(
    ("starts", "ends"), [("08:00", "09:01"), ("10:59", "12:00"), ("09:30", "10:00")]
)
def test_nobody_promises_to_be_in_two_places_at_once(
    story: Story, starts: str, ends: str
) -> None:
    story.given(RULES, registered(WANG), PLAN, sings(starts, ends), up())
    story.when(to_the_choir()).then_refused(PlansOverlap, activity=PATROL)
    story.given(off()).when(to_the_choir()).then(coming(story))


@pytest.mark.parametrize(("starts", "ends"), [("08:00", "09:00"), ("11:00", "12:00")])
def test_one_after_the_other_is_no_overlap(story: Story, starts: str, ends: str) -> None:
    story.given(RULES, registered(WANG), PLAN, sings(starts, ends), up())
    story.when(to_the_choir()).then(coming(story))


def test_who_waits_in_line_may_get_the_place_and_so_is_not_free(story: Story) -> None:
    story.given(RULES, *PEOPLE[:2], with_room(1), sings("10:00", "12:00"), up(LI), up())
    story.when(to_the_choir()).then_refused(PlansOverlap, activity=PATROL)


def test_what_was_moved_away_leaves_the_time_free(story: Story) -> None:
    story.given(RULES, registered(WANG), PLAN, sings("10:00", "12:00"), up())
    moved = MoveActivity(
        activity=PATROL, starts_at=clock("2026-11-24 13:00"), ends_at=clock("2026-11-24 15:00")
    )
    story.given(moved).when(to_the_choir()).then(coming(story))


def test_a_policy_that_allows_it_lets_her_promise_both(story: Story) -> None:
    lenient = adopted(amended(("overlap_allowed = false", "overlap_allowed = true")))
    story.given(lenient, registered(WANG), PLAN, sings("10:00", "12:00"), up())
    story.when(to_the_choir()).then(coming(story))


def test_what_was_called_off_leaves_the_time_free(story: Story) -> None:
    story.given(RULES, registered(WANG), PLAN, sings("10:00", "12:00"), up())
    story.given(CancelActivity(activity=PATROL)).when(to_the_choir()).then(coming(story))
