"""Checks: when the outside programs were asked last, and what they said; kept beside the ledger.

It is how the house is doing, not what happened in the community: so it stands in a file of the
ledger's folder and not in the book. Losing the file loses nothing but the last answer.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import msgspec

from api.journals.outside import PROGRAMS, Stopping, Verdict, ask_all
from ledger.book import Book
from ledger.states import Rulebook
from projections.shelf import Shelf

NIGHT_FROM, NIGHT_TO = 2, 5
"""The local hours in which the first check of all is made, and from which on a later one is due:
yesterday is whole then, and nobody waits at a counter."""


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """What every program said of the book up to `position`, and when it was asked."""

    at: datetime
    position: int
    verdicts: tuple[Verdict, ...]

    @property
    def agreed(self) -> bool:
        """Whether at least one program agreed, and none said otherwise."""
        told = {verdict.outcome for verdict in self.verdicts} - {"not_installed"}
        return told == {"ok"}

    @property
    def asked_nobody(self) -> bool:
        """Whether there was no program to ask."""
        return all(verdict.outcome == "not_installed" for verdict in self.verdicts)


class Checks:
    """The outside checks of one ledger; safe to use from any thread and process."""

    def __init__(self, folder: Path, ledger: str, book: Book, shelf: Shelf) -> None:
        self._ledger, self._book, self._shelf = ledger, book, shelf
        self._kept = folder / "outside-check.json"
        self._wish = folder / "outside-check.wanted"
        self._lock = folder / "outside-check.lock"

    def last(self) -> Check | None:
        """The last one, None before the first."""
        try:
            return msgspec.json.decode(self._kept.read_bytes(), type=Check)
        except (FileNotFoundError, msgspec.MsgspecError):  # What cannot be read is made again.
            return None

    def want(self) -> None:
        """Ask for one soon; asking twice is asking once."""
        self._kept.parent.mkdir(parents=True, exist_ok=True)
        self._wish.touch()

    @property
    def wanted(self) -> bool:
        """Whether one was asked for and has not ended."""
        return self._wish.exists()

    def due(self, now: datetime) -> bool:
        """Whether to check now: somebody asked for it, or a night has come since the last."""
        if self.wanted:
            return True
        local = now.astimezone(self._book.look(Rulebook()).current.zone)
        last = self.last()
        if last is None:
            return NIGHT_FROM <= local.hour < NIGHT_TO
        return last.at.astimezone(local.tzinfo).date() < local.date() and local.hour >= NIGHT_FROM

    def run(
        self, now: datetime, stopping: Stopping = lambda: False, *, only_if_due: bool = False
    ) -> Check | None:
        """Have the book checked, and keep the answer; None while another process is at it, or
        when it has just been and the check was to be made `only_if_due`.

        What was stopped before it ended is not kept. Raises what writing a journal raises; that
        there was none to check is kept too.
        """
        self._kept.parent.mkdir(parents=True, exist_ok=True)
        with _alone(self._lock) as alone:
            if not alone or (only_if_due and not self.due(now)):
                return None
            try:
                position, verdicts = ask_all(self._book, self._shelf, self._ledger, stopping)
            except Exception as failure:  # Whatever it is, the desk must learn that it failed.
                self._keep(_without_journal(now, self._shelf.position, failure))
                raise
            check = Check(at=now, position=position, verdicts=tuple(verdicts))
            if not stopping():
                self._keep(check)
            return check

    def _keep(self, check: Check) -> None:
        self._wish.unlink(missing_ok=True)
        unfinished = self._kept.with_suffix(".unfinished")
        unfinished.write_bytes(msgspec.json.encode(check))
        os.replace(unfinished, self._kept)


def _without_journal(now: datetime, position: int, failure: Exception) -> Check:
    told = (type(failure).__name__,)
    verdicts = (
        Verdict(program=each, outcome="unfinished", complaint=told) for each in PROGRAMS
    )
    return Check(at=now, position=position, verdicts=tuple(verdicts))


@contextmanager
def _alone(lock: Path) -> Iterator[bool]:
    """Whether nobody else holds the lock; the kernel takes it back however its holder ends."""
    with lock.open("a") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
