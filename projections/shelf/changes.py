"""Changes: the rows of one sheet that the facts of a batch speak about, in memory."""

from __future__ import annotations

from typing import Any

from projections.shelf.sheet import AnyRow, Sheet


class Changes(dict[Any, AnyRow]):
    """Rows by key; one that is asked for begins blank, saying nothing but its key.

    The key is the value of the key column, or a tuple in the order of the key columns.
    """

    def __init__(self, sheet: Sheet[AnyRow]) -> None:
        super().__init__()
        self.sheet = sheet
        self._row = sheet.row
        self._several = len(sheet.key) > 1

    def __missing__(self, key: Any) -> AnyRow:
        row = self[key] = self._row(*key) if self._several else self._row(key)
        return row
