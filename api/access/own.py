"""Own: for whom somebody is not to be the judge, being the same person or standing up for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.access.roles import Role
from api.access.who import Who, volunteer_of
from api.problems import Stop
from ledger.subjects.second_person import Second

if TYPE_CHECKING:
    from api.v1.asking import Caller


def own_volunteers(caller: Caller) -> tuple[str, ...]:
    """The volunteers who the caller is or may be, by the telephone, and the wards of any of them.

    It asks the vault and the views, so it is called on a thread of its own, and seldom. Raises
    `Stop` when the views do not come along in time.
    """
    who, ledger = caller.who, caller.ledger
    found = {who.own_volunteer} - {None}
    behind = who.person or who.made_by or ""
    if behind.startswith("person-"):
        alike = caller.house.people.alike(ledger.name, behind)
        found.update(alike.volunteers, map(volunteer_of, alike.persons))
        if not ledger.shelf.wait_for(ledger.book.head()):
            raise Stop("view_behind")
        for person in alike.persons:
            found |= _wards(caller, person)
    return tuple(sorted(found))


def answers_for(who: Who) -> str:
    """Who answers for what is done: the person, also for a program whose key they made; else
    the key itself."""
    made_by = who.made_by or ""
    return who.person or (made_by if made_by.startswith("person-") else who.id)


def second(caller: Caller) -> Second:
    """Whoever is asked to agree to what another proposed, with all that may be the same human
    being; like `own_volunteers` it asks the vault and the views."""
    who = caller.who
    behind, selves = answers_for(who), {answers_for(who), who.id}
    if behind.startswith("person-"):
        selves.update(caller.house.people.alike(caller.ledger.name, behind).persons)
    return Second(
        answers=behind, selves=tuple(sorted(selves)), own_volunteers=own_volunteers(caller),
        appointment=who.appointment,
    )  # fmt: skip


def _wards(caller: Caller, person: str) -> set[str]:
    today = caller.ledger.rules.current.local_date(caller.now())
    return {
        row.volunteer
        for row in caller.ledger.appointments.of(person)
        if row.role == Role.GUARDIAN and row.stands_on(today)
    }
