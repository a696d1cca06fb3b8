"""Forgers, careless phones and slips of the pen: what the pages keep out, and how they say so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.access.roles import Role
from api.ledgers import FIRST
from api.pages.visits import local_path
from api.signing_in.sessions import guest
from tests.doorstep import LI, WANG, Browser, Doorstep
from tests.ways_in import QIAN, appoint, enters_by_invitation, invitation_to_choose


@pytest.fixture
def lane(tmp_path: Path) -> Iterator[Doorstep]:
    """Sunny Lane on a Sunday morning at nine."""
    lane = Doorstep(tmp_path)
    yield lane
    lane.close()


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
    key = lane.key(Role.VOLUNTEER, volunteer=WANG)
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


def test_what_strangers_are_shown_at_the_door_stays_nowhere(lane: Doorstep) -> None:
    """The telephone's secret is on a page that is seen before anybody is signed in."""
    appoint(lane, QIAN, Role.ADMIN)
    browser = lane.stranger()
    for path in ("/sign-in", "/sign-in/name", invitation_to_choose(lane)):
        assert browser.get(path).headers["cache-control"] == "no-store", path
    assert "身份验证器" in enters_by_invitation(lane, browser, QIAN, "qian")
    assert browser.page.headers["cache-control"] == "no-store"
    assert browser.get("/").headers["cache-control"] == "no-cache"


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
