"""Figures: what a whole ledger adds up to, counted anew once a minute at most."""

from __future__ import annotations

from datetime import date
from threading import Lock
from time import monotonic
from weakref import WeakKeyDictionary

from sqlalchemy import func, select

from api.ledgers import Ledger
from projections.attendances import ATTENDANCES
from projections.balances import ACCOUNTS
from projections.directory import MERCHANTS, VOLUNTEERS

BELIEVED_SECONDS = 60

_counted: WeakKeyDictionary[Ledger, tuple[float, dict[str, int]]] = WeakKeyDictionary()
_one_at_a_time = Lock()


def figures_of(ledger: Ledger, today: date) -> dict[str, int]:
    """Volunteers, merchants, and the minutes of this month and of all time.

    Counting looks at every account, so whoever asks within a minute hears the same again.
    """
    with _one_at_a_time:
        counted, figures = _counted.get(ledger, (0.0, {}))
        if not figures or monotonic() - counted > BELIEVED_SECONDS:
            figures = _count(ledger, today)
            _counted[ledger] = monotonic(), figures
        return figures


def _count(ledger: Ledger, today: date) -> dict[str, int]:
    day = ATTENDANCES.c.service_day
    questions = {
        "volunteers": select(func.count()).select_from(VOLUNTEERS.table),
        "merchants": select(func.count()).select_from(MERCHANTS.table),
        "minutes_in_total": select(func.coalesce(func.sum(ACCOUNTS.c.minutes), 0)),
        "minutes_this_month": select(
            func.coalesce(func.sum(ATTENDANCES.c.minutes), 0)
        ).where(day >= today.replace(day=1), day <= today),
    }
    shelf = ledger.shelf
    return {name: int(shelf.row(question, int) or 0) for name, question in questions.items()}
