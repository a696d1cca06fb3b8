"""The clock runs its errands: what nobody confirms comes back, what has had its time is gone."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from api.clock import FixedClock
from api.errands import Errands
from api.house import House
from api.ledgers import FIRST
from api.settings import Settings
from ledger.command import By
from ledger.facts import BeansExpired, HoldReleased
from ledger.redemptions import IssueCode, RedeemBeans
from projections.balances import Balances
from tests.neighbourhood import CHEN, CODE, WANG, earned, registered, welcomed
from tests.story import Happened, clock


class Lane:
    """Wang on Sunny Lane with thirty beans, in a house whose clock somebody turns."""

    def __init__(self, data: Path) -> None:
        self.clock = FixedClock(clock("2026-11-22 09:00"))
        self.house = House(Settings.from_environment({"GOLDENBEAN_ENV": "test"}, data), self.clock)
        self.ledger = self.house.ledgers.of(FIRST)
        self._asked = 0
        told = (registered(WANG), welcomed(), earned(30))
        self.asks(Happened(facts=told))

    def asks(self, command: object) -> object:
        self._asked += 1
        by = By("somebody", "staff", f"key-{self._asked}", f"{self._asked}")
        return self.ledger.book.record(command, by, self.clock.now())

    def holds(self, beans: int) -> None:
        self.asks(IssueCode(redemption=CODE, volunteer=WANG))
        self.asks(RedeemBeans(redemption=CODE, merchant=CHEN, beans=beans, capture=False))

    def last_fact(self) -> object:
        (last,) = self.ledger.book.facts(after=self.ledger.book.head() - 1)
        return last

    def beans(self) -> tuple[int, int]:
        self.ledger.shelf.follow()
        account = Balances(self.ledger.shelf).of(WANG)
        return account.beans, account.held


@pytest.fixture
def lane(tmp_path: Path) -> Iterator[Lane]:
    opened = Lane(tmp_path)
    yield opened
    opened.house.close()


def test_beans_that_chen_forgot_to_confirm_come_back_to_wang(lane: Lane) -> None:
    lane.holds(20)
    errands = Errands(lane.house)

    lane.clock.turn_to(clock("2026-11-22 09:01"))
    assert (errands.lapse_holds(), lane.beans()) == (0, (10, 20))

    lane.clock.turn_to(clock("2026-11-22 09:03"))
    assert (errands.lapse_holds(), lane.beans()) == (1, (30, 0))
    last = lane.last_fact()
    assert isinstance(last.fact, HoldReleased) and last.fact.reason == "lapsed"
    assert (last.actor, last.role) == ("clock", "system")

    assert (errands.lapse_holds(), lane.beans()) == (0, (30, 0))


def test_beans_die_on_their_day_once_whoever_asks(lane: Lane) -> None:
    here, elsewhere = Errands(lane.house), Errands(lane.house)
    dies = clock("2029-12-01 00:00")

    lane.clock.turn_to(dies - timedelta(minutes=1))
    assert (here.expire_beans(), lane.beans()) == (0, (30, 0))

    lane.clock.turn_to(dies + timedelta(minutes=1))
    assert (here.expire_beans(), lane.beans()) == (1, (0, 0))
    assert isinstance(lane.last_fact().fact, BeansExpired)
    head = lane.ledger.book.head()
    assert (here.expire_beans(), elsewhere.expire_beans()) == (0, 0)
    assert lane.ledger.book.head() == head


def test_beans_that_could_not_die_for_want_of_room_die_when_there_is_some(
    lane: Lane, tmp_path: Path
) -> None:
    lane.clock.turn_to(clock("2029-12-01 00:01"))
    book, errands = tmp_path / "ledgers" / FIRST / "book.db", Errands(lane.house)
    with closing(sqlite3.connect(book, isolation_level=None)) as disk:
        disk.execute(
            "CREATE TRIGGER no_room BEFORE INSERT ON fact"
            " BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END"
        )
        assert (errands.expire_beans(), lane.beans()) == (0, (30, 0))
        disk.execute("DROP TRIGGER no_room")

    assert (errands.expire_beans(), lane.beans()) == (1, (0, 0))
    head = lane.ledger.book.head()
    assert (errands.expire_beans(), lane.ledger.book.head()) == (0, head)


def test_what_was_missed_while_the_house_was_closed_is_made_up_for_at_the_start(lane: Lane) -> None:
    lane.holds(20)
    lane.clock.turn_to(clock("2026-11-23 08:00"))
    written = threading.Event()
    lane.ledger.book.watch(lambda _head: written.set())

    errands = Errands(lane.house)
    errands.start()
    assert written.wait(30)
    errands.stop()

    assert lane.beans() == (30, 0)
