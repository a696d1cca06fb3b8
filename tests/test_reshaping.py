"""Communities grow and shrink: two become one, one becomes two, and one is closed."""

import pytest

from ledger.activities import PublishActivity
from ledger.facts import Fact, VolunteerMoved
from ledger.merchants import WelcomeMerchant
from ledger.refusals import (
    TooFewUnits,
    TooLate,
    UnitElsewhere,
    UnitEnded,
    UnitMisplaced,
    UnitNotEmpty,
    UnitNotOpenYet,
    UnitsUnlike,
    VolunteerUnknown,
)
from ledger.reshaping import CloseUnit, MergeUnits, Part, SplitUnit
from ledger.teams import FormTeam
from ledger.units import OpenUnit
from ledger.volunteers import MoveVolunteer, RegisterVolunteer
from tests.neighbourhood import RED_HATS, RULES, STREET, STREET_OPEN, SUNNY_LANE, WANG, registered
from tests.story import Story, clock
from tests.tree import (
    BRIGHTWATER,
    BUILDING,
    EASTSIDE,
    GRID,
    GROUP,
    LANE,
    LANE_GRID,
    LANE_GROUP,
    MOON,
    MOONLIGHT,
    TODAY,
    WESTSIDE,
    closed,
    day,
    merged,
    moved,
    opened,
    split,
)

NEW_YEAR = day("2027-01-01")


def becomes_brightwater(*units: str, parent: str | None = None, **more) -> MergeUnits:
    """These units become one, today unless another day is named."""
    told = {"on": TODAY, **more}
    return MergeUnits(unit=BRIGHTWATER, name=BRIGHTWATER, merged=units, parent=parent, **told)


BOTH = becomes_brightwater(SUNNY_LANE, MOONLIGHT)


# Merging ------------------------------------------------------------------------------------


def test_two_communities_become_one_within_their_street(story: Story) -> None:
    story.given(RULES, STREET_OPEN, LANE, MOON)
    story.when(becomes_brightwater(SUNNY_LANE, MOONLIGHT, parent=STREET, on=NEW_YEAR))
    story.then(
        opened(BRIGHTWATER, "community", STREET, on=NEW_YEAR, at=story.now),
        merged(BRIGHTWATER, SUNNY_LANE, MOONLIGHT, on=NEW_YEAR, at=story.now),
    )


def test_only_units_of_one_kind_become_one(story: Story) -> None:
    story.given(RULES, LANE, opened(STREET, "street"))
    story.when(becomes_brightwater(SUNNY_LANE, STREET)).then_refused(UnitsUnlike)


@pytest.mark.parametrize("units", [(), (SUNNY_LANE,), (SUNNY_LANE, SUNNY_LANE)])
def test_it_takes_two_different_units_to_merge(story: Story, units: tuple[str, ...]) -> None:
    story.given(RULES).when(becomes_brightwater(*units)).then_refused(TooFewUnits)


def test_what_is_to_be_merged_stands_by_then_and_has_no_other_end(story: Story) -> None:
    story.given(RULES, LANE, opened(MOONLIGHT, "community", on=NEW_YEAR))
    story.when(BOTH).then_refused(UnitNotOpenYet, unit=MOONLIGHT, opens_on="2027-01-01")
    story.given(closed(SUNNY_LANE, on=NEW_YEAR))
    story.when(BOTH).then_refused(UnitEnded, unit=SUNNY_LANE, on="2027-01-01")


def test_the_new_unit_stands_where_its_kind_may_stand(story: Story) -> None:
    story.given(RULES, LANE, MOON, LANE_GROUP)
    story.when(becomes_brightwater(SUNNY_LANE, MOONLIGHT, parent=GROUP))
    story.then_refused(UnitMisplaced, kind="community", parent="group")


# Splitting ----------------------------------------------------------------------------------


def in_two(
    east: tuple[str, ...] = (), west: tuple[str, ...] = (), unit: str = SUNNY_LANE
) -> SplitUnit:
    """A unit becomes an eastern and a western one; what nobody names is western."""
    parts = (Part(unit=EASTSIDE, name=EASTSIDE, children=east),
             Part(unit=WESTSIDE, name=WESTSIDE, children=west))  # fmt: skip
    return SplitUnit(unit=unit, parts=parts, rest=WESTSIDE, on=TODAY)


def parts(story: Story, kind: str, parent: str | None, unit: str) -> list[Fact]:
    """The two parts begin where the whole stood."""
    return [
        opened(EASTSIDE, kind, parent, at=story.now),
        opened(WESTSIDE, kind, parent, at=story.now),
        split(unit, EASTSIDE, WESTSIDE, rest=WESTSIDE, at=story.now),
    ]


def test_a_community_becomes_two_and_each_takes_the_children_it_names(story: Story) -> None:
    story.given(RULES, opened(SUNNY_LANE, "community", STREET), LANE_GROUP, LANE_GRID)
    story.given(opened(BUILDING, "building", SUNNY_LANE, grid=GRID))
    story.when(in_two(east=(GROUP, BUILDING)))
    story.then(
        *parts(story, "community", STREET, SUNNY_LANE),
        moved(GROUP, EASTSIDE, at=story.now),
        moved(BUILDING, EASTSIDE, grid=GRID, at=story.now),
    )


def test_the_buildings_of_a_grid_change_the_grid_and_not_the_group(story: Story) -> None:
    story.given(RULES, LANE_GRID, opened(BUILDING, "building", GROUP, grid=GRID))
    story.when(in_two(east=(BUILDING,), unit=GRID))
    story.then(
        *parts(story, "grid", SUNNY_LANE, GRID),
        moved(BUILDING, GROUP, grid=EASTSIDE, at=story.now),
    )


def test_the_child_of_a_community_that_was_merged_is_one_of_the_new_community(
    story: Story,
) -> None:
    story.given(RULES, LANE, LANE_GROUP, opened(BRIGHTWATER, "community"))
    story.given(merged(BRIGHTWATER, SUNNY_LANE, MOONLIGHT))
    story.when(in_two(west=(GROUP,), unit=BRIGHTWATER))
    story.then(
        *parts(story, "community", None, BRIGHTWATER), moved(GROUP, WESTSIDE, at=story.now)
    )


def test_a_part_takes_no_child_of_a_neighbour_and_none_twice(story: Story) -> None:
    story.given(RULES, LANE, LANE_GROUP, opened("unit-group9", "group", MOONLIGHT))
    story.when(in_two(east=("unit-group9",))).then_refused(UnitElsewhere, unit="unit-group9")
    story.when(in_two(east=(GROUP,), west=(GROUP,))).then_refused(UnitElsewhere, unit=GROUP)


def test_a_split_has_at_least_two_parts_and_one_of_them_takes_the_rest(story: Story) -> None:
    east, west = in_two().parts
    story.given(RULES, LANE)
    for told, rest in (((east,), EASTSIDE), ((west, west), WESTSIDE), ((east, west), MOONLIGHT)):
        story.when(SplitUnit(unit=SUNNY_LANE, parts=told, rest=rest, on=TODAY))
        story.then_refused(TooFewUnits)


# Closing ------------------------------------------------------------------------------------

CLOSE_LANE = CloseUnit(unit=SUNNY_LANE, on=TODAY)


def test_an_empty_community_is_closed_once(story: Story) -> None:
    story.given(RULES, LANE).when(CLOSE_LANE).then(closed(SUNNY_LANE, at=story.now))
    story.when(CLOSE_LANE).then_refused(UnitEnded, unit=SUNNY_LANE, on="2026-11-22")


def test_a_community_with_a_group_in_it_is_not_closed_until_the_group_has_left(
    story: Story,
) -> None:
    story.given(RULES, LANE, LANE_GROUP).when(CLOSE_LANE).then_refused(UnitNotEmpty, units=1)
    story.given(moved(GROUP, MOONLIGHT)).when(CLOSE_LANE).then(closed(SUNNY_LANE, at=story.now))


@pytest.mark.parametrize(
    "soon", [moved(GROUP, SUNNY_LANE, NEW_YEAR), opened(BUILDING, "building", SUNNY_LANE,
                                                        on=NEW_YEAR)]
)  # fmt: skip
def test_a_community_somebody_is_about_to_move_into_is_not_closed(
    story: Story, soon: Fact
) -> None:
    story.given(RULES, LANE, opened(GROUP, "group", MOONLIGHT), soon)
    story.when(CLOSE_LANE).then_refused(UnitNotEmpty, units=1)


def test_a_community_has_what_was_left_to_it_and_a_grid_has_its_buildings(story: Story) -> None:
    story.given(RULES, LANE, LANE_GROUP, LANE_GRID, opened(BRIGHTWATER, "community"))
    story.given(merged(BRIGHTWATER, SUNNY_LANE, MOONLIGHT))
    story.given(opened(BUILDING, "building", GROUP, grid=GRID))
    story.when(CloseUnit(unit=BRIGHTWATER, on=TODAY)).then_refused(UnitNotEmpty, units=2)
    story.when(CloseUnit(unit=GRID, on=TODAY)).then_refused(UnitNotEmpty, units=1)


def test_what_was_merged_split_or_closed_is_not_reshaped_again(story: Story) -> None:
    story.given(RULES, LANE, closed(SUNNY_LANE))
    for command in (CLOSE_LANE, in_two(), BOTH):
        story.when(command).then_refused(UnitEnded, unit=SUNNY_LANE, on="2026-11-22")


@pytest.mark.parametrize(
    "command",
    [
        becomes_brightwater(SUNNY_LANE, MOONLIGHT, on=day("2026-10-21")),
        SplitUnit(unit=SUNNY_LANE, parts=(), rest="", on=day("2026-10-21")),
        CloseUnit(unit=SUNNY_LANE, on=day("2026-10-21")),
    ],
)
def test_the_tree_of_reports_that_were_read_is_not_changed(
    story: Story, command: MergeUnits
) -> None:
    story.given(RULES).when(command).then_refused(TooLate, days=31)


# What is at home in a community that is no more ----------------------------------------------


def test_nothing_new_begins_in_a_community_that_is_no_more(story: Story) -> None:
    story.given(RULES, LANE, merged(BRIGHTWATER, SUNNY_LANE, MOONLIGHT, on=NEW_YEAR))
    here = {"community": SUNNY_LANE}
    story.when(RegisterVolunteer(volunteer=WANG, number="1000000001", **here))
    story.then(registered(WANG, at=story.now))
    story.at("2027-01-01 00:00")
    noon = {"starts_at": clock("2027-01-02 12:00"), "ends_at": clock("2027-01-02 13:00")}
    for command in (
        RegisterVolunteer(volunteer="volunteer-new", number="1000000002", **here),
        FormTeam(team=RED_HATS, kind="patrol", name="红帽子", **here),
        WelcomeMerchant(merchant="merchant-new", name="店", kind="commercial", **here),
        PublishActivity(activity="activity-new", title="巡逻", category="general", place="东门",
                        **here, **noon),
        OpenUnit(unit=GROUP, kind="group", name="一组", parent=SUNNY_LANE, opens_on=NEW_YEAR),
        MoveVolunteer(volunteer=WANG, **here),
    ):  # fmt: skip
        story.when(command).then_refused(UnitEnded, unit=SUNNY_LANE, on="2027-01-01")


def test_wang_moves_to_the_eastern_part(story: Story) -> None:
    story.given(RULES, registered(WANG), opened(EASTSIDE, "community"), LANE_GROUP)
    east = MoveVolunteer(volunteer=WANG, community=EASTSIDE)
    story.when(east).then(VolunteerMoved(at=story.now, volunteer=WANG, community=EASTSIDE))
    story.when(MoveVolunteer(volunteer=WANG, community=GROUP))
    story.then_refused(UnitMisplaced, kind="group", wanted="community")
    story.when(MoveVolunteer(volunteer="volunteer-nobody", community=EASTSIDE))
    story.then_refused(VolunteerUnknown, volunteer="volunteer-nobody")
