"""Two communities live in one book, and neither can tell that the other is there."""

from __future__ import annotations

from threading import current_thread
from time import monotonic, sleep
from typing import Any

import pytest
from sqlalchemy import event

from api.access.roles import Role
from tests.access.requests import CALLS
from tests.access.town import Town
from tests.house_open import MORNING, Neighbour, OpenHouse

OF_THE_LANE = (
    "staff@lane", "organizer@lane", "organizer@red", "inspector@lane", "patrol line@lane",
    "fund@lane", "merchant", "clerk", "guardian", "self",
)  # fmt: skip
ENDS = "2026-11-22 11:00"
TRIED_WITHIN_SECONDS = 30
PHONES = iter(f"1370000{number:04d}" for number in range(1, 10_000))


def everything_seen_by(town: Town) -> dict[tuple[str, str], Any]:
    """All that the people of the lane can read, but for the tokens, which tell nothing."""
    seen = {}
    reading = [call for call in CALLS if call.startswith("GET") and "code" not in call]
    # Asking for a thing lets it come to be: all are there, and known, before the first look.
    asked = {call: CALLS[call](town) for call in reading}
    town.home.ledger.shelf.wait_for(town.home.facts())
    the_first_message_was_tried(town)
    for call, (path, _, query) in asked.items():
        for name in OF_THE_LANE:
            answer = town.actors[name].looks(path, **query)
            told = answer.text
            if "json" in answer.headers["content-type"]:
                told = answer.json()
                told.pop("position", None)
            seen[call, name] = answer.status_code, told, answer.headers.get("ETag")
    return seen


def the_first_message_was_tried(town: Town) -> None:
    """The lane's own facts go out when the clock of the house comes round to it, and do not
    arrive: after that nothing more is tried, for this clock stands still."""
    until = monotonic() + TRIED_WITHIN_SECONDS
    path = f"/webhooks/{town.webhook}"
    while town.actors["staff@lane"].looks(path).json()["state"] != "failing":
        assert monotonic() < until, "the first message was never tried"
        sleep(0.05)


def a_busy_day_beyond(town: Town) -> dict[str, str]:
    """Over there a volunteer serves, a shop opens and takes beans; returns what came to be."""
    home, beyond = town.home, town.beyond
    told = {"display_name": "对岸人", "phone": next(PHONES), "community": beyond}
    volunteer = home.admin.gets("/volunteers", told)["id"]
    person = home.let_in(Role.VOLUNTEER, volunteer=volunteer)
    activity = home.activity(MORNING, ENDS, community=beyond, title="对岸的清扫")
    attendance = home.presence(person, activity, MORNING, ENDS)
    rated = {"attendances": [{"attendance": attendance, "rating": 5}]}
    home.admin.gets(f"/activities/{activity}/confirmations", rated)
    shop = home.merchant("对岸小店", beyond)
    offer = shop.gets("/offers", {"kind": "offset", "title": "早餐", "goods": "food", "stock": 5})
    home.gives_to(beyond, 1_000_000)
    code = person.gets("/redemption-codes")["code"]
    told = {"code": code, "beans": 10, "capture": True}
    redemption = shop.gets("/redemptions", told)["id"]
    return {
        "volunteers": volunteer, "activities": activity, "attendances": attendance,
        "merchants": str(shop.who.merchant), "redemptions": redemption, "teams": town.green,
        "offers": offer["id"],
    }  # fmt: skip


def test_whatever_happens_beyond_the_lane_sees_the_same_as_before(any_home: OpenHouse) -> None:
    town = Town(any_home)
    before = everything_seen_by(town)
    for _ in range(2):
        a_busy_day_beyond(town)
    assert everything_seen_by(town) == before


ADDRESSES = {
    "volunteers": ["GET /volunteers/{}/account", "GET /volunteers/{}/statement"],
    "activities": [
        "GET /activities/{}/attendances", "GET /activities/{}/code",
        "POST /activities/{}/check-ins", "POST /activities/{}/confirmations",
    ],
    "attendances": ["POST /attendances/{}/revocation"],
    "merchants": ["GET /merchants/{}/takings"],
    "redemptions": ["POST /redemptions/{}/refund"],
    "teams": ["POST /teams/{}/members"],
    "offers": ["POST /offers/{}/withdrawal", "POST /offers/{}/restock"],
}  # fmt: skip


def probe(asker: Neighbour, address: str, subject: str) -> tuple[Any, ...]:
    """What somebody learns who tries an id: status, words and headers, but for the date."""
    method, _, path = address.format(subject).partition(" ")
    bodies = {
        "check-ins": {"volunteer": "volunteer-000000000000000000"},
        "confirmations": {"attendances": [{"attendance": "attendance-0-0", "rating": 5}]},
        "revocation": {"reason": "x"}, "restock": {"pieces": 1},
        "members": {"volunteer": "volunteer-000000000000000000"},
    }  # fmt: skip
    body = bodies.get(path.rpartition("/")[2], {})
    answer = asker.looks(path) if method == "GET" else asker.asks(path, body)
    headers = {name: told for name, told in answer.headers.items() if name != "date"}
    if "ledger-position" in headers:
        headers["ledger-position"] = "a token"
    return answer.status_code, answer.text.replace(subject, "…"), headers


@pytest.mark.parametrize("name", OF_THE_LANE)
def test_an_id_of_theirs_is_told_like_one_that_never_was(any_home: OpenHouse, name: str) -> None:
    town = Town(any_home)
    theirs, asker = a_busy_day_beyond(town), town.actors[name]
    for kind, subject in theirs.items():
        never = subject[:-4] + ("zzzz" if not subject.startswith("redemption") else "0000")
        for address in ADDRESSES[kind]:
            known, unknown = (probe(asker, address, each) for each in (subject, never))
            assert known == unknown and known[0] in (403, 404), (name, address)


@pytest.mark.parametrize("name", OF_THE_LANE)
def test_nor_does_it_take_more_questions_to_say_so(home: OpenHouse, name: str) -> None:
    """Time would tell them apart if one needed more looks into the views than the other."""
    town = Town(home)
    theirs, asker = a_busy_day_beyond(town), town.actors[name]
    asked: list[str] = []

    def note(*told: Any) -> None:
        if current_thread().name != "views":  # What follows the book follows everybody alike.
            asked.append(told[2])

    event.listen(home.ledger.shelf.store.engine, "before_cursor_execute", note)
    for kind, subject in theirs.items():
        never = subject[:-4] + ("zzzz" if not subject.startswith("redemption") else "0000")
        for address in ADDRESSES[kind]:
            counts = []
            for each in (subject, never):
                home.ledger.shelf.wait_for(home.ledger.book.head())
                home.ledger.units.look_again()
                asked.clear()
                probe(asker, address, each)
                counts.append(sorted(asked))
            assert counts[0] == counts[1], (name, address)


def test_another_ledger_is_another_world(home: OpenHouse) -> None:
    town = Town(home)
    elsewhere = home.house.ledgers.of("westlake")
    text, who = home.house.keys.create(Role.ADMIN, elsewhere.name)
    stranger = Neighbour(home.client, [], text, who)
    assert stranger.looks(f"/volunteers/{town.wang.who.volunteer}/account").status_code == 404
    assert stranger.looks("/ledger/facts").json()["items"][0]["type"] == "PolicyAdopted"
    assert len(stranger.looks("/ledger/facts").json()["items"]) == 1
    token = town.wang.asks("/redemption-codes").headers["Ledger-Position"]
    assert stranger.looks("/ledger/facts", at_least=token).json()["code"] == "token_malformed"
