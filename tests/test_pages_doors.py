"""Who comes in, by which door, and what is kept from strangers, forgers and careless phones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.codes import Seal
from api.keys import Role
from api.ledgers import FIRST
from api.pages.visits import local_path
from api.sessions import guest
from tests.doorstep import LI, NOODLES, SWEEPING, WANG, Browser, Doorstep
from tests.neighbourhood import SUNNY_LANE


@pytest.fixture
def lane(tmp_path: Path) -> Iterator[Doorstep]:
    """Sunny Lane on a Sunday morning at nine."""
    lane = Doorstep(tmp_path)
    yield lane
    lane.close()


def typed_key(lane: Doorstep, role: Role, **stands_for: str) -> str:
    """An access key as the office hands it out."""
    return lane.house.keys.create(role, FIRST, **stands_for)[0]


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
    browser.press("/sign-in", key=f" {typed_key(lane, role, **stands_for)}\n")
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
    browser.press("/sign-in", key=typed_key(lane, Role.MERCHANT, merchant=NOODLES))
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
    forged = Seal(b"guessed", "sign-in link").seal("{}", lane.clock.now())
    browser.open(f"/in/{forged}")
    assert browser.page.status_code == 410


def test_a_session_ends_by_itself_and_by_a_press(lane: Doorstep) -> None:
    counter = lane.counter_of(NOODLES)
    cookie = counter.cookies["session"]
    counter.press("/sign-out")
    assert counter.open("/merchant") and counter.page.url.path == "/sign-in"

    late = lane.stranger()
    late.cookies.set("session", cookie)
    assert late.open("/merchant") and late.page.url.path == "/merchant"
    lane.later(hours=13)
    assert late.open("/merchant") and late.page.url.path == "/sign-in"


def test_a_changed_cookie_is_no_cookie(lane: Doorstep) -> None:
    phone = lane.phone_of(WANG)
    body, _, mark = phone.cookies["session"].rpartition(".")
    for forged in (f"{body}x.{mark}", f"{body}.{mark[:-1]}", "", ".", "nonsense"):
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


# Forgers and careless phones ----------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    ["/sign-in", "/sign-out", "/preferences", "/me/code", "/merchant", "/a/ABC", "/in/x"],
)
def test_a_form_from_elsewhere_is_not_taken(lane: Doorstep, path: str) -> None:
    phone = lane.phone_of(WANG)
    head = lane.ledger.book.head()
    for data in ({}, {"_csrf_token": "guessed"}, {"_csrf_token": "0" * 128}):
        answer = phone.post(path, data=data, follow_redirects=False)
        assert answer.status_code == 403
        assert "页面打开太久了" in answer.text and "text/html" in answer.headers["content-type"]
    assert lane.ledger.book.head() == head and "session" in phone.cookies


def test_the_api_never_looks_at_the_cookie(lane: Doorstep) -> None:
    phone = lane.phone_of(WANG)
    answer = phone.post("/v1/redemption-codes", json={}, headers={"idempotency-key": "k"})
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    nowhere = phone.get("/v1/nowhere")
    assert nowhere.status_code == 404
    assert nowhere.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "away",
    [
        "https://evil.example/", "//evil.example/", "/\\evil.example", "\\\\evil.example",
        "/\t/evil.example", "javascript:alert(1)", "evil.example", "", " /me", "/me\r\nX: y",
        "http:/evil.example", "/me" + "x" * 2_000, "／／evil.example",
    ],
)  # fmt: skip
def test_no_form_leads_out_of_the_house(lane: Doorstep, away: str) -> None:
    assert local_path(away) == "/"
    browser = lane.stranger()
    browser.open("/sign-in", params={"next": away})
    browser.press("/preferences", language="zh", back=away)
    assert browser.page.url.host == "testserver.local" and browser.page.url.path == "/"
    browser.open("/sign-in", params={"next": away})
    key = typed_key(lane, Role.VOLUNTEER, volunteer=WANG)
    browser.press("/sign-in", key=key, next=away)
    assert browser.page.url.host == "testserver.local" and browser.page.url.path == "/me"


def test_paths_of_ours_are_kept_as_they_are() -> None:
    for ours in ("/", "/me", "/merchant/takings?month=2026-10", "/a/01HF%20?x=/..//y"):
        assert local_path(ours) == ours


def test_pages_are_told_what_they_may_never_do(lane: Doorstep) -> None:
    phone = lane.phone_of(WANG)
    for path in ("/", "/me", "/nowhere", f"/a/{lane.code_on_screen()}", "/in/x"):
        headers = phone.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        if path != "/nowhere":  # No page was asked who is there.
            assert headers["cache-control"] == "no-store", path


def test_cookies_are_out_of_reach_and_travel_sealed_where_the_line_is(lane: Doorstep) -> None:
    link = lane.link(guest(Role.VOLUNTEER, FIRST, volunteer=WANG))
    browser = Browser(lane.app, base_url="https://beans.example")
    cookies = browser.get(link).headers.get_list("set-cookie")
    browser.open(link)
    form = browser.form(link)
    answer = browser.post(form.action, data=form, follow_redirects=False)
    cookies += answer.headers.get_list("set-cookie")
    assert {cookie.partition("=")[0] for cookie in cookies} == {"csrftoken", "session"}
    for cookie in cookies:
        assert "HttpOnly" in cookie and "SameSite=lax" in cookie and "Secure" in cookie


def test_a_stranger_leaves_no_session_and_files_carry_no_cookie(lane: Doorstep) -> None:
    browser = lane.stranger()
    style = re.search(r'href="(/static/[^"]*css[^"]*)"', browser.open("/"))
    assert style and "session" not in browser.cookies
    answer = lane.stranger().get(style[1])
    assert "immutable" in answer.headers["cache-control"]
    assert "set-cookie" not in answer.headers
    assert lane.stranger().get("/static/../language.py").status_code == 404


# Words --------------------------------------------------------------------------------------


def test_a_reader_keeps_the_language_and_the_size_of_the_letters(lane: Doorstep) -> None:
    phone = lane.phone_of(WANG)
    page = phone.press("/preferences", language="en")
    assert phone.page.url.path == "/me" and "Golden Beans" in page
    page = phone.press("/preferences", text_size="large")
    assert 'class="text-large"' in page and 'lang="en"' in page
    assert "We cannot find this page" in phone.open("/nowhere")
    assert "Usual text" in phone.page.text


def test_an_english_browser_is_met_in_english_until_told_otherwise(lane: Doorstep) -> None:
    guest_from_abroad = lane.stranger()
    guest_from_abroad.headers["accept-language"] = "en-GB,en;q=0.9"
    assert "Next activities" in guest_from_abroad.open("/")
    guest_from_abroad.press("/preferences", language="zh")
    assert 'lang="zh-CN"' in guest_from_abroad.page.text


def test_what_goes_wrong_is_said_in_a_sentence(lane: Doorstep) -> None:
    phone = lane.phone_of(LI)
    assert "没有找到这个页面" in phone.open("/nowhere") and phone.page.status_code == 404
    assert "没有找到这个页面" in phone.open("/sign-out") and phone.page.status_code == 405
    phone.open("/me")
    form = phone.form("/sign-out")
    form["next"] = "x" * 70_000
    form.action = "/sign-in"
    phone.submit(form)
    assert phone.page.status_code == 413 and "抱歉" in phone.page.text
