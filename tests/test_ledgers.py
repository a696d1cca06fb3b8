"""Ledgers: a district's book is opened once, however many callers are the first."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from api.clock import FixedClock
from api.ledgers import FIRST, Ledger, Ledgers
from api.settings import Settings
from tests.story import clock

CALLERS = 8


def test_eight_callers_from_a_new_district_find_one_book(tmp_path: Path) -> None:
    settings = Settings.from_environment({"GOLDENBEAN_ENV": "test"}, tmp_path)
    ledgers = Ledgers(settings, FixedClock(clock("2026-11-22 09:00")))
    together = Barrier(CALLERS)

    def call(_: int) -> Ledger:
        together.wait()
        return ledgers.of("panlong")

    with ThreadPoolExecutor(CALLERS) as callers:
        found = list(callers.map(call, range(CALLERS)))

    assert {id(ledger) for ledger in found} == {id(ledgers.of("panlong"))}
    assert [ledger.name for ledger in ledgers] == [FIRST, "panlong"]
    ledgers.close()
