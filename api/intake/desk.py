"""The desk: what an import works with, and how it knows a row that it has brought in before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any

from api.access.key_tags import key_tag
from api.importing.fingerprints import Kind, fingerprint
from api.importing.report import RowResult
from api.importing.rows import Row, RowProblem
from api.people.register import People
from api.wording import WORDING
from ledger.book import Book
from ledger.command import By, Command
from ledger.facts import ActivityPublished, Fact, MerchantWelcomed, UnitOpened, VolunteerRegistered
from ledger.policy import Policy
from ledger.refusals import Refusal
from ledger.states import State
from ledger.subjects.second_person import Second
from projections.directory import Directory

ACTOR = "import"


class Brought(State):
    """Has this key brought something in already?"""

    __slots__ = ("fact",)
    listens = (ActivityPublished, MerchantWelcomed, UnitOpened, VolunteerRegistered)

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.fact: Fact | None = None

    def evolve(self, fact: Fact) -> None:
        """It has."""
        self.fact = fact


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A ledger's book, its directory and its people; `dry` when nothing may be written.

    A dry desk over a ledger that does not exist yet has no book, no directory and no people.
    `actor` and `role` stand in the book for what is written. `reaches` says of a unit whether it
    lies within reach; None when everything does. `digest` is that of the table, `sender` whoever
    sits there, with all who they must not favour; `request` the wish and its key under which the
    whole table came, where it has one.
    """

    ledger: str
    policy: Policy
    now: datetime
    secret: bytes
    dry: bool = False
    book: Book | None = None
    directory: Directory | None = None
    people: People | None = None
    actor: str = ACTOR
    role: str = "system"
    reaches: Callable[[str], bool] | None = None
    digest: str = ""
    sender: Second | None = None
    request: By | None = None

    def by(self, kind: str, mark: str) -> By:
        """The sender of a command for what is told apart by `mark` among its kind."""
        digest = blake2b(mark.encode(), digest_size=16).hexdigest()
        # The key names nobody: what one person brought in stays in when another tries again.
        return By(self.actor, self.role, key_tag(ACTOR, f"{kind}:{mark}"), digest)

    def row_mark(self, kind: Kind, value: Any, community: str) -> str:
        """The keyed fingerprint of a row in a community: a plan that was sent to all of them is
        brought in by each, and none learns that another has."""
        return f"{fingerprint(kind, value, self.secret)}:{community}"

    def brought(self, by: By) -> bool:
        """Whether a command under this key has been carried out."""
        return self.book is not None and self.book.look(Brought(by.key)).fact is not None

    def record(self, command: Command, by: By) -> Any:
        """Carry out a command that only prepares for rows; gives the fact it wrote, now or then."""
        assert self.book is not None
        return self.book.record(command, by, self.now).facts[0]


def refused(row: Row[Any], refusal: Refusal) -> RowResult:
    """The result of a row that the book said no to."""
    wording = WORDING[refusal.code]
    told = (wording.title("en", refusal.details), wording.title("zh", refusal.details))
    return RowResult(row.number, "refused", (RowProblem(row.number, "", refusal.code, *told),))


def unread(row: Row[Any]) -> RowResult:
    """The result of a row whose cells were refused."""
    return RowResult(row.number, "refused", row.outcome)
