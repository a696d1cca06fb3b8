"""XLSX workbooks, opened with the care due to a file that came from outside."""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from api.importing.cells import CellValue, is_blank
from api.importing.delimited import MOST_COLUMNS, too_many_columns
from api.importing.refused import FileRefused

MOST_UNPACKED_BYTES = 100 * 1024 * 1024
MOST_SHEET_ROWS = 1_048_576
"""The last row a spreadsheet program can show; a file that claims more was not made by one."""
MOST_PARTS = 1_000
UNCOMPUTED_FORMULA = "="

_ZIP_START = b"PK"
_OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTED_FLAG = 0x1
_WORKBOOK_PARTS = {"[Content_Types].xml", "xl/workbook.xml"}
# The second form finds the words in both byte orders of UTF-16.
_DOCUMENT_TYPES = (b"<!DOCTYPE", "<!DOCTYP".encode("utf-16-le"))
_CHUNK_BYTES = 1024 * 1024
# A damaged workbook shows itself in the libraries that unpack and parse it as any of these.
_SIGNS_OF_DAMAGE = (
    ArithmeticError,
    AttributeError,
    EOFError,
    InvalidFileException,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)


def looks_like_one(content: bytes) -> bool:
    """True for a zip archive, which XLSX is; the older and the encrypted kind are refused here."""
    if content.startswith(_OLE_START):
        if _ENCRYPTED_STREAM in content:
            raise _encrypted()
        raise FileRefused(
            "old_workbook",
            "This is an old Excel file (.xls); save it as .xlsx first.",
            "这是旧版 Excel 文件（.xls），请先另存为 .xlsx。",
        )
    return content.startswith(_ZIP_START)


@contextmanager
def opened(content: bytes) -> Iterator[list[Iterator[tuple[CellValue, ...]]]]:
    """The visible sheets of a workbook, each as its lines of cells, blank lines included.

    A formula stands for its last computed value. One that was never computed is given as its
    text, so that it is refused as a formula instead of being taken for an empty cell.
    """
    _inspect(content)
    with warnings.catch_warnings():
        # The library warns of drawings and validations it leaves out; none of them is a cell.
        warnings.simplefilter("ignore")
        try:
            with (
                closing(_open(content, computed=True)) as values,
                closing(_open(content, computed=False)) as formulas,
            ):
                pairs = zip(values.worksheets, formulas.worksheets, strict=True)
                yield [
                    _lines(shown, written)
                    for shown, written in pairs
                    if shown.sheet_state == "visible"
                ]
        except _SIGNS_OF_DAMAGE as why:
            raise _damaged() from why


def _lines(shown: Worksheet, written: Worksheet) -> Iterator[tuple[CellValue, ...]]:
    # One column more than allowed is read, to see whether something stands there.
    size = {"max_row": MOST_SHEET_ROWS, "max_col": MOST_COLUMNS + 1, "values_only": True}
    for computed, source in zip(shown.iter_rows(**size), written.iter_rows(**size), strict=True):
        if computed != source:
            computed = tuple(
                UNCOMPUTED_FORMULA if value is None and formula is not None else value
                for value, formula in zip(computed, source, strict=True)
            )
        yield _without_empty_tail(computed)


def _without_empty_tail(cells: tuple[CellValue, ...]) -> tuple[CellValue, ...]:
    width = len(cells)
    while width and is_blank(cells[width - 1]):
        width -= 1
    if width > MOST_COLUMNS:
        raise too_many_columns(MOST_COLUMNS)
    return cells[:width]


def _open(content: bytes, *, computed: bool) -> Workbook:
    workbook = openpyxl.load_workbook(
        io.BytesIO(content), read_only=True, data_only=computed, keep_links=False
    )
    for sheet in workbook.worksheets:
        # The size a workbook claims for a sheet is often wrong; the rows themselves count.
        sheet.reset_dimensions()
    return workbook


def _inspect(content: bytes) -> None:
    """Refuses an archive that is no workbook or would unpack into more than a table can be."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if any(part.flag_bits & _ENCRYPTED_FLAG for part in parts):
                raise _encrypted()
            if not _WORKBOOK_PARTS <= {part.filename for part in parts}:
                raise _not_a_workbook()
            # Reading never gives more bytes than a part declares, so the declared sizes bind.
            unpacked_bytes = sum(part.file_size for part in parts)
            if unpacked_bytes > MOST_UNPACKED_BYTES or len(parts) > MOST_PARTS:
                raise FileRefused(
                    "unpacks_too_large",
                    "The workbook unpacks into far more than a table holds.",
                    "该工作簿解压后过大，不是正常的表格。",
                )
            for part in parts:
                _refuse_document_type(archive, part)
    except _SIGNS_OF_DAMAGE as why:
        raise _damaged() from why


def _refuse_document_type(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """A document type is where XML hides entities that grow; no spreadsheet program writes one."""
    tail = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            if any(mark in tail + chunk for mark in _DOCUMENT_TYPES):
                raise _not_a_workbook()
            tail = chunk[-32:]


def _encrypted() -> FileRefused:
    return FileRefused(
        "encrypted",
        "The workbook is protected by a password; save it without one.",
        "该工作簿设有密码，请取消密码后再导入。",
    )


def _not_a_workbook() -> FileRefused:
    return FileRefused(
        "not_a_workbook",
        "This is an archive, but not an XLSX workbook.",
        "该文件是压缩包，但不是 XLSX 工作簿。",
    )


def _damaged() -> FileRefused:
    return FileRefused(
        "damaged_workbook",
        "The workbook is damaged; open it in a spreadsheet program and save it anew.",
        "该工作簿已损坏，请用表格软件打开后重新保存。",
    )
