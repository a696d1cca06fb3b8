"""Scanning over HTTP: screens, paper, badges, and telephones that had no network."""

from __future__ import annotations

from typing import Any

import pytest

from api.access.roles import Role
from ledger.facts import AttendanceFlagged, CheckedIn, CheckedOut
from tests.house_open import MORNING, Neighbour, OpenHouse, moment, problem
from tests.story import clock


def told(time: str) -> str:
    """A time of that Sunday as a telephone tells it."""
    return clock(f"2026-11-22 {time}").isoformat()


def who_came(home: OpenHouse, activity: str) -> list[dict[str, Any]]:
    """Who came, as the organizer reads it."""
    return home.organizer.sees(f"/activities/{activity}/attendances")["items"]


def arrivals(home: OpenHouse) -> list[CheckedIn]:
    """Every arrival in the book."""
    return [each.fact for each in home.ledger.book.facts() if isinstance(each.fact, CheckedIn)]


def badge_of(home: OpenHouse, who: Neighbour) -> str:
    """A badge is printed for somebody; returns its code."""
    volunteer, ledger = str(who.who.volunteer), home.ledger.name
    return home.house.gate.issue_badge(volunteer, ledger, issued_by="key-office").code


# Screens ------------------------------------------------------------------------------------


def test_five_scans_and_the_same_upload_twice_make_one_fact(home: OpenHouse) -> None:
    wang, activity = home.volunteer(), home.activity()
    told_ = {"code": home.shown(activity), "device": "a telephone with a duck"}
    first = wang.asks("/check-ins", told_, key="upload-1")
    again = wang.asks("/check-ins", told_, key="upload-1")
    assert first.status_code == again.status_code == 201 and first.json() == again.json()
    assert again.headers["Idempotency-Replayed"] == "true"
    for _ in range(4):
        assert problem(wang.asks("/check-ins", told_)) == (409, "already_checked_in")
    assert len(arrivals(home)) == 1


def test_a_device_is_told_apart_here_and_known_nowhere_else(home: OpenHouse) -> None:
    wang, name = home.volunteer(), "IMEI 490154203237518"
    for title in ("早", "晚"):
        code = home.shown(home.activity(title=title))
        wang.gets("/check-ins", {"code": code, "device": name})
    first, second = arrivals(home)
    assert first.device != second.device and first.device.startswith("device-")
    assert name not in str(list(home.ledger.book.facts()))
    assert first.shown_at == clock(MORNING) and first.client_at is None


def test_nothing_in_a_scan_says_where_it_was(home: OpenHouse) -> None:
    wang, code = home.volunteer(), home.shown(home.activity())
    for place in ({"lat": 25.04}, {"location": "昆明"}, {"gps": [25.04, 102.7]}):
        assert wang.asks("/check-ins", {"code": code} | place).status_code == 400
    where = ("lat", "lon", "location", "place", "gps", "coord")
    for kind in (CheckedIn, CheckedOut, AttendanceFlagged):
        assert not [name for name in kind.__struct_fields__ if name.startswith(where)]


# Late ---------------------------------------------------------------------------------------


def test_a_morning_without_network_is_sent_at_noon(home: OpenHouse) -> None:
    wang, activity = home.volunteer(), home.activity()
    home.it_is("2026-11-22 09:02:10")
    coming = home.shown(activity)
    home.it_is("2026-11-22 11:00:10")
    going = home.shown(activity)
    home.it_is("2026-11-22 12:40")
    here = wang.gets("/check-ins", {"code": coming, "scanned_at": told("09:02:12")})
    left = wang.gets("/check-outs", {"code": going, "scanned_at": told("11:00:05")})
    assert moment(here["at"]) == clock("2026-11-22 09:02:12")
    assert left["minutes_present"] == 117
    (seen,) = who_came(home, activity)
    assert (seen["in_means"], seen["out_means"]) == ("late_scan", "late_scan")
    assert seen["flags"] == [{"reason": "late_scan", "beside": None, "outcome": None}]
    assert arrivals(home)[0].client_at == clock("2026-11-22 09:02:12")

    rated = {"attendances": [{"attendance": seen["attendance"], "rating": 5}]}
    home.organizer.gets(f"/activities/{activity}/confirmations", rated)
    assert who_came(home, activity)[0]["grade"] == "B"


def test_without_a_time_a_code_that_ran_out_stays_expired(home: OpenHouse) -> None:
    wang, code = home.volunteer(), home.shown(home.activity())
    home.later(seconds=61)
    assert problem(wang.asks("/check-ins", {"code": code})) == (422, "code_expired")


@pytest.mark.parametrize("name", ["scanned_at", "device"])
@pytest.mark.parametrize("value", ["", "yesterday", "x" * 65, 7])
def test_what_a_telephone_may_not_say(home: OpenHouse, name: str, value: Any) -> None:
    wang, code = home.volunteer(), home.shown(home.activity())
    answer = wang.asks("/check-ins", {"code": code, name: value})
    fine = name == "device" and value == "yesterday"
    assert answer.status_code == (201 if fine else 400)


# Paper --------------------------------------------------------------------------------------


def test_a_printed_code_counts_all_day_and_is_weaker(home: OpenHouse) -> None:
    wang, activity = home.volunteer(), home.activity()
    printed = home.organizer.sees(f"/activities/{activity}/printed-code")
    assert printed == home.organizer.sees(f"/activities/{activity}/printed-code")
    assert printed["url"].endswith(f"/a/{printed['code']}")
    drawn = home.organizer.looks(f"/activities/{activity}/printed-code.svg")
    assert drawn.headers["Content-Type"].startswith("image/svg+xml") and "<svg" in drawn.text
    wang.gets("/check-ins", {"code": printed["code"]})
    home.it_is("2026-11-22 11:00")
    wang.gets("/check-outs", {"code": printed["code"]})
    (seen,) = who_came(home, activity)
    assert (seen["in_means"], seen["out_means"], seen["flags"]) == ("printed", "printed", [])
    rated = {"attendances": [{"attendance": seen["attendance"], "rating": 5}]}
    counted = home.organizer.gets(f"/activities/{activity}/confirmations", rated)["results"][0]
    assert (counted["grade"], counted["minutes"]) == ("B", 120)


def test_only_who_organises_sees_the_code_for_paper(home: OpenHouse) -> None:
    activity, wang = home.activity(community=home.beyond), home.volunteer()
    for path in ("printed-code", "printed-code.svg"):
        address = f"/activities/{activity}/{path}"
        assert problem(home.organizer.looks(address)) == (404, "activity_unknown")
        assert problem(wang.looks(address)) == (403, "forbidden")
    nowhere = "/activities/activity-01hf7m3c1111111111/printed-code"
    assert problem(home.admin.looks(nowhere)) == (404, "activity_unknown")


# Badges -------------------------------------------------------------------------------------


@pytest.mark.parametrize("shown", ["{}", "https://beans.example/b/{}", " {} ", "gbb {}"])
def test_an_organizer_scans_a_badge(home: OpenHouse, shown: str) -> None:
    wang, activity = home.volunteer(), home.activity()
    code = badge_of(home, wang)
    badge = shown.format(code.removeprefix("GBB").lower() if shown.startswith("gbb") else code)
    here = home.organizer.gets(f"/activities/{activity}/check-ins", {"badge": badge})
    home.it_is("2026-11-22 10:30")
    left = home.organizer.gets(f"/activities/{activity}/check-outs", {"badge": badge})
    assert here["attendance"] == left["attendance"] and left["minutes_present"] == 90
    (seen,) = who_came(home, activity)
    assert (seen["in_means"], seen["out_means"]) == ("badge", "badge")


def test_a_number_or_another_time_is_the_organizers_word(home: OpenHouse) -> None:
    wang, activity = home.volunteer(), home.activity()
    assert home.ledger.shelf.wait_for(home.facts())
    row = home.ledger.directory.volunteer(str(wang.who.volunteer))
    assert row is not None
    home.organizer.gets(f"/activities/{activity}/check-ins", {"badge": row.number})
    home.it_is("2026-11-22 13:00")
    words = {"badge": badge_of(home, wang), "at": told("11:05")}
    home.organizer.gets(f"/activities/{activity}/check-outs", words)
    (seen,) = who_came(home, activity)
    assert (seen["in_means"], seen["out_means"]) == ("organizer", "organizer")


def test_a_lost_badge_is_nobodys_at_once_and_what_was_done_stands(home: OpenHouse) -> None:
    wang, activity = home.volunteer(), home.activity()
    code, path = badge_of(home, wang), f"/activities/{activity}/check-ins"
    first = home.organizer.asks(path, {"badge": code}, key="at-the-gate")
    home.house.gate.withdraw_badge(str(wang.who.volunteer))
    out = f"/activities/{activity}/check-outs"
    assert problem(home.organizer.asks(out, {"badge": code})) == (404, "badge_unknown")
    again = home.organizer.asks(path, {"badge": code}, key="at-the-gate")
    assert (again.status_code, again.json()) == (201, first.json())


def test_a_badge_from_elsewhere_is_nobody_we_know(home: OpenHouse) -> None:
    qian = home.volunteer(community=home.beyond)
    answer = home.organizer.asks(
        f"/activities/{home.activity()}/check-ins", {"badge": badge_of(home, qian)}
    )
    assert problem(answer) == (404, "volunteer_unknown")


def test_whoever_tries_badges_must_wait(home: OpenHouse) -> None:
    path = f"/activities/{home.activity()}/check-ins"
    tried = [home.organizer.asks(path, {"badge": f"GBB{n:020d}"}) for n in range(12)]
    assert {each.status_code for each in tried[:10]} == {404}
    assert problem(tried[-1]) == (429, "too_many_attempts") and arrivals(home) == []


# Flags --------------------------------------------------------------------------------------


def test_two_by_one_telephone_are_flagged_and_li_has_a_look(home: OpenHouse) -> None:
    wang, zhao = home.volunteer(), home.volunteer("赵小梅")
    activity = home.activity()
    scan = {"code": home.shown(activity), "device": "duck"}
    first, second = (who.gets("/check-ins", scan)["attendance"] for who in (wang, zhao))
    flags = {each["attendance"]: each["flags"] for each in who_came(home, activity)}
    shared = {"reason": "shared_code", "beside": first, "outcome": None}
    assert flags == {first: [], second: [shared]}

    looked = {"reason": "shared_code", "outcome": "upheld"}
    seen = home.organizer.gets(f"/attendances/{second}/flags", looked)
    assert seen == {"attendance": second, **looked}
    flags = {each["attendance"]: each["flags"] for each in who_came(home, activity)}
    assert flags[second] == [{**shared, "outcome": "upheld"}]
    answer = home.organizer.asks(f"/attendances/{second}/flags", looked)
    assert problem(answer) == (409, "already_reviewed")
    answer = home.organizer.asks(f"/attendances/{first}/flags", looked)
    assert problem(answer) == (409, "not_flagged")


def test_an_organizer_does_not_look_at_their_own_flag(home: OpenHouse) -> None:
    wang, activity = home.volunteer(), home.activity()
    code = home.shown(activity)
    home.later(minutes=5)
    scan = {"code": code, "scanned_at": told("09:00:05")}
    attendance = wang.gets("/check-ins", scan)["attendance"]
    both = home.let_in(Role.ORGANIZER, unit=home.lane, volunteer=str(wang.who.volunteer))
    looked = {"reason": "late_scan", "outcome": "harmless"}
    assert problem(both.asks(f"/attendances/{attendance}/flags", looked)) == (403, "own_service")


# Growing up ---------------------------------------------------------------------------------


def test_who_was_registered_as_a_minor_comes_alone_from_the_eighteenth_birthday_on(
    home: OpenHouse,
) -> None:
    told_ = {"display_name": "小宝", "phone": "13800000009", "community": home.lane}
    bao = home.admin.gets("/volunteers", told_ | {"birth_date": "2008-11-23"})["id"]
    phone = home.let_in(Role.VOLUNTEER, volunteer=bao)
    code = home.shown(home.activity())
    assert problem(phone.asks("/check-ins", {"code": code})) == (422, "consent_missing")
    home.it_is("2026-11-23 19:00")
    night = home.activity("2026-11-23 19:00", "2026-11-23 22:30", category="patrol_night")
    phone.gets("/check-ins", {"code": home.shown(night)})
    (came,) = arrivals(home)
    assert not came.as_minor and "2008" not in str(came)
