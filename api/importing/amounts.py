"""What a cell may say when it holds a count: 5000, '10,000', '2万' or '１０'."""

from __future__ import annotations

import re
from decimal import Decimal

from api.importing.cells import CellValue, half_width, written_text
from api.importing.refused import CellRefused

TEN_THOUSAND = "万"
_COUNT = re.compile(r"(?P<whole>[0-9]{1,12}|[0-9]{1,3}(?:,[0-9]{3}){1,3})(?P<part>\.[0-9]{1,8})?")


def whole_number(cell: CellValue, *, least: int, most: int) -> int:
    """A whole number from `least` to `most`, with thousands commas or counted in 万 (10,000)."""
    text = "".join(half_width(written_text(cell)).split()) if _is_short(cell) else ""
    told = _COUNT.fullmatch(text.removesuffix(TEN_THOUSAND))
    if told is None:
        raise _not_a_number()
    number = Decimal(told["whole"].replace(",", "") + (told["part"] or ""))
    if text.endswith(TEN_THOUSAND):
        number *= 10_000
    if number != int(number):
        raise _not_a_number()
    if not least <= number <= most:
        raise CellRefused(
            "out_of_range",
            f"must be between {least:,} and {most:,}",
            f"应在 {least:,} 至 {most:,} 之间",
        )
    return int(number)


def _is_short(cell: CellValue) -> bool:
    return not isinstance(cell, str) or len(cell) <= 40


def _not_a_number() -> CellRefused:
    return CellRefused(
        "not_a_whole_number",
        "must be a whole number such as 10,000 or 2万",
        "应为整数，如 10,000 或 2万",
    )
