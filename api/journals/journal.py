"""The journal: facts as movements in the order of the book, and claims of the views between them.

Everything in it is as of one position: the views are read at one moment, and the facts up to
exactly where the views stood then. It is told step by step; what is kept is account names.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import Connection

from api.journals.accounts import ALWAYS_OPEN, HELD, with_those_above
from api.journals.claims import ASKED_VIEWS, Claim, claims_at_the_end, claims_on_purses
from api.journals.postings import Entry, Posting, entry_of
from ledger.book import Book
from ledger.policy import Policy
from ledger.states import Rulebook
from projections.shelf import Shelf
from projections.shelf.moment import one_moment
from projections.shelf.standings import standings

TRIES = 5
"""How often views that do not stand together are looked at again: one of them was made anew."""

BEFORE_EVERYTHING = date(2000, 1, 1)
"""The day on which the accounts that are always there are opened."""


class ViewsApart(Exception):
    """The views do not stand at one position."""

    english = "The views are being made anew. Please try again in a moment."
    chinese = "视图正在重建，请稍后再试。"


class Opened(NamedTuple):
    """From that local day on there is this account."""

    day: date
    account: str


class Moved(NamedTuple):
    """What a fact moved, on the local day on which it was written."""

    day: date
    entry: Entry


class Claimed(NamedTuple):
    """What a view says that an account holds when that local day begins."""

    day: date
    claim: Claim


Step = Opened | Moved | Claimed


class Journal:
    """One ledger's movements up to `position`, and what its views say there; read it once."""

    def __init__(self, book: Book, connection: Connection, position: int) -> None:
        self.position = position
        self._book = book
        self._connection = connection
        self._policy: Policy = book.look(Rulebook()).current
        self._open = set(ALWAYS_OPEN)
        self._day = date.min
        self._month_began_behind = 0

    def steps(self) -> Iterator[Step]:
        """Everything, in the order in which it is written down."""
        for recorded in self._book.facts():
            if recorded.position > self.position:
                break
            # A day never goes back in the book; should it, what was written first stays first.
            day = max(self._day, self._policy.local_date(recorded.recorded_at))
            if (day.year, day.month) != (self._day.year, self._day.month):
                yield from self._close_month(recorded.position)
            self._day = day
            if (entry := entry_of(recorded)) is not None:
                for posting in entry.postings:
                    yield from self._openings(posting)
                yield Moved(day, entry)
        yield from self._close_book()

    def _close_month(self, next_position: int) -> Iterator[Step]:
        """What each purse that changed in the month held at the end of it.

        The month ends with its last fact of any kind: a line stands where its command begins,
        which may be before the beans of it moved.
        """
        if self._day == date.min:
            return
        first = (self._day.replace(day=1) + timedelta(days=31)).replace(day=1)
        behind, self._month_began_behind = self._month_began_behind, next_position - 1
        claims = claims_on_purses(self._connection, behind, next_position)
        yield from self._claimed(first, claims)

    def _close_book(self) -> Iterator[Step]:
        # Where nothing has ever happened, no view may say otherwise.
        last = max(self._day, BEFORE_EVERYTHING)
        yield from self._claimed(last + timedelta(days=1), claims_at_the_end(self._connection))

    def _claimed(self, day: date, claims: Iterator[Claim]) -> Iterator[Step]:
        for claim in claims:
            # An account that nothing ever moved through is not open, and rightly holds nothing.
            if claim.amount or claim.account in self._open or _is_hold(claim.account):
                yield Claimed(day, claim)

    def _openings(self, posting: Posting) -> Iterator[Step]:
        for account in with_those_above(posting.account):
            if _is_hold(account):
                # It is filled once and never again: there is no need to remember it.
                if posting.amount > 0:
                    yield Opened(self._day, account)
            elif account not in self._open:
                self._open.add(account)
                yield Opened(self._day, account)


def _is_hold(account: str) -> bool:
    return account.startswith(HELD) and account.count(":") == 3


@contextmanager
def journal_of(book: Book, shelf: Shelf) -> Iterator[Journal]:
    """The journal as of now; raises `ViewsApart`, and `ShelfFault` where the views fail."""
    for _ in range(TRIES):
        shelf.follow()
        with one_moment(shelf.store) as connection:
            found = standings(connection, ASKED_VIEWS)
            positions = {found[view.name].position for view in ASKED_VIEWS}
            if len(positions) == 1:
                yield Journal(book, connection, positions.pop())
                return
    raise ViewsApart
