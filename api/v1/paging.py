"""Paging: long lists come in pages, and a cursor says where the next one begins."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeVar

from api.problems import Stop

Item = TypeVar("Item")

_FARTHEST = 2**62


class Cut(NamedTuple, Generic[Item]):
    """The items of a page, and the cursor of the next one (None at the end)."""

    items: Sequence[Item]
    next_cursor: str | None


def cut(found: Sequence[Item], limit: int, position: Callable[[Item], int]) -> Cut[Item]:
    """A page from one item more than it holds, if there is one more."""
    if len(found) <= limit:
        return Cut(found, None)
    page = found[:limit]
    return Cut(page, _cursor(position(page[-1])))


def position_of(cursor: str) -> int | None:
    """The position a cursor stands for; None for the first page. Raises `Stop` for others."""
    if not cursor:
        return None
    try:
        position = int(urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)))
    except ValueError:
        raise Stop("cursor_malformed") from None
    if not 0 <= position <= _FARTHEST or _cursor(position) != cursor:
        raise Stop("cursor_malformed")
    return position


def _cursor(position: int) -> str:
    return urlsafe_b64encode(b"%d" % position).rstrip(b"=").decode()
