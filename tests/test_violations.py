"""Somebody sold hours: the decision is entered, weighs for a year, and may be annulled."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.counting.months import months_later
from ledger.facts import ViolationAnnulled, ViolationKind, ViolationUpheld
from ledger.refusals import (
    OwnBenefit,
    SameHousehold,
    SamePerson,
    ViolationAnnulledAlready,
    ViolationKnown,
    ViolationUnknown,
    VolunteerUnknown,
)
from ledger.subjects.second_person import Second
from ledger.subjects.violations import Violations
from ledger.violations import AnnulViolation, UpholdViolation
from tests.neighbourhood import DAY, WANG, adopted, registered
from tests.story import Story, clock
from tests.test_stars import POLICY
from tests.two_people import LI, LI_ORGANIZES, SAYS_LI, SAYS_SUN, SUN, SUN_IN_OFFICE, lives

SOLD, DECISION, APPEAL = "violation-one", "金豆〔2026〕3号", "金豆〔2026〕9号"


def upholds(staff: Second = SAYS_SUN, reference: str = DECISION) -> UpholdViolation:
    """Sun enters the decision."""
    return UpholdViolation(
        violation=SOLD, volunteer=WANG, kind="fraud", reference=reference, staff=staff
    )


def annuls(staff: Second = SAYS_LI, violation: str = SOLD) -> AnnulViolation:
    """Li enters the decision on the appeal."""
    return AnnulViolation(violation=violation, volunteer=WANG, reference=APPEAL, staff=staff)


def upheld(at: str, kind: ViolationKind = "fraud", violation: str = SOLD) -> ViolationUpheld:
    """It was entered."""
    return ViolationUpheld(
        at=clock(at), violation=violation, volunteer=WANG, kind=kind, reference=DECISION,
        decided_by=SUN,
    )  # fmt: skip


def annulled(at: str) -> ViolationAnnulled:
    """It was taken off again."""
    return ViolationAnnulled(
        at=clock(at), violation=SOLD, volunteer=WANG, reference=APPEAL, decided_by=LI
    )


@pytest.fixture
def lane(story: Story) -> Story:
    """Wang serves; Li and Sun are in office."""
    return story.at(f"{DAY} 10:00").given(
        adopted(), registered(WANG), SUN_IN_OFFICE, LI_ORGANIZES
    )


def test_one_decision_enters_it_once_and_another_by_somebody_else_annuls_it(lane: Story) -> None:
    lane.when(upholds()).then(upheld(f"{DAY} 10:00"))
    lane.when(upholds()).then_refused(ViolationKnown, reference=DECISION)
    lane.when(annuls(SAYS_SUN)).then_refused(SamePerson)
    lane.when(annuls(violation="violation-two"))
    lane.then_refused(ViolationUnknown, violation="violation-two")
    lane.when(annuls()).then(annulled(f"{DAY} 10:00"))
    lane.when(annuls()).then_refused(ViolationAnnulledAlready, violation=SOLD)
    lane.when(upholds()).then_refused(ViolationKnown, reference=DECISION)


def test_nobody_enters_their_own_or_their_family_s_and_a_stranger_has_none(lane: Story) -> None:
    own = Second(answers=LI, own_volunteers=(WANG,), appointment=SAYS_LI.appointment)
    lane.when(upholds(own)).then_refused(OwnBenefit)
    stranger = UpholdViolation(
        violation=SOLD, volunteer="volunteer-nobody", kind="fraud", reference=DECISION,
        staff=SAYS_SUN,
    )  # fmt: skip
    lane.when(stranger).then_refused(VolunteerUnknown, volunteer="volunteer-nobody")
    lane.given(lives(WANG), lives("volunteer-sun")).when(upholds()).then_refused(SameHousehold)
    lane.given(upholds(SAYS_LI)).when(annuls(SAYS_SUN)).then_refused(SameHousehold)


def test_it_weighs_for_so_many_months_from_the_latest_that_stands() -> None:
    known = Violations(WANG)
    assert known.weighs_until(POLICY, 12) is None
    known.evolve(upheld("2026-02-28 23:59", "covenant", "violation-noise"))
    assert known.weighs_until(POLICY, 12) is None
    known.evolve(upheld("2026-03-10 10:00", "misconduct", "violation-rude"))
    known.evolve(upheld("2026-11-22 10:00"))
    assert known.weighs_until(POLICY, 12) == date(2027, 11, 22)
    known.evolve(annulled("2026-12-01 09:00"))
    assert known.weighs_until(POLICY, 12) == date(2027, 3, 10)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2026-11-30", 24, "2028-11-30"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2026-12-01", 0, "2026-12-01"),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last_of_a_shorter_month(
    day: str, months: int, then: str
) -> None:
    assert months_later(date.fromisoformat(day), months) == date.fromisoformat(then)
