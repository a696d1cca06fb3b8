"""Late records (补录): nobody scanned that morning; Li remembers, Sun has seen the photo."""

from __future__ import annotations

import msgspec
import pytest

from ledger.facts import ActivityCancelled, Fact, IdentityErased
from ledger.refusals import (
    ActivityUnknown,
    AlreadyCheckedIn,
    CalledOff,
    InTheFuture,
    LeftBeforeArriving,
    OverlapsAnotherService,
    ProofMissing,
    Refusal,
    SupplementLimit,
    TooEarly,
    TooLate,
    VolunteerUnknown,
)
from tests.deeds import HERS, awarded, confirmed
from tests.neighbourhood import (
    DAY,
    PATROL,
    READING,
    WANG,
    ZHAO,
    adopted,
    amended,
    planned,
    present,
    registered,
)
from tests.story import Story, clock
from tests.two_people import (
    LI,
    LI_ORGANIZES,
    SUN_IN_OFFICE,
    agreed,
    agrees,
    came_and_left,
    remembered,
    remembers,
    seen,
)

FOUR_HOURS = ("max_minutes_per_year = 2400", "max_minutes_per_year = 240")
LATE_BEANS = ('earn_beans = ["A", "B"]', 'earn_beans = ["A", "B", "C"]')


def the_day_after(
    story: Story, *rules: tuple[str, str], policy: Fact | None = None, **plan: str
) -> Story:
    """The patrol is over, nobody was recorded, Li and Sun are in office."""
    story.at("2026-11-23 10:00").given(policy or adopted(amended(*rules)), planned(**plan))
    return story.given(registered(WANG), LI_ORGANIZES)


def late(story: Story, minutes: int, span: str = "09:00–11:00", **more: object) -> Fact:
    """The record: of grade C, for which Li answers."""
    record = confirmed(story.now, span, minutes, grade="C", **more)
    return msgspec.structs.replace(record, confirmed_by=LI)


def test_two_people_make_a_late_record_that_has_minutes_and_no_beans(story: Story) -> None:
    the_day_after(story).when(remembers()).then(remembered("2026-11-23 10:00"))
    story.given(SUN_IN_OFFICE).when(agrees(), at="2026-11-24 09:00")
    story.then(agreed("2026-11-24 09:00"), *came_and_left(seen()), late(story, 120))


def test_beans_come_where_the_policy_gives_them_for_late_records(story: Story) -> None:
    the_day_after(story, LATE_BEANS).given(remembers(), SUN_IN_OFFICE)
    story.when(agrees()).then(
        agreed("2026-11-23 10:00"), *came_and_left(seen()), late(story, 120),
        awarded(story.now, 20),
    )  # fmt: skip


def test_several_people_are_proposed_and_agreed_to_together(story: Story) -> None:
    hers = seen("09:30", "10:30", volunteer=ZHAO, rest=15)
    the_day_after(story).given(registered(ZHAO, "1000000002"))
    story.given(remembers(seen(), hers), SUN_IN_OFFICE).when(agrees())
    story.then(
        agreed("2026-11-23 10:00"), *came_and_left(seen()), late(story, 120),
        *came_and_left(hers), late(story, 45, "09:30–10:30", volunteer=ZHAO, rest=15),
    )  # fmt: skip


def test_only_what_lies_in_the_planned_hours_is_counted_and_all_of_it_is_kept(
    story: Story,
) -> None:
    long = seen("08:45", "19:00")
    the_day_after(story, starts=f"{DAY} 09:00", ends=f"{DAY} 18:30")
    story.given(remembers(long), SUN_IN_OFFICE).when(agrees())
    story.then(
        agreed("2026-11-23 10:00"), *came_and_left(long),
        late(story, 480, "09:00–19:00", pending=120),
    )  # fmt: skip


@pytest.mark.parametrize(("day", "late_by"), [("2026-12-22 23:59", 30), ("2026-12-23 00:00", 31)])
def test_a_late_record_is_proposed_within_thirty_days(
    story: Story, day: str, late_by: int
) -> None:
    the_day_after(story).when(remembers(), at=day)
    if late_by > 30:
        story.then_refused(TooLate, days=30)
    else:
        story.then(remembered(day))


def test_what_was_proposed_in_time_may_be_agreed_to_later_but_not_after_a_year(
    story: Story,
) -> None:
    the_day_after(story).given(remembers(), SUN_IN_OFFICE)
    story.when(agrees(), at="2027-11-24 10:00").then_refused(TooLate, days=366)


def test_nothing_is_remembered_before_it_is_over(story: Story) -> None:
    story.at(f"{DAY} 10:59").given(adopted(), planned(), registered(WANG), LI_ORGANIZES)
    story.when(remembers()).then_refused(InTheFuture)
    story.when(remembers(seen(left="11:30")), at=f"{DAY} 11:00").then_refused(InTheFuture)
    story.when(remembers()).then(remembered(f"{DAY} 11:00"))


def test_without_proof_there_is_no_late_record(story: Story) -> None:
    the_day_after(story).when(remembers(note=None)).then_refused(ProofMissing)


def test_a_policy_may_do_without_the_proof(story: Story) -> None:
    the_day_after(story, ("evidence_required = true", "evidence_required = false"))
    story.when(remembers(note=None)).then(remembered("2026-11-23 10:00", note=None))


@pytest.mark.parametrize(
    ("presence", "refusal", "details"),
    [
        (seen("08:29"), TooEarly, {"opens_before_minutes": 30}),
        (seen("11:00", "11:30"), TooLate, {}),
        (seen("10:00", "09:59"), LeftBeforeArriving, {}),
    ],
)
def test_a_presence_must_make_sense(
    story: Story, presence: object, refusal: type[Refusal], details: dict[str, int]
) -> None:
    the_day_after(story).when(remembers(presence)).then_refused(refusal, **details)


def test_who_was_recorded_at_the_time_gets_no_second_record(story: Story) -> None:
    the_day_after(story).given(*present(f"{DAY} 09:00"))
    story.when(remembers()).then_refused(AlreadyCheckedIn, attendance=HERS)


def test_nobody_is_named_twice(story: Story) -> None:
    the_day_after(story).when(remembers(seen(), seen("09:30")))
    story.then_refused(AlreadyCheckedIn, attendance=HERS)


def test_the_record_that_came_meanwhile_stands(story: Story) -> None:
    the_day_after(story).given(remembers(), SUN_IN_OFFICE, *present(f"{DAY} 09:00"))
    story.when(agrees()).then_refused(AlreadyCheckedIn, attendance=HERS)


def test_two_proposals_of_one_presence_make_one_record(story: Story) -> None:
    the_day_after(story).given(remembers(), remembers(proposal="proposal-two"), SUN_IN_OFFICE)
    story.given(agrees()).when(agrees(proposal="proposal-two"))
    story.then_refused(AlreadyCheckedIn, attendance=HERS)


def test_nobody_served_elsewhere_at_the_same_time(story: Story) -> None:
    elsewhere = msgspec.structs.replace(
        confirmed(clock(f"{DAY} 12:00"), "10:30–12:00", 90),
        attendance="attendance-reading-wang", activity=READING,
    )  # fmt: skip
    the_day_after(story).given(elsewhere)
    story.when(remembers()).then_refused(OverlapsAnotherService, attendance=HERS)


def test_the_limit_of_the_year_refuses_and_never_cuts(story: Story) -> None:
    the_day_after(story, FOUR_HOURS, ends="2026-11-22 13:01")
    story.when(remembers(seen("09:00", "13:01"))).then_refused(SupplementLimit, most=240, used=0)
    story.given(remembers(seen("09:00", "13:00")), SUN_IN_OFFICE)
    earlier = msgspec.structs.replace(
        confirmed(clock("2026-11-02 12:00"), "09:00–11:00", 1, grade="C"),
        attendance="attendance-reading-wang", activity=READING,
        started_at=clock("2026-11-01 09:00"), ended_at=clock("2026-11-01 09:01"),
        service_day=clock("2026-11-01 09:00").date(),
    )  # fmt: skip
    story.given(earlier).when(agrees()).then_refused(SupplementLimit, most=240, used=1)


def test_other_grades_and_other_years_use_up_nothing(story: Story) -> None:
    the_day_after(story, FOUR_HOURS)
    for number, (day, grade) in enumerate([("2025-12-31", "C"), ("2026-11-01", "B")]):
        start = clock(f"{day} 09:00")
        record = confirmed(start, "09:00–11:00", 240, grade=grade)
        story.given(msgspec.structs.replace(
            record, attendance=f"attendance-reading{number}-wang", activity=f"{READING}{number}",
            service_day=start.date(), started_at=start, ended_at=clock(f"{day} 13:00"),
        ))  # fmt: skip
    story.when(remembers()).then(remembered("2026-11-23 10:00"))


def test_there_is_no_late_record_of_what_did_not_take_place(story: Story) -> None:
    story.at("2026-11-23 10:00").given(LI_ORGANIZES)
    story.when(remembers()).then_refused(ActivityUnknown, activity=PATROL)
    story.given(planned(), ActivityCancelled(at=clock(f"{DAY} 08:00"), activity=PATROL))
    story.when(remembers()).then_refused(CalledOff, activity=PATROL)


def test_nobody_serves_in_the_name_of_one_who_was_forgotten(story: Story) -> None:
    the_day_after(story).given(remembers(), SUN_IN_OFFICE)
    story.given(IdentityErased(at=clock("2026-11-23 10:30"), volunteer=WANG))
    story.when(agrees(), at="2026-11-23 11:00").then_refused(VolunteerUnknown, volunteer=WANG)
