"""Expiring: who is to be reminded today that beans of theirs will soon be gone.

Two views are joined here: the lots (`projections/balances`) and the reminders that were given
(`projections/reminders`). Nobody is asked for who has heard of this step already, so a day on
which nothing is due costs one question however many volunteers there are.
"""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import and_, or_, select

from api.ledgers import Ledger
from projections.balances import LOTS
from projections.reminders import EXPIRY_REMINDERS


def to_be_reminded(ledger: Ledger, today: date) -> list[str]:
    """Volunteers with a living lot whose present step was not told, each once."""
    lot, told = LOTS.c, EXPIRY_REMINDERS.c
    steps = sorted(ledger.rules.current.beans.expiry.remind_days_before)
    after, due = today, []
    for step in steps:
        until = today + timedelta(days=step)
        within = and_(lot.dies_on > after.isoformat(), lot.dies_on <= until.isoformat())
        due.append(and_(within, or_(told.days_before.is_(None), told.days_before > step)))
        after = until
    if not due:
        return []
    question = (
        select(lot.volunteer)
        .outerjoin(
            EXPIRY_REMINDERS.table,
            and_(told.volunteer == lot.volunteer, told.dies_on == lot.dies_on),
        )
        .where(or_(*due))
    )
    return ledger.shelf.rows(question.distinct().order_by(lot.volunteer), str)
