"""What a cell may say when it holds words: names, phones, choices and remarks.

Every rule takes the cell as the file gave it, returns a clean value, or raises `CellRefused`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from api.importing.refused import CellRefused

CellValue = str | int | float | bool | date | datetime | time | timedelta | None
"""A cell as a spreadsheet or a text file gives it, before anybody judged it."""

MOST_NAME_CHARACTERS = 40
MOST_TITLE_CHARACTERS = 80
MOST_NOTE_CHARACTERS = 500
MOST_ITEMS = 20

FORMULA_STARTS = "=@"
"""No cell may begin like this: a spreadsheet that later opens an export would run it."""
LINE_FORMULA_STARTS = "=+-@"
"""Nor may a name or title begin with these; in phones and remarks plus and dash are ordinary."""
SPREADSHEET_ERRORS = frozenset(
    ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!")
)

_MARKED_AS_TEXT = re.compile(r"^'(?=[=+@＝＋＠－-])")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_SPACE_BESIDE_HAN = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")
_ITEM_SEPARATORS = re.compile(r"[、,\uff0c;\uff1b/\n]")
_PHONE_DECORATION = re.compile(r"[\s()‐-―−-]")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
# Control characters, line and paragraph separators, halves of surrogate pairs.
_UNPRINTABLE = frozenset(("Cc", "Zl", "Zp", "Cs"))
_INVISIBLE = "Cf"


def half_width(text: str) -> str:
    """The same text with full-width letters, digits, signs and spaces as ordinary ones."""
    return text.translate(_FULL_WIDTH)


def is_blank(cell: CellValue) -> bool:
    """True when nothing is written in the cell; full-width spaces are nothing too."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def line_of_text(cell: CellValue, *, most_characters: int = MOST_TITLE_CHARACTERS) -> str:
    """One line of words, trimmed, without the spaces that only align Chinese characters."""
    text = written_text(cell)
    if len(text) > most_characters:
        raise _too_long(most_characters)
    _refuse_formula(text, LINE_FORMULA_STARTS)
    if any(unicodedata.category(sign) in _UNPRINTABLE | {_INVISIBLE} for sign in text):
        raise CellRefused(
            "control_character",
            "must not contain control or invisible characters",
            "不能含有控制字符或不可见字符",
        )
    return re.sub(r"\s+", " ", _SPACE_BESIDE_HAN.sub("", text))


def person_name(cell: CellValue) -> str:
    """A person's name: one line with at least one letter; '周　欢' is the same as '周欢'."""
    name = line_of_text(cell, most_characters=MOST_NAME_CHARACTERS)
    if not any(sign.isalpha() for sign in name):
        raise CellRefused("not_a_name", "must be a name with at least one letter", "应填写姓名")
    return name


def mobile_phone(cell: CellValue) -> str:
    """A mainland mobile number as its 11 digits, however it was spaced or prefixed with +86."""
    text = half_width(written_text(cell))
    # Numbers copied out of a telephone's address book bring invisible direction marks along.
    text = "".join(sign for sign in text if unicodedata.category(sign) != _INVISIBLE)
    digits = _PHONE_DECORATION.sub("", text)
    for prefix in ("+86", "0086", "86"):
        if digits.startswith(prefix) and len(digits) == len(prefix) + 11:
            digits = digits.removeprefix(prefix)
            break
    if not _MOBILE.fullmatch(digits):
        raise CellRefused(
            "not_a_mobile",
            "must be a mainland mobile number of 11 digits beginning 13 to 19",
            "应为 11 位大陆手机号码，以 13 至 19 开头",
        )
    return digits


def one_of(cell: CellValue, *, choices: Mapping[str, str]) -> str:
    """The code that a word on a list stands for; the reason names the words that are allowed."""
    word = half_width(written_text(cell)).casefold()
    if word not in choices:
        shown = [choice for choice in choices if not choice.isascii()] or list(choices)
        raise CellRefused(
            "not_a_choice",
            f"must be one of: {', '.join(shown)}",
            f"只能填写：{'、'.join(shown)}",
        )
    return choices[word]


def items(cell: CellValue) -> tuple[str, ...]:
    """A list written in one cell with 、 or commas, each item once, in the order written."""
    if is_blank(cell):
        return ()
    parts = [part for part in _ITEM_SEPARATORS.split(written_text(cell)) if part.strip()]
    if len(parts) > MOST_ITEMS:
        raise CellRefused(
            "too_many_items",
            f"must list at most {MOST_ITEMS} items",
            f"最多填写 {MOST_ITEMS} 项",
        )
    listed = (line_of_text(part, most_characters=MOST_NAME_CHARACTERS) for part in parts)
    return tuple(dict.fromkeys(listed))


def note(cell: CellValue) -> str:
    """Free words such as a remark, lines joined; a cell with nothing but dashes says nothing."""
    text = written_text(cell)
    if len(text) > MOST_NOTE_CHARACTERS:
        raise _too_long(MOST_NOTE_CHARACTERS)
    text = " ".join(text.split())
    if any(unicodedata.category(sign) in _UNPRINTABLE for sign in text):
        raise CellRefused(
            "control_character", "must not contain control characters", "不能含有控制字符"
        )
    return "" if not text.strip("-—–/ ") else text


def written_text(cell: CellValue) -> str:
    """The cell as trimmed text; a number is written without a decimal tail. Refuses a blank."""
    if is_blank(cell):
        raise CellRefused("blank", "must not be blank", "不能为空")
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise CellRefused("not_text", "must be text or a number", "应为文字或数字")
    # Our own sheets mark what might be run as a formula; here it is judged without the mark.
    text = _MARKED_AS_TEXT.sub("", str(cell).strip())
    if text.upper() in SPREADSHEET_ERRORS:
        raise CellRefused(
            "spreadsheet_error",
            "holds a spreadsheet error; put the value itself there",
            "单元格是公式错误，请改填具体内容",
        )
    _refuse_formula(text, FORMULA_STARTS)
    return text


def _refuse_formula(text: str, starts: str) -> None:
    if half_width(text)[0] in starts:
        raise CellRefused(
            "formula",
            f"must not begin with {' '.join(starts)} like a formula",
            f"不能以 {' '.join(starts)} 开头（疑似公式）",
        )


def _too_long(most_characters: int) -> CellRefused:
    return CellRefused(
        "too_long",
        f"must have at most {most_characters} characters",
        f"最多 {most_characters} 个字符",
    )
