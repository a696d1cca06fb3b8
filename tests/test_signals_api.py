"""Signals at the doors: staff see those of their own shops, look into them, and block nothing."""

from __future__ import annotations

import pytest

from api.access.roles import Role
from tests.house_open import Neighbour, OpenHouse, problem
from tests.neighbourhood import earned
from tests.office_of_two import LI, appointed, program
from tests.patterns import LOT, Street


@pytest.fixture
def street(home: OpenHouse) -> Street:
    """The street on a Sunday morning."""
    return Street(home)


def staff(home: OpenHouse, unit: str) -> Neighbour:
    """Somebody who keeps the office there."""
    return home.let_in(Role.STAFF, unit=unit)


def test_staff_see_the_signals_of_their_own_shops_and_what_is_behind(street: Street) -> None:
    home = street.home
    street.kept(700, 150, 150)
    (seen,) = staff(home, home.lane).sees("/signals")["items"]
    assert (seen["kind"], seen["figure"], seen["of"]) == ("share", 700, 1000)
    assert (seen["merchant"], seen["volunteer"]) == (street.shop, street.wang)
    told = home.auditor.sees(f"/signals/{seen['id']}")
    assert [one["captured"] for one in told["redemptions"]] == [700]
    street_staff = home.let_in(Role.STREET_STAFF, unit=home.street)
    assert len(street_staff.sees("/signals", unit=home.lane)["items"]) == 1
    elsewhere = staff(home, home.beyond)
    assert elsewhere.sees("/signals")["items"] == []
    assert home.admin.sees("/signals", unit=home.beyond)["items"] == []
    assert problem(elsewhere.looks(f"/signals/{seen['id']}")) == (404, "signal_unknown")
    answer = elsewhere.asks(f"/signals/{seen['id']}/review", {"outcome": "upheld"})
    assert problem(answer) == (404, "signal_unknown")
    for outside in (home.organizer, street.chen, home.let_in(Role.FUND_KEEPER, unit=home.lane)):
        assert problem(outside.looks("/signals")) == (403, "forbidden")


def test_a_look_is_remembered_with_who_looked_and_what_they_found(street: Street) -> None:
    home = street.home
    street.kept(700, 150, 150)
    keeper = program(home, LI)
    signal = keeper.sees("/signals", state="open")["items"][0]["id"]
    found = {"outcome": "dismissed", "words": "生日宴,全家一起来的"}
    assert keeper.gets(f"/signals/{signal}/review", found, key="look") == {
        "id": signal, "state": "dismissed",
    }  # fmt: skip
    again = keeper.asks(f"/signals/{signal}/review", found, key="look")
    assert again.headers["Idempotency-Replayed"] == "true"
    told = home.admin.sees(f"/signals/{signal}")
    assert told["note"] == "生日宴,全家一起来的" and told["signal"]["state"] == "dismissed"
    assert told["signal"]["looked_by"] == LI and told["signal"]["looked_figure"] == 700
    other = home.admin.asks(f"/signals/{signal}/review", {"outcome": "upheld"})
    assert problem(other) == (409, "signal_reviewed_already")
    assert keeper.sees("/signals", state="open")["items"] == []

    street.kept(50, 0, 0)

    (grown,) = keeper.sees("/signals", state="open")["items"]
    assert (grown["id"], grown["figure"], grown["looked_figure"]) == (signal, 750, 700)


def test_whoever_keeps_the_office_and_the_shop_is_not_the_judge(street: Street) -> None:
    home = street.home
    street.kept(700, 150, 150)
    appointed(home, LI, "merchant", merchant=street.shop)
    keeper = program(home, LI)
    signal = keeper.sees("/signals")["items"][0]["id"]
    answer = keeper.asks(f"/signals/{signal}/review", {"outcome": "dismissed"})
    assert problem(answer) == (403, "own_signal")


def test_what_is_no_signal_is_not_there(home: OpenHouse) -> None:
    for signal in (
        "signal-share-chen-wang-202613", "signal-share-chen-wang-202611",
        "signal-closing-chen-20261120", "signal-trips-chen-wang-202611",
    ):  # fmt: skip
        assert problem(home.admin.looks(f"/signals/{signal}")) == (404, "signal_unknown"), signal


def test_a_signal_stops_nobody_from_redeeming(street: Street) -> None:
    """Wang's share is large, and her next code is taken as ever."""
    home = street.home
    street.given(earned(700, volunteer=street.wang, dies=LOT, on="2026-10-20")).kept(700, 0, 0)
    wang = home.let_in(Role.VOLUNTEER, volunteer=street.wang)
    home.serves(wang)
    drawn = wang.gets("/redemption-codes")["code"]
    taken = street.chen.gets("/redemptions", {"code": drawn, "beans": 10, "capture": True})
    assert taken["state"] == "captured"
