"""The organizer plans a month at the API; Wang and Zhao sign up, wait, stay away."""

from __future__ import annotations

from typing import Any

import pytest

from tests.house_open import OpenHouse, moment, problem
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


# Signing up ---------------------------------------------------------------------------------


def test_the_second_waits_and_moves_up_when_the_first_stays_away(home: OpenHouse) -> None:
    wang, zhao = home.volunteer("王秀英"), home.volunteer("赵小梅")
    path = f"/activities/{plan(home, capacity=1)['id']}/sign-ups"
    assert wang.gets(path)["standing"] == "place"
    waits = zhao.gets(path)
    assert (waits["standing"], waits["in_line"]) == ("waiting", 1)
    coming = home.organizer.sees(path)["items"]
    assert [(one["name_masked"], one["standing"]) for one in coming] == [
        ("王**", "place"), ("赵**", "waiting"),
    ]  # fmt: skip
    left = home.organizer.gets(f"{path}/withdrawal", {"volunteer": wang.who.volunteer})
    assert left["moved_up"] == zhao.who.volunteer
    assert problem(wang.asks(f"{path}/withdrawal")) == (409, "not_signed_up")


def test_a_skill_and_a_training_come_first(home: OpenHouse) -> None:
    wang = home.volunteer("王秀英")
    whose = f"/volunteers/{wang.who.volunteer}/skills"
    path = f"/activities/{plan(home, skills=['first_aid'])['id']}/sign-ups"
    assert problem(wang.asks(path)) == (422, "skill_missing")
    home.admin.gets(whose, {"skill": "first_aid", "until": "2027-11-30"})
    assert wang.gets(path)["standing"] == "place"
    wang.gets(f"{path}/withdrawal")
    assert home.admin.gets(f"{whose}/end", {"skill": "first_aid"})["verified"] is False
    assert problem(wang.asks(path)) == (422, "skill_missing")
    assert problem(home.admin.asks(f"{whose}/end", {"skill": "first_aid"})) == (
        409, "skill_not_verified",
    )  # fmt: skip
    path = f"/activities/{plan(home, trainings=['patrol_basics'])['id']}/sign-ups"
    answer = wang.asks(path)
    assert problem(answer) == (422, "training_missing")
    assert "patrol_basics" in answer.json()["title"]


def test_five_absences_pause_signing_up_and_an_excuse_lifts_it(home: OpenHouse) -> None:
    wang, missed = home.volunteer("王秀英"), []
    for day in range(23, 28):
        missed.append(home.activity(f"2026-11-{day} 09:00", f"2026-11-{day} 11:00"))
        wang.gets(f"/activities/{missed[-1]}/sign-ups")
    next_one = plan(home)["id"]
    home.it_is("2026-11-28 09:00")
    absent = {"volunteer": wang.who.volunteer}
    for activity in missed:
        home.organizer.gets(f"/activities/{activity}/no-shows", absent)
    paused = wang.asks(f"/activities/{next_one}/sign-ups")
    assert problem(paused) == (422, "sign_up_paused") and "2026-12-28" in paused.json()["title"]
    excuse = absent | {"reason": "住院"}
    home.organizer.gets(f"/activities/{missed[0]}/no-shows/excuse", excuse)
    assert wang.gets(f"/activities/{next_one}/sign-ups")["standing"] == "place"
    account = wang.sees(f"/volunteers/{wang.who.volunteer}/account")
    assert (account["minutes"], account["beans"]) == (0, 0)
