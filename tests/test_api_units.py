"""Units over HTTP: the tree is opened, read as of a day, and reshaped; permission follows it."""

from __future__ import annotations

from typing import Any

import pytest

from api.access.roles import Role
from tests.house_open import Neighbour, OpenHouse, problem

TODAY, TOMORROW = "2026-11-22", "2026-11-23"


def names(seen: dict[str, Any]) -> list[str]:
    """What a list of units calls them."""
    return [unit["name"] for unit in seen["items"]]


@pytest.fixture
def moon(home: OpenHouse) -> str:
    """月光里, next door to Sunny Lane in the same street."""
    return home.opens("community", "月光里社区", home.street)


def become_one(home: OpenHouse, *units: str, by: Neighbour | None = None, **more: Any) -> str:
    """Units become 明水社区; returns its id."""
    told = {"units": list(units), "name": "明水社区", **more}
    return (by or home.admin).gets("/org-units/mergers", told)["id"]


# Opening and reading ------------------------------------------------------------------------


def test_all_five_levels_and_grids_open_and_are_read_from_the_bottom_up(
    any_home: OpenHouse,
) -> None:
    home = any_home
    group = home.opens("group", "一组", home.lane)
    grid = home.opens("grid", "第一网格", home.lane)
    told = {"kind": "building", "name": "3 号楼", "parent": group, "grid": grid, "from": TOMORROW}
    building = home.admin.gets("/org-units", told)["id"]
    seen = home.admin.sees(f"/org-units/{building}", as_of=TOMORROW)
    assert seen["path"] == [building, group, home.lane, home.street]
    assert (seen["parent"], seen["grid"], seen["kind"]) == (group, grid, "building")
    assert (seen["valid_from"], seen["valid_until"], seen["successors"]) == (TOMORROW, None, [])
    assert names(home.admin.sees("/org-units", parent=group)) == []
    assert names(home.admin.sees("/org-units", parent=group, as_of=TOMORROW)) == ["3 号楼"]


def test_a_list_of_units_comes_in_pages(home: OpenHouse) -> None:
    for number in range(5):
        home.opens("group", f"{number} 组", home.lane)
    first = home.admin.sees("/org-units", parent=home.lane, limit=3)
    second = home.admin.sees(
        "/org-units", parent=home.lane, limit=3, cursor=first["next_cursor"]
    )
    assert names(first) + names(second) == [f"{number} 组" for number in range(5)]
    assert second["next_cursor"] is None and first["as_of"] == TODAY


def test_everybody_sees_the_topmost_of_what_is_within_reach(home: OpenHouse) -> None:
    assert names(home.admin.sees("/org-units")) == ["拓东街道", "河对岸社区"]
    assert names(home.organizer.sees("/org-units")) == ["阳光里社区"]
    team = home.admin.gets("/teams", {"name": "红", "kind": "patrol", "community": home.lane})
    leader = home.let_in(Role.ORGANIZER, team=team["id"])
    assert names(leader.sees("/org-units")) == ["阳光里社区"]
    street = home.let_in(Role.STREET_STAFF, unit=home.street)
    assert names(street.sees("/org-units")) == ["拓东街道"]
    for path in (f"/org-units/{home.beyond}", "/org-units/unit-0"):
        assert problem(street.looks(path)) == (404, "unit_unknown")
    for query in ({}, {"parent": "unit-0"}):
        path = "/org-units" if query else "/org-units/unit-0"
        assert problem(home.admin.looks(path, **query)) == (404, "unit_unknown")
    assert problem(street.looks("/org-units", parent=home.beyond)) == (404, "unit_unknown")


def test_there_is_no_thirtieth_of_february(home: OpenHouse) -> None:
    assert problem(home.admin.looks("/org-units", as_of="2026-02-30")) == (400, "malformed")
    told = {"kind": "group", "name": "一组", "parent": home.lane, "from": "1826-11-22"}
    assert problem(home.admin.asks("/org-units", told)) == (422, "time_implausible")


# Reshaping ----------------------------------------------------------------------------------


def test_two_communities_become_one_and_last_years_list_shows_both(
    any_home: OpenHouse,
) -> None:
    home = any_home
    moon = home.opens("community", "月光里社区", home.street)
    street = home.let_in(Role.STREET_STAFF, unit=home.street)
    told = {"units": [home.lane, moon], "name": "明水社区", "on": TOMORROW}
    bright = street.gets("/org-units/mergers", told, key="one")
    assert bright == street.gets("/org-units/mergers", told, key="one")
    assert (bright["merged"], bright["on"]) == ([home.lane, moon], TOMORROW)
    assert names(street.sees("/org-units", parent=home.street)) == ["阳光里社区", "月光里社区"]
    home.it_is("2026-11-23 00:00")
    assert names(street.sees("/org-units", parent=home.street)) == ["明水社区"]
    assert names(street.sees("/org-units", parent=home.street, as_of=TODAY)) == [
        "阳光里社区", "月光里社区",
    ]  # fmt: skip
    lane = street.sees(f"/org-units/{home.lane}")
    assert (lane["valid_until"], lane["successors"]) == (TOMORROW, [bright["id"]])
    assert lane["path"] == [bright["id"], home.street]


def test_a_community_is_split_and_its_people_are_put_into_the_other_part(
    home: OpenHouse,
) -> None:
    group = home.opens("group", "一组", home.lane)
    told = {"parts": [{"name": "东", "children": [group]}, {"name": "西"}], "rest": 1}
    two = home.admin.gets(f"/org-units/{home.lane}/split", told, key="split")
    east, west = two["parts"]
    assert (two["rest"], two["on"]) == (west, TODAY)
    assert home.admin.gets(f"/org-units/{home.lane}/split", told, key="split") == two
    assert names(home.admin.sees("/org-units", parent=east)) == ["一组"]
    wang = home.volunteer(community=west).who.volunteer
    western, eastern = (home.let_in(Role.STAFF, unit=part) for part in (west, east))
    assert problem(western.asks(f"/volunteers/{wang}/move", {"community": east})) == (
        404, "unit_unknown",
    )  # fmt: skip
    street = home.let_in(Role.STREET_STAFF, unit=home.street)
    there = street.gets(f"/volunteers/{wang}/move", {"community": east})
    assert (there["volunteer"], there["community"]) == (wang, east)
    assert eastern.sees(f"/volunteers/{wang}/account")["beans"] == 0
    assert problem(western.looks(f"/volunteers/{wang}/account"))[0] == 404


def test_a_building_moves_into_a_grid_and_a_group_next_door(home: OpenHouse, moon: str) -> None:
    group, grid = home.opens("group", "一组", home.lane), home.opens("grid", "网格", home.lane)
    building = home.opens("building", "3 号楼", group)
    moved = home.admin.gets(f"/org-units/{building}/move", {"grid": grid})
    assert moved == {"unit": building, "parent": group, "grid": grid, "on": TODAY}
    moved = home.admin.gets(f"/org-units/{group}/move", {"parent": moon, "on": TOMORROW})
    assert (moved["parent"], moved["grid"]) == (moon, None)
    assert home.admin.sees(f"/org-units/{building}")["path"][2] == home.lane
    seen = home.admin.sees(f"/org-units/{building}", as_of=TOMORROW)
    assert (seen["path"][2], seen["grid"]) == (moon, None)
    nothing = home.admin.asks(f"/org-units/{group}/move", {})
    assert problem(nothing) == (400, "malformed")


def test_a_community_is_closed_when_nothing_is_left_in_it(home: OpenHouse, moon: str) -> None:
    group = home.opens("group", "一组", moon)
    full = home.admin.asks(f"/org-units/{moon}/closing", {})
    assert problem(full) == (409, "unit_not_empty") and "1" in full.json()["title"]
    home.admin.gets(f"/org-units/{group}/closing", {})
    told = home.admin.gets(f"/org-units/{moon}/closing", {"on": TODAY})
    assert told == {"unit": moon, "on": TODAY}
    assert problem(home.admin.asks(f"/org-units/{moon}/closing", {})) == (409, "unit_ended")


@pytest.mark.parametrize(("rest", "parts"), [(2, 2), (0, 1), (0, 0)])
def test_a_split_names_at_least_two_parts_and_one_of_them_for_the_rest(
    home: OpenHouse, rest: int, parts: int
) -> None:
    told = {"parts": [{"name": f"{number}"} for number in range(parts)], "rest": rest}
    answer = home.admin.asks(f"/org-units/{home.lane}/split", told)
    assert problem(answer) == (400, "malformed")


# Permission follows the tree ------------------------------------------------------------------


def test_staff_of_the_new_community_reach_what_was_the_old_ones_and_theirs_nothing(
    any_home: OpenHouse,
) -> None:
    home = any_home
    moon = home.opens("community", "月光里社区", home.street)
    wang, chen = home.volunteer(), home.merchant()
    sweeping = home.activity()
    bright = become_one(home, home.lane, moon, on=TOMORROW)
    old, new = home.let_in(Role.STAFF, unit=home.lane), home.let_in(Role.STAFF, unit=bright)
    looks = (f"/volunteers/{wang.who.volunteer}/account", f"/activities/{sweeping}/code",
             f"/merchants/{chen.who.merchant}/takings", f"/org-units/{home.lane}")  # fmt: skip
    assert [old.looks(path).status_code for path in looks] == [200] * 4
    assert [new.looks(path).status_code for path in looks] == [404] * 4
    home.it_is("2026-11-23 00:00")
    assert [old.looks(path).status_code for path in looks] == [404] * 4
    assert [new.looks(path).status_code for path in looks] == [200] * 4
    assert names(old.sees("/org-units")) == [] and names(new.sees("/org-units")) == ["明水社区"]
    assert names(new.sees("/org-units", as_of=TODAY)) == ["阳光里社区", "月光里社区"]


def test_a_team_of_the_one_and_an_activity_of_the_other_are_in_one_community_now(
    home: OpenHouse, moon: str
) -> None:
    team = home.admin.gets("/teams", {"name": "红", "kind": "patrol", "community": home.lane})
    leader = home.let_in(Role.ORGANIZER, team=team["id"])
    sweeping = home.activity(community=moon)
    assert leader.looks(f"/activities/{sweeping}/code").status_code == 404
    become_one(home, home.lane, moon)
    assert leader.looks(f"/activities/{sweeping}/code").status_code == 200


def test_who_reshapes_a_unit_answers_for_what_is_around_it(home: OpenHouse, moon: str) -> None:
    staff = home.let_in(Role.STAFF, unit=home.lane)
    street = home.let_in(Role.STREET_STAFF, unit=home.street)
    group = home.opens("group", "一组", home.lane)
    two = {"parts": [{"name": "东"}, {"name": "西"}], "rest": 0}
    facts = home.facts()
    for path, body in (
        (f"/org-units/{home.lane}/split", two), (f"/org-units/{home.lane}/closing", {}),
        (f"/org-units/{home.lane}/move", {"parent": home.street}),
        ("/org-units/mergers", {"units": [home.lane, moon], "name": "明水"}),
        (f"/org-units/{group}/move", {"parent": moon}),
        (f"/org-units/{group}/split", two | {"parts": [{"name": "东", "children": [moon]},
                                                       {"name": "西"}]}),
    ):  # fmt: skip
        assert problem(staff.asks(path, body)) == (404, "unit_unknown"), path
    assert problem(street.asks(f"/org-units/{home.street}/closing", {})) == (403, "forbidden")
    assert home.facts() == facts
    staff.gets(f"/org-units/{group}/split", two)
    assert become_one(home, home.lane, moon, by=street).startswith("unit-")
