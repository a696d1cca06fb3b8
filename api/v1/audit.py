"""Audit over HTTP: every fact as it stands in the book, and all accounts together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

import msgspec
from litestar import get

from api.access.table import Deed, opens_to
from api.v1 import paging
from api.v1.addresses import USUAL, After, AnyFact, AnyTag, Cursor, Limit
from api.v1.asking import Call, caller_of
from api.v1.documents import READS
from ledger.book import Book
from ledger.recorded import Recorded

LOOKED_THROUGH = 5_000
"""So many facts are looked through for one page, however few of them are of the type."""
_AUDITING = opens_to(Deed.READ_BOOK)


class FactItem(msgspec.Struct, kw_only=True):
    """A fact, when it happened and when it was written, who acted, and whom it concerns."""

    position: int
    type: str
    at: datetime
    recorded_at: datetime
    actor: str
    role: str
    data: dict[str, Any]
    tags: list[str]


class Facts(msgspec.Struct, kw_only=True):
    """Facts in the order of the book. A page of one type may hold fewer than `limit`, or none at
    all, and still have a `next_cursor`: the book has ended only where there is none."""

    items: list[FactItem]
    next_cursor: str | None


class Balance(msgspec.Struct, kw_only=True):
    """The beans of all accounts by kind; `issuance` is minus what was issued, so `sum` is 0."""

    position: int
    accounts: dict[str, int]
    sum: int


@get("/ledger/facts", opt=_AUDITING, **READS)
def facts(
    request: Call,
    after: After = 0,
    kind: AnyFact = "",
    tag: AnyTag = "",
    limit: Limit = USUAL,
    cursor: Cursor = "",
) -> Facts:
    """The facts behind a position, or behind those of the page before; perhaps only those of one
    type, or that concern one subject."""
    ledger = caller_of(request).ledger
    begun = paging.position_of(ledger, cursor)
    wanted = _Wanted(kind, tag, after if begun is None else begun, limit)
    page, last = _about(ledger.book, wanted) if tag else _in_order(ledger.book, wanted)
    next_cursor = None if last is None else ledger.cursors.seal(last)
    return Facts(items=[_item(recorded) for recorded in page], next_cursor=next_cursor)


class _Wanted(NamedTuple):
    kind: str
    tag: str
    after: int
    limit: int


_Page = tuple[Sequence[Recorded[Any]], int | None]
"""What is on a page, and the position behind which the next one begins, if there is one."""


def _about(book: Book, wanted: _Wanted) -> _Page:
    """What the index of tags knows of one subject."""
    kinds = [wanted.kind] if wanted.kind else []
    found = book.facts_about(wanted.tag, kinds, wanted.after, most=wanted.limit + 1)
    page = found[: wanted.limit]
    return page, page[-1].position if len(found) > wanted.limit else None


def _in_order(book: Book, wanted: _Wanted) -> _Page:
    """What comes next in the book; of a type that is rare it is not looked for to the end."""
    most = LOOKED_THROUGH if wanted.kind else wanted.limit
    page: list[Recorded[Any]] = []
    last, looked_through = wanted.after, 0
    for recorded in islice(book.facts(wanted.after, at_once=most + 1), most + 1):
        if looked_through == most or len(page) == wanted.limit:
            return page, last
        if wanted.kind in ("", type(recorded.fact).__name__):
            page.append(recorded)
        last, looked_through = recorded.position, looked_through + 1
    return page, None


def _item(recorded: Recorded[Any]) -> FactItem:
    fact = recorded.fact
    data = msgspec.to_builtins(fact)
    del data["at"]
    return FactItem(
        position=recorded.position, type=type(fact).__name__, at=fact.at,
        recorded_at=recorded.recorded_at, actor=recorded.actor, role=recorded.role, data=data,
        tags=fact.tags(),
    )  # fmt: skip


@get("/ledger/trial-balance", opt=_AUDITING, **READS)
def trial_balance(request: Call) -> Balance:
    """All accounts by kind, as they stand at least at `position`."""
    ledger = caller_of(request).ledger
    position = ledger.shelf.position
    accounts = ledger.trial_balance.of()
    return Balance(position=position, accounts=accounts, sum=sum(accounts.values()))


ROUTES = [facts, trial_balance]
