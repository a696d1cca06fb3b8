"""The Red Hats form a team, and Wang joins it."""

from ledger.facts import TeamFormed, TeamJoined
from ledger.refusals import AlreadyMember, TeamUnknown, UnitUnknown, VolunteerUnknown
from ledger.teams import FormTeam, JoinTeam
from tests.neighbourhood import LANE_OPEN, LONG_AGO, RED_HATS, RULES, SUNNY_LANE, WANG, registered
from tests.story import Story

FOUND = FormTeam(team=RED_HATS, kind="patrol", name="红帽子巡逻队", community=SUNNY_LANE)
FORMED = TeamFormed(
    at=LONG_AGO, team=RED_HATS, kind="patrol", name="红帽子巡逻队", community=SUNNY_LANE
)
WANG_JOINS = JoinTeam(team=RED_HATS, volunteer=WANG)


def test_a_team_is_formed_in_a_community(story: Story) -> None:
    story.given(RULES, LANE_OPEN).when(FOUND)
    story.then(
        TeamFormed(
            at=story.now, team=RED_HATS, kind="patrol", name="红帽子巡逻队", community=SUNNY_LANE
        )
    )


def test_no_team_is_formed_nowhere(story: Story) -> None:
    story.given(RULES).when(FOUND).then_refused(UnitUnknown, unit=SUNNY_LANE)


def test_wang_joins_the_red_hats_once(story: Story) -> None:
    story.given(FORMED, registered(WANG)).when(WANG_JOINS)
    story.then(TeamJoined(at=story.now, team=RED_HATS, volunteer=WANG))
    story.when(WANG_JOINS).then_refused(AlreadyMember, team=RED_HATS, volunteer=WANG)


def test_nobody_joins_a_team_that_is_not_there(story: Story) -> None:
    story.given(registered(WANG)).when(WANG_JOINS).then_refused(TeamUnknown, team=RED_HATS)


def test_a_stranger_joins_no_team(story: Story) -> None:
    story.given(FORMED).when(WANG_JOINS).then_refused(VolunteerUnknown, volunteer=WANG)
