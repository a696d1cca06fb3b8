"""Attacks on scanning: photos sent to friends who are away, made-up times, and forged codes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.pages.telephone import DEVICE_COOKIE
from api.signing_in.sessions import guest
from ledger.facts import AttendanceFlagged, CheckedIn
from ledger.subjects.presence import attendance_of
from tests.doorstep import LI, SWEEPING, WANG, Browser, Doorstep
from tests.house_open import OpenHouse, problem
from tests.scans import happened
from tests.story import clock

OTHER = "activity-01hf7m3c2222222222"
TOO_OLD, NO_NETWORK, UNKNOWN = "请重新扫码", "当时没有网络", "没有认出这个码"


@pytest.fixture
def lane(tmp_path: Path) -> Iterator[Doorstep]:
    """Sunny Lane on a Sunday morning at nine."""
    lane = Doorstep(tmp_path)
    yield lane
    lane.close()


def scan(phone: Browser, code: str) -> str:
    """Open what the code says and press the button there."""
    phone.open(f"/a/{code}")
    return phone.press(f"/a/{code}")


# A photo in the neighbours' group -----------------------------------------------------------


def test_a_photo_of_the_code_is_worth_nothing_after_a_minute(lane: Doorstep) -> None:
    photo, friend = lane.code_on_screen(), lane.phone_of(LI)
    lane.later(seconds=60)
    page = friend.open(f"/a/{photo}")
    assert friend.page.status_code == 422 and TOO_OLD in page and "签到成功" not in page
    assert happened(lane) == []


def test_by_the_late_button_it_is_flagged_and_graded_lower(lane: Doorstep) -> None:
    photo, friend = lane.code_on_screen(), lane.phone_of(LI)
    shown_at = lane.clock.now()
    lane.later(minutes=50)
    assert "签到成功" in scan(friend, photo) and "组织者会再看一看" in friend.page.text
    came, flag = happened(lane)
    assert (came.means, came.at, came.shown_at) == ("late_scan", shown_at, shown_at)
    assert (flag.reason, flag.attendance) == ("late_scan", attendance_of(SWEEPING, LI))
    assert "签退成功" in scan(friend, lane.code_on_screen())
    lane.confirms(LI)
    lane.ledger.shelf.wait_for(lane.ledger.book.head())
    (row,) = lane.ledger.attendances.at(SWEEPING)
    assert (row.grade, row.flags, row.flags_reviewed) == ("B", 1, 0)


def test_after_an_hour_nobody_knows_it_any_more(lane: Doorstep) -> None:
    photo, friend = lane.code_on_screen(), lane.phone_of(LI)
    lane.later(minutes=62)
    page = friend.open(f"/a/{photo}")
    assert UNKNOWN in page and NO_NETWORK not in page and happened(lane) == []


def test_the_late_button_pressed_twice_makes_one_fact(lane: Doorstep) -> None:
    code, phone = lane.code_on_screen(), lane.phone_of(WANG)
    lane.later(minutes=5)
    phone.open(f"/a/{code}")
    form = phone.form(f"/a/{code}")
    for _ in range(5):
        assert "签到成功" in phone.submit(form)
    assert [type(each) for each in happened(lane)] == [CheckedIn, AttendanceFlagged]


# One telephone, two accounts ----------------------------------------------------------------


def test_one_code_for_two_accounts_on_one_telephone_is_flagged(lane: Doorstep) -> None:
    code, phone = lane.code_on_screen(), lane.phone_of(WANG)
    assert "签到成功" in scan(phone, code)
    link = lane.link(guest("volunteer", lane.ledger.name, volunteer=LI))
    phone.open(link)
    phone.press(link)
    assert "签到成功" in scan(phone, code)
    wang, li, flag = happened(lane)
    assert wang.device == li.device and wang.shown_at == li.shown_at
    assert (flag.reason, flag.attendance, flag.beside) == (
        "shared_code", li.attendance, wang.attendance
    )  # fmt: skip


def test_two_telephones_are_two_and_one_is_another_at_the_next_activity(lane: Doorstep) -> None:
    lane.plan(OTHER)
    wang, li = lane.phone_of(WANG), lane.phone_of(LI)
    for phone, activity in ((wang, SWEEPING), (li, SWEEPING), (wang, OTHER)):
        scan(phone, lane.code_on_screen(activity))
    devices = [each.device for each in happened(lane) if isinstance(each, CheckedIn)]
    assert len(set(devices)) == 3
    flags = [each.reason for each in happened(lane) if isinstance(each, AttendanceFlagged)]
    assert flags == ["two_places"]


def test_a_stranger_gets_no_name_for_the_telephone_and_a_guest_an_opaque_one(
    lane: Doorstep,
) -> None:
    at = f"/a/{lane.code_on_screen()}"
    stranger, wang = lane.stranger(), lane.phone_of(WANG)
    stranger.open(at)
    assert DEVICE_COOKIE not in stranger.cookies
    wang.open(at)
    told = next(
        each for each in wang.page.headers.get_list("set-cookie") if each.startswith("device=")
    )
    assert "HttpOnly" in told and "SameSite=lax" in told and "Max-Age=31536000" in told
    assert wang.cookies[DEVICE_COOKIE] not in str(happened(lane))


# Times that are made up ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claimed", "told"),
    [
        ("2026-11-22 09:58", (422, "scan_does_not_fit")),
        ("2026-11-22 08:50", (422, "scan_does_not_fit")),
        ("2026-11-22 10:30", (422, "in_the_future")),
        ("2026-11-21 09:00", (422, "scan_does_not_fit")),
        ("1999-12-31 09:00", (422, "time_implausible")),
        ("2100-01-01 00:00", (422, "time_implausible")),
    ],
)
def test_a_time_that_does_not_fit_the_code_is_refused(
    home: OpenHouse, claimed: str, told: tuple[int, str]
) -> None:
    wang, code = home.volunteer(), home.shown(home.activity())
    home.it_is("2026-11-22 09:59")
    scan = {"code": code, "scanned_at": clock(claimed).isoformat()}
    assert problem(wang.asks("/check-ins", scan)) == told
    assert not [each for each in home.ledger.book.facts() if isinstance(each.fact, CheckedIn)]


def test_a_code_of_the_day_before_yesterday_is_too_old_however_honest(home: OpenHouse) -> None:
    wang, code = home.volunteer(), home.shown(home.activity())
    scan = {"code": code, "scanned_at": home.clock.now().isoformat()}
    home.later(hours=24, seconds=1)
    answer = wang.asks("/check-ins", scan)
    assert problem(answer) == (422, "scan_too_old") and answer.json()["details"] == {"hours": 24}


def test_the_second_code_of_a_photo_does_not_make_a_longer_morning(home: OpenHouse) -> None:
    """She leaves at half past nine with a photo, and claims to have scanned it at eleven."""
    wang, activity = home.volunteer(), home.activity()
    wang.gets("/check-ins", {"code": home.shown(activity)})
    home.it_is("2026-11-22 09:30")
    photo = home.shown(activity)
    home.it_is("2026-11-22 11:00")
    claim = {"code": photo, "scanned_at": clock("2026-11-22 11:00").isoformat()}
    assert problem(wang.asks("/check-outs", claim)) == (422, "code_unknown")
    honest = {"code": photo, "scanned_at": clock("2026-11-22 09:34").isoformat()}
    assert wang.gets("/check-outs", honest)["minutes_present"] == 30


# Codes that are made up ---------------------------------------------------------------------


def test_forged_codes_and_those_of_another_activity_open_nothing(home: OpenHouse) -> None:
    wang, zhao = home.volunteer(), home.volunteer("赵小梅")
    here, there = home.shown(home.activity()), home.shown(home.activity(title="读报"))
    paper = home.ledger.activity_codes.printed("activity-01hf7m3c1111111111")
    forged = [here[:18] + there[18:], here[:18] + "0" * 8, here[:18] + paper[18:], "0" * 26]
    now = home.clock.now().isoformat()
    for code in forged:
        assert problem(wang.asks("/check-ins", {"code": code})) == (422, "code_unknown")
        late = {"code": code, "scanned_at": now}
        assert problem(zhao.asks("/check-ins", late)) == (422, "code_unknown")


def test_a_code_of_nothing_we_know_is_refused_though_its_signature_is_right(
    home: OpenHouse,
) -> None:
    wang, codes = home.volunteer(), home.ledger.activity_codes
    for code in (
        codes.show("activity-01hf7m3c1111111111", home.clock.now()).code,
        codes.printed("activity-01hf7m3c1111111111"),
    ):
        assert problem(wang.asks("/check-ins", {"code": code})) == (404, "activity_unknown")


def test_guessing_by_late_scans_is_no_cheaper(home: OpenHouse) -> None:
    wang, here = home.volunteer(), home.shown(home.activity())
    now = home.clock.now().isoformat()
    guesses = [{"code": f"{here[:18]}{number:08d}", "scanned_at": now} for number in range(10)]
    assert {wang.asks("/check-ins", each).status_code for each in guesses} == {422}
    assert problem(wang.asks("/check-ins", guesses[0])) == (429, "too_many_attempts")


def test_a_sealed_scan_that_was_tampered_with_is_no_scan(lane: Doorstep) -> None:
    phone, at = lane.phone_of(WANG), f"/a/{lane.code_on_screen()}"
    phone.open(at)
    body, _, mark = phone.form(at)["scan"].rpartition(".")
    for forged in (f"{body[:-2]}xx.{mark}", f"{body}.{mark[::-1]}", "", "."):
        assert TOO_OLD in phone.press(at, scan=forged)
        phone.open(at)
    assert happened(lane) == []
