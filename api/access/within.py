"""Within: everybody who is at home where somebody reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from api.access.reach import unlimited
from api.ledgers import Ledger
from projections.directory import VOLUNTEERS, Volunteer

if TYPE_CHECKING:
    from api.v1.asking import Caller


def homes_within(caller: Caller) -> list[str] | None:
    """Every unit, also one that has ended, whose people belong to the caller's unit today; None
    for somebody who reaches everything."""
    if unlimited(caller.who):
        return None
    unit, today = caller.who.unit, caller.ledger.rules.current.local_date(caller.now())
    known = caller.ledger.units.now()
    return sorted(known.belonging(unit, today)) if unit else []


def volunteers_within(caller: Caller, after_position: int, limit: int) -> list[Volunteer]:
    """The volunteers at home within reach, behind the position of the last one seen."""
    c, homes = VOLUNTEERS.c, homes_within(caller)
    question = VOLUNTEERS.select().where(c.position > after_position)
    if homes is not None:
        question = question.where(c.community.in_(_with_volunteers(caller.ledger, homes)))
    return caller.ledger.shelf.rows(question.order_by(c.position).limit(limit), Volunteer)


def _with_volunteers(ledger: Ledger, homes: list[str]) -> list[str]:
    # A district has thousands of buildings, but few communities: fewer words for the question.
    lived_in = set(ledger.shelf.rows(select(VOLUNTEERS.c.community).distinct(), str))
    return [home for home in homes if home in lived_in]
