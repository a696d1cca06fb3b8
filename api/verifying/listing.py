"""Listing: every frozen list computed again from the facts alone, and its digest compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from api.evaluating import KINDS, evaluated, period_for
from api.frozen_boards import KIND, FrozenTops, digest_of
from api.verifying.difference import Difference
from ledger.book import Book
from ledger.counting.board_periods import read_board_period
from ledger.facts import ListFrozen
from ledger.policy import Policy
from ledger.states import Rulebook
from projections.eligibility import Eligibility
from projections.leaderboards import Leaderboards
from projections.shelf import Shelf
from projections.shelf.sqlite_store import SQLiteStore

VIEWS = Eligibility, Leaderboards
"""What lists are computed from."""


class Listed(NamedTuple):
    """What a list comes to: the digest that proves it, and how many it has."""

    digest: str
    entries: int


class Anew:
    """Views that were folded from the facts once more, and what lists come to by them."""

    def __init__(self, shelf: Shelf) -> None:
        self._eligibility = Eligibility(shelf)
        self._tops = FrozenTops(Leaderboards(shelf), self._eligibility)

    def evaluation(self, policy: Policy, frozen: ListFrozen) -> Listed:
        """Who was eligible."""
        kind: Any = frozen.kind.removeprefix("evaluation_")
        period, at = period_for(kind, frozen.period), frozen.book_position
        found = evaluated(self._eligibility, policy, kind, frozen.unit, period, at)
        return Listed(found.digest, len(found.items))

    def board(self, policy: Policy, frozen: ListFrozen) -> Listed:
        """Who stood at the top, whether or not they want to be seen there today."""
        size, period = policy.privacy.leaderboard_size, read_board_period(frozen.period)
        tops = self._tops.as_of(period, frozen.book_position, size)
        places = tops.get(frozen.unit, [])
        return Listed(digest_of(places), len(places))


Again = Callable[[Anew, Policy, ListFrozen], Listed]
AGAIN: dict[str, Again] = {f"evaluation_{kind}": Anew.evaluation for kind in KINDS}
AGAIN |= {KIND: Anew.board}
"""How each kind of list is computed; lists of other kinds are not looked at."""


def lists_again(recorder: Any, frozen: Sequence[ListFrozen]) -> Iterator[Difference]:
    """What is wrong with these lists.

    The views that are served are not asked: what conditions and boards look at is folded from the
    facts once more, in a file that is thrown away.
    """
    known = [each for each in frozen if each.kind in AGAIN]
    if not known:
        return
    book = Book(recorder)
    with TemporaryDirectory() as folder:
        rules, store = book.look(Rulebook()), SQLiteStore(Path(folder))
        with closing(Shelf(store, book, VIEWS)) as shelf:
            book.close()
            anew = Anew(shelf)
            for each in known:
                found = _found(anew, rules.named(each.policy), each)
                if found != Listed(each.digest, each.entries):
                    yield _unlike(each, found)


def _found(anew: Anew, policy: Policy | None, frozen: ListFrozen) -> Listed:
    nothing = Listed("", 0)
    try:
        return AGAIN[frozen.kind](anew, policy, frozen) if policy else nothing
    except ValueError:  # Of a period that is none.
        return nothing


def _unlike(frozen: ListFrozen, found: Listed) -> Difference:
    return Difference(
        f"{frozen.listing} 重新计算为 {found.entries} 条，摘要 {found.digest or '无'}；"
        f"定稿为 {frozen.entries} 条，摘要 {frozen.digest}。",
        f"{frozen.listing} computed again has {found.entries} entries and the digest"
        f" {found.digest or 'none'}, it was frozen with {frozen.entries} and {frozen.digest}.",
    )
