"""The clock runs its errands: what nobody confirms comes back, what has had its time is gone."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Select

from api.clock import FixedClock
from api.deadlines import question_of_those_inside, question_of_waits
from api.errands.running import Errands
from api.house import House
from api.ledgers import FIRST
from api.settings import Settings
from ledger.command import By
from ledger.facts import BeansExpired, CheckOutReminded, ConfirmationEscalated, HoldReleased
from ledger.redemptions import IssueCode, RedeemBeans
from projections.balances import Balances
from tests.deeds import confirmed
from tests.neighbourhood import (
    CHEN,
    CODE,
    PATROL,
    WANG,
    earned,
    funded,
    planned,
    present,
    registered,
    welcomed,
)
from tests.story import Happened, clock

LATER = clock("2026-11-22 12:00")


class Lane:
    """Wang on Sunny Lane with thirty beans, in a house whose clock somebody turns."""

    def __init__(self, data: Path) -> None:
        self.clock = FixedClock(clock("2026-11-22 09:00"))
        self.house = House(Settings.from_environment({"GOLDENBEAN_ENV": "test"}, data), self.clock)
        self.ledger = self.house.ledgers.of(FIRST)
        self._asked = 0
        told = (registered(WANG), welcomed(), *funded(), earned(30))
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


# Attendance ---------------------------------------------------------------------------------


def morning(lane: Lane, *, left: bool = False, activity: str = PATROL) -> None:
    """Wang comes to the patrol of Sunday morning, and perhaps goes home."""
    steps = present("2026-11-22 08:55", "2026-11-22 10:50" if left else None, activity=activity)
    lane.asks(Happened(facts=(planned(activity=activity), *steps)))


def test_who_forgot_to_check_out_is_reminded_once_by_whichever_process(lane: Lane) -> None:
    morning(lane)
    here, elsewhere = Errands(lane.house), Errands(lane.house)
    lane.clock.turn_to(clock("2026-11-22 11:14"))
    assert here.remind_check_outs() == 0

    lane.clock.turn_to(clock("2026-11-22 11:15"))
    assert here.remind_check_outs() == 1
    last = lane.last_fact()
    assert isinstance(last.fact, CheckOutReminded) and last.fact.volunteer == WANG
    assert (last.actor, last.role) == ("clock", "system")

    head = lane.ledger.book.head()
    lane.clock.turn_to(clock("2026-11-23 11:15"))
    assert (here.remind_check_outs(), elsewhere.remind_check_outs()) == (0, 0)
    assert lane.ledger.book.head() == head


def test_who_went_home_in_time_is_left_in_peace(lane: Lane) -> None:
    morning(lane, left=True)
    lane.clock.turn_to(clock("2026-11-22 12:00"))
    assert Errands(lane.house).remind_check_outs() == 0


def test_what_nobody_confirms_escalates_on_day_eight_and_is_overdue_on_day_ten(
    lane: Lane,
) -> None:
    morning(lane, left=True)
    here, elsewhere = Errands(lane.house), Errands(lane.house)
    told = []
    for day in range(23, 43):  # From Monday on, every noon for three weeks.
        lane.clock.turn_to(clock("2026-11-01 12:00") + timedelta(days=day - 1))
        if here.escalate_confirmations():
            told.append(lane.last_fact().fact)
        assert elsewhere.escalate_confirmations() == here.escalate_confirmations() == 0
    assert [(f"{fact.at:%m-%d}", fact.stage, fact.waiting) for fact in told] == [
        ("12-02", "escalated", 1), ("12-04", "overdue", 1),
    ]  # fmt: skip


def test_a_confirmation_stops_the_clock(lane: Lane) -> None:
    morning(lane, left=True)
    lane.asks(Happened(facts=(confirmed(clock("2026-12-01 09:00"), "09:00–10:50", 110),)))
    lane.clock.turn_to(clock("2026-12-04 12:00"))
    assert Errands(lane.house).escalate_confirmations() == 0


def test_a_house_that_was_closed_for_a_month_reminds_and_tells_at_the_start(lane: Lane) -> None:
    morning(lane)
    lane.clock.turn_to(clock("2026-12-22 08:00"))
    before = lane.ledger.book.head()
    both = threading.Event()
    lane.ledger.book.watch(lambda head: both.set() if head >= before + 2 else None)

    errands = Errands(lane.house)
    errands.start()
    assert both.wait(30)
    errands.stop()

    written = [type(each.fact) for each in lane.ledger.book.facts(after=before)]
    assert sorted(written, key=lambda kind: kind.__name__) == [
        CheckOutReminded, ConfirmationEscalated,
    ]  # fmt: skip


@pytest.mark.parametrize("question", [question_of_waits(0), question_of_those_inside(LATER)])
def test_however_much_is_over_and_done_the_clock_reads_only_what_is_open(
    lane: Lane, question: Select[Any]
) -> None:
    asked = question.compile(compile_kwargs={"literal_binds": True})
    with lane.ledger.shelf.store.engine.connect() as views:
        steps = [row.detail for row in views.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}")]
    from_front_to_end = [step for step in steps if step.startswith("SCAN")]
    assert len(from_front_to_end) == 1, steps
    short = r"SCAN (waiting_\d+|attendance_\d+ USING INDEX attendance_\d+_out_at_some)"
    assert re.fullmatch(short, from_front_to_end[0]), steps
