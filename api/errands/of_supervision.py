"""Errands of supervision: documents are frozen on the policy's day, and missed ones made up."""

from __future__ import annotations

from datetime import date

from api.errands.asking import ACTOR, Asking, Named
from api.ledgers import Ledger
from api.supervision import due, freezing_of


def freeze_documents(asking: Asking) -> int:
    """On a new local day, freeze the documents of every period whose day has come; returns of how
    many periods they were. Raises `ViewsStandStill`; the next round looks again."""
    return asking.once_a_day("documents", _due, at_once=1)


def _due(ledger: Ledger, today: date) -> Named:
    for period in due(ledger, today):
        freezing = freezing_of(ledger, period, ACTOR)
        if freezing is not None:
            # Whichever process comes second on this day gets the first's answer; what the book
            # refuses today may be asked again tomorrow.
            yield f"documents:{period.name}:{today}", freezing
