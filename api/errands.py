"""Errands: what the clock asks of the book, as one more caller with keys of its own.

Views nominate, the book decides: asking again, from another process or after a restart, changes
nothing. What was missed while nobody served is made up for at the start.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from hashlib import blake2b
from itertools import islice
from logging import getLogger

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from api.access.key_tags import key_tag
from api.house import House
from api.ledgers import Ledger
from ledger.accounts import ExpireBeans
from ledger.command import By, Command, NotWritten
from ledger.refusals import Refusal
from ledger.reversals import LapseHold
from projections.balances import Balances
from projections.till import Till

ACTOR = "clock"
LAPSE_EVERY_SECONDS = 10
LOOK_AT_THE_DAY_EVERY_SECONDS = 60
NOTE_USES_EVERY_SECONDS = 60
FORGET_EVERY_SECONDS = 3600
FORGET_PEOPLE_EVERY_SECONDS = 3600
AT_ONCE = 256
"""How many commands are asked together; between two lots of them the clock can be stopped."""

_log = getLogger("goldenbean")


class Errands:
    """The clock's errands in a house, run in a thread of their own between `start` and `stop`.

    Time is that of the house's clock, so a turned clock turns the errands too. Each may also be
    called by itself.
    """

    def __init__(self, house: House) -> None:
        self._house = house
        self._stopping = False
        self._expired_on: dict[str, date] = {}
        # One thread: errands never run beside each other.
        self._scheduler = BackgroundScheduler(
            timezone="UTC", executors={"default": ThreadPoolExecutor(1)}
        )
        getLogger("apscheduler").setLevel("WARNING")

    def start(self) -> None:
        """Begin, with what was missed."""
        for errand, seconds in (
            (self.lapse_holds, LAPSE_EVERY_SECONDS),
            (self.expire_beans, LOOK_AT_THE_DAY_EVERY_SECONDS),
            (self._house.keys.note_uses, NOTE_USES_EVERY_SECONDS),
            (self._house.attempts.forget_old, FORGET_EVERY_SECONDS),
            (self._house.gate.forget_old, FORGET_EVERY_SECONDS),
            (self._house.once.forget_old, FORGET_EVERY_SECONDS),
            (self._house.erasing.finish, FORGET_PEOPLE_EVERY_SECONDS),
            (self._house.retention.discard, FORGET_PEOPLE_EVERY_SECONDS),
        ):
            self._scheduler.add_job(
                errand, "interval", seconds=seconds, next_run_time=datetime.now().astimezone(),
                coalesce=True, misfire_grace_time=None, max_instances=1,
            )  # fmt: skip
        self._scheduler.start()

    def stop(self) -> None:
        """End after the commands under way."""
        self._stopping = True
        self._scheduler.shutdown(wait=True)

    def lapse_holds(self) -> int:
        """Let every hold go whose merchant's time is over; returns how many were."""
        lapsed = 0
        for ledger in self._house.ledgers:
            ledger.shelf.follow()
            overdue = Till(ledger.shelf).waiting_holds(ledger.clock.now())
            named = ((f"lapse:{each}", LapseHold(redemption=each)) for each in overdue)
            lapsed += self._ask(ledger, named)[0]
        return lapsed

    def expire_beans(self) -> int:
        """On a new local day, end the beans of lots whose day has come; returns of how many
        volunteers. A day is done when nobody's failed; then there is nothing more to do."""
        expired = 0
        for ledger in self._house.ledgers:
            today = ledger.rules.current.local_date(ledger.clock.now())
            if self._expired_on.get(ledger.name) == today:
                continue
            ledger.shelf.follow()
            whose = Balances(ledger.shelf).with_dead_lots(today)
            named = ((f"expire:{each}:{today}", ExpireBeans(volunteer=each)) for each in whose)
            done, failed = self._ask(ledger, named)
            expired += done
            if not failed and not self._stopping:
                self._expired_on[ledger.name] = today
        return expired

    def _ask(self, ledger: Ledger, named: Iterable[tuple[str, Command]]) -> tuple[int, int]:
        """How many commands were carried out for the first time, and how many failed."""
        now, done, failed, waiting = ledger.clock.now(), 0, 0, iter(named)
        while not self._stopping and (some := list(islice(waiting, AT_ONCE))):
            asked = [ledger.book.submit(command, _by(name), now) for name, command in some]
            for (name, _), answer in zip(some, asked, strict=True):
                try:
                    receipt = answer.result()
                    done += bool(receipt.facts) and not receipt.replayed
                except (Refusal, NotWritten) as failure:  # The next round asks again.
                    failed += 1
                    _log.warning("the clock's errand %s was not done: %s", name, failure)
        return done, failed


def _by(name: str) -> By:
    digest = blake2b(name.encode(), digest_size=16).hexdigest()
    return By(ACTOR, "system", key_tag(ACTOR, f"clock:{name}"), digest)
