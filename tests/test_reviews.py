"""Reviews: Wang was there for eleven hours; eight count at once, three wait for Sun."""

from __future__ import annotations

import msgspec
import pytest

from ledger.facts import Fact, PendingReviewed
from ledger.refusals import (
    AlreadyRevoked,
    AppointmentOver,
    AttendanceUnknown,
    BeyondTheDay,
    MoreThanPending,
    NotConfirmed,
    NothingPending,
    OwnBenefit,
    SameHousehold,
    SamePerson,
    TooLate,
)
from ledger.reviews import ReviewPending
from ledger.revocations import RevokeAttendance
from ledger.subjects.presence import attendance_of
from ledger.subjects.second_person import Second
from tests.deeds import HERS, awarded, confirmed, confirms
from tests.neighbourhood import (
    DAY,
    PATROL,
    READING,
    WANG,
    adopted,
    amended,
    earned,
    planned,
    present,
)
from tests.story import Story, clock
from tests.two_people import (
    LI,
    NOTE,
    SAYS_SUN,
    SUN,
    SUN_IN_OFFICE,
    SUNS_OFFICE,
    leaves_office,
    lives,
)


def accepts(minutes: int, second: Second = SAYS_SUN, attendance: str = HERS) -> ReviewPending:
    """Sun has looked, and accepts so many of the minutes."""
    return ReviewPending(
        attendance=attendance, accepted_minutes=minutes, second=second, note=NOTE
    )


def reviewed(at: str, accepted: int, declined: int) -> PendingReviewed:
    """Sun had looked."""
    return PendingReviewed(
        at=clock(at), attendance=HERS, activity=PATROL, volunteer=WANG,
        accepted_minutes=accepted, declined_minutes=declined,
        service_day=clock(DAY).date(), reviewed_by=SUN, note=NOTE,
    )  # fmt: skip


def a_long_day(
    story: Story,
    *rules: tuple[str, str],
    ends: str = "20:00",
    rating: int = 5,
    office: tuple[Fact, ...] = (SUN_IN_OFFICE,),
) -> Story:
    """From nine to eight, and Li confirms it the same evening; Sun keeps the office."""
    story.at(f"{DAY} 21:00").given(adopted(amended(*rules)), *office)
    story.given(planned(f"{DAY} 09:00", f"{DAY} {ends}"))
    story.given(*present(f"{DAY} 09:00", f"{DAY} {ends}"))
    return story.given(confirms(HERS, rating=rating, confirmed_by=LI))


@pytest.mark.parametrize(
    ("accepted", "beans"), [(180, 20), (120, 20), (60, 10), (24, 0), (25, 5), (0, 0)]
)
def test_accepted_minutes_count_and_beans_are_reckoned_for_the_whole_session(
    story: Story, accepted: int, beans: int
) -> None:
    """Eight hours earned 80; of the further three the cap of 100 a day leaves 20."""
    capped = {180: 10}.get(accepted, 0)
    a_long_day(story).when(accepts(accepted))
    facts: list[Fact] = [reviewed(f"{DAY} 21:00", accepted, 180 - accepted)]
    if beans:
        facts.append(awarded(story.now, beans, capped=capped, left=80 + beans))
    story.then(*facts)


def test_two_broken_units_are_one_whole_one(story: Story) -> None:
    """490 minutes are 16 units and ten minutes; fifteen more make the seventeenth, by grace."""
    limits = ("max_session_minutes = 480", "max_session_minutes = 490")
    day = ("daily_auto_minutes = 480", "daily_auto_minutes = 490")
    a_long_day(story, limits, day, ends="17:25").when(accepts(15)).then(
        reviewed(f"{DAY} 21:00", 15, 0), awarded(story.now, 5, left=85)
    )


def test_the_cap_of_the_day_holds_with_what_was_earned_elsewhere(story: Story) -> None:
    a_long_day(story).given(earned(15, on=DAY)).when(accepts(180)).then(
        reviewed(f"{DAY} 21:00", 180, 0), awarded(story.now, 5, capped=25, left=100)
    )


def test_a_session_rated_one_gets_minutes_and_no_bean(story: Story) -> None:
    a_long_day(story, rating=1).when(accepts(180)).then(reviewed(f"{DAY} 21:00", 180, 0))


def test_nobody_reviews_what_does_not_wait(story: Story) -> None:
    story.given(adopted()).when(accepts(1)).then_refused(AttendanceUnknown, attendance=HERS)
    story.at(f"{DAY} 12:00").given(SUN_IN_OFFICE, planned())
    story.given(*present(f"{DAY} 09:00", f"{DAY} 11:00"))
    story.when(accepts(1)).then_refused(NotConfirmed, attendance=HERS)
    story.given(confirms(HERS, confirmed_by=LI))
    story.when(accepts(0)).then_refused(NothingPending, attendance=HERS)


def test_no_more_is_accepted_than_waits_and_only_once(story: Story) -> None:
    a_long_day(story).when(accepts(181)).then_refused(MoreThanPending, pending=180)
    story.given(accepts(60)).when(accepts(60)).then_refused(NothingPending, attendance=HERS)


def test_no_day_has_more_than_sixteen_hours_even_so(story: Story) -> None:
    hard = ("daily_reviewed_max_minutes = 960", "daily_reviewed_max_minutes = 600")
    a_long_day(story, hard).when(accepts(121)).then_refused(BeyondTheDay, most=600)
    story.when(accepts(120)).then(
        reviewed(f"{DAY} 21:00", 120, 60), awarded(story.now, 20, left=100)
    )


def test_other_service_of_the_day_counts_towards_the_hard_limit(story: Story) -> None:
    a_long_day(story)
    early = attendance_of(READING, WANG)
    record = msgspec.structs.replace(
        confirmed(story.now, "01:00–09:00", 480), attendance=early, activity=READING
    )
    story.given(record).when(accepts(1)).then_refused(BeyondTheDay, most=960)
    story.when(accepts(0)).then(reviewed(f"{DAY} 21:00", 0, 180))


def test_what_was_taken_back_is_not_reviewed(story: Story) -> None:
    a_long_day(story).given(RevokeAttendance(attendance=HERS))
    story.when(accepts(60)).then_refused(AlreadyRevoked, attendance=HERS)


def test_whoever_confirmed_it_does_not_review_it_in_any_role(story: Story) -> None:
    a_long_day(story, office=())
    for second in (
        Second(answers=LI, selves=(LI,)),
        Second(answers="person-li-again", selves=("person-li-again", LI)),
    ):
        story.when(accepts(60, second)).then_refused(SamePerson)


def test_nobody_reviews_their_own_hours_or_their_familys(story: Story) -> None:
    a_long_day(story)
    own = Second(answers=SUN, selves=(SUN,), own_volunteers=(WANG,), appointment=SUNS_OFFICE)
    story.when(accepts(60, own)).then_refused(OwnBenefit)
    story.given(lives(WANG), lives("volunteer-sun"))
    story.when(accepts(60)).then_refused(SameHousehold)


def test_who_has_left_the_office_reviews_nothing(story: Story) -> None:
    a_long_day(story).given(leaves_office(SUN, SUNS_OFFICE, f"{DAY} 21:00"))
    story.when(accepts(60)).then_refused(AppointmentOver, appointment=SUNS_OFFICE)


def test_after_a_year_nobody_can_tell_any_more(story: Story) -> None:
    a_long_day(story).when(accepts(60), at="2027-11-24 09:00").then_refused(TooLate, days=366)
