"""Errands of lists: evaluations are frozen on their working day, and missed ones are made up."""

from __future__ import annotations

from datetime import date

from api.errands.asking import ACTOR, Asking, Named
from api.evaluating import evaluated, freezing_of, last_day, to_be_frozen
from api.ledgers import Ledger


def freeze_evaluations(asking: Asking) -> int:
    """On a new local day, freeze every community's evaluation whose day has come; returns how
    many were."""
    return asking.once_a_day("evaluations", _ripe)


def _ripe(ledger: Ledger, today: date) -> Named:
    at = ledger.shelf.position
    for kind, unit, period in list(to_be_frozen(ledger, today)):
        policy = ledger.rules.on(last_day(kind, period))
        found = evaluated(ledger.eligibility, policy, kind, unit, period, at)
        # Who has done nothing is told so on their page; a list of nobody need not be closed.
        if any(each.minutes for each in found.items):
            yield f"evaluation:{kind}:{unit}:{period.name}:{today}", freezing_of(found, ACTOR)
