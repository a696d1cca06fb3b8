"""Somebody guesses, and goes on guessing: who waits, for how long, and what it is worth."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, text

from api.access.endings import Endings
from api.clock import FixedClock
from api.guarding import patience
from api.guarding.attempts import Attempts
from api.guarding.patience import MOST_AT_ONCE, PATIENCE, Patience
from tests.test_keys import Stopwatch
from tests.vaults import BOTH_KINDS, empty_vault

NINE = datetime(2026, 11, 23, 1, tzinfo=UTC)
DAY = timedelta(days=1)
GRANNY = "pin:volunteer-guifang"
SHOP = "redemption_code:merchant-noodles"
COUNTED_WHEN_WRONG = ("activity_code", "redemption_code", "badge_code", "counter_pin", "key")
"""When one blow of tries has locked somebody out, those that had begun are tries, too."""


@pytest.fixture(params=BOTH_KINDS)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty vault."""
    with empty_vault(request, tmp_path) as opened:
        yield opened


@pytest.fixture
def clock() -> FixedClock:
    """It is nine in the morning."""
    return FixedClock(NINE)


def counted(engine: Engine, clock: FixedClock, watch: Stopwatch | None = None) -> Attempts:
    """One process's count."""
    return Attempts(engine, clock, b"s" * 32, Endings(engine, watch or Stopwatch()))


def tries_of_one_who_never_stops(kind: Patience, span: timedelta) -> list[timedelta]:
    """When somebody tries who tries as soon as they may."""
    tried: list[timedelta] = []
    now, first, failures = timedelta(), timedelta(), 0
    while now < span:
        if failures and now - first >= kind.forgotten_after:
            failures = 0
        first = first if failures else now
        failures += 1
        tried.append(now)
        now += kind.wait_after(failures)
    return tried


def most_in_a_day(kind: Patience) -> int:
    """The most tries in any 24 hours of a week."""
    tried = tries_of_one_who_never_stops(kind, 7 * DAY)
    return max(bisect_left(tried, at + DAY) - number for number, at in enumerate(tried))


@pytest.mark.parametrize("kind", PATIENCE)
def test_the_chance_that_is_stated_is_the_chance_there_is(kind: str) -> None:
    rows = re.findall(r"\| (\w+) \| [^|]+ \| ([0-9]+) \| 1/([0-9,^]+) \|", patience.__doc__ or "")
    tries, odds = {name: (int(most), one_in) for name, most, one_in in rows}[kind]
    beside = MOST_AT_ONCE - 1 if kind in COUNTED_WHEN_WRONG else 0
    assert most_in_a_day(PATIENCE[kind]) + beside == tries

    base, _, power = odds.replace(",", "").partition("^")
    stated = Fraction(1, int(base) ** int(power or 1))
    chance = tries * PATIENCE[kind].one_guess
    assert chance <= stated, "nobody is promised less than there is"
    assert stated < 10 * chance


def test_no_secret_of_a_person_is_found_in_a_year_of_guessing() -> None:
    for kind in ("otp", "pin", "totp"):
        assert 365 * most_in_a_day(PATIENCE[kind]) * PATIENCE[kind].one_guess < Fraction(1, 50)
    assert PATIENCE["otp"].free == PATIENCE["pin"].free == 5
    assert all(PATIENCE[kind].free >= 10 for kind in ("activity_code", "redemption_code"))


def test_wet_fingers_are_forgiven_and_then_the_waiting_doubles(
    engine: Engine, clock: FixedClock
) -> None:
    attempts = counted(engine, clock)
    assert [attempts.failed(SHOP) for _ in range(19)] == [0] * 19
    waits = []
    for _ in range(9):
        waits.append(attempts.failed(SHOP))
        assert attempts.must_wait(SHOP) == waits[-1]
        clock.turn_to(clock.now() + timedelta(seconds=waits[-1]))
        assert attempts.must_wait(SHOP) == 0
    assert waits == [5, 10, 20, 40, 80, 160, 300, 300, 300]
    assert attempts.must_wait("redemption_code:merchant-tofu") == 0

    clock.turn_to(NINE + timedelta(hours=1))
    assert attempts.failed(SHOP) == 0


def test_every_process_hears_of_it_within_a_second(engine: Engine, clock: FixedClock) -> None:
    watch = Stopwatch()
    here, elsewhere = counted(engine, clock, watch), counted(engine, clock)
    assert here.must_wait(GRANNY) == 0
    for _ in range(5):
        elsewhere.failed(GRANNY)
    assert (elsewhere.must_wait(GRANNY), here.must_wait(GRANNY)) == (60, 0)
    watch.seconds = 1.0
    assert here.must_wait(GRANNY) == 60

    elsewhere.succeeded(GRANNY)
    watch.seconds = 2.0
    assert (elsewhere.must_wait(GRANNY), here.must_wait(GRANNY)) == (0, 0)


def test_a_hundred_guesses_at_once_are_a_hundred(engine: Engine, clock: FixedClock) -> None:
    attempts = counted(engine, clock)
    with ThreadPoolExecutor(8) as crowd:
        told = list(crowd.map(lambda _: attempts.trying(GRANNY), range(100)))
    assert sorted(told) == [0] * 5 + [60] * 95
    assert attempts.must_wait(GRANNY) == 60

    clock.turn_to(NINE + timedelta(seconds=60))
    assert attempts.trying(GRANNY) == 0 and attempts.trying(GRANNY) == 120
    attempts.succeeded(GRANNY)
    assert attempts.must_wait(GRANNY) == 0 and attempts.trying(GRANNY) == 0


def test_a_success_beside_a_slip_disturbs_neither(engine: Engine, clock: FixedClock) -> None:
    attempts = counted(engine, clock)
    with ThreadPoolExecutor(8) as crowd:
        for _ in range(10):
            list(crowd.map(lambda turn: _slip_or_succeed(attempts, turn), range(16)))
    attempts.succeeded(GRANNY)
    assert attempts.must_wait(GRANNY) == 0


def _slip_or_succeed(attempts: Attempts, turn: int) -> None:
    if turn % 2:
        attempts.trying(GRANNY)
    else:
        attempts.succeeded(GRANNY)


def test_after_the_first_lock_out_a_guesser_tries_one_at_a_time(
    engine: Engine, clock: FixedClock
) -> None:
    """A hundred connections of one shop guess no faster than one, in this hour or the next."""
    attempts = counted(engine, clock)
    assert [attempts.begin(SHOP) for _ in range(MOST_AT_ONCE + 1)] == [0] * MOST_AT_ONCE + [1]
    for _ in range(MOST_AT_ONCE):
        attempts.failed(SHOP)
        attempts.end(SHOP)
    assert attempts.begin(SHOP) == 300

    for wait in (timedelta(minutes=5), timedelta(hours=1)):
        clock.turn_to(clock.now() + wait)
        assert [attempts.begin(SHOP) for _ in range(100)] == [0] + [1] * 99
        attempts.failed(SHOP)
        attempts.end(SHOP)
    assert attempts.begin(SHOP) == 0, "the count began anew an hour later"
    attempts.end(SHOP)

    clock.turn_to(clock.now() + DAY)
    assert attempts.begin(SHOP) == attempts.begin(SHOP) == 0
    assert attempts.begin("redemption_code:merchant-tofu") == 0


def test_while_nobody_guesses_the_vault_is_left_in_peace(
    engine: Engine, clock: FixedClock
) -> None:
    attempts = counted(engine, clock)
    attempts.must_wait(SHOP)
    asked: list[str] = []
    event.listen(
        engine, "before_cursor_execute", lambda *words: asked.append(words[2]), named=False
    )
    assert [attempts.must_wait(f"{SHOP}{number}") for number in range(1_000)] == [0] * 1_000
    assert asked == []


def test_the_vault_does_not_know_whose_telephone_was_tried(
    engine: Engine, clock: FixedClock
) -> None:
    attempts = counted(engine, clock)
    attempts.failed("otp:13800000001")
    place = "people.attempts" if engine.dialect.name == "postgresql" else "attempts"
    with engine.connect() as connection:
        kept = connection.execute(text(f"SELECT * FROM {place}")).all()
    assert len(kept) == 1 and "13800000001" not in str(kept)

    assert attempts.forget_old() == 0
    clock.turn_to(NINE + DAY)
    assert attempts.forget_old() == 1
