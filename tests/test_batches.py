"""Batches: what one person vouches for alone ends somewhere, and then a second one agrees."""

from __future__ import annotations

import msgspec
import pytest

from ledger.facts import ConfirmationProposed, Fact, Rated
from ledger.refusals import (
    AlreadyConfirmed,
    AttendanceUnknown,
    NotCheckedOut,
    OwnBenefit,
    SecondPersonNeeded,
    TooLate,
    TwoAdultsNeeded,
)
from ledger.subjects.presence import attendance_of
from tests.deeds import HERS, awarded, confirmed, confirms
from tests.neighbourhood import DAY, PATROL, READING, WANG, ZHAO, adopted, amended, planned, present
from tests.story import Story, clock
from tests.two_people import (
    LI,
    LI_ORGANIZES,
    LIS_OFFICE,
    NOTE,
    PROPOSAL,
    SUN_IN_OFFICE,
    agreed,
    agrees_to_many,
    many,
)

ZHAOS = attendance_of(PATROL, ZHAO)
TWO_A_DAY = ("batch_people_per_day = 100", "batch_people_per_day = 2")
FOUR_HOURS_A_DAY = ("batch_minutes_per_day = 30000", "batch_minutes_per_day = 240")
TOLD = {"confirmed_by": LI}


def proposed(at: str, *attendances: str, volunteers: tuple[str, ...]) -> ConfirmationProposed:
    """Li had asked for a second person."""
    return ConfirmationProposed(
        at=clock(at), proposal=PROPOSAL, proposer=LI, appointment=LIS_OFFICE, note=NOTE,
        activity=PATROL, rated=tuple(Rated(attendance=one, rating=5) for one in attendances),
        volunteers=volunteers,
    )  # fmt: skip


def answered(record: Fact, enterer: str | None = None) -> Fact:
    """The record, for which Li answers."""
    return msgspec.structs.replace(record, confirmed_by=LI, enterer=enterer)


def the_patrol(story: Story, *rules: tuple[str, str], means: str = "organizer") -> Story:
    """Wang and Zhao were there, as Li wrote down."""
    story.at(f"{DAY} 12:00").given(adopted(amended(*rules)), planned())
    story.given(*present(f"{DAY} 09:00", f"{DAY} 11:00", means=means))
    return story.given(*present(f"{DAY} 09:00", f"{DAY} 11:00", volunteer=ZHAO, means=means))


def another(story: Story, number: int, means: str = "organizer") -> str:
    """A further activity with a further neighbour, after the first."""
    activity, who = f"{READING}{number}", f"volunteer-{number}"
    story.given(planned(activity=activity))
    told = {"volunteer": who, "activity": activity, "means": means}
    story.given(*present(f"{DAY} 09:00", f"{DAY} 11:00", **told))
    return attendance_of(activity, who)


def test_one_person_vouches_for_so_many_in_a_day_and_no_more(story: Story) -> None:
    the_patrol(story, TWO_A_DAY).given(confirms(HERS, ZHAOS, **TOLD))
    third = another(story, 3)
    story.when(confirms(third, activity=f"{READING}3", **TOLD))
    told = {"people": 3, "most_people": 2, "minutes": 360, "most_minutes": 30_000}
    story.then_refused(SecondPersonNeeded, **told)


def test_small_calls_and_several_activities_add_up(story: Story) -> None:
    the_patrol(story, FOUR_HOURS_A_DAY).given(confirms(HERS, **TOLD), confirms(ZHAOS, **TOLD))
    third = another(story, 3)
    story.when(confirms(third, activity=f"{READING}3", **TOLD))
    told = {"people": 3, "most_people": 100, "minutes": 360, "most_minutes": 240}
    story.then_refused(SecondPersonNeeded, **told)


def test_a_second_id_of_the_same_human_being_has_no_allowance_of_its_own(story: Story) -> None:
    the_patrol(story, TWO_A_DAY).given(confirms(HERS, ZHAOS, **TOLD))
    third = another(story, 3)
    told = {"people": 3, "most_people": 2, "minutes": 360, "most_minutes": 30_000}
    again = {"confirmed_by": "person-li-again", "selves": (LI, "person-li-again")}
    story.when(confirms(third, activity=f"{READING}3", **again))
    story.then_refused(SecondPersonNeeded, **told)


def test_the_next_day_and_another_person_have_room_again(story: Story) -> None:
    the_patrol(story, TWO_A_DAY).given(confirms(HERS, ZHAOS, **TOLD))
    third, fourth = another(story, 3), another(story, 4)
    story.given(confirms(third, activity=f"{READING}3", confirmed_by="person-sun"))
    story.at("2026-11-23 00:00").given(confirms(fourth, activity=f"{READING}4", **TOLD))


def test_who_was_scanned_is_vouched_for_by_the_scan(story: Story) -> None:
    the_patrol(story, TWO_A_DAY).given(confirms(HERS, ZHAOS, **TOLD))
    third = another(story, 3, means="scan")
    story.given(confirms(third, activity=f"{READING}3", **TOLD))


def test_two_people_confirm_what_one_may_not(story: Story) -> None:
    the_patrol(story, ("batch_people_per_day = 100", "batch_people_per_day = 1"))
    story.when(confirms(HERS, ZHAOS, **TOLD))
    told = {"people": 2, "most_people": 1, "minutes": 240, "most_minutes": 30_000}
    story.then_refused(SecondPersonNeeded, **told)
    story.given(LI_ORGANIZES).when(many([HERS, ZHAOS]))
    story.then(proposed(f"{DAY} 12:00", HERS, ZHAOS, volunteers=(WANG, ZHAO)))
    story.given(SUN_IN_OFFICE).when(agrees_to_many(), at=f"{DAY} 15:00")
    story.then(
        agreed(f"{DAY} 15:00"),
        answered(confirmed(story.now, "09:00–11:00", 120, grade="B")),
        awarded(story.now, 20),
        answered(confirmed(story.now, "09:00–11:00", 120, grade="B", volunteer=ZHAO)),
        awarded(story.now, 20, volunteer=ZHAO),
    )
    third = another(story, 3)
    story.given(confirms(third, activity=f"{READING}3", **TOLD))  # Nobody vouched alone so far.


def test_where_children_are_served_with_one_adult_two_people_confirm(story: Story) -> None:
    plan = msgspec.structs.replace(planned(), serves_minors=True)
    story.at(f"{DAY} 12:00").given(adopted(), plan, LI_ORGANIZES, SUN_IN_OFFICE)
    story.given(*present(f"{DAY} 09:00", f"{DAY} 11:00"))
    story.when(confirms(HERS, **TOLD)).then_refused(TwoAdultsNeeded, need=2, have=1)
    story.given(many([HERS])).when(agrees_to_many()).then(
        agreed(f"{DAY} 12:00"), answered(confirmed(story.now, "09:00–11:00", 120)),
        awarded(story.now, 20),
    )  # fmt: skip


def test_nothing_is_proposed_that_could_not_be_confirmed(story: Story) -> None:
    the_patrol(story).given(LI_ORGANIZES).given(*present(f"{DAY} 09:00", volunteer="volunteer-5"))
    open_one, nobodys = attendance_of(PATROL, "volunteer-5"), attendance_of(PATROL, "volunteer-6")
    elsewhere = attendance_of(READING, WANG)
    story.when(many([HERS, open_one])).then_refused(NotCheckedOut, attendance=open_one)
    story.when(many([nobodys])).then_refused(AttendanceUnknown, attendance=nobodys)
    story.when(many([elsewhere])).then_refused(AttendanceUnknown, attendance=elsewhere)
    story.when(many([HERS, HERS])).then_refused(AlreadyConfirmed, attendance=HERS)
    story.given(confirms(HERS)).when(many([HERS, ZHAOS]))
    story.then_refused(AlreadyConfirmed, attendance=HERS)
    story.when(many([ZHAOS]), at="2027-11-24 09:00").then_refused(TooLate, days=366)


def test_li_proposes_no_batch_in_which_he_served(story: Story) -> None:
    own = attendance_of(PATROL, "volunteer-li")
    story.at(f"{DAY} 12:00").given(adopted(), planned(), LI_ORGANIZES)
    for who in (WANG, "volunteer-li"):
        story.given(*present(f"{DAY} 09:00", f"{DAY} 11:00", volunteer=who))
    story.when(many([HERS, own])).then_refused(OwnBenefit)


def test_all_of_a_batch_is_confirmed_or_nothing(story: Story) -> None:
    the_patrol(story).given(LI_ORGANIZES, SUN_IN_OFFICE, many([HERS, ZHAOS]), confirms(ZHAOS))
    story.when(agrees_to_many()).then_refused(AlreadyConfirmed, attendance=ZHAOS)


@pytest.mark.parametrize("alone", [0, 1, 2])
def test_the_proposer_answers_and_nobody_alone(story: Story, alone: int) -> None:
    """So the proposer's own allowance of the day is untouched by what two people confirmed."""
    the_patrol(story, TWO_A_DAY).given(LI_ORGANIZES, SUN_IN_OFFICE, many([HERS, ZHAOS]))
    story.given(agrees_to_many())
    further = [another(story, number) for number in range(3, 3 + alone)]
    for number, attendance in enumerate(further, start=3):
        story.given(confirms(attendance, activity=f"{READING}{number}", **TOLD))
    last = another(story, 9)
    one_more = confirms(last, activity=f"{READING}9", **TOLD)
    if alone < 2:
        story.given(one_more)
    else:
        told = {"people": 3, "most_people": 2, "minutes": 360, "most_minutes": 30_000}
        story.when(one_more).then_refused(SecondPersonNeeded, **told)
