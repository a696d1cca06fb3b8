"""Other people's pages: none of them can press our buttons with a neighbour's cookie."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.routes import HTTPRoute

from api.access.roles import Role
from api.app import make_app
from api.settings import Settings
from api.settings.doors import DoorSettings, doors_from
from api.settings.faults import SettingsFault
from tests.doorstep import LI, SWEEPING, WANG, Browser, Doorstep
from tests.house_open import problem

NOT_PAGES = ("/v1/", "/health/", "/static/", "/schema", "/docs")
ELSEWHERE = [
    {"origin": "https://evil.example"}, {"origin": "null"}, {"origin": "http://testserver.local.x"},
    {"origin": "http://["}, {"origin": "http://testserver.local:81"},
    {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": "cross-site", "origin": "http://testserver.local"},
]  # fmt: skip
OURS = [{"origin": "http://testserver.local"}, {"sec-fetch-site": "same-origin"},
        {"sec-fetch-site": "none"}, {}]  # fmt: skip


@pytest.fixture
def lane(tmp_path: Path) -> Iterator[Doorstep]:
    """Sunny Lane on a Sunday morning at nine."""
    lane = Doorstep(tmp_path)
    yield lane
    lane.close()


def addresses(app: Litestar, *, pages: bool, methods: set[str]) -> set[tuple[str, str]]:
    """Every method and address there is, an `x` in each gap, of pages or of the API."""
    found = set()
    for route in app.routes:
        if isinstance(route, HTTPRoute):
            is_page = not route.path.startswith(NOT_PAGES)
            address = re.sub(r"\{[^}]+\}", "x", route.path)
            if is_page is pages and (is_page or address.startswith("/v1/")):
                found |= {(method, address) for method in methods & set(route.methods)}
    return found


def token_of(browser: Browser) -> str:
    """The token that is in every form of this browser's pages."""
    browser.open("/")
    return browser.form("/preferences")["_csrf_token"]


def test_no_form_is_taken_without_a_token_of_ours(lane: Doorstep) -> None:
    phone, head = lane.phone_of(WANG), lane.ledger.book.head()
    forms = addresses(lane.app, pages=True, methods={"POST", "PUT", "PATCH", "DELETE"})
    assert len(forms) >= 8
    for method, address in sorted(forms):
        answer = phone.request(method, address, data={"x": "y"}, follow_redirects=False)
        assert answer.status_code == 403, address
        assert "text/html" in answer.headers["content-type"], address
    assert lane.ledger.book.head() == head and "session" in phone.cookies


@pytest.mark.parametrize("headers", ELSEWHERE)
def test_no_form_of_another_site_is_taken_whatever_token_it_has(
    lane: Doorstep, headers: dict[str, str]
) -> None:
    phone, head = lane.phone_of(WANG), lane.ledger.book.head()
    told = {"_csrf_token": token_of(phone)}
    for method, address in addresses(lane.app, pages=True, methods={"POST"}):
        answer = phone.request(
            method, address, data=told, headers=headers, follow_redirects=False
        )
        assert answer.status_code == 403, address
    assert lane.ledger.book.head() == head


@pytest.mark.parametrize("headers", OURS)
def test_our_own_forms_pass(lane: Doorstep, headers: dict[str, str]) -> None:
    phone = lane.phone_of(LI)
    told = {"_csrf_token": token_of(phone), "language": "en", "back": "/me"}
    answer = phone.post("/preferences", data=told, headers=headers, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/me")


def test_a_link_on_another_site_may_lead_to_us(lane: Doorstep) -> None:
    phone = lane.phone_of(LI)
    assert phone.get("/me", headers={"sec-fetch-site": "cross-site"}).status_code == 200


def test_no_call_of_the_api_takes_a_cookie_for_a_key(lane: Doorstep) -> None:
    phone = lane.phone_of(WANG)
    methods = {"GET", "POST", "PUT", "PATCH", "DELETE"}
    calls = addresses(lane.app, pages=False, methods=methods)
    assert len(calls) >= 25
    headers = {"idempotency-key": "k", "x-csrftoken": token_of(phone)}
    for method, address in sorted(calls):
        answer = phone.request(method, address, headers=headers)
        assert problem(answer) == (401, "unauthorised"), address
        assert answer.headers["www-authenticate"] == "Bearer"


# The house's own address --------------------------------------------------------------------


@pytest.fixture
def known(lane: Doorstep) -> Browser:
    """A browser at a house that is known as beans.example.cn, behind a proxy that speaks TLS."""
    settings = lane.house.settings
    object.__setattr__(settings, "doors", DoorSettings("https://beans.example.cn"))
    app = make_app(lane.house)
    app.state.house = lane.house
    lane.app = app
    return Browser(app, base_url="http://beans.example.cn")


def test_a_house_with_an_address_answers_to_no_other(known: Browser, lane: Doorstep) -> None:
    assert known.get("/").status_code == 200
    for host in ("evil.example", "127.0.0.1:8000", "beans.example.cn.evil.example", ""):
        assert known.get("/", headers={"host": host}).status_code == 400
        assert known.get("/v1/ledger/facts", headers={"host": host}).status_code == 400
    assert known.get("/health/live", headers={"host": "10.0.0.7"}).status_code == 200


def test_codes_name_the_address_that_people_know(known: Browser, lane: Doorstep) -> None:
    admin = lane.key(Role.ADMIN)
    shown = known.get(
        f"/v1/activities/{SWEEPING}/code", headers={"authorization": f"Bearer {admin}"}
    )
    assert shown.json()["url"] == f"https://beans.example.cn/a/{shown.json()['code']}"


def test_where_people_come_in_over_tls_cookies_are_for_tls(known: Browser) -> None:
    answer = known.get("/")
    assert "max-age=31536000" in answer.headers["strict-transport-security"]
    cookies = answer.headers.get_list("set-cookie")
    assert cookies and all("Secure" in cookie for cookie in cookies)
    foreign = {"origin": "http://beans.example.cn"}
    # A page without TLS may be anybody's who stands on the line.
    assert known.post("/preferences", headers=foreign).status_code == 403


def test_a_house_without_an_address_promises_nothing(lane: Doorstep) -> None:
    answer = lane.stranger().get("/")
    assert "strict-transport-security" not in answer.headers


@pytest.mark.parametrize(("given", "read"), [
    ("", ""), ("https://beans.example.cn", "https://beans.example.cn"),
    ("https://Beans.example.cn/", "https://beans.example.cn"),
    ("http://10.0.0.7:8000", "http://10.0.0.7:8000"),
])  # fmt: skip
def test_an_address_is_a_scheme_and_a_host(given: str, read: str) -> None:
    assert doors_from({"GOLDENBEAN_PUBLIC_URL": given}).public_url == read


@pytest.mark.parametrize("given", [
    "beans.example.cn", "ftp://beans.example.cn", "https://", "https://beans.example.cn/app",
    "https://user@beans.example.cn", "https://beans.example.cn?x", "https://[", "https://a b",
    "https://beans.example.cn:x", "https://豆.example.cn",
])  # fmt: skip
def test_anything_else_is_refused_before_the_doors_open(given: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsFault, match="GOLDENBEAN_PUBLIC_URL"):
        Settings.from_environment({"GOLDENBEAN_PUBLIC_URL": given}, tmp_path / "new")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("name", [
    "KEY_REQUESTS_PER_SECOND", "PERSON_REQUESTS_PER_MINUTE", "STRANGER_REQUESTS_PER_MINUTE",
])  # fmt: skip
def test_a_rate_is_a_whole_number(name: str) -> None:
    said = f"GOLDENBEAN_{name}"
    assert getattr(doors_from({said: "7"}), name.lower()) == 7
    assert getattr(doors_from({said: ""}), name.lower()) > 100
    for wrong in ("0", "-1", "1e3", "fast", "9" * 20, "٣"):
        with pytest.raises(SettingsFault, match=said):
            doors_from({said: wrong})
