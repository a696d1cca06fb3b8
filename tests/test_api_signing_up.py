"""Wang and Zhao sign up at the API, wait, move up, stay away, and are missed."""

from __future__ import annotations

from typing import Any

from tests.house_open import OpenHouse, problem


def plan(home: OpenHouse, **more: Any) -> dict[str, Any]:
    """Li announces a patrol for a Monday."""
    told = {"title": "巡逻", "category": "patrol", "community": home.lane, "place": "东门"}
    told |= {"starts_at": "2026-11-30T09:00:00+08:00", "ends_at": "2026-11-30T11:00:00+08:00"}
    return home.organizer.gets("/activities", told | more)


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


def test_the_number_in_line_is_that_of_now_when_the_request_comes_again(home: OpenHouse) -> None:
    wang, zhao = home.volunteer("王秀英"), home.volunteer("赵小梅")
    path = f"/activities/{plan(home, capacity=1)['id']}/sign-ups"
    wang.gets(path)
    assert zhao.gets(path, key="hers")["in_line"] == 1
    again = zhao.gets(path, key="hers")
    assert (again["standing"], again["in_line"]) == ("waiting", 1)
    wang.gets(f"{path}/withdrawal")
    again = zhao.gets(path, key="hers")
    assert (again["standing"], again["in_line"]) == ("waiting", None)


def test_whoever_has_moved_away_can_still_say_that_they_will_not_come(home: OpenHouse) -> None:
    wang, zhao = home.volunteer("王秀英"), home.volunteer("赵小梅")
    path = f"/activities/{plan(home, capacity=1)['id']}/sign-ups"
    wang.gets(path, key="hers")
    zhao.gets(path)
    for each in (wang, zhao):
        home.admin.gets(f"/volunteers/{each.who.volunteer}/move", {"community": home.beyond})
    assert home.ledger.shelf.wait_for(home.facts())
    assert wang.gets(path, key="hers")["standing"] == "place"
    assert wang.gets(f"{path}/withdrawal")["moved_up"] is None
    freed = home.organizer.gets(f"{path}/withdrawal", {"volunteer": zhao.who.volunteer})
    assert freed["volunteer"] == zhao.who.volunteer
    assert problem(wang.asks(path)) == (404, "activity_unknown")
    again = home.organizer.asks(f"{path}/withdrawal", {"volunteer": zhao.who.volunteer})
    assert problem(again) == (404, "volunteer_unknown")


def test_nobody_signs_up_or_withdraws_for_somebody_else(home: OpenHouse) -> None:
    wang, zhao = home.volunteer("王秀英"), home.volunteer("赵小梅")
    path = f"/activities/{plan(home)['id']}/sign-ups"
    zhao.gets(path)
    hers = {"volunteer": zhao.who.volunteer}
    assert problem(wang.asks(path, hers)) == (404, "volunteer_unknown")
    assert problem(wang.asks(f"{path}/withdrawal", hers)) == (404, "volunteer_unknown")
    assert problem(wang.looks(path)) == (403, "forbidden")
    assert problem(home.organizer.asks(path, {})) == (422, "who_untold")
    assert len(home.organizer.sees(path)["items"]) == 1


def test_a_minor_signs_up_by_the_rules_and_a_birthday_ends_them(home: OpenHouse) -> None:
    """Bao turns eighteen on 29 November; the emergency drill is on the 30th."""
    told = {"display_name": "小宝", "phone": "13800000009", "community": home.lane}
    bao = home.admin.gets("/volunteers", told | {"birth_date": "2008-11-29"})["id"]
    who = {"volunteer": bao}
    path = f"/activities/{plan(home, category='emergency')['id']}/sign-ups"
    assert problem(home.organizer.asks(path, who)) == (422, "consent_missing")
    home.it_is("2026-11-29 08:00")
    assert home.organizer.gets(path, who)["standing"] == "place"


def test_the_organizer_reads_who_was_missed_and_excused(home: OpenHouse) -> None:
    wang, zhao = home.volunteer("王秀英"), home.volunteer("赵小梅")
    activity = f"/activities/{plan(home)['id']}"
    for each in (wang, zhao):
        each.gets(f"{activity}/sign-ups")
    early = home.organizer.asks(f"{activity}/no-shows", {"volunteer": wang.who.volunteer})
    assert problem(early) == (422, "not_over_yet")
    home.it_is("2026-11-30 11:00")
    for each in (wang, zhao):
        home.organizer.gets(f"{activity}/no-shows", {"volunteer": each.who.volunteer})
    ill = {"volunteer": zhao.who.volunteer, "reason": "住院"}
    home.organizer.gets(f"{activity}/no-shows/excuse", ill)
    told = home.organizer.sees(f"{activity}/sign-ups")["items"]
    assert [(one["missed"], one["excused"]) for one in told] == [(True, False), (True, True)]
    assert home.house.notes.about(zhao.who.volunteer) == ["住院"]
    again = home.organizer.asks(f"{activity}/no-shows/excuse", ill)
    assert problem(again) == (409, "not_marked")
    assert home.house.notes.about(zhao.who.volunteer) == ["住院"]
