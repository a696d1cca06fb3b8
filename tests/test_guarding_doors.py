"""Guessing and hurrying at the doors: told to wait, and nothing is written meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from httpx import Response

from api.access.key_texts import new_key_text
from api.access.roles import Role
from api.guarding.rates import Rate
from tests.doorstep import NOODLES, WANG, Doorstep
from tests.house_open import Neighbour, OpenHouse, problem
from tests.test_keys import Stopwatch

FREE_AT_THE_COUNTER, FREE_ON_A_PHONE = 20, 10


@pytest.fixture
def lane(tmp_path: Path) -> Iterator[Doorstep]:
    """Sunny Lane on a Sunday morning at nine."""
    lane = Doorstep(tmp_path)
    yield lane
    lane.close()


def guesses(shop: Neighbour) -> Iterator[Response]:
    """A clerk types one made-up code after the other."""
    return (shop.asks("/redemptions", {"code": f"{n:012}", "beans": 20}) for n in count(1))


def told_to_wait(answer: Response, seconds: int) -> None:
    """The answer says for how long, to people and to programs."""
    assert problem(answer)[0] == 429
    assert answer.headers["Retry-After"] == str(seconds)
    assert answer.json()["details"] == {"seconds": seconds}
    assert f"{seconds} 秒" in answer.json()["title"]


def test_a_clerk_who_guesses_codes_waits_and_the_book_hears_nothing(any_home: OpenHouse) -> None:
    shop, other = any_home.merchant(), any_home.merchant("小芳豆腐坊")
    tried = guesses(shop)
    for _ in range(FREE_AT_THE_COUNTER):
        assert problem(next(tried)) == (422, "code_unknown")
    facts = any_home.facts()
    told_to_wait(next(tried), 5)
    assert problem(next(tried))[1] == "too_many_attempts"
    assert any_home.facts() == facts
    assert problem(next(guesses(other))) == (422, "code_unknown")

    any_home.later(seconds=5)
    assert problem(next(tried)) == (422, "code_unknown")
    told_to_wait(next(tried), 10)


def test_an_honest_shop_is_never_in_the_way_of_itself(home: OpenHouse) -> None:
    shop, granny = home.merchant(), home.volunteer()
    home.serves(granny)
    code = granny.gets("/redemption-codes")["code"]
    sale = {"code": code, "beans": 20}
    assert shop.asks("/redemptions", sale, key="sale-1").status_code == 201
    # Neither a code that was used, nor a bar code, nor the same wish again is a guess.
    for wish, told in enumerate([sale, {"code": "6901028075763", "beans": 20}] * 20):
        assert shop.asks("/redemptions", told, key=f"again-{wish}").status_code == 422
    wrong = {"code": "000000000001", "beans": 20}
    for _ in range(2 * FREE_AT_THE_COUNTER):
        assert problem(shop.asks("/redemptions", wrong, key="slip"))[1] == "code_unknown"
    assert problem(next(guesses(shop)))[1] == "code_unknown"

    tried = guesses(shop)
    while next(tried).status_code != 429:
        pass
    # A till that did not hear its answer gets it, whoever guesses beside it.
    again = shop.asks("/redemptions", sale, key="sale-1")
    assert (again.status_code, again.headers["Idempotency-Replayed"]) == (201, "true")


@pytest.mark.parametrize("door", ["/check-ins", "/check-outs"])
def test_a_volunteer_who_makes_up_activity_codes_waits(any_home: OpenHouse, door: str) -> None:
    granny, neighbour = any_home.volunteer(), any_home.volunteer("李建国")
    activity = any_home.activity()
    part = any_home.shown(activity)[:18]
    for number in range(FREE_ON_A_PHONE):
        assert problem(granny.asks(door, {"code": f"{part}{number:08}"}))[1] == "code_unknown"
    facts = any_home.facts()
    told_to_wait(granny.asks(door, {"code": any_home.shown(activity)}), 5)
    assert any_home.facts() == facts
    arrived = neighbour.asks("/check-ins", {"code": any_home.shown(activity)})
    assert arrived.status_code == 201

    any_home.later(seconds=5)
    assert granny.asks("/check-ins", {"code": any_home.shown(activity)}).status_code == 201


def test_a_code_that_is_too_old_is_no_guess(home: OpenHouse) -> None:
    granny, activity = home.volunteer(), home.activity()
    old = home.shown(activity)
    home.later(minutes=10)
    for _ in range(2 * FREE_ON_A_PHONE):
        assert problem(granny.asks("/check-ins", {"code": old}))[1] == "code_expired"


def test_the_pages_wait_as_the_api_does(lane: Doorstep) -> None:
    phone = lane.phone_of(WANG)
    for number in range(FREE_ON_A_PHONE):
        phone.open(f"/a/{'0' * 18}{number:08}")
        assert phone.page.status_code == 404
    assert "请 5 秒后再试" in phone.open(f"/a/{lane.code_on_screen()}")
    assert (phone.page.status_code, phone.page.headers["retry-after"]) == (429, "5")
    lane.later(seconds=5)
    assert phone.open(f"/a/{lane.code_on_screen()}") and phone.page.status_code == 200

    counter, head = lane.counter_of(NOODLES), lane.ledger.book.head()
    counter.open("/merchant")
    for number in range(FREE_AT_THE_COUNTER):
        counter.press("/merchant", code=f"{number:012}", beans="5")
    assert lane.ledger.book.head() == head + FREE_AT_THE_COUNTER
    assert "请 5 秒后再试" in counter.press("/merchant", code="9" * 12, beans="5")
    assert counter.page.status_code == 429
    assert lane.ledger.book.head() == head + FREE_AT_THE_COUNTER


def test_trying_out_the_rest_of_a_key_that_was_seen_half_is_slow_work(lane: Doorstep) -> None:
    seen, thief = lane.key(Role.MERCHANT, merchant=NOODLES)[:8], lane.stranger()
    made_up = (key for key in (_key_beginning(seen) for _ in count()))
    for _ in range(10):
        thief.open("/sign-in")
        thief.press("/sign-in", key=next(made_up))
        assert thief.page.status_code == 422
    assert "请 5 秒后再试" in thief.press("/sign-in", key=next(made_up))
    assert thief.page.status_code == 429
    thief.open("/sign-in")
    thief.press("/sign-in", key=lane.key(Role.MERCHANT, merchant=NOODLES))
    assert thief.page.url.path == "/merchant", "nobody else is kept waiting"


def _key_beginning(text: str) -> str:
    """A key of the right shape that begins like another."""
    from api.access.key_texts import _checksum

    rest = text[3:] + new_key_text()[len(text) : 33]
    return f"gb_{rest}{_checksum(rest)}"


# Hurry --------------------------------------------------------------------------------------


def test_a_fast_hand_passes_and_a_script_waits() -> None:
    watch = Stopwatch()
    rate = Rate(120, 60, watch)
    assert [rate.must_wait("granny") for _ in range(120)] == [0] * 120
    assert rate.must_wait("granny") == 1 and rate.must_wait("grandpa") == 0
    watch.seconds = 1.0
    assert [rate.must_wait("granny") for _ in range(3)] == [0, 0, 1]


def test_a_flood_of_strangers_is_stopped_at_the_door(lane: Doorstep) -> None:
    """Two hundred come at one moment, from whatever address; nobody's telephone is bothered."""
    known, stranger = lane.phone_of(WANG), lane.stranger()
    lane.house.strangers_rate = Rate.a_minute(6, 2)
    stranger.open("/sign-in")
    forms = [stranger.form("/sign-in"), stranger.form("/sign-in/phone")]
    stranger.open("/sign-in/name")
    forms.append(stranger.form("/sign-in/name"))
    told = []
    for form in forms:
        stranger.submit(form, phone="13800009999", user_name="nobody", password="nothing")
        told.append(stranger.page.status_code)
    assert told[0] != 429 != told[1] and told[2] == 429, told
    assert "请 10 秒后再试" in stranger.page.text
    assert stranger.page.headers["retry-after"] == "10"
    assert stranger.get("/sign-in").status_code == known.get("/me").status_code == 200


def test_the_idle_are_forgotten_and_the_busy_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.guarding.rates.MOST_KEPT", 3)
    watch = Stopwatch()
    rate = Rate(1, 60, watch)
    rate.must_wait("idle")
    watch.seconds = 60.0
    assert [rate.must_wait(f"busy-{number}") for number in range(3)] == [0, 0, 0]
    assert rate.must_wait("busy-0") == 60 and rate.must_wait("idle") == 0


def test_one_key_and_one_person_have_their_own_measure(
    lane: Doorstep, home: OpenHouse
) -> None:
    home.house.key_rate = Rate(2, 3600)
    assert home.auditor.looks("/ledger/trial-balance").status_code == 200
    assert home.auditor.looks("/ledger/trial-balance").status_code == 200
    refused = home.auditor.looks("/ledger/trial-balance", language="en")
    assert problem(refused) == (429, "too_many_requests")
    assert int(refused.headers["Retry-After"]) > 1700
    assert home.organizer.looks(f"/activities/{home.lane}/code").status_code == 404

    phone, other = lane.phone_of(WANG), lane.counter_of(NOODLES)
    lane.house.people_rate = Rate(1, 3600)
    assert phone.get("/me").status_code == 200
    assert "请求太频繁" in phone.open("/me") and phone.page.status_code == 429
    assert other.get("/merchant").status_code == 200
    assert [lane.stranger().get("/sign-in").status_code for _ in range(3)] == [200] * 3
