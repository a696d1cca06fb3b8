"""A form that is answered with a secret is acted on once, however often it is sent."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread

from api.clock import FixedClock
from api.guarding.once import REMEMBERED, Once
from tests.house_open import OpenHouse


def test_a_form_comes_for_the_first_time_once(any_home: OpenHouse) -> None:
    once = any_home.house.once
    assert [once.first("key-a"), once.first("key-a"), once.first("key-b")] == [True, False, True]


def test_of_eight_at_once_one_is_the_first(any_home: OpenHouse) -> None:
    vault, clock = any_home.house.vault, any_home.clock
    found: list[bool] = []
    ready = Barrier(8)

    def send() -> None:
        once = Once(vault, clock)
        ready.wait()
        found.append(once.first("key-pressed"))

    threads = [Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [False] * 7 + [True]


def test_after_some_days_it_is_forgotten(any_home: OpenHouse) -> None:
    # With a clock of its own: the house's errand of the same name runs beside, at its start.
    clock = FixedClock(any_home.clock.now())
    once = Once(any_home.house.vault, clock)
    once.first("key-old")
    clock.turn_to(clock.now() + REMEMBERED + timedelta(seconds=1))
    once.first("key-young")
    assert once.forget_old() == 1 and once.first("key-old") and not once.first("key-young")
