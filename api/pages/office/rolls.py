"""Rolls: who holds which role within reach, now or soon; one question tells them all."""

from __future__ import annotations

from typing import Any

from sqlalchemy import or_, select

from api.access.within import homes_within
from api.pages.office.callers import today_of
from api.v1.asking import Caller
from projections.appointments import APPOINTMENTS, Appointment
from projections.directory import MERCHANTS, TEAMS, VOLUNTEERS


def roll_within(caller: Caller, after_position: int, limit: int) -> list[Appointment]:
    """The roles that stand or are to come, behind the position of the last one seen."""
    c, today = APPOINTMENTS.c, today_of(caller)
    question = APPOINTMENTS.select().where(
        c.position > after_position, c.ended_at.is_(None), or_(c.until.is_(None), c.until >= today)
    )
    homes = homes_within(caller)
    if homes is not None:
        question = question.where(_bound_within(caller, homes))
    return caller.ledger.shelf.rows(question.order_by(c.position).limit(limit), Appointment)


def _bound_within(caller: Caller, homes: list[str]) -> Any:
    c = APPOINTMENTS.c
    # A district has thousands of buildings, and officers in few of them.
    officers = select(c.unit).where(c.unit.is_not(None)).distinct()
    served = set(caller.ledger.shelf.rows(officers, str))
    communities = _communities(caller)
    lived_in = [home for home in homes if home in communities]
    at_home = (
        (c.team, TEAMS, "team"), (c.merchant, MERCHANTS, "merchant"),
        (c.volunteer, VOLUNTEERS, "volunteer"),
    )  # fmt: skip
    return or_(
        c.unit.in_(sorted(served.intersection(homes))),
        *(
            column.in_(select(sheet.c[kind]).where(sheet.c.community.in_(lived_in)))
            for column, sheet, kind in at_home
        ),
    )


def _communities(caller: Caller) -> set[str]:
    rows = caller.ledger.units.now().rows
    return {unit for unit, row in rows.items() if row.kind == "community"}
