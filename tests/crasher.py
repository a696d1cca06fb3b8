"""The crasher: a process that lives through the same day again and again until somebody kills it.

After each receipt it says which key stands at which position, and nothing it says may ever turn
out not to be so. A key ends in the number of facts that belong to it.
"""

from __future__ import annotations

import itertools
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import msgspec

from ledger.book import Book
from ledger.command import By, Command
from ledger.confirmations import ConfirmService, Rated
from ledger.redemptions import IssueCode, RedeemBeans
from ledger.reversals import CaptureRedemption, VoidRedemption
from ledger.revocations import RevokeAttendance
from ledger.storing import tag_index
from ledger.subjects.presence import attendance_of
from tests.neighbourhood import (
    CHEN,
    LANE_OPEN,
    RULES,
    funded,
    planned,
    present,
    registered,
    welcomed,
)
from tests.places import Place, close
from tests.story import Happened, clock

NOON = clock("2026-11-22 12:00")
FLUSH_AFTER_FACTS = 64
"""So that the tag index is written while people are killing us, and not after 4,096 facts."""


def town() -> Command:
    """What has to be there before the first day."""
    return Happened(facts=(RULES, LANE_OPEN, welcomed(CHEN), *funded()))


def a_day(name: str) -> Iterator[tuple[Command, int]]:
    """Three people serve, two of them buy, and one was never there; with the facts of each."""
    activity = f"activity-{name}"
    people = [f"volunteer-{name}{number}" for number in "abc"]
    seen = [attendance_of(activity, person) for person in people]
    came = [
        fact
        for person in people
        for fact in (
            registered(person, f"number-{person}"),
            *present("2026-11-22 09:00", "2026-11-22 11:00", volunteer=person, activity=activity),
        )
    ]
    yield Happened(facts=(planned(activity=activity), *came)), 10
    rated = tuple(Rated(attendance=attendance, rating=5) for attendance in seen)
    yield ConfirmService(activity=activity, rated=rated), 6
    first, second = f"redemption-{name}a", f"redemption-{name}b"
    yield IssueCode(redemption=first, volunteer=people[0]), 1
    yield RedeemBeans(redemption=first, merchant=CHEN, beans=20, capture=False), 1
    yield CaptureRedemption(redemption=first, merchant=CHEN, beans=12), 2
    yield IssueCode(redemption=second, volunteer=people[1]), 1
    yield RedeemBeans(redemption=second, merchant=CHEN, beans=10), 1
    yield VoidRedemption(redemption=second, merchant=CHEN), 1
    yield RevokeAttendance(attendance=seen[2]), 2


def by(key: str) -> By:
    """Whoever it is, the key says all."""
    return By("somebody", "organizer", key, key)


def live(book: Book, name: str, now: datetime, days: int | None = None) -> None:
    """Live days on end, and tell the world of each receipt."""
    for day in itertools.islice(itertools.count(), days):
        for step, (command, facts) in enumerate(a_day(f"{name}d{day}")):
            receipt = book.record(command, by(f"key-{name}d{day}s{step}x{facts}"), now)
            line = f"stands {receipt.position} key-{name}d{day}s{step}x{facts}\n"
            os.write(sys.stdout.fileno(), line.encode())


def main(place: str, life: str, people: str, days: str = "", careless: str = "") -> int:
    """Open the ledger and live; so many at once, for so many days or for ever.

    Careless is a control that must be caught: it answers before the disk has the facts.
    """
    tag_index.FLUSH_AFTER_FACTS = FLUSH_AFTER_FACTS
    recorder = msgspec.json.decode(place, type=Place).open()
    if careless:
        recorder._writer.execute("PRAGMA synchronous = NORMAL")  # type: ignore[attr-defined]
    book = Book(recorder)
    book.record(town(), by("key-townx5"), NOON)
    os.write(sys.stdout.fileno(), b"ready\n")
    with ThreadPoolExecutor(int(people)) as everybody:
        lives = [
            everybody.submit(live, book, f"{life}p{person}", NOON, int(days) if days else None)
            for person in range(int(people))
        ]
        for each in lives:
            each.result()
    book.close()
    close(recorder)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
