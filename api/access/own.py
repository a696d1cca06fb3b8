"""Own: for whom somebody is not to be the judge, being the same person or standing up for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.access.roles import Role
from api.access.who import Who, person_of, volunteer_of
from api.ledgers import DECIDING
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
    behind = answers_for(who)
    if behind.startswith("person-"):
        alike = caller.house.people.alike(ledger.name, behind)
        found.update(alike.volunteers, map(volunteer_of, alike.persons))
        if not ledger.shelf.wait_for(ledger.book.head(), of=DECIDING):
            raise Stop("view_behind")
        for person in alike.persons:
            found |= _wards(caller, person)
    return tuple(sorted(found))


def answers_for(who: Who) -> str:
    """Who answers for what is done: the person, also for a program whose key they made or that
    acts as the volunteer they are; else the key that the key was made with, or the key itself."""
    if who.person or who.made_by:
        return who.person or who.made_by or ""
    own = who.volunteer if who.role is not Role.GUARDIAN else None
    return person_of(own) if own else who.id


def second(caller: Caller) -> Second:
    """Whoever acts where two people are needed, with all that may be the same human being, and
    with all who they stand up for or who stand up for them or for their wards; like
    `own_volunteers` it asks the vault and the views."""
    who = caller.who
    behind, selves = answers_for(who), {answers_for(who), who.id}
    if behind.startswith("person-"):
        selves.update(caller.house.people.alike(caller.ledger.name, behind).persons)
    own = set(own_volunteers(caller))
    own.update(*(_guardians(caller, each) for each in own))
    return Second(
        answers=behind, selves=tuple(sorted(selves)), own_volunteers=tuple(sorted(own)),
        appointment=who.appointment,
    )  # fmt: skip


def own_merchants(caller: Caller) -> tuple[str, ...]:
    """The shops that the caller, or whoever may be the same human being, works for; it asks the
    vault and the views."""
    ledger, behind = caller.ledger, answers_for(caller.who)
    found = {caller.who.merchant} - {None}
    if behind.startswith("person-"):
        if not ledger.shelf.wait_for(ledger.book.head(), of=DECIDING):
            raise Stop("view_behind")
        today = ledger.rules.current.local_date(caller.now())
        for person in {behind, *caller.house.people.alike(ledger.name, behind).persons}:
            roles = ledger.appointments.of(person)
            found |= {row.merchant for row in roles if row.merchant and row.stands_on(today)}
    return tuple(sorted(filter(None, found)))


def _guardians(caller: Caller, volunteer: str) -> set[str]:
    """As which volunteers those are known who agree for this one."""
    today = caller.ledger.rules.current.local_date(caller.now())
    found: set[str] = set()
    for row in caller.ledger.appointments.bound_to("volunteer", volunteer):
        if row.role == Role.GUARDIAN and row.stands_on(today):
            alike = caller.house.people.alike(caller.ledger.name, row.person)
            found.update(alike.volunteers, map(volunteer_of, alike.persons))
    return found


def _wards(caller: Caller, person: str) -> set[str]:
    today = caller.ledger.rules.current.local_date(caller.now())
    return {
        row.volunteer
        for row in caller.ledger.appointments.of(person)
        if row.role == Role.GUARDIAN and row.stands_on(today)
    }
