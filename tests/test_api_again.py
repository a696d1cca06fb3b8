"""The same key again: the first answer, word for word, and nothing done twice."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from httpx import Response

from api.access.roles import Role
from tests.house_open import OpenHouse, problem
from tests.http_wishes import (
    Wish,
    activity,
    arrival,
    capture,
    check_in,
    check_out,
    code,
    confirmation,
    dreaming,
    guessing,
    hold,
    known_phone,
    leaving_first,
    member,
    merchant,
    nonsense,
    redemption,
    refund,
    revocation,
    team,
    team_nowhere,
    too_many,
    unit,
    void,
    volunteer,
    volunteer_nowhere,
)

WISHES: list[Callable[[OpenHouse], Wish]] = [
    unit, team, member, volunteer, merchant, activity, check_in, check_out, arrival, confirmation,
    revocation, code, redemption, hold, capture, void, refund,
]  # fmt: skip


@pytest.mark.parametrize("wish", WISHES, ids=lambda wish: wish.__name__)
def test_a_wish_that_came_true_comes_true_once(
    home: OpenHouse, wish: Callable[[OpenHouse], Wish]
) -> None:
    who, path, told = wish(home)
    first = who.asks(path, told, key="my wish")
    assert first.status_code == 201 and "Idempotency-Replayed" not in first.headers
    facts = home.facts()
    home.later(hours=2)
    assert_again(first, who.asks(path, told, key="my wish"))
    assert home.facts() == facts
    assert problem(who.asks(*other(path, told), key="my wish")) == (422, "key_reused")
    assert home.facts() == facts


REFUSED = [
    (team_nowhere, 404, "unit_unknown"), (volunteer_nowhere, 404, "unit_unknown"),
    (known_phone, 409, "phone_known"), (dreaming, 422, "category_unknown"),
    (nonsense, 422, "code_unknown"), (leaving_first, 409, "not_checked_in"),
    (guessing, 422, "code_unknown"), (too_many, 422, "not_enough_beans"),
]  # fmt: skip


@pytest.mark.parametrize(("wish", "status", "code"), REFUSED)
def test_what_was_refused_stays_refused(
    home: OpenHouse, wish: Callable[[OpenHouse], Wish], status: int, code: str
) -> None:
    who, path, told = wish(home)
    first = who.asks(path, told, key="my wish")
    assert problem(first) == (status, code)
    facts = home.facts()
    home.later(hours=2)
    assert_again(first, who.asks(path, told, key="my wish"))
    assert problem(who.asks(*other(path, told), key="my wish"))[1] == "key_reused"
    assert home.facts() == facts


def test_a_scan_is_answered_again_when_its_code_is_long_gone(home: OpenHouse) -> None:
    who, path, told = check_in(home)
    first = who.asks(path, told, key="my scan")
    home.later(hours=26)
    assert_again(first, who.asks(path, told, key="my scan"))


def test_a_code_that_was_too_old_stays_too_old(home: OpenHouse) -> None:
    who, path, told = check_in(home)
    home.later(minutes=5)
    first = who.asks(path, told, key="my scan")
    assert problem(first) == (422, "code_expired")
    home.later(hours=26)
    assert_again(first, who.asks(path, told, key="my scan"))


def test_two_neighbours_may_choose_the_same_key(home: OpenHouse) -> None:
    wang, zhao = home.volunteer(), home.volunteer("赵小梅")
    hers, his = (who.asks("/redemption-codes", key="1") for who in (wang, zhao))
    assert (hers.status_code, his.status_code) == (201, 201)
    assert hers.json()["code"] != his.json()["code"]


def test_fifty_copies_of_one_registration_enrol_one_person(home: OpenHouse) -> None:
    who, path, told = volunteer(home)
    before = home.facts()
    with ThreadPoolExecutor(10) as crowd:
        answers = list(crowd.map(lambda _: who.asks(path, told, key="my wish"), range(50)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.text for answer in answers}) == 1
    assert home.facts() == before + 1
    found = home.house.people.by_phone("home", told["phone"])
    assert found == answers[0].json()["id"]


def test_racing_copies_of_one_redemption_take_the_beans_once(any_home: OpenHouse) -> None:
    who, path, told = redemption(any_home)
    with ThreadPoolExecutor(8) as crowd:
        answers = list(crowd.map(lambda _: who.asks(path, told, key="my wish"), range(16)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.text for answer in answers}) == 1
    replayed = [answer for answer in answers if "Idempotency-Replayed" in answer.headers]
    assert len(replayed) == 15


def test_a_key_in_quotes_is_the_same_key(home: OpenHouse) -> None:
    wang = home.let_in(Role.VOLUNTEER, volunteer=home.volunteer().who.volunteer)
    first = wang.asks("/redemption-codes", key='"7f-3"')
    assert_again(first, wang.asks("/redemption-codes", key="7f-3"))


def other(path: str, told: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The same wish with another word in it; where there are no words, another wish."""
    changes: dict[str, Any] = {
        "name": "另一个", "display_name": "另一个", "title": "另一个", "reason": "另一个",
        "code": "000000000000", "beans": 4, "volunteer": "volunteer-0",
        "attendances": [{"attendance": "attendance-0-0", "rating": 1}],
    }  # fmt: skip
    if told:
        return path, told | {name: changes[name] for name in told if name in changes}
    if path.endswith("/void"):
        return path.replace("/void", "/refund"), {}
    return "/check-ins", {"code": "nonsense"}


def assert_again(first: Response, again: Response) -> None:
    """The second answer is the first, and says so."""
    assert (again.status_code, again.text) == (first.status_code, first.text)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.headers["Ledger-Position"] == first.headers["Ledger-Position"]
