"""Listing: every frozen list computed again from the facts alone, and its digest compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from api.evaluating import KINDS, evaluated, period_for
from api.verifying.difference import Difference
from ledger.book import Book
from ledger.facts import ListFrozen
from ledger.policy import Policy
from ledger.states import Rulebook
from projections.eligibility import Eligibility
from projections.shelf import Shelf
from projections.shelf.sqlite_store import SQLiteStore

Again = Callable[[Shelf, Policy, ListFrozen], str]
"""Computes a frozen list anew and returns its digest."""


def _evaluation(shelf: Shelf, policy: Policy, frozen: ListFrozen) -> str:
    kind: Any = frozen.kind.removeprefix("evaluation_")
    period = period_for(kind, frozen.period)
    view = Eligibility(shelf)
    return evaluated(view, policy, kind, frozen.unit, period, frozen.book_position).digest


AGAIN: dict[str, Again] = {f"evaluation_{kind}": _evaluation for kind in KINDS}
"""How each kind of list is computed; lists of other kinds are not looked at."""


def lists_again(recorder: Any, frozen: Sequence[ListFrozen]) -> Iterator[Difference]:
    """What is wrong with these lists.

    The views that are served are not asked: what conditions look at is folded from the facts once
    more, in a file that is thrown away.
    """
    known = [each for each in frozen if each.kind in AGAIN]
    if not known:
        return
    book = Book(recorder)
    with TemporaryDirectory() as folder:
        rules, store = book.look(Rulebook()), SQLiteStore(Path(folder))
        with closing(Shelf(store, book, (Eligibility,))) as shelf:
            book.close()
            for each in known:
                policy = rules.named(each.policy)
                digest = AGAIN[each.kind](shelf, policy, each) if policy else ""
                if digest != each.digest:
                    yield Difference(
                        f"{each.listing} 重新计算的摘要为 {digest or '无'}，定稿为 {each.digest}。",
                        f"{each.listing} computed again has the digest {digest or 'none'}, it was"
                        f" frozen with {each.digest}.",
                    )
