"""The patrol moves to the west gate: Wang reads it on her page, and Li is told at the door."""

from __future__ import annotations

import pytest

from ledger.facts import Fact, NoticeGiven, SignedUp
from ledger.notices import GiveNotice
from ledger.refusals import ActivityUnknown, ChangedAgain, NotConcerned
from ledger.rescheduling import CancelActivity, MoveActivity
from ledger.signing_up import WithdrawSignUp
from ledger.subjects.notices import Notices
from tests.neighbourhood import LI, LONG_AGO, PATROL, RULES, WANG, ZHAO, planned
from tests.story import Story

TUESDAY = planned("2026-11-24 09:00", "2026-11-24 11:00")
WEST = MoveActivity(activity=PATROL, place="西门")
NORTH = MoveActivity(activity=PATROL, place="北门")
OFF = CancelActivity(activity=PATROL)


def comes(volunteer: str, standing: str = "place") -> SignedUp:
    return SignedUp(at=LONG_AGO, activity=PATROL, volunteer=volunteer, standing=standing)


def told(volunteer: str, change: int | None = None) -> GiveNotice:
    return GiveNotice(activity=PATROL, volunteer=volunteer, means="in_person", change=change)


def read(volunteer: str, change: int | None = None) -> GiveNotice:
    return GiveNotice(activity=PATROL, volunteer=volunteer, means="own_page", change=change)


def knows(story: Story, volunteer: str, means: str, change: int = 1) -> NoticeGiven:
    return NoticeGiven(
        at=story.now, activity=PATROL, volunteer=volunteer, change=change, means=means
    )


def to_be_told(story: Story) -> list[str]:
    """Who does not know yet."""
    now = story.book.look(Notices(PATROL))
    found = [each for each in now.concerns if now.is_open(each)]
    assert now.left == len(found)
    return found


PLANNED: tuple[Fact, ...] = (RULES, TUESDAY)


def test_wang_reads_it_and_li_is_told_at_the_door(story: Story) -> None:
    story.given(*PLANNED, comes(WANG), comes(LI, "waiting"), WEST)
    assert to_be_told(story) == [WANG, LI]
    story.when(read(WANG, change=1)).then(knows(story, WANG, "own_page"))
    assert to_be_told(story) == [LI]
    story.when(told(LI)).then(knows(story, LI, "in_person"))
    assert to_be_told(story) == []


@pytest.mark.parametrize("again", [told(WANG), read(WANG)])
def test_telling_twice_makes_nothing_new(story: Story, again: GiveNotice) -> None:
    story.given(*PLANNED, comes(WANG), WEST, told(WANG)).when(again).then()


def test_a_second_move_makes_it_open_again(story: Story) -> None:
    story.given(*PLANNED, comes(WANG), WEST, told(WANG), NORTH)
    assert to_be_told(story) == [WANG]
    story.when(told(WANG)).then(knows(story, WANG, "in_person", change=2))


def test_who_read_of_the_west_gate_does_not_know_of_the_north_gate(story: Story) -> None:
    """The page was open when it was moved once more."""
    story.given(*PLANNED, comes(WANG), WEST, NORTH)
    story.when(read(WANG, change=1)).then_refused(ChangedAgain)
    assert to_be_told(story) == [WANG]


def test_what_is_called_off_is_told_too(story: Story) -> None:
    story.given(TUESDAY, comes(WANG), OFF)
    story.when(told(WANG)).then(knows(story, WANG, "in_person"))


def test_nobody_is_told_of_what_has_not_changed(story: Story) -> None:
    story.given(TUESDAY, comes(WANG)).when(told(WANG)).then_refused(NotConcerned)


def test_who_signs_up_after_the_move_has_read_the_new_plan(story: Story) -> None:
    story.given(*PLANNED, comes(WANG), WEST, comes(ZHAO))
    assert to_be_told(story) == [WANG]
    story.when(told(ZHAO)).then_refused(NotConcerned)


def test_who_withdrew_is_not_to_be_told(story: Story) -> None:
    story.given(*PLANNED, comes(WANG), comes(LI), WEST)
    story.given(WithdrawSignUp(activity=PATROL, volunteer=LI))
    assert to_be_told(story) == [WANG]
    story.when(told(LI)).then_refused(NotConcerned)


def test_an_activity_that_is_not_there_concerns_nobody(story: Story) -> None:
    story.when(told(WANG)).then_refused(ActivityUnknown, activity=PATROL)
