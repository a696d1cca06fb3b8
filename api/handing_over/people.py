"""People on a table that is handed over, looked up on record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from api.access.roles import Role
from api.access.who import Who
from api.house import House
from api.ledgers import Ledger
from api.people.particulars import PersonUnknown, may_be_kept
from api.people.persons import PersonErased
from projections.directory import VOLUNTEERS, Volunteer

FIELDS = ("display_name", "phone", "birth_date")
LookUp = Callable[[str], dict[str, Any]]


class Named(NamedTuple):
    """Somebody as a table names them; what was forgotten or never told is blank."""

    row: Volunteer
    name: str
    phone: str
    birth_date: str
    community: str


def console(ledger: str) -> Who:
    """Whoever sits at the machine itself."""
    return Who(id="console", role=Role.ADMIN, ledger=ledger)


def on_record(house: House, ledger: Ledger, by: Who, purpose: str) -> LookUp:
    """Looks somebody up for this purpose, which they can read; nothing for who was forgotten."""
    policy = ledger.rules.current
    fields = tuple(field for field in FIELDS if may_be_kept(policy, field))

    def look_up(volunteer: str) -> dict[str, Any]:
        try:
            return house.particulars.look_up(
                volunteer, fields, by=by, purpose=purpose, now=ledger.clock.now(), policy=policy
            )
        except (PersonUnknown, PersonErased):
            return {}

    return look_up


def everybody(ledger: Ledger) -> list[Volunteer]:
    """Every volunteer of a ledger, in the order in which they registered."""
    return ledger.shelf.rows(VOLUNTEERS.select().order_by(VOLUNTEERS.c.position), Volunteer)


def named(ledger: Ledger, rows: Iterable[Volunteer], look_up: LookUp) -> Iterator[Named]:
    """Each of them by what the vault tells."""
    for row in rows:
        told = look_up(row.volunteer)
        yield Named(
            row, str(told.get("display_name") or ""), str(told.get("phone") or ""),
            str(told.get("birth_date") or ""), ledger.units.name_of(row.community),
        )  # fmt: skip
