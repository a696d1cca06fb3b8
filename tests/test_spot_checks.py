"""Spot checks: every month the lot decides which records somebody else looks at once more."""

from __future__ import annotations

import pytest

from ledger.counting.samples import sample_of
from ledger.facts import SampleChecked, SampleDrawn
from ledger.policy import read_policy
from ledger.refusals import (
    NotConfirmed,
    OwnBenefit,
    OwnHand,
    PeriodNotOver,
    SameHousehold,
    SampleCheckedAlready,
    SampleUnknown,
)
from ledger.sampling import CheckSample, DrawSample
from ledger.subjects.drawn_sample import sample_id
from ledger.subjects.presence import attendance_of
from ledger.subjects.second_person import Second
from tests.deeds import HERS, confirmed
from tests.neighbourhood import (
    LANE_OPEN,
    PATROL,
    POLICY_TEXT,
    RULES,
    SUNNY_LANE,
    WANG,
    ZHAO,
    present,
)
from tests.story import Story, clock
from tests.two_people import LI, SAYS_SUN, SUN, SUN_IN_OFFICE, lives

MONTH, SEED = "2026-11", "lot-1"
SAMPLE = sample_id(SUNNY_LANE, MONTH)
RECORDS = tuple(f"attendance-patrol-{number}" for number in range(300))
DRAW = DrawSample(unit=SUNNY_LANE, month=MONTH, seed=SEED, book_position=7, records=RECORDS)
FREEZES = "2026-12-03 00:00"
"""The third working day after November."""
ZHAOS = attendance_of(PATROL, ZHAO)


def drawn(*attendances: str, confirmed: int = 300) -> SampleDrawn:
    """The lot fell on these."""
    return SampleDrawn(
        at=clock(FREEZES), sample=SAMPLE, unit=SUNNY_LANE, month=MONTH, seed=SEED,
        book_position=7, confirmed=confirmed, attendances=attendances, policy="default/2",
    )  # fmt: skip


# The draw -----------------------------------------------------------------------------------


def test_two_in_a_hundred_are_drawn_on_the_freezing_day_once(story: Story) -> None:
    told = {"by": "clock", "role": "system"}
    story.given(RULES, LANE_OPEN)
    story.when(DRAW, at="2026-12-02 23:59", **told)
    story.then_refused(PeriodNotOver, freezes_on="2026-12-03")
    lot = sample_of(read_policy(POLICY_TEXT).integrity, RECORDS, SEED)
    assert len(lot) == 6
    story.when(DRAW, at=FREEZES, **told).then(drawn(*lot))
    later = DrawSample(unit=SUNNY_LANE, month=MONTH, seed="x", book_position=9, records=RECORDS)
    story.reopened().when(later, at="2026-12-04 09:00", **told).then()


def test_where_nobody_served_nothing_is_drawn(story: Story) -> None:
    nobody = DrawSample(unit=SUNNY_LANE, month=MONTH, seed=SEED, book_position=7, records=())
    story.given(RULES, LANE_OPEN).when(nobody, at=FREEZES, by="clock", role="system").then()


# The look -----------------------------------------------------------------------------------


def looks(attendance: str = HERS, finding: str = "in_order", **more: object) -> CheckSample:
    """Sun of the office says what she found; Li had entered it."""
    told = {"sample": SAMPLE, "hands": (LI,), "second": SAYS_SUN} | more
    return CheckSample(attendance=attendance, finding=finding, **told)


def found(at: str, finding: str = "in_order", fault: str | None = None) -> SampleChecked:
    """That is what she found."""
    return SampleChecked(
        at=clock(at), sample=SAMPLE, attendance=HERS, activity=PATROL, volunteer=WANG,
        finding=finding, fault=fault, checked_by=SUN,
    )  # fmt: skip


@pytest.fixture
def november(story: Story) -> Story:
    """Wang's morning was confirmed, and the lot fell on it."""
    morning = confirmed(clock("2026-11-22 12:00"), "09:00–11:00", 120)
    story.given(RULES, SUN_IN_OFFICE, *present("2026-11-22 09:00", "2026-11-22 11:00"), morning)
    return story.given(drawn(HERS, ZHAOS, confirmed=2)).at("2026-12-03 10:00")


def test_a_second_person_looks_once(november: Story) -> None:
    november.when(looks()).then(found("2026-12-03 10:00"))
    november.when(looks()).then_refused(SampleCheckedAlready)


def test_what_is_wrong_is_said_and_nothing_follows_by_itself(november: Story) -> None:
    wrong = looks(finding="not_in_order", fault="other_times")
    november.when(wrong).then(found("2026-12-03 10:00", "not_in_order", "other_times"))


def test_a_fault_of_what_is_in_order_is_left_out(november: Story) -> None:
    november.when(looks(fault="other")).then(found("2026-12-03 10:00"))


def test_whoever_entered_or_confirmed_it_does_not_look(november: Story) -> None:
    november.when(looks(hands=(LI, SUN))).then_refused(OwnHand)
    another_name = Second(answers=SUN, selves=(SUN, LI), appointment=SAYS_SUN.appointment)
    november.when(looks(second=another_name)).then_refused(OwnHand)


def test_whoever_served_or_lives_with_them_does_not_look(november: Story) -> None:
    herself = Second(answers=SUN, selves=(SUN,), own_volunteers=(WANG,))
    november.when(looks(second=herself)).then_refused(OwnBenefit)
    november.given(lives(WANG), lives("volunteer-sun"))
    november.when(looks()).then_refused(SameHousehold)


def test_only_what_was_drawn_and_confirmed_is_looked_at(november: Story) -> None:
    november.when(looks("attendance-patrol-else")).then_refused(SampleUnknown)
    november.when(looks(ZHAOS)).then_refused(NotConfirmed, attendance=ZHAOS)
    november.when(looks(sample="sample-sunnylane-202610")).then_refused(SampleUnknown)
