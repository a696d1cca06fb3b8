"""One process serves all through while another makes every view anew: nobody waits, nobody errs."""

from __future__ import annotations

import threading
import time
from contextlib import closing
from pathlib import Path

import httpx

from api.ledgers import FIRST
from ledger.command import By
from ledger.storing.stores import ledger_folder
from projections.shelf import Shelf, open_store
from projections.views import VIEWS
from tests.evaluating import served
from tests.market_street import Street
from tests.processes import running
from tests.shelves import rows_on
from tests.story import Happened, clock
from tests.terminal import GOLDENBEAN, goldenbean

PAST_DAYS, PAST_PER_DAY = 20, 150
LETTERS_MEANWHILE = 10


class Reader(threading.Thread):
    """Somebody who looks at Wang's hours again and again until told to stop; `seen` are the
    status, the minutes and how long the answer took."""

    def __init__(self, street: Street, address: str) -> None:
        super().__init__(daemon=True)
        self._street, self._address = street, address
        self.stop = threading.Event()
        self.seen: list[tuple[int, int, float]] = []

    def run(self) -> None:
        """Look, and look again."""
        key, wang = self._street.reader()
        here = f"/v1/volunteers/{wang}/account"
        headers = {"Authorization": f"Bearer {key}"}
        with httpx.Client(base_url=self._address, timeout=30, headers=headers) as client:
            while not self.stop.is_set():
                begun = time.monotonic()
                answer = client.get(here)
                minutes = answer.json().get("minutes", -1)
                self.seen.append((answer.status_code, minutes, time.monotonic() - begun))


def a_long_past(street: Street) -> None:
    """Three thousand sessions, so that a rebuild takes a while."""
    _, wang = street.reader()
    with street.place().book() as book:
        for day in range(1, PAST_DAYS + 1):
            date = f"2026-09-{day:02}"
            facts = tuple(
                served(wang if number == 0 else f"volunteer-past{number}", date, 60,
                       activity=f"activity-past{day}{number}")
                for number in range(PAST_PER_DAY)
            )  # fmt: skip
            by = By("clerk", "clerk", f"key-past-{day}", "")
            book.record(Happened(facts=facts), by, clock("2026-11-22 08:00"))


def generations(street: Street) -> tuple[dict[str, int], bool]:
    """Which generation of each view is shown, and whether all of them know the whole book and
    say what a fresh look at the facts says."""
    folder = ledger_folder(street.data, FIRST)
    with street.place().book() as book, closing(Shelf(open_store(folder, FIRST), book, VIEWS)) as s:
        s.follow()
        shown, rows = {name: one.generation for name, one in s.standings().items()}, rows_on(s)
        s.rebuild()
        return shown, rows == rows_on(s) and s.position == book.head() and not s.stopped


def test_a_rebuild_in_another_process_stops_nobody_who_reads_or_writes(tmp_path: Path) -> None:
    street = Street(tmp_path / "data")
    a_long_past(street)
    before, _ = generations(street)
    where = ["--port", "0", "--data", str(street.data)]
    with running([*GOLDENBEAN, "serve", *where], "ready http://", street.settings()) as server:
        address, enough = server.ready_line.removeprefix("ready "), threading.Event()
        reader, writing = (
            Reader(street, address),
            threading.Thread(target=street.write, args=(address, 2, LETTERS_MEANWHILE, enough)),
        )
        writing.start()
        reader.start()
        assert enough.wait(60), "nobody was answered"
        answered, looked = len(street.answered), len(reader.seen)
        made = goldenbean("rebuild", "--data", street.data, settings={"ENV": "test"})
        answered, looked = len(street.answered) - answered, len(reader.seen) - looked
        reader.stop.set()
        reader.join(60)
        assert server.stop() == 0
        writing.join(60)
    assert made.returncode == 0, made.stderr
    assert answered > LETTERS_MEANWHILE and looked > LETTERS_MEANWHILE
    assert {status for status, _, _ in reader.seen} == {200}
    # Hours never dip, and nobody waits for a lock until it gives up.
    minutes = [each for _, each, _ in reader.seen]
    assert minutes == sorted(minutes) and minutes[0] >= 60 * PAST_DAYS
    assert max(seconds for _, _, seconds in reader.seen) < 10
    after, true = generations(street)
    assert true and all(after[name] > before[name] for name in before)
