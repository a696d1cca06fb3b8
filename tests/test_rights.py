"""Wang asks what is kept about her: by when she is answered, what she gets, and what is let go."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest

from api.clock import FixedClock
from api.house import House
from api.ledgers import FIRST
from api.people.own_copy import own_copy
from api.settings import Settings
from ledger.command import By, Command
from ledger.units import OpenUnit
from ledger.volunteers import RegisterVolunteer
from tests.story import clock
from tests.test_particulars import INSURANCE, LIN, POLICY, WANG, WANGS_PHONE
from tests.vaults import BOTH_KINDS, fresh_database

NOW = clock("2026-09-28 16:00")
"""A Monday. The National Day holidays are near, and make 10 October a working Saturday."""
LANE = "unit-sunny-lane"


@pytest.fixture(params=BOTH_KINDS)
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """A house that knows Wang."""
    settings = {"GOLDENBEAN_ENV": "test"}
    if request.param == "postgresql":
        server = request.getfixturevalue("postgresql")
        settings["GOLDENBEAN_DATABASE_URL"] = fresh_database(server)
    house = House(Settings.from_environment(settings, tmp_path), FixedClock(NOW))
    house.people.enrol(WANG, FIRST, "王秀英", WANGS_PHONE)
    happens(house, OpenUnit(unit=LANE, kind="community", name="阳光里社区"))
    happens(house, RegisterVolunteer(volunteer=WANG, number="1000000001", community=LANE))
    yield house
    house.close()


def happens(house: House, command: Command) -> None:
    """Somebody at the office enters it."""
    name = type(command).__name__
    house.ledgers.of(FIRST).book.record(command, By("", "", name, name), house.clock.now())


def turn(house: House, **span: float) -> None:
    """Time passes."""
    assert isinstance(house.clock, FixedClock)
    house.clock.turn_to(house.clock.now() + timedelta(**span))


def test_a_request_is_due_after_fifteen_working_days(house: House) -> None:
    asked = house.requests.make(FIRST, WANG, "correct", NOW, POLICY, "我姓王，不姓汪")

    assert asked.due_on == date(2026, 10, 23)
    (waiting,) = house.requests.open(FIRST)
    assert waiting == asked and waiting.wish == "我姓王，不姓汪"
    assert not waiting.is_overdue(date(2026, 10, 23))
    assert waiting.is_overdue(date(2026, 10, 24))
    assert house.requests.open("next-door") == []


def test_an_answer_is_given_once_and_read_by_her(house: House) -> None:
    asked = house.requests.make(FIRST, WANG, "object", NOW, POLICY)
    turn(house, days=2)

    assert not house.requests.answer("next-door", asked.request, "…", house.clock.now())
    assert house.requests.answer(FIRST, asked.request, "不再排名", house.clock.now())
    assert not house.requests.answer(FIRST, asked.request, "再答一次", house.clock.now())

    (answered,) = house.requests.of(WANG)
    assert (answered.answer, answered.answered_at) == ("不再排名", house.clock.now())
    assert not answered.is_overdue(date(2027, 1, 1))
    assert house.requests.open(FIRST) == []
    assert house.requests.find(FIRST, asked.request) == answered
    assert house.requests.find("next-door", asked.request) is None


def test_she_takes_home_everything_that_is_kept_about_her(house: House) -> None:
    house.particulars.keep(WANG, {"skills": ["急救"]}, POLICY, FIRST)
    house.particulars.look_up(
        WANG, ("phone",), by=LIN, purpose=INSURANCE, now=NOW, policy=POLICY
    )
    house.notes.keep("note-1", FIRST, "attendance-patrol-wang", "key-1", "王秀英没来", NOW)
    house.requests.make(FIRST, WANG, "copy", NOW, POLICY)

    copy = own_copy(
        WANG, NOW, people=house.particulars, notes=house.notes, requests=house.requests,
        consents=[{"purpose": "publishing", "text_version": "2026-11"}], service={"beans": 20},
    )  # fmt: skip

    told = msgspec.json.decode(copy.to_json())
    assert told["person"] == "person-wang"
    assert told["particulars"] == {
        "display_name": "王秀英", "phone": WANGS_PHONE, "skills": ["急救"]
    }  # fmt: skip
    assert told["look_ups"][0]["purpose"] == INSURANCE
    assert told["look_ups"][0]["actor"] == "person-lin"
    assert told["notes"] == ["王秀英没来"] and told["requests"][0]["kind"] == "copy"
    assert told["consents"][0]["purpose"] == "publishing" and told["service"] == {"beans": 20}


def test_after_three_years_nobody_keeps_who_looked_and_who_asked(house: House) -> None:
    house.particulars.look_up(
        WANG, ("phone",), by=LIN, purpose=INSURANCE, now=NOW, policy=POLICY
    )
    answered = house.requests.make(FIRST, WANG, "copy", NOW, POLICY)
    house.requests.answer(FIRST, answered.request, "已寄出", NOW)
    house.requests.make(FIRST, WANG, "object", NOW, POLICY)

    turn(house, days=3 * 365)
    assert house.retention.discard() == 0
    turn(house, days=2)
    assert house.retention.discard() == 2

    assert house.particulars.looked_up(WANG) == []
    assert [left.kind for left in house.requests.of(WANG)] == ["object"]


def test_who_has_not_served_for_ten_years_is_named_to_people_who_decide(house: House) -> None:
    ledger = house.ledgers.of(FIRST)
    assert house.retention.gone_for_long(ledger) == []
    turn(house, days=10 * 365 + 4)
    assert house.retention.gone_for_long(ledger) == [WANG]

    house.erasing.erase(FIRST, WANG, By("person-lin", "staff", "forget", ""))
    assert house.retention.gone_for_long(ledger) == []
