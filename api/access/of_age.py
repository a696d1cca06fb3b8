"""Of age: who was registered as a minor and has grown up since, which only the vault can tell."""

from __future__ import annotations

import asyncio
from datetime import date

from api.house import House
from api.ledgers import Ledger
from api.people.ages import of_age_on
from ledger.subjects.standing import Volunteer


def has_come_of_age(house: House, ledger: Ledger, volunteer: str) -> bool:
    """Whether a volunteer who was registered as a minor is one no longer today.

    False for everybody else, the vault unasked: the book itself knows who was never a minor. It
    reads the book, so it is called on a thread of its own.
    """
    registered = ledger.book.look(Volunteer(volunteer)).registered
    return registered is not None and registered.minor and _is_of_age(house, ledger, volunteer)


async def came_of_age(house: House, ledger: Ledger, volunteer: str) -> bool:
    """The same for one of a crowd at the door: the book is asked for all of them together, and
    the vault for those alone who were minors."""
    registered = await ledger.registrations.of(volunteer)
    minor = registered is not None and registered.minor
    return minor and await asyncio.to_thread(_is_of_age, house, ledger, volunteer)


def _is_of_age(house: House, ledger: Ledger, volunteer: str) -> bool:
    born = house.particulars.all_of(volunteer).get("birth_date")
    if born is None:
        return False
    policy = ledger.rules.current
    today = policy.local_date(ledger.clock.now())
    return today >= of_age_on(policy, date.fromisoformat(born))
