"""Webhooks over HTTP: a place is named, seen by whoever may, changed, and ended."""

from __future__ import annotations

from base64 import b64decode
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import text

from api.access.roles import Role
from api.webhooks import wishes
from tests.house_open import Neighbour, OpenHouse, moment, problem
from tests.test_api_again import assert_again

CITY = {"url": "https://city.invalid/beans?from=lane"}


def opened(who: Neighbour, **more: Any) -> dict[str, Any]:
    """Somebody has what happens sent to the city."""
    return who.gets("/webhooks", CITY | more)


def the_bytes(secret: str) -> bytes:
    """What is behind a secret as it is shown."""
    assert secret.startswith("whsec_")
    return b64decode(secret.removeprefix("whsec_"), validate=True)


def test_a_place_is_named_and_its_secret_is_shown_once(any_home: OpenHouse) -> None:
    told = {"types": ["BeansAwarded", "BeansRedeemed"], "label": "城市平台"}
    made = opened(any_home.admin, **told)
    assert 24 <= len(the_bytes(made["secret"])) <= 64
    seen = any_home.admin.sees(f"/webhooks/{made['id']}")
    assert (seen["url"], seen["label"]) == (CITY["url"], "城市平台")
    assert (seen["types"], seen["unit"], seen["state"]) == (told["types"], None, "listening")
    assert (seen["waiting"], seen["ended_at"], seen["ping"]) == (0, None, None)
    (item,) = any_home.admin.sees("/webhooks")["items"]
    assert item == {name: seen[name] for name in item} and "secret" not in item
    assert made["secret"] not in any_home.admin.looks(f"/webhooks/{made['id']}").text


def test_neither_an_address_nor_a_secret_lies_open_in_the_vault(home: OpenHouse) -> None:
    made = opened(home.admin)
    home.admin.gets(f"/webhooks/{made['id']}/secrets")
    with home.house.vault.connect() as connection:
        rows = [*connection.execute(text("SELECT * FROM webhooks")),
                *connection.execute(text("SELECT * FROM webhook_wishes"))]  # fmt: skip
    kept = b"".join(str(value).encode() + bytes(value if isinstance(value, bytes) else b"")
                    for row in rows for value in row)  # fmt: skip
    assert b"webhook-" in kept
    assert b"city.invalid" not in kept and b"whsec_" not in kept
    assert the_bytes(made["secret"]) not in kept


@pytest.mark.parametrize("what", ["", "/secrets", "/ping", "/replay", "/resumption", "/end"])
def test_a_wish_comes_true_once_however_often_it_is_sent(any_home: OpenHouse, what: str) -> None:
    admin, path, told = any_home.admin, "/webhooks", dict(CITY)
    if what:
        path, told = f"/webhooks/{opened(admin)['id']}{what}", {}
    if what == "/replay":
        told = {"after": None}
    with ThreadPoolExecutor(4) as crowd:
        answers = list(crowd.map(lambda _: admin.asks(path, told, key="my wish"), range(8)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.text for answer in answers}) == 1
    first = [one for one in answers if "Idempotency-Replayed" not in one.headers]
    assert len(first) == 1
    any_home.later(hours=2)
    any_home.volunteer()
    assert_again(first[0], admin.asks(path, told, key="my wish"))
    other = admin.asks("/webhooks", {"url": "https://other.invalid/"}, key="my wish")
    assert problem(other) == (422, "key_reused")
    assert len(admin.sees("/webhooks")["items"]) == 1


REFUSED = [
    ("http://city.invalid/", "webhook_not_https"),
    ("https://city.invalid:8443/", "webhook_port_closed"),
    ("https://city.invalid:0/", "webhook_port_closed"),
    ("https://10.0.0.8/", "webhook_address_inside"),
    ("https://127.0.0.1/", "webhook_address_inside"),
    ("https://[::1]/", "webhook_address_inside"),
    ("https://[::ffff:169.254.169.254]/", "webhook_address_inside"),
    ("https://localhost/", "webhook_address_inside"),
    ("https://me:pass@city.invalid/", "webhook_address_unreadable"),
    ("https://city.invalid/#here", "webhook_address_unreadable"),
    ("https://city.invalid/a b", "webhook_address_unreadable"),
    ("https:///beans", "webhook_address_unreadable"),
    ("https://city.invalid:99999/", "webhook_address_unreadable"),
    ("https://10.0.0.8\\@city.invalid/", "webhook_address_unreadable"),
    ("ftp://city.invalid/", "webhook_address_unreadable"),
    ("city.invalid/beans", "webhook_address_unreadable"),
    ("https://城市.invalid/", "webhook_address_unreadable"),
]


@pytest.mark.parametrize(("url", "code"), REFUSED)
def test_an_address_nobody_should_be_sent_to_is_refused_and_stays_refused(
    home: OpenHouse, url: str, code: str
) -> None:
    first = home.admin.asks("/webhooks", {"url": url}, key="my wish")
    assert problem(first) == (422, code)
    assert_again(first, home.admin.asks("/webhooks", {"url": url}, key="my wish"))
    assert home.admin.sees("/webhooks")["items"] == []


@pytest.mark.parametrize(
    "told",
    [{}, CITY | {"types": []}, CITY | {"types": ["Gossip"]}, CITY | {"label": ""}, {"url": ""},
     CITY | {"secret": "whsec_mine"}, {"url": "https://city.invalid/" + "x" * 500}],
)  # fmt: skip
def test_a_request_that_says_something_else_is_refused(
    home: OpenHouse, told: dict[str, Any]
) -> None:
    assert problem(home.admin.asks("/webhooks", told)) == (400, "malformed")


def test_staff_see_what_was_made_for_their_own_places(home: OpenHouse) -> None:
    lane, beyond, street = (
        home.let_in(Role.STAFF, unit=home.lane), home.let_in(Role.STAFF, unit=home.beyond),
        home.let_in(Role.STREET_STAFF, unit=home.street),
    )  # fmt: skip
    everywhere, mine = opened(home.admin)["id"], opened(lane)
    assert mine["unit"] == home.lane
    for who, seen in ((lane, {mine["id"]}), (street, {mine["id"]}), (beyond, set()),
                      (home.admin, {everywhere, mine["id"]})):  # fmt: skip
        assert {one["id"] for one in who.sees("/webhooks")["items"]} == seen
    assert problem(lane.looks(f"/webhooks/{everywhere}")) == (404, "webhook_unknown")
    assert problem(beyond.asks(f"/webhooks/{mine['id']}/end")) == (404, "webhook_unknown")
    assert problem(home.admin.looks("/webhooks/webhook-0")) == (404, "webhook_unknown")


def test_what_waits_is_told_and_only_what_concerns_the_place(home: OpenHouse) -> None:
    lane = home.let_in(Role.STAFF, unit=home.lane)
    mine, all_of_it = opened(lane)["id"], opened(home.admin, types=["VolunteerRegistered"])["id"]
    home.later(hours=1)
    home.volunteer("王秀英", home.beyond)
    assert lane.sees(f"/webhooks/{mine}")["waiting"] == 0
    home.later(hours=1)
    home.serves(home.volunteer("赵小梅", home.lane))
    seen = lane.sees(f"/webhooks/{mine}")
    assert seen["waiting"] >= 5
    assert moment(seen["waiting_since"]).hour == 3  # Eleven o'clock on the lane.
    assert home.admin.sees(f"/webhooks/{all_of_it}")["waiting"] == 2


def test_a_replay_begins_behind_a_message_of_ours(home: OpenHouse) -> None:
    made = opened(home.admin)["id"]
    home.admin.gets(f"/webhooks/{made}/replay", {"after": None})
    assert home.admin.sees(f"/webhooks/{made}")["waiting"] == home.facts()
    third = f"fact-{home.ledger.messages.seal(3)}"
    home.admin.gets(f"/webhooks/{made}/replay", {"after": third})
    assert home.admin.sees(f"/webhooks/{made}")["waiting"] == home.facts() - 3
    for after in (f"fact-{home.ledger.messages.seal(home.facts() + 1)}", "fact-" + "0" * 32,
                  f"fact-{home.ledger.tokens.seal(3)}", "3", 3):  # fmt: skip
        refused = home.admin.asks(f"/webhooks/{made}/replay", {"after": after})
        assert problem(refused) == (400, "malformed"), after
        assert refused.json()["errors"][0]["pointer"] == "/after"


def test_what_has_ended_never_listens_again(home: OpenHouse) -> None:
    made = opened(home.admin)["id"]
    ended = home.admin.gets(f"/webhooks/{made}/end")
    assert (ended["state"], ended["ended_why"]) == ("ended", "asked")
    home.volunteer()
    assert home.admin.sees(f"/webhooks/{made}")["waiting"] == 0
    for what, told in (("end", {}), ("resumption", {}), ("secrets", {}), ("ping", {}),
                       ("replay", {"after": None})):  # fmt: skip
        refused = home.admin.asks(f"/webhooks/{made}/{what}", told)
        assert problem(refused) == (409, "webhook_ended"), what


def test_there_are_never_too_many(home: OpenHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wishes, "MOST_IN_A_LEDGER", 2)
    first, _ = opened(home.admin)["id"], opened(home.admin)
    assert problem(home.admin.asks("/webhooks", CITY)) == (409, "webhooks_full")
    home.admin.gets(f"/webhooks/{first}/end")
    opened(home.admin)


def test_they_are_listed_page_by_page(home: OpenHouse) -> None:
    made = []
    for number in range(3):
        home.later(minutes=1)
        made.append(opened(home.admin, label=f"平台{number}")["id"])
    first = home.admin.sees("/webhooks", limit=2)
    rest = home.admin.sees("/webhooks", limit=2, cursor=first["next_cursor"])
    assert [one["id"] for one in first["items"] + rest["items"]] == made
    assert rest["next_cursor"] is None
