"""Refused rows: what a person has to put right, as a table to put it right in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time

from api.importing.cells import CellValue
from api.importing.columns import is_serial
from api.importing.report import RowResult
from api.importing.tables import Table

REASONS = "原因 Reasons"
MOST_NAMED_CHARACTERS = 40


def refused_rows(table: Table, results: Sequence[RowResult]) -> Iterator[tuple[str, ...]]:
    """The header and every refused row as it was sent, with the reasons beside it.

    The file can be brought in again: the column of reasons is none that an import knows.
    """
    reasons = {
        result.row: "；".join(f"{problem.column} {problem.chinese}" for problem in result.problems)
        for result in results
        if result.state == "refused"
    }
    width = len(table.header)
    yield (*table.header, REASONS)
    for row in table.rows:
        if row.number in reasons:
            cells = [written(cell) for cell in row.cells[:width]]
            yield (*cells, *[""] * (width - len(cells)), reasons[row.number])


def known_as(table: Table) -> dict[int, str]:
    """The first words of every row by its number, for the eyes of whoever sent the file."""
    words = [number for number, heading in enumerate(table.header) if not is_serial(heading)]
    return {
        row.number: next(
            (
                written(row.cells[number])[:MOST_NAMED_CHARACTERS]
                for number in words
                if number < len(row.cells) and written(row.cells[number])
            ),
            "",
        )
        for row in table.rows
    }


def written(cell: CellValue) -> str:
    """A cell as a person would write it."""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()
