"""A sheet: one table of a view, declared by the struct of its rows.

A row in memory is a *change*: what some facts say about one key. Changes add up, in memory and
in the database alike, so folding never reads what is there, and how facts were cut into batches
leaves no trace. The struct says how:

* a field without a default belongs to the key;
* a field with the default 0 is a sum: changes are added;
* a field with the default `UNTOLD` is told: the last value stands (with `First`, the first).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar, get_type_hints

import msgspec
from sqlalchemy import Column, Index, MetaData, Select, Table, select, text

from projections.shelf.columns import COLUMN_TYPES, ENCODERS, UNTOLD, plain


class Row(msgspec.Struct, gc=False):
    """A row, or a change of one; rows hold no rows, so the collector need not look at them."""


AnyRow = TypeVar("AnyRow", bound=Row)


class Field(NamedTuple):
    """One column: its kind in Python and whether it is `key`, `sum`, `last` or `first`."""

    name: str
    kind: type
    merge: str


class By(NamedTuple):
    """An index to find rows by; `where` is a condition in SQL when only some rows are asked for."""

    columns: tuple[str, ...]
    where: str = ""


class Sheet(Generic[AnyRow]):
    """The table `name` with rows of the struct `row`.

    Rows whose column `gone_at_zero` comes to 0 are removed. Rows of a sheet that is
    `written_once` are never changed, and writing one a second time fails.
    """

    def __init__(
        self,
        name: str,
        row: type[AnyRow],
        *by: By,
        gone_at_zero: str | None = None,
        written_once: bool = False,
    ) -> None:
        self.name = name
        self.row = row
        self.fields = _fields(row)
        self.key = tuple(field.name for field in self.fields if field.merge == "key")
        self.gone_at_zero = gone_at_zero
        self.written_once = written_once
        zeros = (By(self.key, f"{gone_at_zero} = 0"),) if gone_at_zero else ()
        self._by = (*by, *zeros)
        self.table = self.table_named(name)
        self.c = self.table.c
        self.encoders: Sequence[tuple[int, Callable[[Any], Any]]] = [
            (place, ENCODERS[field.kind])
            for place, field in enumerate(self.fields)
            if field.kind in ENCODERS
        ]

    def select(self) -> Select[Any]:
        """All columns, in the order of the struct."""
        return select(self.table)

    def table_named(self, name: str) -> Table:
        """The table under another name, without indexes."""
        columns = [
            Column(
                field.name,
                COLUMN_TYPES[field.kind],
                primary_key=field.merge == "key",
                nullable=field.merge in ("last", "first"),
                autoincrement=False,
            )
            for field in self.fields
        ]
        numbered = len(self.key) == 1 and self.fields[0].kind is int
        return Table(name, MetaData(), *columns, sqlite_with_rowid=numbered)

    def indexes_of(self, table: Table) -> list[Index]:
        """The indexes of a table that `table_named` gave; made last, when rows are in."""
        return [
            Index(
                "_".join([table.name, *by.columns, *(["some"] if by.where else [])]),
                *(table.c[column] for column in by.columns),
                sqlite_where=text(by.where) if by.where else None,
                postgresql_where=text(by.where) if by.where else None,
            )
            for by in self._by
        ]


def _fields(row: type[Row]) -> tuple[Field, ...]:
    hints = get_type_hints(row, include_extras=True)
    fields = []
    for told in msgspec.structs.fields(row):
        kind, first = plain(hints[told.name])
        if told.required:
            merge = "key"
        elif told.default is UNTOLD:
            merge = "first" if first else "last"
        elif told.default == 0 and kind is int:
            merge = "sum"
        else:
            raise TypeError(f"{row.__name__}.{told.name}: the default is neither 0 nor UNTOLD")
        fields.append(Field(told.name, kind, merge))
    return tuple(fields)
