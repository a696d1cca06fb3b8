"""Old Wang serves every day of a year: what was counted once is not counted twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from ledger.activities import PublishActivity
from ledger.attendance import CheckIn, CheckOut
from ledger.book import Book
from ledger.command import Command
from ledger.confirmations import LATEST_DAYS, ConfirmService, Rated
from ledger.facts import BeansAwarded, ServiceConfirmed
from ledger.refusals import OverlapsAnotherService, TooLate
from ledger.rules import AdoptPolicy
from ledger.storing.stores import open_memory
from ledger.subjects.presence import attendance_of
from ledger.subjects.purse import KEPT_DAYS
from ledger.units import OpenUnit
from ledger.volunteers import RegisterVolunteer
from tests.crowd import li
from tests.neighbourhood import POLICY_TEXT, SUNNY_LANE, WANG
from tests.story import clock

FIRST_MORNING = clock("2026-01-05 09:00")


TODAY = clock("2027-01-05 12:00")


class Desk:
    """Li's desk, where everything of the year is entered on one day."""

    def __init__(self) -> None:
        self.book = Book(open_memory())

    def asks(self, command: Command) -> None:
        """Li asks the book for this."""
        self.book.record(command, li(), TODAY)


@pytest.fixture
def year() -> Iterator[Desk]:
    """A desk at the lane, where Wang is registered."""
    desk = Desk()
    desk.asks(AdoptPolicy(text=POLICY_TEXT))
    desk.asks(OpenUnit(unit=SUNNY_LANE, kind="community", name="向阳里"))
    desk.asks(RegisterVolunteer(volunteer=WANG, number="1000000007", community=SUNNY_LANE))
    yield desk
    desk.book.close()


def serves(desk: Desk, name: str, starts: datetime, hours: int) -> None:
    """Wang is there for so many hours, entered by the organizer and confirmed."""
    activity, ends = f"activity-{name}", starts + timedelta(hours=hours)
    desk.asks(
        PublishActivity(
            activity=activity, title="巡逻", category="general", community=SUNNY_LANE,
            place="向阳里", starts_at=starts, ends_at=ends,
        )
    )  # fmt: skip
    for move, at in ((CheckIn, starts), (CheckOut, ends)):
        desk.asks(move(activity=activity, volunteer=WANG, means="organizer", at=at))
    rated = Rated(attendance=attendance_of(activity, WANG), rating=5)
    desk.asks(ConfirmService(activity=activity, rated=(rated,)))


def test_the_same_hours_are_refused_however_many_days_came_between(year: Desk) -> None:
    serves(year, "first", FIRST_MORNING, 8)
    for day in range(1, 120):
        serves(year, f"d{day}", FIRST_MORNING + timedelta(days=day), 1)
    with pytest.raises(OverlapsAnotherService):
        serves(year, "again", FIRST_MORNING, 8)


def test_a_days_cap_holds_however_many_days_came_between(year: Desk) -> None:
    serves(year, "first", FIRST_MORNING, 8)
    for day in range(1, 120):
        serves(year, f"d{day}", FIRST_MORNING + timedelta(days=day), 1)
    serves(year, "evening", FIRST_MORNING + timedelta(hours=9), 4)
    first_day = FIRST_MORNING.date()
    facts = [recorded.fact for recorded in year.book.facts()]
    beans = sum(f.beans for f in facts if isinstance(f, BeansAwarded) and f.earned_on == first_day)
    confirmed = [f for f in facts if isinstance(f, ServiceConfirmed)]
    minutes = sum(f.minutes for f in confirmed if f.service_day == first_day)
    assert (beans, minutes) == (80, 480)  # The day was full: four hours more wait for review.


def test_what_nobody_confirmed_in_a_year_is_not_confirmed(year: Desk) -> None:
    with pytest.raises(TooLate):
        serves(year, "old", clock("2027-01-05 00:00") - timedelta(days=LATEST_DAYS + 1), 2)


def test_more_days_are_remembered_than_can_still_be_confirmed() -> None:
    assert LATEST_DAYS < KEPT_DAYS
