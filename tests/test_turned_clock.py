"""A turned clock: over a month's and a year's end, back and forth, everything is done once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from api.clock import FixedClock
from api.errands.running import Errands
from api.house import House
from api.ledgers import FIRST
from api.settings import Settings
from ledger.command import By
from ledger.counting.periods import freezes_on
from ledger.facts import (
    BeansExpired,
    CheckOutReminded,
    ConfirmationEscalated,
    ConsentGiven,
    DocumentFrozen,
    ExpiryReminded,
    Fact,
    HoldReleased,
    ListFrozen,
    SampleDrawn,
    SettlementRolledOver,
    StatementFrozen,
)
from ledger.redemptions import IssueCode, RedeemBeans
from ledger.subjects.presence import attendance_of
from tests.deeds import confirmed
from tests.furnished import furnish
from tests.neighbourhood import (
    CHEN,
    CODE,
    DISTRICT_OPEN,
    LANE_OPEN,
    LONG_AGO,
    READING,
    STREET_OPEN,
    WANG,
    earned,
    funded,
    planned,
    present,
    registered,
    welcomed,
)
from tests.story import Happened, clock

LOT, NEW_YEARS_EVE = "2027-01-01", "2026-12-31"
PATROL_AT_NIGHT = "activity-eve"
EDGES = ("00:00", "00:01", "07:59", "08:00", "23:59")
"""Where a day begins in Shanghai, and where one begins in London."""
SET_BACK = ("00:00", "08:00")
"""After these somebody sets the clock back by an hour."""
BEGINS, MONTH_DONE = "2026-11-29 12:00", "2026-12-07"
YEAR_BEGINS, YEAR_DONE = "2026-12-29", "2027-01-11"


class Walk:
    """Wang's winter, served by two processes that lead in turn and each remember nothing of the
    other; `both` are their errands."""

    def __init__(self, data: Path) -> None:
        furnish(data)
        self.clock = FixedClock(clock(BEGINS))
        settings = Settings.from_environment({"GOLDENBEAN_ENV": "test"}, data)
        self.houses = [House(settings, self.clock) for _ in range(2)]
        self.both = [Errands(house) for house in self.houses]
        self.turns = self._asked = 0
        agreed = ConsentGiven(
            at=LONG_AGO, volunteer=WANG, purpose="publishing", text_version="1",
            given_by="self", means="screen",
        )  # fmt: skip
        self.happened(
            DISTRICT_OPEN, STREET_OPEN, LANE_OPEN, registered(WANG), agreed, welcomed(),
            *funded(), earned(60, dies=LOT),
            planned(), *present("2026-11-22 09:00", "2026-11-22 11:00"),
            confirmed(clock("2026-11-22 12:00"), "09:00–11:00", 120),
            planned(activity=READING), *present("2026-11-22 08:55", activity=READING),
        )  # fmt: skip
        self._takes(20, f"{CODE}paid", capture=True)

    def happened(self, *facts: Fact) -> None:
        """Let this be in the book."""
        self._ask(Happened(facts=facts))

    def _takes(self, beans: int, code: str, *, capture: bool) -> None:
        self._ask(IssueCode(redemption=code, volunteer=WANG))
        self._ask(RedeemBeans(redemption=code, merchant=CHEN, beans=beans, capture=capture))

    def _ask(self, command: Happened | IssueCode | RedeemBeans) -> None:
        self._asked += 1
        key = f"key-walk-{self._asked}"
        book = self.houses[0].ledgers.of(FIRST).book
        book.record(command, By("somebody", "staff", key, key), self.clock.now())

    def evening(self) -> None:
        """An hour before the year ends Wang comes home from a patrol; a minute before, Chen takes
        ten beans of the lot that dies at midnight, and never confirms."""
        self.clock.turn_to(clock(f"{NEW_YEARS_EVE} 23:59"))
        record = confirmed(clock(f"{NEW_YEARS_EVE} 23:50"), "22:00–23:00", 60)
        away = {"activity": PATROL_AT_NIGHT, "attendance": attendance_of(PATROL_AT_NIGHT, WANG)}
        plan = planned(
            f"{NEW_YEARS_EVE} 22:00", f"{NEW_YEARS_EVE} 23:00", activity=PATROL_AT_NIGHT
        )
        was = present(
            f"{NEW_YEARS_EVE} 22:00", f"{NEW_YEARS_EVE} 23:00", activity=PATROL_AT_NIGHT
        )
        day = date.fromisoformat(NEW_YEARS_EVE)
        record = msgspec.structs.replace(record, service_day=day, **away)
        self.happened(plan, *was, record)
        self._takes(10, f"{CODE}held", capture=False)

    def tick(self, at: datetime) -> None:
        """The clock shows this; whoever leads now runs everything, and then everything again."""
        self.clock.turn_to(at)
        self.turns += 1
        leads = self.turns % 2
        self.houses[1 - leads].ledgers.of(FIRST).lead.let_go()
        for errand, _ in self.both[leads].of_books() * 2:
            errand()
        for errand, _ in self.both[1 - leads].of_books():
            assert not errand(), "whoever does not lead does nothing"

    def done(self) -> dict[tuple[str, ...], list[datetime]]:
        """What the clock has done, and when each of it was."""
        found: dict[tuple[str, ...], list[datetime]] = {}
        for recorded in self.houses[0].ledgers.of(FIRST).book.facts():
            if recorded.actor == "clock":
                found.setdefault(_what(recorded.fact), []).append(recorded.fact.at)
        return found


def _what(fact: Fact) -> tuple[str, ...]:
    match fact:
        case ExpiryReminded():
            return "reminded of expiry", str(fact.days_before), str(fact.dies_on == _LOT_DAY)
        case BeansExpired():
            return "expired", str(fact.beans)
        case HoldReleased():
            return "released", fact.redemption
        case CheckOutReminded():
            return "reminded", fact.attendance
        case ConfirmationEscalated():
            return "escalated", fact.stage
        case DocumentFrozen():
            return "documented", fact.unit, fact.period
        case ListFrozen():
            return "frozen", fact.listing
        case SampleDrawn():
            return "drawn", fact.sample
        case StatementFrozen():
            return "stated", fact.settlement
        case SettlementRolledOver():
            return "rolled over", fact.settlement
    raise AssertionError(f"the clock did something else: {fact}")


_LOT_DAY = date.fromisoformat(LOT)


@pytest.fixture
def walk(tmp_path: Path) -> Iterator[Walk]:
    """The end of November."""
    begun = Walk(tmp_path)
    with closing(begun.houses[0]), closing(begun.houses[1]):
        yield begun


def edges(first: str, last: str) -> Iterator[datetime]:
    """Every edge of every day, the last one whole."""
    day = date.fromisoformat(first)
    while day <= date.fromisoformat(last):
        yield from (clock(f"{day} {edge}") for edge in EDGES)
        day += timedelta(days=1)


EXPECTED = {
    ("reminded", attendance_of(READING, WANG)), ("escalated", "escalated"),
    ("escalated", "overdue"), ("reminded of expiry", "90", "True"),
    ("reminded of expiry", "30", "True"), ("reminded of expiry", "7", "True"),
    ("reminded of expiry", "30", "False"), ("released", f"{CODE}held"), ("expired", "30"),
    ("drawn", "sample-sunnylane-202611"), ("drawn", "sample-sunnylane-202612"),
    ("stated", "settlement-chen-202611"), ("rolled over", "settlement-chen-202611"),
    ("stated", "settlement-chen-202612"), ("rolled over", "settlement-chen-202612"),
    *(("frozen", f"list-leaderboard-{unit}-{period}")
      for unit in ("sunnylane", "tuodong", "panlong")
      for period in ("2026W47", "2026W53", "202611", "202612", "2026Q4", "2026")),
    *(("documented", f"unit-{unit}", period)
      for unit in ("sunnylane", "tuodong", "panlong")
      for period in ("2026-11-22", "2026-11-29", "2026-12-31", "2026-W47", "2026-W48",
                     "2026-W53", "2026-11", "2026-12")),
    *(("frozen", f"list-evaluation_{kind}-sunnylane-{period}")
      for kind, period in (("monthly", "202611"), ("monthly", "202612"), ("quarterly", "2026Q4"),
                           ("annual", "2026"), ("stars", "2026"))),
}  # fmt: skip


def test_day_by_day_with_the_clock_set_back_again_and_again_all_is_done_once(walk: Walk) -> None:
    for at in (*edges("2026-11-29", MONTH_DONE), *edges(YEAR_BEGINS, YEAR_DONE)):
        if at == clock(f"{NEW_YEARS_EVE} 23:59"):
            walk.evening()
        walk.tick(at)
        if f"{at:%H:%M}" in SET_BACK:
            walk.tick(at - timedelta(hours=1))
    done = walk.done()
    assert done.keys() == EXPECTED
    assert {what: len(times) for what, times in done.items() if len(times) != 1} == {}

    def when(*what: str) -> datetime:
        return done[what][0]

    # In Shanghai the year ends eight hours before it does in London.
    assert when("expired", "30") == clock("2027-01-01 00:00")
    assert when("documented", "unit-sunnylane", NEW_YEARS_EVE) == clock("2027-01-01 00:00")
    rules = walk.houses[0].ledgers.of(FIRST).rules
    for month, last in (("202611", date(2026, 11, 30)), ("202612", date(2026, 12, 31))):
        begins = datetime.combine(freezes_on(rules.on(last), last), datetime.min.time())
        for what in (("drawn", f"sample-sunnylane-{month}"),
                     ("frozen", f"list-leaderboard-sunnylane-{month}")):  # fmt: skip
            assert when(*what) == clock(f"{begins:%Y-%m-%d} 00:00")


def test_a_house_that_was_closed_over_both_ends_does_the_same_at_once(walk: Walk) -> None:
    walk.tick(clock(BEGINS))
    walk.tick(clock(f"{MONTH_DONE} 10:00"))
    walk.tick(clock(f"{YEAR_BEGINS} 10:00"))
    walk.evening()
    walk.tick(clock(f"{YEAR_DONE} 10:00"))
    counted = Counter({what: len(times) for what, times in walk.done().items()})
    assert counted == Counter(EXPECTED - {("escalated", "escalated")})  # Overdue says it all.
