"""Checks: when the outside programs were asked last, and what they said; kept beside the ledger."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec

from api.journals.outside import PROGRAMS, Stopping, Verdict, ask_all
from api.nightly import Nightly
from ledger.book import Book
from ledger.states import Rulebook
from projections.shelf import Shelf

NIGHT_FROM = 2
"""The local hour from which on a check is due: yesterday is whole then, and nobody waits at a
counter."""


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


class Checks(Nightly[Check]):
    """The outside checks of one ledger; safe to use from any thread and process."""

    def __init__(self, folder: Path, ledger: str, book: Book, shelf: Shelf) -> None:
        super().__init__(
            folder, "outside-check", Check, NIGHT_FROM,
            lambda: book.look(Rulebook()).current.zone,
        )  # fmt: skip
        self._ledger, self._book, self._shelf = ledger, book, shelf

    def run(
        self, now: datetime, stopping: Stopping = lambda: False, *, only_if_due: bool = False
    ) -> Check | None:
        """Have the book checked, and keep the answer; None while another process is at it, or
        when it has just been and the check was to be made `only_if_due`.

        What was stopped before it ended is not kept. Raises what writing a journal raises; that
        there was none to check is kept too.
        """
        with self.alone() as alone:
            if not alone or (only_if_due and not self.due(now)):
                return None
            try:
                position, verdicts = ask_all(self._book, self._shelf, self._ledger, stopping)
            except Exception as failure:  # Whatever it is, the desk must learn that it failed.
                self.keep(_without_journal(now, self._shelf.position, failure))
                raise
            check = Check(at=now, position=position, verdicts=tuple(verdicts))
            if not stopping():
                self.keep(check)
            return check


def _without_journal(now: datetime, position: int, failure: Exception) -> Check:
    told = (type(failure).__name__,)
    verdicts = (
        Verdict(program=each, outcome="unfinished", complaint=told) for each in PROGRAMS
    )
    return Check(at=now, position=position, verdicts=tuple(verdicts))
