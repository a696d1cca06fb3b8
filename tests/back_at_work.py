"""Back at work: a house that was killed is opened again, with its errands and without a door."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from api.clock import FixedClock
from api.errands.running import Errands
from api.house import House
from api.ledgers import FIRST
from api.settings import Settings
from ledger.book import Book
from projections.till import Till

PATIENCE_SECONDS = 30


@contextmanager
def back_at_work(data: Path, at: datetime) -> Iterator[Book]:
    """It is that time; the errands have begun as they do in a server, which takes seconds more to
    start. Nothing waits any longer for a shop whose time is over."""
    house = House(Settings.from_environment({"GOLDENBEAN_ENV": "test"}, data), FixedClock(at))
    errands = Errands(house)
    errands.start()
    try:
        _wait_for_holds(house)
        yield house.ledgers.of(FIRST).book
    finally:
        errands.stop()
        house.close()


def _wait_for_holds(house: House) -> None:
    ledger, until = house.ledgers.of(FIRST), time.monotonic() + PATIENCE_SECONDS
    while True:
        ledger.shelf.follow()
        if not list(Till(ledger.shelf).waiting_holds(house.clock.now())):
            return
        assert time.monotonic() < until, "what a shop forgot waits for ever"
        time.sleep(0.02)
