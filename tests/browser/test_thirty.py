"""Li confirms and rates thirty people who swept the lane, and is done before the tea is cold."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from api.access.roles import Role
from api.ledgers import FIRST
from api.signing_in.sessions import guest
from ledger.facts import ServiceRecord
from ledger.subjects.presence import Attendance, attendance_of
from tests.browser.conftest import OpenHouse, Phones
from tests.browser.thirty import move_in, sweep
from tests.doorstep import SWEEPING
from tests.neighbourhood import SUNNY_LANE

pytestmark = pytest.mark.browser
PEOPLE = 30
MOST_ACTIONS = 8
"""Open the activity, unfold and fill in three exceptions, confirm: it does not grow with the
people, and leaves seven seconds of a minute for each."""


class Hand:
    """An organizer's hand, which counts what it does: each press and each field filled."""

    def __init__(self) -> None:
        self.actions = 0

    def presses(self, what: Locator) -> None:
        """Press a button, a link or a fold."""
        what.click()
        self.actions += 1

    def chooses(self, field: Locator, value: str) -> None:
        """Choose from a list."""
        field.select_option(value)
        self.actions += 1

    def fills(self, field: Locator, typed: str) -> None:
        """Type into a field."""
        field.fill(typed)
        self.actions += 1


def test_thirty_are_confirmed_and_rated_with_a_handful_of_presses(
    lane: OpenHouse, phone: Phones
) -> None:
    people = move_in(lane, PEOPLE)
    sweep(lane, people)
    desk, hand = phone(lane.link(guest(Role.ORGANIZER, FIRST, unit=SUNNY_LANE))), Hand()
    desk.goto("/desk")
    hand.presses(desk.get_by_role("link", name="打开活动"))
    slow, eager, rested = people[3], people[17], people[29]
    for volunteer, rating in ((slow, "3"), (eager, "4")):
        row = desk.locator("li", has=desk.locator(f"#c-{attendance_of(SWEEPING, volunteer)}"))
        hand.presses(row.locator("summary"))
        hand.chooses(row.locator("select"), rating)
    row = desk.locator("li", has=desk.locator(f"#c-{attendance_of(SWEEPING, rested)}"))
    hand.presses(row.locator("summary"))
    hand.fills(row.locator("input[inputmode=numeric]"), "20")
    hand.presses(desk.get_by_role("button", name="确认已勾选的人"))
    expect(desk.get_by_role("heading", level=1)).to_contain_text(str(PEOPLE))
    assert hand.actions <= MOST_ACTIONS
    records = {each: record_of(lane, each) for each in people}
    assert {each: one.rating for each, one in records.items() if one.rating != 5} == {
        slow: 3, eager: 4
    }  # fmt: skip
    assert {each: one.minutes for each, one in records.items() if one.minutes != 120} == {
        rested: 100
    }  # fmt: skip


def record_of(lane: OpenHouse, volunteer: str) -> ServiceRecord:
    """What the book says somebody's morning was."""
    record = lane.ledger.book.look(Attendance(attendance_of(SWEEPING, volunteer))).confirmed
    assert record is not None
    return record
