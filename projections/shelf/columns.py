"""How values of facts lie in columns: whole numbers and text only, the same in every database.

An instant is the number of microseconds since 1970 in UTC, a local day its ISO text, details are
JSON. Each converts without loss, and queries convert by themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from types import UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

import msgspec
from sqlalchemy import BigInteger, Integer, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_to_json = msgspec.json.Encoder().encode

UNTOLD: Any = None
"""The value of a column that no fact has told yet."""

Told = TypeVar("Told")
First = Annotated[Told, "first"]
"""The first value told stands, whatever is told later."""


def microseconds(moment: datetime) -> int:
    """Microseconds from 1970 in UTC to this aware moment."""
    since = moment - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def _json_text(details: dict[str, Any]) -> str:
    return _to_json(details).decode()


class Instant(TypeDecorator[datetime]):
    """A moment, in UTC when it is read."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """As it is stored."""
        return None if value is None else microseconds(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """As it is meant."""
        return None if value is None else _EPOCH + timedelta(microseconds=value)


class Day(TypeDecorator[date]):
    """A local day; the text sorts as the days do."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        """As it is stored."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        """As it is meant."""
        return None if value is None else date.fromisoformat(value)


class Details(TypeDecorator[dict[str, Any]]):
    """What else there is to tell, as JSON that nothing searches in."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: dict[str, Any] | None, dialect: Dialect) -> str | None:
        """As it is stored."""
        return None if value is None else _json_text(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> dict[str, Any] | None:
        """As it is meant."""
        return None if value is None else msgspec.json.decode(value)


COLUMN_TYPES: dict[type, TypeEngine[Any]] = {
    str: Text(),
    # An INTEGER key is SQLite's own row number; BIGINT would cost a second tree.
    int: BigInteger().with_variant(Integer(), "sqlite"),
    datetime: Instant(),
    date: Day(),
    dict: Details(),
}
ENCODERS: dict[type, Callable[[Any], Any]] = {
    datetime: microseconds, date: date.isoformat, dict: _json_text,
}  # fmt: skip
"""What rows need on their way past SQLAlchemy to the driver; other kinds go as they are."""


def plain(annotation: Any) -> tuple[type, bool]:
    """The kind of a field without its wrapping, and whether its first value stands."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return plain(get_args(annotation)[0])[0], "first" in annotation.__metadata__
    if origin in (Union, UnionType):
        (inner,) = (kind for kind in get_args(annotation) if kind is not type(None))
        return plain(inner)
    if origin is Literal:
        return str, False
    return origin or annotation, False
