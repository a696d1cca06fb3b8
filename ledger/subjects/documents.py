"""The documents of a period: were they frozen, and as of which position?"""

from __future__ import annotations

from ledger.facts import DocumentFrozen, Fact
from ledger.states import State


def documents_of(period: str) -> str:
    """The id under which all documents of a period stand (`2026-W48`)."""
    return f"list-documents-{period.replace('-', '')}"


class FrozenDocuments(State):
    """Were the documents of this period frozen?"""

    __slots__ = ("book_position",)
    listens = (DocumentFrozen,)

    def __init__(self, listing: str) -> None:
        super().__init__(listing)
        self.book_position: int | None = None

    def evolve(self, fact: Fact) -> None:
        """They were, all of them as of one position."""
        if isinstance(fact, DocumentFrozen):
            self.book_position = fact.book_position
