"""What purses held in a book that moves here, one row for each lot of beans, or for a debt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from api.importing.amounts import whole_number
from api.importing.cells import mobile_phone
from api.importing.columns import BALANCE_COLUMNS
from api.importing.moments import plain_day
from api.importing.refused import CellRefused
from api.importing.rows import FirstSeen, Row, RowReading, readings
from api.importing.tables import Table

MOST_BEANS = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceRow:
    """Beans that die on a day, or beans that are owed, of the person with this telephone."""

    phone: str = field(repr=False)
    dies_on: date | None
    beans: int
    debt: int


def rows(table: Table) -> Iterator[Row[BalanceRow]]:
    """Every row of an export, taken or refused; raises `FileRefused` when columns are missing."""
    seen = FirstSeen()
    return (_row(reading, seen) for reading in readings(table, BALANCE_COLUMNS))


def _row(reading: RowReading, seen: FirstSeen) -> Row[BalanceRow]:
    amount = partial(whole_number, least=0, most=MOST_BEANS)
    lot = BalanceRow(
        phone=reading.take("phone", mobile_phone),
        dies_on=reading.take_if_filled("dies_on", plain_day),
        beans=reading.take_if_filled("beans", amount) or 0,
        debt=reading.take_if_filled("debt", amount) or 0,
    )
    if bool(lot.beans) == bool(lot.debt) or bool(lot.beans) != (lot.dies_on is not None):
        unfit = CellRefused(
            "neither_lot_nor_debt",
            "a row is either beans with the day they die on, or a debt",
            "每行应为一批金豆及其到期日，或一笔欠豆",
        )
        reading.refuse("beans", unfit)
    if lot.phone is not None:
        seen.refuse_second(reading, "dies_on", (lot.phone, lot.dies_on), "duplicate_lot")
    return reading.outcome(lot)
