"""The organizer plans a month at the API, moves it, calls it off; who sees what is planned."""

from __future__ import annotations

from typing import Any

import pytest

from api.access.roles import Role
from tests.house_open import Neighbour, OpenHouse, moment, problem
from tests.story import clock

MONDAY = {
    "starts_at": "2026-11-30T09:00:00+08:00", "ends_at": "2026-11-30T11:00:00+08:00",
}  # fmt: skip


def plan(home: OpenHouse, **more: Any) -> dict[str, Any]:
    """Li announces something for a Monday."""
    told = {"title": "巡逻", "category": "patrol", "community": home.lane, "place": "东门"}
    return home.organizer.gets("/activities", told | MONDAY | more)


# Planning -----------------------------------------------------------------------------------


def test_every_monday_and_thursday_until_christmas_is_one_series(home: OpenHouse) -> None:
    made = plan(home, repeat={"weekdays": [1, 4], "until": "2026-12-24"})
    starts = [moment(shift["starts_at"]).astimezone(clock("2026-01-01 00:00").tzinfo)
              for shift in made["shifts"]]  # fmt: skip
    assert [f"{one:%m-%d %H:%M}" for one in starts] == [
        "11-30 09:00", "12-03 09:00", "12-07 09:00", "12-10 09:00", "12-14 09:00", "12-17 09:00",
        "12-21 09:00", "12-24 09:00",
    ]  # fmt: skip
    assert made["series"] and made["id"] == made["shifts"][0]["id"]
    listed = home.organizer.sees("/activities", since="2026-12-01")["items"]
    assert [one["id"] for one in listed] == [shift["id"] for shift in made["shifts"][1:]]
    assert {one["series"] for one in listed} == {made["series"]}


@pytest.mark.parametrize("until", ["2026-11-29", "2029-11-30"])
def test_no_shift_at_all_or_a_thousand_are_refused(home: OpenHouse, until: str) -> None:
    told = {"title": "巡逻", "category": "patrol", "community": home.lane, "place": "东门"}
    repeat = {"repeat": {"weekdays": [1, 2, 3, 4, 5, 6, 7], "until": until}}
    before = home.facts()
    answer = home.organizer.asks("/activities", told | MONDAY | repeat)
    assert problem(answer) == (400, "malformed") and home.facts() == before


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"domains": ["gambling"]}, "domain_unknown"),
        ({"origin": "department"}, "task_not_admitted"),
        ({"hazardous": True}, "insurance_missing"),
    ],
)
def test_what_may_not_be_announced(home: OpenHouse, told: dict[str, Any], code: str) -> None:
    base = {"title": "巡逻", "category": "patrol", "community": home.lane, "place": "东门"}
    assert problem(home.organizer.asks("/activities", base | MONDAY | told)) == (422, code)


def test_everything_there_is_to_know_before_coming(home: OpenHouse) -> None:
    made = plan(
        home, domains=["public_safety"], origin="department", admission="长办〔2026〕7号",
        hazardous=True, insurance="PICC-118", skills=["first_aid"], serves_minors=True, capacity=5,
    )  # fmt: skip
    told = home.volunteer().sees(f"/activities/{made['id']}")
    assert (told["domains"], told["origin"]) == (["public_safety"], "department")
    assert (told["insurance"], told["skills"]) == ("PICC-118", ["first_aid"])
    assert (told["capacity"], told["places_taken"], told["waiting"]) == (5, 0, 0)
    assert told["confirm_by"] == made["confirm_by"] == "2026-12-14"


def test_moved_and_called_off_it_says_so(home: OpenHouse) -> None:
    made = plan(home)
    path = f"/activities/{made['id']}"
    moved = home.organizer.gets(f"{path}/move", {"place": "西门"})
    assert (moved["place"], moved["confirm_by"]) == ("西门", "2026-12-14")
    home.organizer.gets(f"{path}/cancellation", {"reason": "下雨"})
    told = home.volunteer().sees(path)
    assert (told["moved"], told["state"], told["place"]) == (True, "cancelled", "西门")
    assert problem(home.organizer.asks(f"{path}/move", {"place": "南门"})) == (409, "called_off")
    assert home.house.notes.about(made["id"]) == ["下雨"]


def test_a_neighbour_community_sees_nothing_of_it(home: OpenHouse) -> None:
    made = plan(home)
    sun = home.volunteer("赵小梅", home.beyond)
    nothing = f"/activities/activity-{'0' * 18}"
    for path in (f"/activities/{made['id']}", nothing):
        assert problem(sun.looks(path)) == (404, "activity_unknown")
        assert problem(sun.asks(f"{path}/sign-ups")) == (404, "activity_unknown")
    assert sun.sees("/activities")["items"] == []


def test_a_move_to_nowhere_tells_nobody_anything(home: OpenHouse) -> None:
    made = plan(home)
    assert problem(home.organizer.asks(f"/activities/{made['id']}/move", {})) == (400, "malformed")
    assert home.organizer.sees(f"/activities/{made['id']}")["moved"] is False


def test_an_hour_of_last_week_is_not_made_out_of_next_week(home: OpenHouse) -> None:
    made = plan(home)
    past = {"starts_at": "2026-11-20T09:00:00+08:00", "ends_at": "2026-11-20T11:00:00+08:00"}
    answer = home.organizer.asks(f"/activities/{made['id']}/move", past)
    assert problem(answer) == (422, "too_late")


def ids(who: Neighbour, **query: Any) -> list[str]:
    return [one["id"] for one in who.sees("/activities", **query)["items"]]


def test_a_list_ends_with_its_last_day_and_comes_in_pages(home: OpenHouse) -> None:
    made = plan(home, repeat={"weekdays": [1, 4], "until": "2026-12-24"})
    shifts = [shift["id"] for shift in made["shifts"]]
    assert ids(home.organizer, since="2026-11-30", until="2026-12-03") == shifts[:2]
    assert ids(home.organizer, until="2026-12-02") == shifts[:1]
    seen, cursor = [], ""
    while cursor is not None:
        told = home.organizer.sees("/activities", limit=3, cursor=cursor)
        seen += [one["id"] for one in told["items"]]
        cursor = told["next_cursor"]
    assert seen == shifts
    assert problem(home.organizer.looks("/activities", until="2026-02-30")) == (400, "malformed")


def test_everybody_lists_what_is_within_reach_and_perhaps_of_one_unit_alone(
    home: OpenHouse,
) -> None:
    team = {"name": "红帽子", "kind": "patrol", "community": home.lane}
    red = home.admin.gets("/teams", team)["id"]
    blue = home.admin.gets("/teams", team | {"name": "蓝马甲"})["id"]
    nobodys, of_the_reds = plan(home)["id"], plan(home, team=red)["id"]
    across = home.activity(MONDAY["starts_at"][:10] + " 09:00", "2026-11-30 11:00",
                           community=home.beyond)  # fmt: skip
    everything = sorted([nobodys, of_the_reds, across])
    assert sorted(ids(home.admin)) == everything
    assert sorted(ids(home.admin, unit=home.street)) == sorted([nobodys, of_the_reds])
    assert ids(home.let_in(Role.STAFF, unit=home.beyond)) == [across]
    assert sorted(ids(home.let_in(Role.ORGANIZER, team=red))) == sorted([nobodys, of_the_reds])
    assert ids(home.let_in(Role.ORGANIZER, team=blue)) == [nobodys]
    assert sorted(ids(home.volunteer())) == sorted([nobodys, of_the_reds])
    nowhere = home.organizer.looks("/activities", unit=home.beyond)
    assert problem(nowhere) == (404, "unit_unknown")
