"""Asking: the clock asks the book, in lots, under keys that are the same in every process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from hashlib import blake2b
from itertools import islice
from logging import getLogger

from api.access.key_tags import key_tag
from api.house import House
from api.ledgers import Ledger
from ledger.command import By, Command, NotWritten
from ledger.refusals import Refusal

ACTOR = "clock"
AT_ONCE = 256
"""How many commands are asked together; between two lots of them the clock can be stopped."""

Named = Iterable[tuple[str, Command]]
"""Commands, each with the name of the errand that it is for ever."""

_log = getLogger("goldenbean")


class Asking:
    """The clock's voice in a house, until it is told to be `stopping`."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.stopping = False
        self._done_on: dict[tuple[str, str], date] = {}

    def led(self) -> Iterator[Ledger]:
        """The ledgers whose errands this process runs: it leads them, or nobody did."""
        return (ledger for ledger in self.house.ledgers if ledger.lead.take())

    def ask(self, ledger: Ledger, named: Named, at_once: int = AT_ONCE) -> tuple[int, int]:
        """How many commands were carried out for the first time, and how many failed."""
        now, done, failed, waiting = ledger.clock.now(), 0, 0, iter(named)
        while not self.stopping and (some := list(islice(waiting, at_once))):
            asked = [ledger.book.submit(command, _by(name), now) for name, command in some]
            for (name, _), answer in zip(some, asked, strict=True):
                try:
                    receipt = answer.result()
                    done += bool(receipt.facts) and not receipt.replayed
                except (Refusal, NotWritten) as failure:  # The next round asks again.
                    failed += 1
                    _log.warning("the clock's errand %s was not done: %s", name, failure)
        return done, failed

    def once_a_day(
        self, errand: str, wishes: Callable[[Ledger, date], Named], at_once: int = AT_ONCE
    ) -> int:
        """On a new local day of a ledger, ask what it wishes; returns how many were carried out.

        A day is done when nobody's failed; then there is nothing more to do. Wishes that write
        much are asked a few `at_once`.
        """
        carried_out = 0
        for ledger in self.led():
            today = ledger.rules.current.local_date(ledger.clock.now())
            if self._done_on.get((errand, ledger.name)) == today:
                continue
            ledger.shelf.follow()
            done, failed = self.ask(ledger, wishes(ledger, today), at_once)
            carried_out += done
            if not failed and not self.stopping:
                self._done_on[errand, ledger.name] = today
        return carried_out


def _by(name: str) -> By:
    digest = blake2b(name.encode(), digest_size=16).hexdigest()
    return By(ACTOR, "system", key_tag(ACTOR, f"clock:{name}"), digest)
