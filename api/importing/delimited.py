"""Plain text with delimiters (CSV), in the encodings that offices in China really use."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from api.importing.refused import FileRefused

DELIMITERS = (",", ";", "\t")
ENCODINGS = ("utf-8-sig", "gb18030")
MOST_COLUMNS = 256
MOST_LINE_CHARACTERS = 1_000_000
MOST_LINES_IN_ONE_ROW = 200


def text_of(content: bytes) -> str:
    """The text of a file in UTF-8, with or without its mark, or in GB18030; else refused."""
    if b"\x00" not in content:
        for encoding in ENCODINGS:
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise FileRefused(
        "not_a_table",
        "This is neither a CSV file in UTF-8 or GB18030 nor an XLSX workbook.",
        "该文件既不是 UTF-8 或 GB18030 编码的 CSV，也不是 XLSX 工作簿。",
    )


def lines(text: str, delimiter: str) -> Iterator[tuple[str, ...]]:
    """Every line of the table as its cells, blank lines included, so that numbers stay true."""
    physical = _BoundedLines(text)
    # Strict reading finds a quote that was never closed before it swallows the rows below it.
    reader = csv.reader(physical, delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            physical.in_this_row = 0
            if len(cells) > MOST_COLUMNS:
                raise too_many_columns(MOST_COLUMNS)
            yield tuple(cells)
    except csv.Error as why:
        raise FileRefused(
            "broken_quotes",
            f"Quotation marks do not match near line {reader.line_num}.",
            f"第 {reader.line_num} 行附近的引号不配对。",
        ) from why


def too_many_columns(most: int) -> FileRefused:
    """The refusal of a table wider than any that a community office keeps."""
    return FileRefused(
        "too_many_columns",
        f"A row has more than {most} columns.",
        f"有一行超过 {most} 列。",
    )


class _BoundedLines:
    """The lines of a text, refusing what would fill the memory before a row is complete."""

    def __init__(self, text: str) -> None:
        self.in_this_row = 0
        self._lines = io.StringIO(text, newline="")

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._lines.readline(MOST_LINE_CHARACTERS + 1)
        if not line:
            raise StopIteration
        self.in_this_row += 1
        if len(line) > MOST_LINE_CHARACTERS:
            raise FileRefused("line_too_long", "A line is far too long.", "有一行过长。")
        if self.in_this_row > MOST_LINES_IN_ONE_ROW:
            raise FileRefused(
                "broken_quotes",
                "A quotation mark is opened and not closed.",
                "有引号没有配对。",
            )
        return line
