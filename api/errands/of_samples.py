"""Errands of samples: every month two in a hundred records are drawn, for people to look at."""

from __future__ import annotations

from datetime import date

from api.errands.asking import Asking, Named
from api.ledgers import Ledger
from api.sampling import to_be_drawn


def draw_samples(asking: Asking) -> int:
    """On a new local day, draw from every community's month whose day has come; returns how many
    samples were drawn."""
    return asking.once_a_day("samples", _ripe)


def _ripe(ledger: Ledger, today: date) -> Named:
    for draw in to_be_drawn(ledger, today):
        # The name has no day in it: whichever process comes second gets the first's answer.
        yield f"sample:{draw.unit}:{draw.month}", draw
