"""A row is either taken, as a checked value, or refused with every reason at once."""

from __future__ import annotations

from collections.abc import Callable, Container, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar, cast

from api.importing.cells import CellValue, is_blank, line_of_text
from api.importing.columns import Column, is_serial, places
from api.importing.refused import CellRefused
from api.importing.tables import Table, TableRow

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why a row is refused: its number in the file, the column as headed there, the reason."""

    row: int
    column: str
    code: str
    english: str
    chinese: str


@dataclass(frozen=True, slots=True)
class Row(Generic[T]):
    """One row of the file, by the number a person sees, and what came of reading it."""

    number: int
    outcome: T | tuple[RowProblem, ...]


class RowReading:
    """Reads one row field by field and collects what is wrong with it."""

    def __init__(self, line: TableRow, header: Sequence[str], at: Mapping[str, int]) -> None:
        self.number = line.number
        self._cells = line.cells
        self._header = header
        self._at = at
        self._problems: list[RowProblem] = []
        if any(not is_blank(cell) for cell in line.cells[len(header) :]):
            refused = CellRefused(
                "too_many_cells",
                "the row has more cells than the header; is there a stray separator?",
                "内容列数多于表头，请检查是否多了分隔符",
            )
            self._note("", refused)

    def is_empty(self) -> bool:
        """True when nothing but the running number is written in the row."""
        serial = {index for index, heading in enumerate(self._header) if is_serial(heading)}
        return all(is_blank(cell) for i, cell in enumerate(self._cells) if i not in serial)

    def take(self, field: str, rule: Callable[[CellValue], T]) -> T:
        """What the rule makes of this field; a refusal is kept as a problem of the row."""
        try:
            return rule(self._cell(field))
        except CellRefused as refused:
            self.refuse(field, refused)
            # Nobody sees this value: a row with a problem is answered with its problems.
            return cast(T, None)

    def take_if_filled(self, field: str, rule: Callable[[CellValue], T]) -> T | None:
        """The same for a field that may be left out: nothing written means `None`."""
        return None if is_blank(self._cell(field)) else self.take(field, rule)

    def refuse(self, field: str, refused: CellRefused) -> None:
        """Notes a problem with this field."""
        index = self._at.get(field)
        self._note("" if index is None else self._header[index], refused)

    def outcome(self, value: T) -> Row[T]:
        """The row as taken, or as refused when anything was wrong with it."""
        return Row(self.number, tuple(self._problems) if self._problems else value)

    def _cell(self, field: str) -> CellValue:
        index = self._at.get(field)
        return None if index is None or index >= len(self._cells) else self._cells[index]

    def _note(self, column: str, refused: CellRefused) -> None:
        problem = RowProblem(self.number, column, refused.code, refused.english, refused.chinese)
        self._problems.append(problem)


class FirstSeen:
    """Remembers in which row of the file something stood first, so that a second is refused."""

    def __init__(self) -> None:
        self._row_of: dict[Hashable, int] = {}

    def refuse_second(self, reading: RowReading, field: str, key: Hashable, code: str) -> None:
        """Refuses this row when an earlier one, good or bad, already said the same."""
        first = self._row_of.setdefault(key, reading.number)
        if first != reading.number:
            reading.refuse(
                field, CellRefused(code, f"is the same as in row {first}", f"与第 {first} 行重复")
            )


def readings(table: Table, columns: Sequence[Column]) -> Iterator[RowReading]:
    """The written rows, ready to be read field by field; raises `FileRefused` at once, not later.

    Rows in which only the running number is filled in are passed over like blank ones.
    """
    at = places(table.header, columns)
    every = (RowReading(line, table.header, at) for line in table.rows)
    return (reading for reading in every if not reading.is_empty())


def known_community(cell: CellValue, *, communities: Container[str]) -> str:
    """The name of a community that this ledger knows."""
    name = line_of_text(cell)
    if name not in communities:
        raise CellRefused(
            "unknown_community", "must be a community that is registered here", "没有登记过该社区"
        )
    return name
