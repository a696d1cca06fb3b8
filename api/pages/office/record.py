"""Record: what the book says of a volunteer as a person, without naming one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from api.pages.office.callers import policy_of, today_of
from api.people.ages import Care, care_for
from api.v1.asking import Caller
from ledger.facts import (
    ConsentGiven,
    ConsentWithdrawn,
    Fact,
    IdentityErased,
    VolunteerRegistered,
)
from ledger.states import State
from ledger.subjects.agreement import PURPOSES, SERVING


class Record(State):
    """Registered as a minor? Agreed to what? Forgotten?"""

    __slots__ = ("agreed", "erased_at", "minor", "volunteer")
    listens = (VolunteerRegistered, ConsentGiven, ConsentWithdrawn, IdentityErased)

    def __init__(self, volunteer: str) -> None:
        super().__init__(volunteer)
        self.volunteer = volunteer
        self.minor = False
        self.agreed: dict[str, ConsentGiven] = {}
        self.erased_at: datetime | None = None

    def evolve(self, fact: Fact) -> None:
        """One more word about the person; the last one counts."""
        match fact:
            case VolunteerRegistered():
                self.minor = fact.minor
            case ConsentGiven():
                self.agreed[fact.purpose] = fact
            case ConsentWithdrawn():
                self.agreed.pop(fact.purpose, None)
            case IdentityErased():
                self.erased_at = fact.at

    @property
    def serves(self) -> bool:
        """Whether the service record is agreed to."""
        return SERVING in self.agreed


def record_of(caller: Caller, volunteer: str) -> Record:
    """The record as the book knows it now."""
    return caller.ledger.book.look(Record(volunteer))


def care_of(caller: Caller, record: Record) -> Care:
    """How the person is to be looked after today: by the birthday, where it is known."""
    born = caller.house.particulars.all_of(record.volunteer).get("birth_date")
    if born is None:
        return Care.MINOR if record.minor else Care.ADULT
    return care_for(policy_of(caller), date.fromisoformat(born), today_of(caller))


def with_days(told: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept of somebody, the name first and the birthday as a day."""
    first = {name: told[name] for name in ("display_name", "phone", "birth_date") if name in told}
    if "birth_date" in first:
        first["birth_date"] = date.fromisoformat(first["birth_date"])
    return first | {name: what for name, what in told.items() if name not in first}


def agreements(record: Record) -> list[dict[str, Any]]:
    """Every purpose, and what was said to it."""
    return [
        {"purpose": purpose, "given": record.agreed.get(purpose)} for purpose in PURPOSES
    ]
