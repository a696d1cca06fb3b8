"""Beans for deeds without hours: Wang saw the loose gas pipe, and told the right people."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.facts import (
    ISSUANCE,
    BeansClawedBack,
    BeansGranted,
    Fact,
    FixedAwardProposed,
)
from ledger.fixed_awards import ApproveAward, GiveAward, ProposeAward
from ledger.refusals import (
    AlreadyAwarded,
    AppointmentOver,
    AwardLimit,
    AwardUnknown,
    LimitExceeded,
    OwnBenefit,
    ProposalUnknown,
    SameHousehold,
    SamePerson,
    TopGradeNeedsTwo,
    VolunteerUnknown,
)
from ledger.subjects.second_person import Second
from tests.neighbourhood import DAY, WANG, adopted, amended, earned, registered
from tests.story import Story, clock
from tests.two_people import (
    LI,
    LI_ORGANIZES,
    LIS_OFFICE,
    NOTE,
    PROPOSAL,
    SAYS_LI,
    SAYS_SUN,
    SUN,
    SUN_IN_OFFICE,
    SUNS_OFFICE,
    agreed,
    leaves_office,
    lives,
)

PIPE, CABLE = "award-pipe", "award-cable"
CLUE = {"volunteer": WANG, "code": "verified_clue"}


def gives(grade: int, award: str = PIPE, giver: Second = SAYS_SUN, **more: object) -> GiveAward:
    """Sun rewards a deed."""
    return GiveAward(award=award, grade=grade, giver=giver, **(CLUE | more))


def asks_for(grade: int, award: str = PIPE, **more: object) -> ProposeAward:
    """Li asks for a grade that takes two people."""
    told = {"proposal": PROPOSAL, "proposer": SAYS_LI, "note": NOTE, **CLUE} | more
    return ProposeAward(award=award, grade=grade, **told)


def asked_for(at: str, grade: int, award: str = PIPE) -> FixedAwardProposed:
    """Li had asked."""
    return FixedAwardProposed(
        at=clock(at), proposal=PROPOSAL, proposer=LI, appointment=LIS_OFFICE, note=NOTE,
        award=award, grade=grade, **CLUE,
    )  # fmt: skip


def granted(
    at: str, beans: int, grade: int | None = None, *, left: int | None = None, debt: int = 0,
    award: str = PIPE, code: str = "verified_clue", lot: str = "2029-12-01",
) -> BeansGranted:  # fmt: skip
    """The beans came."""
    grade = beans if grade is None else grade
    return BeansGranted(
        at=clock(at), beans=beans, source=ISSUANCE, target=WANG, volunteer=WANG,
        lots={lot: beans - debt} if beans > debt else {}, debt=debt,
        balance_after=beans if left is None else left, award=award, code=code, grade=grade,
        earned_on=date.fromisoformat(at[:10]), capped_beans=grade - beans, policy="default/2",
    )  # fmt: skip


def the_office(story: Story, *rules: tuple[str, str]) -> Story:
    """Sun keeps the office, Wang is a volunteer."""
    story.at(f"{DAY} 10:00").given(adopted(amended(*rules)), registered(WANG))
    return story.given(SUN_IN_OFFICE)


def owes(beans: int) -> list[Fact]:
    """Wang was given beans by mistake, spent them, and they were taken back."""
    gift = earned(beans, on="2026-11-01")
    return [gift, BeansClawedBack(
        at=clock("2026-11-02 09:00"), beans=beans * 2, source=WANG, target=ISSUANCE,
        volunteer=WANG, lots=gift.lots, debt=beans, balance_after=-beans,
        attendance=gift.attendance, activity=gift.activity, earned_on=gift.earned_on,
        policy="default/2",
    )]  # fmt: skip


@pytest.mark.parametrize("grade", [5, 10, 20])
def test_one_person_gives_the_lower_grades(story: Story, grade: int) -> None:
    the_office(story).when(gives(grade)).then(granted(f"{DAY} 10:00", grade))


def test_the_top_grade_takes_two_people(story: Story) -> None:
    the_office(story).when(gives(50)).then_refused(TopGradeNeedsTwo, grade=50)
    story.given(LI_ORGANIZES).when(asks_for(50)).then(asked_for(f"{DAY} 10:00", 50))
    story.when(ApproveAward(proposal=PROPOSAL, second=SAYS_LI)).then_refused(SamePerson)
    story.when(ApproveAward(proposal=PROPOSAL, second=SAYS_SUN), at="2026-12-01 09:00")
    story.then(
        agreed("2026-12-01 09:00"), granted("2026-12-01 09:00", 50, lot="2030-01-01")
    )


def test_the_top_grade_of_another_scale_takes_two_as_well(story: Story) -> None:
    """A community that gives 30 at most would otherwise have no top grade at all."""
    the_office(story, ("grades = [5, 10, 20, 50]", "grades = [5, 10, 20, 30]"))
    story.when(gives(30)).then_refused(TopGradeNeedsTwo, grade=30)
    story.when(gives(20)).then(granted(f"{DAY} 10:00", 20))


def test_a_policy_may_trust_one_person_with_it(story: Story) -> None:
    the_office(story, ('"fixed_award_50", ', "")).when(gives(50))
    story.then(granted(f"{DAY} 10:00", 50))


@pytest.mark.parametrize("wrong", [{"grade": 7}, {"code": "good_deed"}, {"grade": 20, "code": 1}])
def test_only_what_the_policy_knows_is_given(story: Story, wrong: dict[str, object]) -> None:
    told = {"grade": 10, "code": "verified_clue"} | wrong
    if told["code"] == 1:  # A grade of another code.
        told["code"] = "adopted_suggestion"
    the_office(story).when(gives(**told)).then_refused(AwardUnknown, **told)


def test_a_case_is_rewarded_once_for_ever_whoever_tells_it(story: Story) -> None:
    the_office(story).given(registered("volunteer-zhao", "1000000002"), gives(5))
    story.when(gives(10), at="2027-11-22 10:00").then_refused(AlreadyAwarded, award=PIPE)
    story.when(gives(10, volunteer="volunteer-zhao")).then_refused(AlreadyAwarded, award=PIPE)


def test_two_proposals_of_one_case_reward_it_once(story: Story) -> None:
    the_office(story).given(LI_ORGANIZES, asks_for(50), asks_for(50, proposal="proposal-two"))
    story.given(ApproveAward(proposal=PROPOSAL, second=SAYS_SUN))
    story.when(ApproveAward(proposal="proposal-two", second=SAYS_SUN))
    story.then_refused(AlreadyAwarded, award=PIPE)


def test_a_month_has_so_many_beans_of_a_kind(story: Story) -> None:
    small = ("max_per_month = 100\n[[", "max_per_month = 25\n[[")
    the_office(story, small).given(gives(20))
    story.when(gives(10, CABLE)).then_refused(AwardLimit, most=25, given=20)
    story.when(gives(5, CABLE)).then(granted(f"{DAY} 10:00", 5, left=25, award=CABLE))
    other = {"code": "adopted_suggestion", "award": "award-bench"}
    story.when(gives(10, **other)).then(granted(f"{DAY} 10:00", 10, left=35, **other))
    story.when(gives(20, "award-wall"), at="2026-12-01 00:00")
    story.then(granted("2026-12-01 00:00", 20, left=55, award="award-wall", lot="2030-01-01"))


def test_the_caps_of_day_month_and_year_hold_here_too(story: Story) -> None:
    the_office(story).given(earned(92, on=DAY)).when(gives(10), at=f"{DAY} 19:00")
    story.then(granted(f"{DAY} 19:00", 8, 10, left=100))
    told = {"limit": "earned_per_day", "most": 100, "asked": 5}
    story.when(gives(5, CABLE)).then_refused(LimitExceeded, **told)


def test_a_debt_is_repaid_first(story: Story) -> None:
    the_office(story).given(*owes(15)).when(gives(20))
    story.then(granted(f"{DAY} 10:00", 20, left=5, debt=15))


def test_nobody_rewards_themselves_or_who_lives_with_them(story: Story) -> None:
    the_office(story)
    own = Second(answers=SUN, selves=(SUN,), own_volunteers=(WANG,), appointment=SUNS_OFFICE)
    story.when(gives(5, giver=own)).then_refused(OwnBenefit)
    story.given(LI_ORGANIZES, lives(WANG), lives("volunteer-sun"), lives("volunteer-li"))
    story.when(gives(5)).then_refused(SameHousehold)
    story.when(asks_for(50)).then_refused(SameHousehold)


def test_who_has_left_the_office_gives_nothing(story: Story) -> None:
    the_office(story).given(leaves_office(SUN, SUNS_OFFICE, f"{DAY} 09:00"))
    story.when(gives(5)).then_refused(AppointmentOver, appointment=SUNS_OFFICE)


def test_a_stranger_is_not_rewarded_and_nothing_is_agreed_to_that_nobody_proposed(
    story: Story,
) -> None:
    story.given(adopted()).when(gives(5)).then_refused(VolunteerUnknown, volunteer=WANG)
    story.when(ApproveAward(proposal=PROPOSAL, second=SAYS_SUN))
    story.then_refused(ProposalUnknown, proposal=PROPOSAL)
