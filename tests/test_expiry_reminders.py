"""Beans that will soon be gone: Wang hears of it 90, 30 and 7 days before, once each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from api.access.roles import Role
from api.access.who import Who
from api.errands.running import Errands
from api.expiring import to_be_reminded
from api.ledgers import FIRST
from ledger.facts import ExpiryReminded
from ledger.reminding import RemindOfExpiry
from projections.reminders import Reminders
from tests.deeds import redeemed
from tests.doorstep import WANG as HER
from tests.doorstep import Doorstep
from tests.neighbourhood import RULES, WANG, adopted, amended, earned
from tests.story import Happened, Story, clock
from tests.test_errands import Lane

LOT = "2029-12-01"
SOON = RemindOfExpiry(volunteer=WANG)


def asks(story: Story, at: str) -> Story:
    """The clock asks, under a key of its own each time."""
    return story.when(SOON, by="clock", role="system", at=at)


def told(at: str, days_before: int, *, lot: str = LOT, beans: int = 30) -> ExpiryReminded:
    """Wang was reminded."""
    return ExpiryReminded(
        at=clock(at), volunteer=WANG, dies_on=date.fromisoformat(lot), days_before=days_before,
        beans=beans,
    )  # fmt: skip


def test_each_step_is_told_once_by_the_days_of_shanghai(story: Story) -> None:
    story.given(RULES, earned(30))
    asks(story, "2029-09-01 23:59").then()
    asks(story, "2029-09-02 00:00").then(told("2029-09-02 00:00", 90))
    asks(story, "2029-09-02 00:01").then()
    asks(story, "2029-10-31 23:59").then()
    asks(story, "2029-11-01 08:00").then(told("2029-11-01 08:00", 30))
    story.reopened()
    asks(story, "2029-11-23 23:59").then()
    asks(story, "2029-11-24 00:00").then(told("2029-11-24 00:00", 7))
    asks(story, "2029-11-30 23:59").then()
    asks(story, "2029-12-01 00:00").then()  # They are dead, and that is another errand's.


def test_whoever_was_missed_is_told_late_and_only_of_the_last_step(story: Story) -> None:
    story.given(RULES, earned(30))
    asks(story, "2029-11-10 09:00").then(told("2029-11-10 09:00", 30))
    asks(story, "2029-11-30 09:00").then(told("2029-11-30 09:00", 7))


def test_each_lot_has_its_own_reminders_and_says_how_much_is_in_it(story: Story) -> None:
    story.given(RULES, earned(30), earned(12, dies="2030-01-01", on="2026-12-05", left=42))
    both = told("2029-11-10 09:00", 30), told("2029-11-10 09:00", 90, lot="2030-01-01", beans=12)
    asks(story, "2029-11-10 09:00").then(*both)


def test_of_what_was_spent_nobody_is_reminded(story: Story) -> None:
    story.given(RULES, earned(30), redeemed(clock("2029-09-01 12:00"), 30, {LOT: 30}, left=0))
    asks(story, "2029-09-02 00:00").then()


def test_another_policy_has_other_steps(story: Story) -> None:
    seldom = amended(("remind_days_before = [90, 30, 7]", "remind_days_before = [14]"))
    story.given(adopted(seldom), earned(30))
    asks(story, "2029-11-16 09:00").then()
    asks(story, "2029-11-17 09:00").then(told("2029-11-17 09:00", 14))
    asks(story, "2029-11-30 09:00").then()


# The clock and the page -------------------------------------------------------------------------


@pytest.fixture
def lane(tmp_path: Path) -> Iterator[Lane]:
    """Wang has thirty beans that die on 1 December 2029."""
    opened = Lane(tmp_path)
    yield opened
    opened.house.close()


def test_the_clock_reminds_once_whichever_process_asks(lane: Lane) -> None:
    here, elsewhere = Errands(lane.house), Errands(lane.house)
    lane.clock.turn_to(clock("2029-09-01 23:59"))
    assert here.remind_of_expiry() == 0

    lane.clock.turn_to(clock("2029-09-02 00:01"))
    assert (here.remind_of_expiry(), elsewhere.remind_of_expiry()) == (1, 0)
    assert lane.last_fact().fact == told("2029-09-02 00:01", 90)
    # Who has heard of the step is not even asked for, until the next one.
    assert to_be_reminded(lane.ledger, date(2029, 9, 3)) == []
    assert to_be_reminded(lane.ledger, date(2029, 11, 1)) == [WANG]
    assert to_be_reminded(lane.ledger, date(2029, 12, 1)) == []


def test_what_was_missed_while_the_house_was_closed_is_told_once(lane: Lane) -> None:
    lane.clock.turn_to(clock("2029-11-26 08:00"))
    head = lane.ledger.book.head()
    assert Errands(lane.house).remind_of_expiry() == 1
    missed = told("2029-11-26 08:00", 7)
    assert (lane.last_fact().fact, lane.ledger.book.head()) == (missed, head + 1)
    lane.clock.turn_to(clock("2029-11-25 08:00"))  # Somebody sets the clock back by a day.
    assert Errands(lane.house).remind_of_expiry() == 0
    assert Reminders(lane.ledger.shelf).of(WANG) == {LOT: missed.at}


def test_she_reads_it_on_her_own_page(tmp_path: Path) -> None:
    door = Doorstep(tmp_path)
    door.serves(HER)
    hers = door.signed_in(Who(id=HER, role=Role.VOLUNTEER, ledger=FIRST, volunteer=HER))
    assert "可用到" not in hers.open("/me")
    reminded = ExpiryReminded(
        at=door.clock.now(), volunteer=HER, dies_on=date(2029, 12, 1), days_before=90, beans=20
    )
    door.happens(Happened(facts=(reminded,)))
    assert "有 20 颗金豆 可用到 2029年11月30日" in hers.open("/me")
    door.close()
