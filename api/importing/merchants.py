"""A community's list of merchants and charity outlets that take beans, row by row."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from functools import partial

from api.importing.amounts import whole_number
from api.importing.cells import line_of_text, mobile_phone, note, one_of, person_name
from api.importing.columns import MERCHANT_COLUMNS
from api.importing.rows import FirstSeen, Row, RowReading, known_community, readings
from api.importing.tables import Table

KINDS = {
    "商业": "commercial",
    "公益": "charity",
    "commercial": "commercial",
    "charity": "charity",
}
MOST_BEANS_IN_A_MONTH = 100_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class MerchantRow:
    """One outlet; `monthly_cap` is in beans, and `None` sets no cap of its own."""

    name: str
    kind: str
    community: str
    contact: str | None = field(repr=False)
    phone: str | None = field(repr=False)
    monthly_cap: int | None
    remark: str | None = field(repr=False)


def rows(table: Table, *, communities: Container[str]) -> Iterator[Row[MerchantRow]]:
    """Every row of a list of merchants, taken or refused.

    Two outlets may share a name, as shops do; the same name, community, kind and phone twice is
    one outlet written twice. Raises `FileRefused` when columns are missing.
    """
    outlets = FirstSeen()
    return (_row(reading, outlets, communities) for reading in readings(table, MERCHANT_COLUMNS))


def _row(reading: RowReading, outlets: FirstSeen, communities: Container[str]) -> Row[MerchantRow]:
    beans = partial(whole_number, least=1, most=MOST_BEANS_IN_A_MONTH)
    outlet = MerchantRow(
        name=reading.take("name", line_of_text),
        kind=reading.take("kind", partial(one_of, choices=KINDS)),
        community=reading.take("community", partial(known_community, communities=communities)),
        contact=reading.take_if_filled("contact", person_name),
        phone=reading.take_if_filled("phone", mobile_phone),
        monthly_cap=reading.take_if_filled("monthly_cap", beans),
        remark=reading.take_if_filled("remark", note),
    )
    same = (outlet.name, outlet.community, outlet.kind, outlet.phone)
    if None not in same[:3]:
        outlets.refuse_second(reading, "name", same, "duplicate_merchant")
    return reading.outcome(outlet)
