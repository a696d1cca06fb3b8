"""Uncle Chen counts his hours towards a star."""

from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as some

from ledger.counting.stars import (
    BenefitStanding,
    Conduct,
    StarStanding,
    benefits_for,
    conditions_of,
    stars_for,
)
from ledger.facts import AttendanceRevoked, StarGranted, StarProposed, ViolationUpheld
from ledger.policy import read_policy
from ledger.refusals import (
    ConditionUnmet,
    OwnBenefit,
    ReferenceMissing,
    SamePerson,
    StarHeld,
    StarUnknown,
)
from ledger.stars import ApproveStar, ProposeStar
from ledger.subjects.second_person import Second
from tests.deeds import HERS, confirmed
from tests.neighbourhood import DAY, PATROL, WANG, adopted, amended, registered
from tests.story import Story, clock
from tests.two_people import (
    LI,
    LI_ORGANIZES,
    PROPOSAL,
    SAYS_LI,
    SAYS_SUN,
    SUN,
    SUN_IN_OFFICE,
    agreed,
)

SHIPPED = Path(__file__).parents[1] / "ledger" / "policy" / "default.toml"
POLICY = read_policy(SHIPPED.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("hours", "minutes", "standing"),
    [
        (0, 0, StarStanding(0, 1, 6000)),
        (99, 59, StarStanding(0, 1, 1)),
        (100, 0, StarStanding(1, 2, 200 * 60)),
        (299, 59, StarStanding(1, 2, 1)),
        (600, 0, StarStanding(3, 4, 400 * 60)),
        (1499, 59, StarStanding(4, 5, 1)),
        (1500, 0, StarStanding(5, None, 0)),
        (9000, 0, StarStanding(5, None, 0)),
    ],
)
def test_a_star_is_reached_by_the_last_minute_and_not_before(
    hours: int, minutes: int, standing: StarStanding
) -> None:
    assert stars_for(POLICY, hours * 60 + minutes) == standing


@given(some.integers(0, 200_000))
def test_the_minutes_missing_lead_exactly_to_the_next_star(lifetime_minutes: int) -> None:
    standing = stars_for(POLICY, lifetime_minutes)
    if standing.next_star is not None:
        reached = stars_for(POLICY, lifetime_minutes + standing.minutes_missing)
        assert reached.star == standing.next_star
        just_short = stars_for(POLICY, lifetime_minutes + standing.minutes_missing - 1)
        assert just_short.star == standing.star


# Conditions and benefits ---------------------------------------------------------------------

MET = {"minutes": True, "average_rating_x10": True, "no_violation": True}


@pytest.mark.parametrize(
    ("minutes", "ratings", "barred", "unmet"),
    [
        (6000, [], None, set()),
        (5999, [5] * 5, None, {"minutes"}),
        (6000, [1] * 4, None, set()),
        (6000, [3, 3, 3, 4, 4], None, {"average_rating_x10"}),
        (6000, [3, 3, 3, 4, 4, 4], None, set()),
        (6000, [5] * 9, date(2027, 1, 1), {"no_violation"}),
    ],
)
def test_a_star_asks_for_hours_and_for_conduct(
    minutes: int, ratings: list[int], barred: date | None, unmet: set[str]
) -> None:
    found = conditions_of(POLICY, 1, minutes, Conduct(ratings, barred))
    assert {each.condition: each.ok for each in found} == MET | dict.fromkeys(unmet, False)
    assert (found[0].need, found[0].have, found[1].need) == (6000, minutes, 35)


def test_benefits_are_reached_by_hours_and_none_is_ever_paid_for() -> None:
    found = benefits_for(POLICY, 20 * 60)
    assert [each.code for each in found if not each.minutes_missing] == [
        "welcome_badge", "venue_priority",
    ]  # fmt: skip
    assert found[2] == BenefitStanding("ticket_discount_10", 6000, 80 * 60)
    assert benefits_for(POLICY, 59)[0].minutes_missing == 1


# Granting ------------------------------------------------------------------------------------

NUMBER = "金民志〔2026〕12号"


def proposes(star: int = 1, proposer: Second = SAYS_LI, reference: str = NUMBER) -> ProposeStar:
    """Li enters that the county granted it."""
    return ProposeStar(
        proposal=PROPOSAL, volunteer=WANG, star=star, reference=reference, proposer=proposer
    )


def proposed(star: int = 1) -> StarProposed:
    """It waits."""
    return StarProposed(
        at=clock(TEN), proposal=PROPOSAL, proposer=LI, appointment=SAYS_LI.appointment,
        volunteer=WANG, star=star, reference=NUMBER,
    )  # fmt: skip


def granted(star: int = 1, minutes: int = 6000) -> StarGranted:
    """Sun has agreed."""
    return StarGranted(
        at=clock(TEN), volunteer=WANG, star=star, level="county", reference=NUMBER,
        proposal=PROPOSAL, approved_by=SUN, minutes=minutes, policy="default/2",
    )  # fmt: skip


TEN = f"{DAY} 10:00"
YES = ApproveStar(proposal=PROPOSAL, second=SAYS_SUN)


def a_hundred_hours(story: Story, minutes: int = 6000) -> Story:
    """Wang has served a hundred hours; Li and Sun are in office."""
    served = confirmed(clock(f"{DAY} 09:30"), "09:00–09:30", minutes)
    story.at(TEN).given(adopted(amended()), registered(WANG), served)
    return story.given(LI_ORGANIZES, SUN_IN_OFFICE)


def test_two_people_enter_a_star_and_a_higher_one_waits_for_its_hours(story: Story) -> None:
    a_hundred_hours(story).when(proposes()).then(proposed())
    story.when(ApproveStar(proposal=PROPOSAL, second=SAYS_LI)).then_refused(SamePerson)
    story.when(YES).then(agreed(TEN), granted())
    story.when(proposes()).then_refused(StarHeld, star=1)
    story.when(proposes(star=2))
    story.then_refused(ConditionUnmet, condition="minutes", need=18000, have=6000)
    story.when(proposes(star=6)).then_refused(StarUnknown)


def test_a_star_needs_the_number_of_a_decision_and_is_nobody_s_own(story: Story) -> None:
    a_hundred_hours(story).when(proposes(reference="")).then_refused(ReferenceMissing)
    own = Second(answers=LI, own_volunteers=(WANG,), appointment=SAYS_LI.appointment)
    story.when(proposes(proposer=own)).then_refused(OwnBenefit)
    story.given(proposes()).when(ApproveStar(
        proposal=PROPOSAL, second=msgspec.structs.replace(SAYS_SUN, own_volunteers=(WANG,))
    )).then_refused(OwnBenefit)  # fmt: skip


def test_hours_that_are_taken_back_before_the_yes_leave_no_star(story: Story) -> None:
    gone = AttendanceRevoked(
        at=clock(TEN), attendance=HERS, activity=PATROL, volunteer=WANG, minutes=6000,
        training_minutes=0, service_day=date.fromisoformat(DAY),
    )  # fmt: skip
    a_hundred_hours(story).given(proposes(), gone).when(YES)
    story.then_refused(ConditionUnmet, condition="minutes", need=6000, have=0)


def test_a_violation_bars_a_star_for_a_year_and_a_covenant_breach_does_not(story: Story) -> None:
    a_hundred_hours(story)
    broke = ViolationUpheld(
        at=clock(TEN), violation="violation-one", volunteer=WANG, kind="fraud", reference="3",
        decided_by=SUN,
    )  # fmt: skip
    noise = msgspec.structs.replace(broke, violation="violation-two", kind="covenant")
    story.given(noise, proposes(), broke).when(YES)
    story.then_refused(ConditionUnmet, condition="no_violation", need=0, have=1)
    story.at("2027-11-21 10:00").when(YES)
    story.then_refused(ConditionUnmet, condition="no_violation", need=0, have=1)
    late = clock("2027-11-22 10:00")
    story.at("2027-11-22 10:00").when(YES).then(
        msgspec.structs.replace(agreed(TEN), at=late), msgspec.structs.replace(granted(), at=late)
    )
