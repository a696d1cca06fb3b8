"""Who lives with whom: one household a person, and nobody rearranges their own."""

import msgspec
import pytest

from ledger.facts import HouseholdFormed, HouseholdJoined, HouseholdLeft, HouseholdMoved
from ledger.households import FormHousehold, JoinHousehold, LeaveHousehold, MoveHousehold
from ledger.refusals import (
    AlreadyInBuilding,
    AlreadyInHousehold,
    HouseholdUnknown,
    NotInHousehold,
    OwnBenefit,
    UnitElsewhere,
    UnitMisplaced,
    VolunteerUnknown,
)
from tests.neighbourhood import (
    DISTRICT,
    DISTRICT_OPEN,
    LANE_OPEN,
    LONG_AGO,
    RULES,
    SUNNY_LANE,
    WANG,
    ZHAO,
    registered,
)
from tests.story import Story
from tests.tree import BUILDING, opened
from tests.two_people import HOME, lives

FORMED = HouseholdFormed(at=LONG_AGO, household=HOME, community=SUNNY_LANE)
JOINS = JoinHousehold(household=HOME, volunteer=WANG)
LEAVES = LeaveHousehold(household=HOME, volunteer=WANG)


def test_a_household_is_formed_in_a_community(story: Story) -> None:
    story.given(RULES, LANE_OPEN, DISTRICT_OPEN)
    story.when(FormHousehold(household=HOME, community=SUNNY_LANE))
    story.then(HouseholdFormed(at=story.now, household=HOME, community=SUNNY_LANE))
    story.when(FormHousehold(household="household-ten", community=DISTRICT))
    story.then_refused(UnitMisplaced, kind="district", wanted="community")


def test_a_household_lives_in_a_building_of_its_own_community(story: Story) -> None:
    inside = opened(BUILDING, "building", SUNNY_LANE)
    story.given(RULES, LANE_OPEN, inside, opened("unit-beyond", "building", DISTRICT))
    story.when(FormHousehold(household=HOME, community=SUNNY_LANE, building=BUILDING))
    story.then(msgspec.structs.replace(FORMED, at=story.now, building=BUILDING))
    elsewhere = FormHousehold(household=HOME, community=SUNNY_LANE, building="unit-beyond")
    story.when(elsewhere).then_refused(UnitElsewhere, unit="unit-beyond")
    street = FormHousehold(household=HOME, community=SUNNY_LANE, building=SUNNY_LANE)
    story.when(street).then_refused(UnitMisplaced, kind="community", wanted="building")


def test_a_household_is_told_where_it_lives_and_moves(story: Story) -> None:
    story.given(RULES, LANE_OPEN, FORMED, opened(BUILDING, "building", SUNNY_LANE))
    story.given(opened("unit-4", "building", SUNNY_LANE), opened("unit-far", "building", DISTRICT))
    for building in (BUILDING, "unit-4", BUILDING):
        moves = MoveHousehold(household=HOME, building=building)
        story.when(moves)
        story.then(HouseholdMoved(at=story.now, household=HOME, building=building))
        story.when(moves).then_refused(AlreadyInBuilding)
    far = MoveHousehold(household=HOME, building="unit-far")
    story.when(far).then_refused(UnitElsewhere, unit="unit-far")
    lane = MoveHousehold(household=HOME, building=SUNNY_LANE)
    story.when(lane).then_refused(UnitMisplaced, kind="community", wanted="building")
    nobody = MoveHousehold(household="household-ten", building=BUILDING)
    story.when(nobody).then_refused(HouseholdUnknown, household="household-ten")


def test_wang_moves_in_and_out_and_in_again(story: Story) -> None:
    story.given(FORMED, registered(WANG)).when(JOINS)
    story.then(HouseholdJoined(at=story.now, household=HOME, volunteer=WANG))
    story.when(JOINS).then_refused(AlreadyInHousehold)
    story.when(LEAVES).then(HouseholdLeft(at=story.now, household=HOME, volunteer=WANG))
    story.when(LEAVES).then_refused(NotInHousehold)
    story.when(JOINS).then(HouseholdJoined(at=story.now, household=HOME, volunteer=WANG))


def test_nobody_lives_in_two_households(story: Story) -> None:
    story.given(FORMED, registered(WANG), lives(WANG, "household-ten"))
    story.when(JOINS).then_refused(AlreadyInHousehold)
    story.when(LEAVES).then_refused(NotInHousehold)


def test_there_is_no_household_of_strangers_and_none_without_a_card(story: Story) -> None:
    story.when(JOINS).then_refused(HouseholdUnknown, household=HOME)
    story.when(LEAVES).then_refused(HouseholdUnknown, household=HOME)
    story.given(FORMED).when(JOINS).then_refused(VolunteerUnknown, volunteer=WANG)


@pytest.mark.parametrize("clerk", [WANG, ZHAO])
def test_nobody_leaves_the_household_by_their_own_hand_or_their_familys(
    story: Story, clerk: str
) -> None:
    """Or a clerk would move the family out, agree to its hours, and move it in again."""
    story.given(FORMED, *(lives(each) for each in {WANG, clerk}))
    own = LeaveHousehold(household=HOME, volunteer=WANG, own_volunteers=(clerk,))
    story.when(own).then_refused(OwnBenefit)
    story.given(lives("volunteer-sun", "household-ten"))
    other = LeaveHousehold(household=HOME, volunteer=WANG, own_volunteers=("volunteer-sun",))
    story.when(other).then(HouseholdLeft(at=story.now, household=HOME, volunteer=WANG))
