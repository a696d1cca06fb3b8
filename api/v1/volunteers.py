"""Volunteers over HTTP: a person is registered; the vault learns the name, the book an id."""

from __future__ import annotations

import asyncio
from datetime import date

import msgspec
from litestar import post
from litestar.params import JSONBody
from litestar.response.base import ASGIResponse

from api.access.key_tags import key_tag
from api.access.reach import must_reach
from api.access.table import Deed, opens_to
from api.ids import new_id, volunteer_number
from api.people.register import Person, PhoneKnown, PhoneUnreadable
from api.problems import FieldProblem, Stop
from api.v1.asking import Call, Caller, ask, by, caller_of, comes_again, done
from api.v1.documents import writes
from api.v1.words import Body, Name, Phone, UnitId, born_implausibly
from ledger.command import By, Receipt
from ledger.refusals import AlreadyRegistered, NumberTaken, Refusal
from ledger.subjects.standing import Volunteer
from ledger.volunteers import RegisterVolunteer

NUMBERS_TRIED = 5
"""Each is taken with a chance of at most one in 900 in a district of a million volunteers."""


class VolunteerRequest(Body, kw_only=True):
    """Who wants to volunteer, how to call them, and where they are at home."""

    display_name: Name
    phone: Phone
    community: UnitId
    birth_date: date | None = None


class Registered(msgspec.Struct, kw_only=True):
    """The id for programs, and the number that people say aloud."""

    id: str
    number: str


class _Enrolment:
    """A person's place in the vault, which stands only if the book says yes.

    Somebody who was enrolled by an attempt that never reached the book, or by a request that is
    under way, keeps that id: so one person never becomes two volunteers.
    """

    def __init__(self, caller: Caller, person: VolunteerRequest) -> None:
        self._people = caller.house.people
        self._ledger = caller.ledger
        self._told = person
        self.volunteer = new_id("volunteer", caller.now())
        self._begun = False

    def begin(self) -> None:
        """Remember the person; a phone that is known leads to the id it belongs to."""
        try:
            self._enrol()
            self._begun = True
        except PhoneKnown as known:
            self.volunteer = known.volunteer_id
        except PhoneUnreadable:
            told = FieldProblem("not a telephone number of the mainland", "/phone")
            raise Stop("phone_unreadable", [told]) from None

    def settle(self, receipt: Receipt | None) -> None:
        """The book has answered: let the vault hold whom the book knows, and nobody else."""
        if receipt is None or receipt.facts[0].volunteer != self.volunteer:
            if self._begun:
                self._people.withdraw(self.volunteer)
                # Another request may have found this enrolment and been registered under it.
                if self._ledger.book.look(Volunteer(self.volunteer)).registered is not None:
                    self._enrol()
        elif not self._begun and not receipt.replayed:
            self._enrol()
            told = self._told
            person = Person(self.volunteer, told.display_name, told.phone, told.birth_date)
            self._people.renew(self._ledger.name, person)

    def _enrol(self) -> None:
        told = self._told
        self._people.enrol(
            self.volunteer, self._ledger.name, told.display_name, told.phone, told.birth_date
        )


@post("/volunteers", opt=opens_to(Deed.REGISTER_VOLUNTEER), **writes(Registered))
async def register_volunteer(request: Call, data: JSONBody[VolunteerRequest]) -> ASGIResponse:
    """Register a volunteer; a telephone number belongs to one person in the ledger."""
    caller = caller_of(request)
    sender = by(request, data)
    if data.birth_date is not None and born_implausibly(data.birth_date, caller.now()):
        raise Stop("time_implausible", [FieldProblem("nobody was born then", "/birth_date")])
    await must_reach(caller, data.community)
    receipt = await _register(caller, data, sender)
    registered = receipt.facts[0]
    return done(receipt, Registered(id=registered.volunteer, number=registered.number))


async def _register(caller: Caller, data: VolunteerRequest, sender: By) -> Receipt:
    enrolment = _Enrolment(caller, data)
    if await comes_again(caller, sender):
        return await _ask_for_number(caller, enrolment.volunteer, data.community, sender)
    await asyncio.to_thread(enrolment.begin)
    try:
        receipt = await _ask_for_number(caller, enrolment.volunteer, data.community, sender)
    except (Refusal, Stop):  # After any other failure the book may know the person all the same.
        await asyncio.to_thread(enrolment.settle, None)
        raise
    await asyncio.to_thread(enrolment.settle, receipt)
    return receipt


async def _ask_for_number(caller: Caller, volunteer: str, community: str, sender: By) -> Receipt:
    """Let the book register under a number that is free, each try under a key of its own."""
    for tried in range(1, NUMBERS_TRIED + 1):
        command = RegisterVolunteer(
            volunteer=volunteer, number=volunteer_number(), community=community
        )
        try:
            return await ask(caller, command, sender)
        except NumberTaken:
            if tried == NUMBERS_TRIED:
                raise
            key = key_tag(sender.actor, f"{sender.key} number {tried}")
            sender = msgspec.structs.replace(sender, key=key)
        except AlreadyRegistered as refusal:
            # Whose phone it is, is nobody's business.
            raise Stop("phone_known", refusal=refusal) from None
    raise AssertionError("the last number was tried")


ROUTES = [register_volunteer]
