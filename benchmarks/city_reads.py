"""City reads: what people ask of a city's house, and how long each answer takes."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from statistics import quantiles
from typing import NamedTuple

from api.boards import Moment, own_rank
from api.clock import FixedClock
from api.evaluating import evaluated, period_for
from api.hours import hours_of
from api.house import House
from api.ledgers import FIRST
from api.settings import Settings
from api.supply import supply_of
from benchmarks.city import A_ROUND, ROUNDS
from benchmarks.measured import MILLISECONDS, Measured, Target
from benchmarks.past import BEGAN, lifted_policy
from ledger.counting.board_periods import read_board_period
from ledger.counting.periods import Period, period_of

VOLUNTEER, COMMUNITY, CITY = "volunteer-city7", "unit-city0", "unit-city"
OVER = BEGAN + A_ROUND * ROUNDS
"""The moment of all reading: everybody has served."""

Look = Callable[[Moment], object]


class Read(NamedTuple):
    """Something that is asked: its name, the most milliseconds its answer may take, and how
    often it is asked here."""

    what: str
    target: Target
    look: Look
    times: int


def _within(most_milliseconds: int) -> Target:
    return Target(most_milliseconds, at_least=False)


def _rank(at: Moment) -> object:
    found = own_rank(at, VOLUNTEER, CITY, read_board_period("all"))
    assert found.rank is not None
    return found


def _evaluation(at: Moment) -> object:
    policy = at.ledger.rules.current
    period = period_for("annual", str(BEGAN.year))
    view, head = at.ledger.eligibility, at.ledger.book.head()
    found = evaluated(view, policy, "annual", COMMUNITY, period, head)
    assert found.items
    return found


def _dashboard(at: Moment) -> object:
    """What a district's desk shows of everything below it: hours by street, beans and money."""
    found = hours_of(at.ledger, "unit", CITY, _month(at), at.today)
    assert found.total.minutes
    return found, supply_of(at.ledger, CITY, at.now)


def _month(at: Moment) -> Period:
    return period_of("month", at.ledger.rules.current.local_date(BEGAN))


READS = (
    Read("own account", _within(5), lambda at: at.ledger.balances.of(VOLUNTEER), 200),
    Read("own statement", _within(5), lambda at: at.ledger.statements.of(VOLUNTEER), 200),
    Read("own rank in the whole city", _within(5), _rank, 200),
    Read("a community's evaluation of the year", _within(1_000), _evaluation, 20),
    Read("a city's month: hours, beans, money", _within(1_000), _dashboard, 20),
)


def read_all(data: Path, figure: str) -> list[Measured]:
    """Open a house over this data and ask everything; each first answer is told beside the rest,
    for it may wait for what is then kept in memory."""
    policy = data / "policy.toml"
    policy.write_text(lifted_policy(), encoding="utf-8")
    environ = {"GOLDENBEAN_ENV": "test", "GOLDENBEAN_POLICY": str(policy)}
    house = House(Settings.from_environment(environ, data), FixedClock(OVER))
    try:
        at = Moment(house, house.ledgers.of(FIRST), OVER)
        at.ledger.shelf.wait_for(at.ledger.book.head())
        return [_timed(at, read, figure) for read in READS]
    finally:
        house.close()


def _timed(at: Moment, read: Read, figure: str) -> Measured:
    first, *took = [_once(at, read) for _ in range(read.times + 1)]
    slowest = quantiles((each.passed_ms for each in took), n=100)[98]
    worked = sum(each.worked_ms for each in took) / len(took)
    beside = f"{worked:,.1f} ms of processor time each; the first one {first.passed_ms:,.1f} ms"
    return Measured(figure, f"{read.what}, p99", (slowest,), MILLISECONDS, read.target, beside)


class _Took(NamedTuple):
    """On the wall and on the processor; a busy neighbour slows only one of them."""

    passed_ms: float
    worked_ms: float


def _once(at: Moment, read: Read) -> _Took:
    wall, own = time.perf_counter(), time.process_time()
    read.look(at)
    return _Took((time.perf_counter() - wall) * 1_000, (time.process_time() - own) * 1_000)
