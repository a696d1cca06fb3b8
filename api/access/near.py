"""Near: which places concern a volunteer, by where they are at home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.access.reach import sure

if TYPE_CHECKING:
    from api.v1.asking import Caller


def places_near(caller: Caller, volunteer: str) -> set[str]:
    """The own community and what it lies in, under all the names these have had."""
    ledger = caller.ledger
    home = sure(ledger, lambda: ledger.directory.community_of(volunteer))
    if home is None:
        return set()
    today, units = ledger.rules.current.local_date(caller.now()), ledger.units.now()
    near = set(units.path(home, today))
    ended = (row.unit for row in units.rows.values() if row.valid_until is not None)
    return near | {unit for unit in ended if units.now_called(unit, today) in near}
