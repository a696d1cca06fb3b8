"""Li announces what there is to do in Sunny Lane."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from ledger.activities import PublishActivity, PublishShifts, Shift
from ledger.facts import ActivityPublished
from ledger.policy import read_policy
from ledger.refusals import (
    ActivityEndsBeforeStart,
    CategoryUnknown,
    DomainUnknown,
    InsuranceMissing,
    ShiftsOverlap,
    TaskNotAdmitted,
    TeamUnknown,
    UnitUnknown,
)
from ledger.teams import FormTeam
from tests.neighbourhood import (
    LANE_OPEN,
    PATROL,
    POLICY_TEXT,
    RED_HATS,
    RULES,
    SUNNY_LANE,
    adopted,
    amended,
)
from tests.story import Story, clock

TEN_DOMAINS = (
    "new_customs", "elders_and_children", "poverty_relief", "disability_help", "mutual_aid",
    "public_welfare", "neighbourliness", "public_safety", "environment", "social_order",
)  # fmt: skip
"""移风易俗、尊老爱幼、扶贫济困、助残扶弱、团结互助、公益事业、邻里团结、公共安全、环境保护、综治稳定"""


def patrol(category: str = "patrol", ends: str = "2026-11-23 11:00", **more) -> PublishActivity:
    return PublishActivity(
        activity=PATROL, title="巷道巡逻", category=category, community=SUNNY_LANE, place="东门",
        starts_at=clock("2026-11-23 09:00"), ends_at=clock(ends), **more,
    )  # fmt: skip


def announced(story: Story, category: str = "patrol", **more) -> ActivityPublished:
    told = {"domains": ("public_welfare",)} | more
    return ActivityPublished(
        at=story.now, activity=PATROL, title="巷道巡逻", category=category, community=SUNNY_LANE,
        place="东门", starts_at=clock("2026-11-23 09:00"), ends_at=clock("2026-11-23 11:00"),
        confirm_by=date(2026, 12, 7), **told,
    )  # fmt: skip


def test_li_announces_a_patrol_of_the_red_hats_for_twelve(story: Story) -> None:
    story.given(RULES, LANE_OPEN)
    story.given(FormTeam(team=RED_HATS, kind="patrol", name="红帽子", community=SUNNY_LANE))
    story.when(patrol(team=RED_HATS, capacity=12))
    story.then(announced(story, organising_team=RED_HATS, capacity=12))


def test_a_team_that_is_not_there_announces_nothing(story: Story) -> None:
    story.given(RULES, LANE_OPEN).when(patrol(team=RED_HATS))
    story.then_refused(TeamUnknown, team=RED_HATS)


@pytest.mark.parametrize("ends", ["2026-11-23 09:00", "2026-11-23 08:59"])
def test_an_activity_ends_after_it_starts(story: Story, ends: str) -> None:
    story.given(RULES, LANE_OPEN).when(patrol(ends=ends)).then_refused(ActivityEndsBeforeStart)


def test_a_kind_of_service_that_the_rules_do_not_know_is_refused(story: Story) -> None:
    story.given(RULES, LANE_OPEN).when(patrol(category="dancing"))
    story.then_refused(CategoryUnknown, category="dancing")


def test_an_activity_takes_place_in_a_community_that_is_there(story: Story) -> None:
    story.given(RULES).when(patrol()).then_refused(UnitUnknown, unit=SUNNY_LANE)


# What it serves, and who wanted it ------------------------------------------------------------


def test_an_activity_says_what_it_serves_whom_it_wants_and_what_it_teaches(story: Story) -> None:
    story.given(RULES, LANE_OPEN)
    told = {
        "domains": ("public_safety", "social_order"), "origin": "resident_need",
        "hazardous": True, "insurance": "PICC-2026-0417", "skills": ("first_aid",),
        "trainings": ("patrol_basics",), "teaches": "ladders", "serves_minors": True,
    }  # fmt: skip
    story.when(patrol(**told))
    story.then(announced(story, **told))


def test_the_domains_are_the_ten_of_the_seed_unless_a_policy_names_its_own(story: Story) -> None:
    story.given(RULES, LANE_OPEN)
    assert read_policy(POLICY_TEXT).domains == TEN_DOMAINS
    story.when(patrol(domains=TEN_DOMAINS)).then(announced(story, domains=TEN_DOMAINS))


def test_a_domain_that_the_policy_does_not_know_is_refused(story: Story) -> None:
    story.given(RULES, LANE_OPEN).when(patrol(domains=("public_safety", "karaoke")))
    story.then_refused(DomainUnknown, domain="karaoke")


def test_a_department_needs_the_reference_under_which_its_task_was_admitted(story: Story) -> None:
    story.given(RULES, LANE_OPEN).when(patrol(origin="department"))
    story.then_refused(TaskNotAdmitted)
    story.when(patrol(origin="department", admission="")).then_refused(TaskNotAdmitted)
    admitted = {"origin": "department", "admission": "准入〔2026〕7号"}
    story.when(patrol(**admitted)).then(announced(story, **admitted))


def test_hazardous_service_is_announced_with_its_insurance_or_not_at_all(story: Story) -> None:
    story.given(RULES, LANE_OPEN).when(patrol(hazardous=True)).then_refused(InsuranceMissing)


def test_a_policy_may_leave_the_insurance_to_the_community(story: Story) -> None:
    text = amended(("hazard_needs_insurance = true", "hazard_needs_insurance = false"))
    story.given(adopted(text), LANE_OPEN).when(patrol(hazardous=True))
    story.then(announced(story, hazardous=True))


# Week after week ------------------------------------------------------------------------------


def mondays(*starts: str, **more) -> PublishShifts:
    return PublishShifts(
        series="series-mondays", title="巷道巡逻", category="patrol", community=SUNNY_LANE,
        place="东门", shifts=tuple(_shift(each) for each in enumerate(starts, 1)), **more,
    )  # fmt: skip


def _shift(told: tuple[int, str]) -> Shift:
    number, starts = told
    return Shift(f"activity-monday{number}", clock(starts), clock(starts) + timedelta(hours=2))


def test_shifts_of_a_series_are_announced_together(story: Story) -> None:
    story.given(RULES, LANE_OPEN)
    story.when(mondays("2026-11-23 09:00", "2026-11-30 09:00", capacity=3))
    first = replace(
        announced(story, capacity=3), activity="activity-monday1", series="series-mondays"
    )
    story.then(
        first,
        replace(
            first, activity="activity-monday2", starts_at=clock("2026-11-30 09:00"),
            ends_at=clock("2026-11-30 11:00"), confirm_by=date(2026, 12, 14),
        ),
    )  # fmt: skip


def test_shifts_of_a_series_do_not_overlap_in_whatever_order_they_are_told(story: Story) -> None:
    story.given(RULES, LANE_OPEN)
    story.when(mondays("2026-11-23 10:59", "2026-11-23 09:00")).then_refused(ShiftsOverlap)


def test_shifts_may_follow_each_other_without_a_break(story: Story) -> None:
    story.given(RULES, LANE_OPEN).when(mondays("2026-11-23 11:00", "2026-11-23 09:00"))
    second = replace(announced(story), activity="activity-monday2", series="series-mondays")
    first = replace(
        second, activity="activity-monday1", starts_at=clock("2026-11-23 11:00"),
        ends_at=clock("2026-11-23 13:00"),
    )  # fmt: skip
    story.then(first, second)


def test_one_shift_that_cannot_be_leaves_none(story: Story) -> None:
    """The second Monday lies under a new policy, which knows no patrols any more."""
    text = amended(
        ('code = "patrol"  ', 'code = "strolling"'),
        ('effective_from = "2026-01-01"', 'effective_from = "2026-11-30"'),
        version=3,
    )
    story.given(RULES, adopted(text), LANE_OPEN)
    story.when(mondays("2026-11-23 09:00", "2026-11-30 09:00"))
    story.then_refused(CategoryUnknown, category="patrol")
