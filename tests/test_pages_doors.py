"""Who comes in, by which door, and what is theirs to see behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.access.roles import Role
from api.ledgers import FIRST
from api.signing_in.sessions import guest
from tests.doorstep import NOODLES, SWEEPING, WANG, Doorstep
from tests.neighbourhood import SUNNY_LANE


@pytest.fixture
def lane(tmp_path: Path) -> Iterator[Doorstep]:
    """Sunny Lane on a Sunday morning at nine."""
    lane = Doorstep(tmp_path)
    yield lane
    lane.close()


# Coming in ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "stands_for", "lands"),
    [
        (Role.VOLUNTEER, {"volunteer": WANG}, "/me"),
        (Role.MERCHANT, {"merchant": NOODLES}, "/merchant"),
        (Role.ORGANIZER, {"unit": SUNNY_LANE}, "/desk"),
        (Role.STAFF, {}, "/desk"),
    ],
)
def test_a_typed_key_opens_the_right_door(
    lane: Doorstep, role: Role, stands_for: dict[str, str], lands: str
) -> None:
    browser = lane.stranger()
    browser.open("/sign-in")
    browser.press("/sign-in", key=f" {lane.key(role, **stands_for)}\n")
    assert browser.page.url.path == lands and browser.page.status_code == 200


def test_a_wrong_key_opens_nothing(lane: Doorstep) -> None:
    browser = lane.stranger()
    browser.open("/sign-in")
    page = browser.press("/sign-in", key="gb_" + "x" * 36)
    assert "密钥不对" in page and browser.page.status_code == 422
    assert "session" not in browser.cookies


def test_after_signing_in_one_is_where_one_wanted_to_be(lane: Doorstep) -> None:
    browser = lane.stranger()
    browser.open("/merchant/takings?month=2026-10")
    assert browser.page.url.path == "/sign-in"
    browser.press("/sign-in", key=lane.key(Role.MERCHANT, merchant=NOODLES))
    assert str(browser.page.url).endswith("/merchant/takings?month=2026-10")


def test_a_link_asks_first_and_signs_in_by_a_press(lane: Doorstep) -> None:
    link = lane.link(guest(Role.VOLUNTEER, FIRST, volunteer=WANG))
    browser = lane.stranger()
    assert "王**" in browser.open(link)
    assert "session" not in browser.cookies
    browser.press(link)
    assert browser.page.url.path == "/me" and "session" in browser.cookies


@pytest.mark.parametrize(
    ("who", "known_as"),
    [
        (guest(Role.MERCHANT, FIRST, merchant=NOODLES), "老陈面馆"),
        (guest(Role.ORGANIZER, FIRST, unit=SUNNY_LANE), "阳光里社区"),
        (guest(Role.STAFF, FIRST), "社区办公室"),
    ],
)
def test_a_link_says_whom_it_is_for(lane: Doorstep, who: object, known_as: str) -> None:
    assert known_as in lane.stranger().open(lane.link(who))


def test_a_link_runs_out_and_a_forged_one_never_worked(lane: Doorstep) -> None:
    link = lane.link(guest(Role.VOLUNTEER, FIRST, volunteer=WANG))
    browser = lane.stranger()
    browser.open(link)
    form = browser.form(link)
    lane.later(hours=2)
    assert "这个登录码已失效" in browser.open(link)
    assert "这个登录码已失效" in browser.submit(form)
    for forged in ("x", "0" * 27, f"{link[4:]}x", f"{link[4:-1]}", "王"):
        browser.open(f"/in/{forged}")
        assert browser.page.status_code == 410, forged


def test_a_session_ends_by_itself_and_by_a_press(lane: Doorstep) -> None:
    counter, other = lane.counter_of(NOODLES), lane.counter_of(NOODLES)
    counter.press("/sign-out")
    assert counter.open("/merchant") and counter.page.url.path == "/sign-in"

    lane.later(hours=11)
    assert other.open("/merchant") and other.page.url.path == "/merchant"
    lane.later(hours=1)
    assert other.open("/merchant") and other.page.url.path == "/sign-in"


def test_a_changed_cookie_is_no_cookie(lane: Doorstep) -> None:
    cookie = lane.phone_of(WANG).cookies["session"]
    swapped = cookie.swapcase()
    for forged in (f"{cookie}x", cookie[:-1], f"A{cookie[1:]}A", swapped, "", ".", "nonsense"):
        stranger = lane.stranger()
        stranger.cookies.set("session", forged)
        assert stranger.open("/me") and stranger.page.url.path == "/sign-in"


# What is whose ------------------------------------------------------------------------------


def test_each_door_is_for_its_own_people(lane: Doorstep) -> None:
    phone, counter, desk = lane.phone_of(WANG), lane.counter_of(NOODLES), lane.desk()
    screen = f"/desk/activities/{SWEEPING}/code"
    for browser, closed in (
        (phone, ("/merchant", "/merchant/takings", "/desk", screen)),
        (counter, ("/me", "/me/code", "/desk", screen)),
        (desk, ("/me", "/me/code", "/merchant")),
    ):
        for path in closed:
            assert "不能看这个页面" in browser.open(path), path
            assert browser.page.status_code == 403


def test_an_organizer_elsewhere_does_not_learn_of_the_activity(lane: Doorstep) -> None:
    elsewhere = lane.signed_in(guest(Role.ORGANIZER, FIRST, unit="unit-elsewhere"))
    assert "楼道清洁" not in elsewhere.open("/desk")
    for activity in (SWEEPING, "activity-none", "nonsense"):
        elsewhere.open(f"/desk/activities/{activity}/code")
        assert elsewhere.page.status_code == 404


def test_the_desk_shows_today_and_a_code_for_the_whole_room(lane: Doorstep) -> None:
    desk = lane.desk()
    assert "楼道清洁" in desk.open("/desk")
    page = desk.open(f"/desk/activities/{SWEEPING}/code")
    code = lane.code_on_screen()
    assert " ".join(re.findall(".{1,4}", code)) in page
    assert '<meta http-equiv="refresh" content="30">' in page
    lane.later(seconds=30)
    assert desk.open(f"/desk/activities/{SWEEPING}/code") != page
    lane.later(days=1)
    assert "楼道清洁" not in desk.open("/desk")


def test_strangers_see_the_first_page_and_no_name(lane: Doorstep) -> None:
    lane.serves(WANG)
    page = lane.stranger().open("/")
    assert "阳光里社区" in page and "王" not in page
