"""Balances handed over: one row a lot of beans, and one for a debt, as they stand today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from api.guarding.sheets import Cell
from api.handing_over.people import Named
from api.ledgers import Ledger

HEADER = ("志愿者编号", "姓名", "手机号码", "到期日", "金豆", "欠豆")


def balance_rows(ledger: Ledger, people: Iterable[Named]) -> Iterator[Sequence[Cell]]:
    """The header and every row. Beans that a merchant holds are not among them: they belong to a
    purchase that ends in this book."""
    yield HEADER
    today = ledger.rules.current.local_date(ledger.clock.now()).isoformat()
    for person in people:
        about = (person.row.number, person.name, person.phone)
        for lot in ledger.balances.lots_of(person.row.volunteer):
            if lot.dies_on > today:
                yield (*about, lot.dies_on, lot.beans, "")
        account = ledger.balances.of(person.row.volunteer)
        if account is not None and account.debt:
            yield (*about, "", "", account.debt)
