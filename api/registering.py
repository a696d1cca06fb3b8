"""Registering: a person becomes a volunteer, in the vault and in the book or in neither."""

from __future__ import annotations

import asyncio
from datetime import date

import msgspec

from api.access.key_tags import key_tag
from api.ids import new_id, volunteer_number
from api.people.ages import Care, TooYoung, care_at_the_start
from api.people.particulars import may_be_kept
from api.people.register import Person, PhoneKnown, PhoneUnreadable
from api.problems import FieldProblem, Stop
from api.v1.asking import Caller, ask, comes_again
from ledger.command import By, Receipt
from ledger.refusals import AlreadyRegistered, NumberTaken, Refusal
from ledger.subjects.standing import Volunteer
from ledger.volunteers import RegisterVolunteer

NUMBERS_TRIED = 5
"""Each is taken with a chance of at most one in 900 in a district of a million volunteers."""


class Applicant(msgspec.Struct, frozen=True, kw_only=True):
    """Who wants to volunteer, how to call them, and where they are at home."""

    display_name: str = ""
    phone: str = ""
    community: str = ""
    birth_date: date | None = None


async def register(caller: Caller, applicant: Applicant, sender: By) -> Receipt:
    """Let the vault know the person and the book the volunteer; the first fact says who it is.

    Raises Stop for one who is too young, or whose telephone is unreadable or somebody else's, and
    what the book refuses. The caller has made sure that the community is within reach.
    """
    minor = care_of(caller, applicant) is not Care.ADULT
    enrolment = _Enrolment(caller, applicant)
    if await comes_again(caller, sender):
        return await _ask_for_number(caller, enrolment.volunteer, applicant, minor, sender)
    await asyncio.to_thread(enrolment.begin)
    try:
        receipt = await _ask_for_number(caller, enrolment.volunteer, applicant, minor, sender)
    except (Refusal, Stop):  # After any other failure the book may know the person all the same.
        await asyncio.to_thread(enrolment.settle, None)
        raise
    await asyncio.to_thread(enrolment.settle, receipt)
    return receipt


def care_of(caller: Caller, applicant: Applicant) -> Care:
    """How the person is to be looked after; raises Stop for one who is too young."""
    policy = caller.ledger.rules.at(caller.now())
    try:
        return care_at_the_start(policy, applicant.birth_date, policy.local_date(caller.now()))
    except TooYoung as young:
        told = FieldProblem("too young to volunteer", "/birth_date")
        raise Stop("too_young", [told], details={"min_age": young.min_age}) from None


class _Enrolment:
    """A person's place in the vault, which stands only if the book says yes.

    Somebody who was enrolled by an attempt that never reached the book, or by a request that is
    under way, keeps that id: so one person never becomes two volunteers.
    """

    def __init__(self, caller: Caller, applicant: Applicant) -> None:
        self._people = caller.house.people
        self._ledger = caller.ledger
        self._told = _to_be_kept(caller, applicant)
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


def _to_be_kept(caller: Caller, applicant: Applicant) -> Applicant:
    """Without the birthday, where the policy does not let it be kept."""
    if may_be_kept(caller.ledger.rules.at(caller.now()), "birth_date"):
        return applicant
    return msgspec.structs.replace(applicant, birth_date=None)


async def _ask_for_number(
    caller: Caller, volunteer: str, applicant: Applicant, minor: bool, sender: By
) -> Receipt:
    """Let the book register under a number that is free, each try under a key of its own."""
    for tried in range(1, NUMBERS_TRIED + 1):
        command = RegisterVolunteer(
            volunteer=volunteer, number=volunteer_number(), community=applicant.community,
            minor=minor,
        )  # fmt: skip
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
