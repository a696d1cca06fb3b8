"""Planted cookies, used links, guessed numbers, forms from elsewhere: none of them is a way in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from api.access.roles import Role
from api.ledgers import FIRST
from api.signing_in.sessions import guest
from ledger.appointments import EndAppointment
from tests.doorstep import NOODLES, WANG, Browser, Doorstep
from tests.furnished import furnished_database
from tests.vaults import BOTH_KINDS
from tests.ways_in import (
    QIAN,
    ZHAO,
    appoint,
    enters_by_invitation,
    invitation_to_choose,
    knocks,
    rows,
    secret_on,
    shown,
    stands_at,
)


@pytest.fixture(params=BOTH_KINDS)
def lane(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Doorstep]:
    """Sunny Lane on a Sunday morning at nine, over each kind of database."""
    environ = {}
    if request.param == "postgresql":
        url = furnished_database(request.getfixturevalue("postgresql"))
        environ["GOLDENBEAN_DATABASE_URL"] = url
    lane = Doorstep(tmp_path, **environ)
    yield lane
    lane.close()


def wang_link(lane: Doorstep, uses: int = 1) -> str:
    """A link for Wang Xiuying."""
    who = guest(Role.VOLUNTEER, FIRST, volunteer=WANG)
    tomorrow = lane.clock.now() + timedelta(days=1)
    return lane.house.gate.invitations.make(who, tomorrow, made_by="key-office", uses=uses)


def with_cookie(lane: Doorstep, cookie: str) -> Browser:
    """A browser with somebody's session in its hands."""
    browser = lane.stranger()
    browser.cookies.set("session", cookie)
    return browser


def is_out(browser: Browser, path: str = "/me") -> bool:
    """Whether the door is where this browser ends up."""
    return bool(browser.open(path)) and stands_at(browser) == "/sign-in"


# Fixation -----------------------------------------------------------------------------------


def test_a_cookie_planted_before_the_sign_in_is_worth_nothing_after_it(lane: Doorstep) -> None:
    forger = lane.signed_in(guest(Role.MERCHANT, FIRST, merchant=NOODLES))
    for planted in (forger.cookies["session"], "A" * 43, "planted"):
        victim = with_cookie(lane, planted)
        link = wang_link(lane)
        victim.open(link)
        victim.press(link)
        assert stands_at(victim) == "/me"
        given = [cookie.value for cookie in victim.cookies.jar if cookie.name == "session"]
        assert set(given) - {planted}
        assert is_out(with_cookie(lane, planted)) and is_out(forger, "/merchant")


def test_every_way_in_gives_a_new_number(lane: Doorstep) -> None:
    browser, numbers = lane.stranger(), set()
    for _ in range(3):
        link = wang_link(lane)
        browser.open(link)
        browser.press(link)
        numbers.add(browser.cookies["session"])
        browser.open("/sign-in")
        browser.press("/sign-in", key=lane.key(Role.VOLUNTEER, volunteer=WANG))
        numbers.add(browser.cookies["session"])
    assert len(numbers) == 6 and rows(lane, "sessions") == 1


# Replay -------------------------------------------------------------------------------------


def test_a_link_that_somebody_else_has_used_opens_nothing(lane: Doorstep) -> None:
    link, first, second = wang_link(lane), lane.stranger(), lane.stranger()
    assert "王**" in first.open(link) and "王**" in second.open(link)
    first.press(link)
    assert "这个登录码已失效" in second.press(link) and second.page.status_code == 410
    assert "session" not in second.cookies
    assert "这个登录码已失效" in second.open(link)


def test_a_link_to_choose_a_password_is_used_once(lane: Doorstep) -> None:
    appoint(lane, ZHAO, Role.STAFF)
    link, zhao, thief = invitation_to_choose(lane), lane.stranger(), lane.stranger()
    zhao.open(link)
    thief.open(link)
    zhao.press(link, user_name="zhao.min", password="牡丹亭 四更天 cycling")
    thief.press(link, user_name="thief", password="long enough for a thief")
    assert thief.page.status_code == 410 and "session" not in thief.cookies
    assert lane.house.gate.logins.check("thief", "long enough for a thief") is None


def test_a_cookie_of_somebody_who_signed_out_is_dead(lane: Doorstep) -> None:
    phone = lane.phone_of(WANG)
    copy = phone.cookies["session"]
    phone.press("/sign-out")
    assert is_out(with_cookie(lane, copy)) and rows(lane, "sessions") == 0


def test_digits_read_over_a_shoulder_are_good_for_nobody_else(lane: Doorstep) -> None:
    appoint(lane, QIAN, Role.ADMIN)
    at_home, qian, thief = lane.stranger(), lane.stranger(), lane.stranger()
    enters_by_invitation(lane, at_home, QIAN, "qian")
    secret = secret_on(at_home)
    at_home.press("/sign-in/second-step", code=shown(secret, lane))
    lane.later(minutes=1)
    knocks(qian, "qian")
    knocks(thief, "qian")
    code = shown(secret, lane)
    qian.press("/sign-in/second-step", code=code)
    assert stands_at(qian) == "/desk"
    assert "数字不对" in thief.press("/sign-in/second-step", code=code)
    assert "session" not in thief.cookies


# Guessing and forging -----------------------------------------------------------------------


def test_ids_and_digests_and_halves_of_numbers_open_nothing(lane: Doorstep) -> None:
    phone = lane.phone_of(WANG)
    cookie = phone.cookies["session"]
    session = lane.house.gate.sessions.session(cookie)
    guesses = [session.id, session.digest, session.who.person, WANG, cookie[:42], cookie.lower(),
               f"{cookie}=", f" {cookie}x", "0" * 43, "-" * 43]  # fmt: skip
    for guess in guesses:
        assert is_out(with_cookie(lane, guess)), guess
    assert not is_out(phone)


@pytest.mark.parametrize("path", ["/sign-in", "/sign-in/name", "/sign-in/badge", "/sign-in/phone",
                                  "/sign-in/code", "/sign-in/second-step", "/roles",
                                  "/me/password", "/me/second-step"])  # fmt: skip
def test_no_form_at_the_doors_is_taken_from_elsewhere(lane: Doorstep, path: str) -> None:
    phone = lane.phone_of(WANG)
    phone.open("/me")
    token = phone.form("/sign-out")["_csrf_token"]
    before = rows(lane, "sessions"), rows(lane, "one_time_codes"), rows(lane, "attempts")
    for data, headers in (
        ({}, {}),
        ({"_csrf_token": "guessed"}, {}),
        ({"_csrf_token": token}, {"origin": "https://evil.example"}),
        ({"_csrf_token": token}, {"sec-fetch-site": "cross-site"}),
    ):
        answer = phone.post(path, data={**data, "phone": "13800000001"}, headers=headers)
        assert answer.status_code == 403
    assert before == (
        rows(lane, "sessions"), rows(lane, "one_time_codes"), rows(lane, "attempts")
    )  # fmt: skip


def test_a_form_that_leads_out_of_the_house_leads_home(lane: Doorstep) -> None:
    issued = lane.house.gate.issue_badge(WANG, FIRST, "471953", issued_by="key-office")
    for away in ("https://evil.example/", "//evil.example", "/\\evil.example"):
        tablet = lane.stranger()
        tablet.open("/sign-in/badge", params={"next": away})
        tablet.press("/sign-in/badge", badge=issued.code, pin="471953", next=away)
        assert tablet.page.url.host == "testserver.local" and stands_at(tablet) == "/me"


# Roles and strangers ------------------------------------------------------------------------


def test_a_session_ends_with_the_role_that_it_was_for(lane: Doorstep) -> None:
    officer = lane.signed_in(appoint(lane, ZHAO, Role.STAFF))
    assert officer.open("/desk") and stands_at(officer) == "/desk"
    copy = officer.cookies["session"]

    lane.happens(EndAppointment(appointment=f"appointment-staff-{ZHAO.partition('-')[2]}"))
    assert lane.house.gate.sessions.end_all_of(ZHAO) == 1

    assert is_out(officer, "/desk") and is_out(with_cookie(lane, copy), "/desk")


def test_a_role_whose_term_is_over_opens_no_desk_though_the_session_is_young(
    lane: Doorstep,
) -> None:
    lane.later(hours=14)
    today = lane.ledger.rules.current.local_date(lane.clock.now())
    officer = lane.signed_in(appoint(lane, ZHAO, Role.STAFF, until=today))
    assert officer.open("/desk") and stands_at(officer) == "/desk"
    lane.later(hours=1)
    assert is_out(officer, "/desk")


def test_strangers_leave_no_row_and_get_no_session_whatever_they_look_at(lane: Doorstep) -> None:
    stranger = lane.stranger()
    style = re.search(r'href="(/static/[^"]*css[^"]*)"', stranger.open("/"))
    paths = ("/", "/sign-in", "/sign-in/name", "/sign-in/badge", "/me", "/desk", "/merchant",
             "/roles", "/me/password", "/nowhere", "/in/x", f"/a/{lane.code_on_screen()}",
             style[1], "/health/ready")  # fmt: skip
    for path in paths:
        for browser in (lane.stranger(), with_cookie(lane, "A" * 43)):
            answer = browser.get(path, follow_redirects=False)
            given = [name.partition("=")[0] for name in answer.headers.get_list("set-cookie")]
            assert "session" not in given, path
    knocks(stranger, "nobody", "whatever it may be")
    stranger.open("/sign-in/badge")
    stranger.press("/sign-in/badge", badge="GBB00000000000000000000", pin="471953")
    assert "session" not in stranger.cookies
    assert [rows(lane, table) for table in ("sessions", "invitations", "badges", "logins")] == [
        0, 0, 0, 0,
    ]  # fmt: skip
