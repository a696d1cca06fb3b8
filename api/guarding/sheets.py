"""Sheets: tables for spreadsheets, in which no text is ever taken for a formula."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence

from litestar import Response
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

CSV_TYPE = "text/csv"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MARK_OF_TEXT = "'"
"""What stands before a text that a spreadsheet would run; people know it from their own cells."""

_FORMULA_STARTS = frozenset("=+-@\t\r\n|%")
_MOST_CELL_CHARACTERS = 32_767

Cell = str | int | None


def plain_text(text: str) -> str:
    """The text as no spreadsheet runs it: marked when it could be the start of a formula.

    Full-width signs count, for some programs make ordinary ones of them; so do blanks and
    invisible signs before them. What no cell can hold is left out.
    """
    held = "".join(sign for sign in text if _can_be_held(sign))[: _MOST_CELL_CHARACTERS - 1]
    folded = unicodedata.normalize("NFKC", held)
    seen = "".join(sign for sign in folded if unicodedata.category(sign) != "Cf").lstrip(" ")
    return f"{MARK_OF_TEXT}{held}" if seen[:1] in _FORMULA_STARTS and seen else held


def csv_of(rows: Iterable[Sequence[Cell]]) -> bytes:
    """The rows as CSV in UTF-8, with the mark by which Excel knows that it is."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for row in rows:
        writer.writerow([plain_text(cell) if isinstance(cell, str) else cell for cell in row])
    return text.getvalue().encode("utf-8-sig")


def xlsx_of(rows: Iterable[Sequence[Cell]]) -> bytes:
    """The rows as a workbook of one sheet; a text is a text there, whatever it begins with."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Sheet1")
    for row in rows:
        sheet.append([_cell(sheet, cell) for cell in row])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def attachment(name: str, media_type: str, content: bytes) -> Response[bytes]:
    """A file to keep rather than to look at; `name` is one of ours, never one that was sent."""
    told = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type=media_type, headers=told)


def _cell(sheet: object, value: Cell) -> WriteOnlyCell | Cell:
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, plain_text(value))
    # The library makes a formula of what begins with '=', and an error of '#N/A'.
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell


def _can_be_held(sign: str) -> bool:
    """XML, and so a workbook, knows no control characters but three, and no half characters."""
    unfit = unicodedata.category(sign) in ("Cc", "Cs") or sign in "\ufffe\uffff"
    return not unfit or sign in "\t\r\n"
