"""Belonging: the shop, team or place that a role is bound to, as people call it."""

from __future__ import annotations

from functools import partial

from api.access.reach import sure
from api.access.who import Who
from api.ledgers import Ledger


def place_name(ledger: Ledger, who: Who) -> str | None:
    """The name of what a role is bound to, None where it is bound to nothing that has one."""
    named = (
        (who.merchant, ledger.directory.merchant),
        (who.team, ledger.directory.team),
        (who.unit, ledger.units.unit),
    )
    found = next((sure(ledger, partial(look, one)) for one, look in named if one), None)
    return found.name if found else None
