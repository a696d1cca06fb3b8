"""Generations: a view is made anew in tables beside the old ones, then takes their place.

The tables carry the generation in their name (`account_7`); under the plain name (`account`)
readers find an SQL view of the generation in use. So one transaction swaps a view for everybody,
and no reader ever needs to know.
"""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Connection

from projections.shelf.sheet import Sheet
from projections.shelf.store import Store
from projections.shelf.view import View

_NUMBERED = re.compile(r"(.+)_(\d+)")


def table_of(sheet: Sheet[Any], generation: int) -> str:
    """The name of a sheet's table in a generation."""
    return f"{sheet.name}_{generation}"


def make_tables(connection: Connection, view: type[View], generation: int) -> None:
    """Make a generation's tables, empty and without indexes: rows get in faster."""
    for sheet in view.sheets:
        sheet.table_named(table_of(sheet, generation)).create(connection)


def finish_tables(store: Store, connection: Connection, view: type[View], generation: int) -> None:
    """Make the indexes of a generation, and remove the rows of which nothing is left."""
    for sheet in view.sheets:
        table = table_of(sheet, generation)
        store.remove_zeros(connection, sheet, table)
        for index in sheet.indexes_of(sheet.table_named(table)):
            index.create(connection)


def show(store: Store, connection: Connection, view: type[View], generation: int) -> None:
    """Let readers see this generation under the plain names."""
    for sheet in view.sheets:
        name, table = store.qualified(sheet.name), store.qualified(table_of(sheet, generation))
        store.run(connection, f"DROP VIEW IF EXISTS {name}")
        columns = ", ".join(f'"{field.name}"' for field in sheet.fields)
        store.run(connection, f"CREATE VIEW {name} AS SELECT {columns} FROM {table}")


def drop_unused(store: Store, connection: Connection, in_use: set[int]) -> None:
    """Drop the tables of generations that no view stands in: replaced, or never finished."""
    for table in sorted(store.tables(connection)):
        numbered = _NUMBERED.fullmatch(table)
        if numbered is None or int(numbered[2]) in in_use:
            continue
        if _shows(store, connection, numbered[1], table):
            store.run(connection, f"DROP VIEW {store.qualified(numbered[1])}")
        store.run(connection, f"DROP TABLE {store.qualified(table)}")


def _shows(store: Store, connection: Connection, name: str, table: str) -> bool:
    shown = store.definition(connection, name)
    return shown is not None and re.search(rf"\b{re.escape(table)}\b", shown) is not None
