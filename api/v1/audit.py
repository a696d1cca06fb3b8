"""Audit over HTTP: every fact as it stands in the book, and all accounts together."""

from __future__ import annotations

from datetime import datetime
from itertools import islice
from typing import Any

import msgspec
from litestar import get

from api.access.table import Deed, opens_to
from api.v1 import paging
from api.v1.addresses import USUAL, After, Cursor, Limit
from api.v1.asking import Call, caller_of
from api.v1.documents import READS
from ledger.recorded import Recorded

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
    """Facts in the order of the book."""

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
    limit: Limit = USUAL,
    cursor: Cursor = "",
) -> Facts:
    """The facts behind a position, or behind those of the page before."""
    ledger = caller_of(request).ledger
    begun = paging.position_of(ledger, cursor)
    behind = after if begun is None else begun
    found = list(islice(ledger.book.facts(after=behind, at_once=limit + 1), limit + 1))
    page = paging.cut(ledger, found, limit, lambda recorded: recorded.position)
    return Facts(items=[_item(each) for each in page.items], next_cursor=page.next_cursor)


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
