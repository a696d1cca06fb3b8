"""The record said the wrong thing: it is corrected, and what stood before stays where it was."""

from __future__ import annotations

from datetime import date, datetime

from ledger.corrections import CorrectService
from ledger.facts import BeansAwarded, BeansClawedBack, HouseholdJoined, ServiceCorrected
from ledger.refusals import (
    AlreadyRevoked,
    AttendanceUnknown,
    InTheFuture,
    LeftBeforeArriving,
    NotConfirmed,
    NothingToCorrect,
    OverlapsAnotherService,
    OwnService,
    SameHousehold,
    SamePerson,
)
from ledger.revocations import RevokeAttendance
from ledger.subjects.presence import Attendance, ServiceDays, attendance_of
from ledger.subjects.purse import Purse
from ledger.subjects.second_person import Second
from tests.deeds import HERS, awarded, confirms, redeems
from tests.neighbourhood import (
    CODE,
    DAY,
    LI,
    LONG_AGO,
    PATROL,
    READING,
    RULES,
    WANG,
    code,
    planned,
    present,
    welcomed,
)
from tests.story import Story, clock

ZHOU = Second(answers="person-zhou")
OWN_LOT = "2029-12-01"


def served(story: Story, left: str = "11:00", by: str = "person-li", **plan: str) -> Story:
    """Wang was at the patrol from nine, and Li confirmed it."""
    story.at(f"{DAY} 11:00").given(RULES, planned(**plan))
    story.given(*present(f"{DAY} 09:00", f"{DAY} {left}"))
    return story.given(confirms(HERS, confirmed_by=by)).at(f"{DAY} 12:00")


def corrects(corrector: Second = ZHOU, **told: object) -> CorrectService:
    times = {
        name: clock(f"{DAY} {value}") if name.endswith("_at") else value
        for name, value in told.items()
    }
    return CorrectService(attendance=HERS, corrected_by=corrector, **times)


def corrected(
    at: datetime, span: str, minutes: int, before: int, *, rest: int = 0, rating: int = 5,
    pending: int = 0, pending_before: int = 0, grade: str = "A", longer: bool = False,
) -> ServiceCorrected:  # fmt: skip
    began, ended = (clock(f"{DAY} {time}") for time in span.split("–"))
    day = date.fromisoformat(DAY)
    return ServiceCorrected(
        at=at, attendance=HERS, activity=PATROL, volunteer=WANG, category="general",
        rating=rating, break_minutes=rest, minutes=minutes, pending_minutes=pending,
        training_minutes=0, grade=grade, service_day=day, started_at=began, ended_at=ended,
        policy="default/2", confirmed_by="person-zhou",
        enterer="person-zhou" if longer else None, minutes_before=before,
        pending_before=pending_before, training_before=0, day_before=day,
    )  # fmt: skip


def taken(at: datetime, beans: int, *, left: int, debt: int = 0) -> BeansClawedBack:
    from_lot = beans - debt
    return BeansClawedBack(
        at=at, beans=beans, source=WANG, target="issuance", volunteer=WANG,
        lots={OWN_LOT: from_lot} if from_lot else {}, debt=debt, balance_after=left,
        attendance=HERS, activity=PATROL, earned_on=date.fromisoformat(DAY), policy="default/2",
    )  # fmt: skip


def test_she_left_an_hour_earlier_so_minutes_and_beans_are_less(story: Story) -> None:
    served(story).when(corrects(left_at="10:00"))
    story.then(corrected(story.now, "09:00–10:00", 60, 120), taken(story.now, 10, left=10))
    hers = story.book.look(Attendance(HERS))
    assert (hers.minutes, hers.beans) == (60, 10)
    assert story.book.look(ServiceDays(WANG)).minutes_on(date.fromisoformat(DAY)) == 60


def test_what_was_spent_meanwhile_stands_as_a_debt(story: Story) -> None:
    served(story).given(welcomed(), code(f"{DAY} 12:00"), redeems(15, CODE))
    story.when(corrects(left_at="10:00"))
    story.then(corrected(story.now, "09:00–10:00", 60, 120), taken(story.now, 10, left=-5, debt=5))


def test_she_stayed_longer_and_somebody_else_than_the_organizer_says_so(story: Story) -> None:
    served(story, left="10:00").when(corrects(left_at="11:00"))
    story.then(
        corrected(story.now, "09:00–11:00", 120, 60, longer=True), awarded(story.now, 10, left=20)
    )


def test_nobody_makes_a_record_longer_that_they_answer_for(story: Story) -> None:
    served(story, left="10:00", by="person-zhou")
    story.when(corrects(left_at="11:00")).then_refused(SamePerson)
    other_role = Second(answers="person-zhou-again", selves=("person-zhou",))
    story.when(corrects(other_role, left_at="11:00")).then_refused(SamePerson)
    story.when(corrects(left_at="09:30"))  # Shorter they may make it.
    story.then(corrected(story.now, "09:00–09:30", 30, 60), taken(story.now, 5, left=5))


def test_a_rest_that_was_forgotten_and_a_rating_that_earns_nothing(story: Story) -> None:
    served(story).when(corrects(break_minutes=30))
    story.then(corrected(story.now, "09:00–11:00", 90, 120, rest=30), taken(story.now, 5, left=15))
    story.when(corrects(rating=1))
    story.then(
        corrected(story.now, "09:00–11:00", 90, 90, rest=30, rating=1),
        taken(story.now, 15, left=0),
    )


def test_minutes_above_the_daily_limit_wait_and_are_not_cut(story: Story) -> None:
    plan = {"starts": f"{DAY} 01:00", "ends": f"{DAY} 10:30"}
    served(story, left="10:00", **plan)
    longer = corrects(came_at="01:00", left_at="10:30")
    story.when(longer)
    story.then(
        corrected(story.now, "01:00–10:30", 480, 60, pending=90, longer=True),
        awarded(story.now, 70, left=80),
    )


def test_the_grade_of_the_evidence_never_rises(story: Story) -> None:
    story.at(f"{DAY} 12:00").given(RULES, planned())
    story.given(*present(f"{DAY} 09:00", f"{DAY} 10:00", means="organizer"))
    story.given(confirms(HERS, confirmed_by="person-li")).when(corrects(left_at="11:00"))
    story.then(
        corrected(story.now, "09:00–11:00", 120, 60, grade="B", longer=True),
        awarded(story.now, 10, left=20),
    )


def test_a_correction_that_says_the_same_is_none(story: Story) -> None:
    served(story).when(corrects(left_at="11:00", rating=5))
    story.then_refused(NothingToCorrect, attendance=HERS)


def test_nobody_corrects_their_own_or_their_familys_record(story: Story) -> None:
    wang = Second(answers="person-wang", own_volunteers=(WANG,))
    served(story).when(corrects(wang, left_at="10:00")).then_refused(OwnService, attendance=HERS)
    for who in (LI, WANG):
        story.given(HouseholdJoined(at=LONG_AGO, household="household-one", volunteer=who))
    family = Second(answers="person-li2", own_volunteers=(LI,))
    story.when(corrects(family, left_at="10:00")).then_refused(SameHousehold)


def test_what_cannot_have_been_is_not_written(story: Story) -> None:
    served(story).when(corrects(left_at="08:00")).then_refused(LeftBeforeArriving)
    story.when(corrects(left_at="12:01")).then_refused(InTheFuture)
    story.given(planned(f"{DAY} 07:00", f"{DAY} 09:00", activity=READING))
    story.given(*present(f"{DAY} 07:00", f"{DAY} 09:00", activity=READING))
    there = attendance_of(READING, WANG)
    story.given(confirms(there, activity=READING))
    early = CorrectService(attendance=there, corrected_by=ZHOU, left_at=clock(f"{DAY} 09:20"))
    story.when(early).then_refused(OverlapsAnotherService, attendance=there)


def test_only_a_record_that_stands_is_corrected(story: Story) -> None:
    story.at(f"{DAY} 12:00").given(RULES)
    story.when(corrects(rating=4)).then_refused(AttendanceUnknown, attendance=HERS)
    story.given(planned(), *present(f"{DAY} 09:00", f"{DAY} 11:00"))
    story.when(corrects(rating=4)).then_refused(NotConfirmed, attendance=HERS)
    story.given(confirms(HERS), RevokeAttendance(attendance=HERS))
    story.when(corrects(rating=4)).then_refused(AlreadyRevoked, attendance=HERS)


def test_corrected_and_taken_back_it_is_as_if_it_had_never_been(story: Story) -> None:
    other = Second(answers="person-qian")
    served(story).given(corrects(left_at="10:00"), corrects(other, left_at="10:30"))
    story.given(RevokeAttendance(attendance=HERS))
    purse, hers = story.book.look(Purse(WANG)), story.book.look(Attendance(HERS))
    assert (purse.balance, purse.debt, purse.lots, hers.minutes) == (0, 0, {}, 0)
    assert purse.earned.of(DAY) == 0


def test_a_shorter_morning_makes_room_under_the_cap_of_the_day(story: Story) -> None:
    served(story, left="11:00", category="professional")
    story.given(corrects(left_at="10:00"))
    assert story.book.look(Purse(WANG)).earned.of(DAY) == 16
    facts = [each.fact for each in story.book.facts()]
    assert sum(isinstance(fact, BeansAwarded) for fact in facts) == 1
