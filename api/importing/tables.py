"""A table read from a file as it is, with the row numbers a person sees in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from api.importing import delimited, workbooks
from api.importing.cells import CellValue, is_blank
from api.importing.columns import is_empty_line, known_headings
from api.importing.refused import FileRefused

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 200_000
MOST_LINES_ABOVE_HEADER = 30
LEAST_KNOWN_HEADINGS = 2


@dataclass(frozen=True, slots=True)
class TableRow:
    """One line of the table: its number in the spreadsheet, counted from 1, and its cells."""

    number: int
    cells: tuple[CellValue, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A header as it stands in the file, and every written row below it."""

    header: tuple[str, ...]
    header_row: int
    rows: tuple[TableRow, ...]


def read_table(path: Path) -> Table:
    """Reads a CSV (UTF-8 or GB18030) or XLSX file; raises `FileRefused` as `table_of` does, and
    for a file that is missing or too large."""
    return table_of(_content(path))


def table_of(content: bytes) -> Table:
    """The table in a file's content, CSV or XLSX, told apart by what is in it.

    Titles above the header and blank rows are passed over. Raises `FileRefused` for what is
    empty, encrypted, damaged, no table, or has no header with known columns.
    """
    if not content.strip():
        raise FileRefused("empty_file", "The file is empty.", "文件是空的。")
    if workbooks.looks_like_one(content):
        table = _table_of_workbook(content)
    else:
        text = delimited.text_of(content)
        delimiter = max(delimited.DELIMITERS, key=lambda mark: _headings_if(text, mark))
        table = _table(delimited.lines(text, delimiter))
    if table is None:
        raise FileRefused(
            "no_header",
            "No header with known column names in the first "
            f"{MOST_LINES_ABOVE_HEADER} rows; it is needed to tell the columns apart.",
            f"前 {MOST_LINES_ABOVE_HEADER} 行中没有找到已知的表头，无法识别各列。",
        )
    return table


def _table_of_workbook(content: bytes) -> Table | None:
    with workbooks.opened(content) as sheets:
        tables = [table for lines in sheets if (table := _table(lines)) is not None]
    if len(tables) > 1:
        raise FileRefused(
            "several_tables",
            "More than one sheet holds a table; keep only the one to import.",
            "有多个工作表含有数据表，请只保留要导入的一个。",
        )
    return tables[0] if tables else None


def _content(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise FileRefused("no_file", "There is no such file.", "找不到该文件。")
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as why:
        raise FileRefused("unreadable", "The file cannot be read.", "无法读取该文件。") from why
    if len(content) > MOST_BYTES:
        megabytes = MOST_BYTES // 1024 // 1024
        raise FileRefused(
            "file_too_large",
            f"The file is larger than {megabytes} MB; split it.",
            f"文件超过 {megabytes} MB，请拆分后再导入。",
        )
    return content


def _table(lines: Iterator[tuple[CellValue, ...]]) -> Table | None:
    numbered = (TableRow(number, cells) for number, cells in enumerate(lines, start=1))
    header = next(
        (
            line
            for line in islice(numbered, MOST_LINES_ABOVE_HEADER)
            if known_headings(line.cells) >= LEAST_KNOWN_HEADINGS
        ),
        None,
    )
    if header is None:
        return None
    headings = tuple("" if is_blank(cell) else str(cell).strip() for cell in header.cells)
    return Table(headings, header.number, tuple(_written(numbered)))


def _written(numbered: Iterator[TableRow]) -> Iterator[TableRow]:
    written = (line for line in numbered if not is_empty_line(line.cells))
    yield from islice(written, MOST_ROWS)
    if next(written, None) is not None:
        raise FileRefused(
            "too_many_rows",
            f"The table has more than {MOST_ROWS:,} rows; split it.",
            f"数据超过 {MOST_ROWS:,} 行，请拆分后再导入。",
        )


def _headings_if(text: str, delimiter: str) -> int:
    """How many known headings the best of the first lines shows when cut at this delimiter."""
    try:
        first = islice(delimited.lines(text, delimiter), MOST_LINES_ABOVE_HEADER)
        return max(chain((0,), (known_headings(line) for line in first)))
    except FileRefused:
        # What is wrong will be said when the file is read with the delimiter that fits best.
        return 0
