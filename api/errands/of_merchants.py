"""Errands of merchants: a month is closed on its day, and whatever was missed is made up for."""

from __future__ import annotations

from datetime import date

from api.closing import closing_of, to_be_closed
from api.errands.asking import ACTOR, Asking, Named
from api.ledgers import Ledger


def freeze_statements(asking: Asking) -> int:
    """On a new local day, close every merchant's month whose day has come; returns how many
    were. What the book refuses is asked again the next day, and can be asked for at the desk."""
    return asking.once_a_day("statements", _ripe)


def _ripe(ledger: Ledger, today: date) -> Named:
    for merchant, month in list(to_be_closed(ledger, today)):
        name = f"statement:{merchant}:{month}:{today}"
        yield name, closing_of(ledger, merchant, month, ACTOR)
