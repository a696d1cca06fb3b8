"""kill -9 of a house that is serving: what was answered over HTTP stands, and nothing is half."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from ledger.facts import Fact, HoldReleased
from ledger.recorded import Recorded
from tests.audit import Audit
from tests.back_at_work import back_at_work
from tests.market_street import NOON, Street
from tests.processes import running
from tests.terminal import GOLDENBEAN

PEOPLE = 4
MOST_LETTERS = 120
WHOLE = {
    ("BeansAwarded", 3, "ServiceConfirmed", 3),
    ("BeansRedeemed", 1, "HoldReleased", 1),
}
"""What one command wrote, wherever it writes more than one fact."""


def _killed(street: Street, letters: int, workers: int) -> None:
    """Serve, answer all earlier letters again, be killed in the middle of new ones."""
    where = ["--port", "0", "--workers", str(workers), "--data", str(street.data)]
    known = len(street.answered)
    with running([*GOLDENBEAN, "serve", *where], "ready http://", street.settings()) as server:
        address = server.ready_line.removeprefix("ready ")
        for letter, first, again in street.write_again(address, max(known - MOST_LETTERS, 0)):
            assert (again.status, again.words, again.replayed) == (201, first.words, True), letter
        enough = threading.Event()
        writing = threading.Thread(
            target=street.write, args=(address, PEOPLE, letters, enough), daemon=True
        )
        writing.start()
        assert enough.wait(60), "nobody was answered"
        server.kill()
        writing.join(60)
    assert len(street.answered) > known


def _judge(street: Street, audit: Audit) -> None:
    with street.place().book() as book:
        new = audit.read(book.facts(after=audit.position))
    audit.check()
    assert _half_done(new) == []


def _half_done(new: list[Recorded[Fact]]) -> list[str]:
    kinds: dict[str, Counter[str]] = {}
    for found in new:
        kinds.setdefault(found.key, Counter())[type(found.fact).__name__] += 1
    return [
        key for key, counted in kinds.items()
        if counted.total() > 1 and tuple(sum(sorted(counted.items()), ())) not in WHOLE
        or set(counted) in ({"HoldReleased"}, {"BeansAwarded"})
        or counted["ServiceConfirmed"] % 3
    ]  # fmt: skip


def _die(folder: Path, deaths: int, workers: int) -> int:
    chance, street, audit = Random(20261122), Street(folder / "data"), Audit()
    for _ in range(deaths):
        _killed(street, chance.randint(1, MOST_LETTERS), workers)
        _judge(street, audit)
    assert audit.refused == 0
    return _ended_after_all(street, audit)


def _ended_after_all(street: Street, audit: Audit) -> int:
    """How many holds nobody came back for when their house was killed: all of them end."""
    left = sum(beans > 0 for beans in audit.holds.values())
    with back_at_work(street.data, NOON + timedelta(minutes=3)) as book:
        audit.read(book.facts(after=audit.position))
        ends = Counter(
            found.fact.redemption for found in book.facts()
            if isinstance(found.fact, HoldReleased) and found.fact.reason == "lapsed"
        )  # fmt: skip
    audit.check()
    assert not any(audit.holds.values())
    assert ends.total() == len(ends) == left
    return left


def test_a_serving_house_is_killed_under_load_and_keeps_its_word(tmp_path: Path) -> None:
    _die(tmp_path, 6, workers=1)


@pytest.mark.prove
@pytest.mark.parametrize("workers", [1, 2])
def test_a_serving_house_is_killed_thirty_times(tmp_path: Path, workers: int) -> None:
    assert _die(tmp_path, 30, workers) > 0
