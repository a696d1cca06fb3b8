"""Supervision: day check, week summary and on are frozen by themselves; nobody types a total."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ledger.command import Command
from ledger.counting.canonical import digest_of
from ledger.counting.periods import read_period
from ledger.counting.supervision import document_due_on
from ledger.facts import DocumentFrozen, Fact, Figures
from ledger.refusals import DocumentsAlreadyFrozen, DocumentsNotDue, DocumentsNotKept
from ledger.states import Rulebook, State
from ledger.subjects.documents import FrozenDocuments, documents_of


class FreezeDocuments(Command, frozen=True, kw_only=True):
    """Freeze the documents of a period, one for each unit in which something happened.

    They stand or fall together, as of one `book_position`: so those of a street are the sum of
    its communities', whatever was written meanwhile. Asked again, nothing more happens. The
    figures are taken as the views tell them; whoever verifies works them out from the facts.
    """

    period: str
    book_position: int
    figures: dict[str, Figures]
    frozen_by: str

    @property
    def listing(self) -> str:
        """The id under which the documents stand."""
        return documents_of(self.period)

    def asks(self, now: datetime) -> tuple[State, ...]:
        """Whether the documents are frozen already. A city has more than a thousand units, and
        none that ever was ceases to have been; so the book is asked for none of them."""
        return Rulebook(), FrozenDocuments(self.listing)

    def decide(
        self, now: datetime, rules: Rulebook, frozen: FrozenDocuments
    ) -> Iterator[Fact]:
        """Each document stands as it is, whatever is corrected later."""
        if frozen.book_position is not None:
            raise DocumentsAlreadyFrozen(period=self.period)
        period = read_period(self.period)
        # A document has the policy of its own last day, whenever somebody comes to freeze it.
        policy = rules.on(period.last)
        due = document_due_on(policy, period)
        if due is None:
            raise DocumentsNotKept(period=self.period)
        if policy.local_date(now) < due:
            raise DocumentsNotDue(due_on=due.isoformat())
        for unit, figures in self.figures.items():
            digest = document_digest(period.kind, unit, period.name, policy.name, figures)
            yield DocumentFrozen(
                at=now, listing=self.listing, kind=period.kind, unit=unit, period=period.name,
                book_position=self.book_position, policy=policy.name, figures=figures,
                digest=digest, frozen_by=self.frozen_by,
            )  # fmt: skip


def document_digest(kind: str, unit: str, period: str, policy: str, figures: Figures) -> str:
    """What proves a document: the SHA-256, in hexadecimal, of all that is in it."""
    return digest_of(f"supervision_{kind}", unit, period, policy, [figures])
