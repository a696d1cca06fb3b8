"""Wang Xiuying, 72, becomes a volunteer of Sunny Lane, once and under a number of her own."""

from ledger.refusals import AlreadyRegistered, NumberTaken, UnitMisplaced, UnitUnknown
from ledger.volunteers import RegisterVolunteer
from tests.neighbourhood import (
    LANE_OPEN,
    RULES,
    STREET,
    STREET_OPEN,
    SUNNY_LANE,
    WANG,
    ZHAO,
    registered,
)
from tests.story import Story

NUMBER = "1000000001"
I_AM_WANG = RegisterVolunteer(volunteer=WANG, number=NUMBER, community=SUNNY_LANE)


def test_wang_registers_in_her_community(story: Story) -> None:
    story.given(RULES, LANE_OPEN).when(I_AM_WANG).then(registered(WANG, NUMBER, at=story.now))


def test_nobody_registers_in_a_community_that_is_not_there(story: Story) -> None:
    story.given(RULES).when(I_AM_WANG).then_refused(UnitUnknown, unit=SUNNY_LANE)


def test_a_volunteer_belongs_to_a_community_and_not_to_a_whole_street(story: Story) -> None:
    story.given(RULES, STREET_OPEN)
    story.when(RegisterVolunteer(volunteer=WANG, number=NUMBER, community=STREET))
    story.then_refused(UnitMisplaced, kind="street", wanted="community")


def test_wang_registers_only_once_whatever_the_number(story: Story) -> None:
    story.given(RULES, LANE_OPEN, registered(WANG, NUMBER))
    story.when(RegisterVolunteer(volunteer=WANG, number="1000000002", community=SUNNY_LANE))
    story.then_refused(AlreadyRegistered, volunteer=WANG)


def test_zhao_cannot_have_the_number_of_wang(story: Story) -> None:
    story.given(RULES, LANE_OPEN, registered(WANG, NUMBER))
    story.when(RegisterVolunteer(volunteer=ZHAO, number=NUMBER, community=SUNNY_LANE))
    story.then_refused(NumberTaken, number=NUMBER)
