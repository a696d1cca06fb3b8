"""Li announces what there is to do in Sunny Lane."""

import pytest

from ledger.activities import PublishActivity
from ledger.facts import ActivityPublished
from ledger.refusals import ActivityEndsBeforeStart, CategoryUnknown, TeamUnknown, UnitUnknown
from ledger.teams import FormTeam
from tests.neighbourhood import LANE_OPEN, PATROL, RED_HATS, RULES, SUNNY_LANE
from tests.story import Story, clock


def patrol(category: str = "patrol", ends: str = "2026-11-23 11:00", **more) -> PublishActivity:
    return PublishActivity(
        activity=PATROL, title="巷道巡逻", category=category, community=SUNNY_LANE, place="东门",
        starts_at=clock("2026-11-23 09:00"), ends_at=clock(ends), **more,
    )  # fmt: skip


def test_li_announces_a_patrol_of_the_red_hats_for_twelve(story: Story) -> None:
    story.given(RULES, LANE_OPEN)
    story.given(FormTeam(team=RED_HATS, kind="patrol", name="红帽子", community=SUNNY_LANE))
    story.when(patrol(team=RED_HATS, capacity=12))
    story.then(
        ActivityPublished(
            at=story.now, activity=PATROL, title="巷道巡逻", category="patrol",
            community=SUNNY_LANE, organising_team=RED_HATS, place="东门",
            starts_at=clock("2026-11-23 09:00"), ends_at=clock("2026-11-23 11:00"), capacity=12,
        )  # fmt: skip
    )


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
