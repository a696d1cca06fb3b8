"""Appointing: a role is given or ended, and wherever its holder is signed in that is over."""

from __future__ import annotations

import msgspec

from api.access.endings import bump
from api.pages.office.callers import carry_out, id_from
from api.pages.office.finding import find_volunteer
from api.pages.office.powers import standing
from api.pages.office.record import record_of
from api.people.phones import plain_phone
from api.people.vault import writing
from api.v1.asking import Caller
from api.v1.words import Name
from ledger.appointments import Appoint, EndAppointment
from ledger.command import Receipt
from ledger.refusals import Refusal


class NobodyNamed(Exception):
    """There is nobody of this number within reach, and too little to take somebody in."""


class Holder(msgspec.Struct, frozen=True, kw_only=True):
    """The person who is to hold a role; a newcomer was introduced for it just now."""

    person: str
    is_new: bool = False


def holder_for(caller: Caller, form_key: str, named: str, display_name: str) -> Holder:
    """The volunteer within reach who has this number, or else a newcomer of this name and phone.

    Raises NobodyNamed. Sending the form again names the same person.
    """
    house = caller.house
    volunteer = find_volunteer(caller, named)
    if volunteer is not None:
        if record_of(caller, volunteer).erased_at is not None:
            raise NobodyNamed
        return Holder(person=house.people.person_of(volunteer))
    phone = plain_phone(named)
    if phone is None or not is_a_name(display_name):
        raise NobodyNamed
    if house.people.by_phone(caller.ledger.name, phone) is not None:
        # A volunteer beyond the reach must not become a second person, who could confirm what
        # the first has done; whoever reaches both places may give the role.
        raise NobodyNamed
    newcomer = id_from(caller, "person", form_key)
    house.people.introduce(newcomer, display_name, phone, caller.ledger.name)
    return Holder(person=newcomer, is_new=True)


def is_a_name(text: str) -> bool:
    """Whether somebody can be called that."""
    try:
        msgspec.convert(text.strip(), type=Name)
    except msgspec.ValidationError:
        return False
    return True


def appoint(caller: Caller, form_key: str, command: Appoint, holder: Holder) -> Receipt:
    """Let the book write the role down; a newcomer whom it refuses is not kept. Raises Refusal."""
    try:
        receipt = carry_out(caller, form_key, command, ".appoint")
    except Refusal:
        if holder.is_new and not any(standing(caller, holder.person)):
            caller.house.people.send_away(holder.person)
        raise
    sign_out_everywhere(caller, command.person)
    return receipt


def end_role(caller: Caller, form_key: str, appointment: str) -> None:
    """Let a role end now. Raises Refusal."""
    command = EndAppointment(appointment=appointment)
    receipt = carry_out(caller, form_key, command, f".{appointment[-18:]}")
    sign_out_everywhere(caller, receipt.facts[0].person)


def sign_out_everywhere(caller: Caller, person: str) -> None:
    """What somebody may do has changed: every process forgets what it knew of it.

    Links that are out were handed out for less, or for more: they open nothing any more.
    """
    house = caller.house
    house.gate.invitations.withdraw_all_of(person)
    with writing(house.vault) as connection:
        bump(connection)
    house.gate.sessions.end_all_of(person)
    house.endings.look()
