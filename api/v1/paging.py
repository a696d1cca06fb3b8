"""Paging: long lists come in pages, and a cursor says where the next one begins."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeVar

from api.ledgers import Ledger
from api.problems import Stop

Item = TypeVar("Item")


class Cut(NamedTuple, Generic[Item]):
    """The items of a page, and the cursor of the next one (None at the end)."""

    items: Sequence[Item]
    next_cursor: str | None


def cut(
    ledger: Ledger, found: Sequence[Item], limit: int, position: Callable[[Item], int]
) -> Cut[Item]:
    """A page from one item more than it holds, if there is one more."""
    if len(found) <= limit:
        return Cut(found, None)
    page = found[:limit]
    return Cut(page, ledger.cursors.seal(position(page[-1])))


def position_of(ledger: Ledger, cursor: str) -> int | None:
    """The position a cursor stands for; None for the first page. Raises `Stop` for others."""
    if not cursor:
        return None
    position = ledger.cursors.open(cursor)
    if position is None:
        raise Stop("cursor_malformed")
    return position
