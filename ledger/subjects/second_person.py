"""The second person: what was proposed, and who may agree to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeVar

import msgspec

from ledger.facts import (
    ConfirmationProposed,
    Fact,
    FixedAwardProposed,
    HonourProposed,
    ImportProposed,
    Proposal,
    ProposalApproved,
    ProposalDeclined,
    StarProposed,
    SupplementProposed,
    WriteOffProposed,
)
from ledger.refusals import (
    OwnBenefit,
    ProposalSettled,
    ProposalUnknown,
    ProposerHasLeft,
    SameHousehold,
    SamePerson,
)
from ledger.states import State
from ledger.subjects.appointment import Appointment
from ledger.subjects.household import LivesWith

AnyProposal = TypeVar("AnyProposal", bound=Proposal)


class Second(msgspec.Struct, frozen=True, kw_only=True):
    """Whoever acts where two people are needed, to propose or to agree, as the door knows them.

    `answers` is the person, or the key, that answers for it; `selves` are all ids that may be
    the same human being (the same telephone, who made the key), `own_volunteers` those who they
    are or stand up for, `appointment` the fact that gave them their role.
    """

    answers: str
    selves: tuple[str, ...] = ()
    own_volunteers: tuple[str, ...] = ()
    appointment: str | None = None


class Proposed(State):
    """What was proposed, and was it agreed to?"""

    __slots__ = ("made", "settled")
    listens = (
        SupplementProposed, ConfirmationProposed, FixedAwardProposed, WriteOffProposed,
        StarProposed, ImportProposed, HonourProposed, ProposalApproved,
        ProposalDeclined,
    )  # fmt: skip

    def __init__(self, proposal: str) -> None:
        super().__init__(proposal)
        self.made: Proposal | None = None
        self.settled = False

    def evolve(self, fact: Fact) -> None:
        """It was made, agreed to, or declined."""
        if isinstance(fact, Proposal):
            self.made = fact
        else:
            self.settled = True

    def must_wait(self) -> Proposal:
        """What waits for a second person; raises `ProposalUnknown` and `ProposalSettled`."""
        if self.made is None:
            raise ProposalUnknown(proposal=self.tags[0])
        if self.settled:
            raise ProposalSettled(proposal=self.tags[0])
        return self.made

    def must_wait_as(self, kind: type[AnyProposal]) -> AnyProposal:
        """The same, where it is of this kind; of any other `ProposalUnknown`."""
        made = self.must_wait()
        if not isinstance(made, kind):
            raise ProposalUnknown(proposal=self.tags[0])
        return made


def asked_of(made: Proposal, second: Second) -> tuple[State, ...]:
    """The states that `must_be_second` looks at: both terms of office, and the households."""
    named = dict.fromkeys(name for name in (made.appointment, second.appointment) if name)
    return *map(Appointment, named), *homes_of(made.beneficiaries, second)


def asked_of_one(beneficiaries: Iterable[str], acting: Second) -> tuple[State, ...]:
    """The states that `must_be_free` looks at: the term of office, and the households."""
    office = (Appointment(acting.appointment),) if acting.appointment else ()
    return *office, *homes_of(beneficiaries, acting)


def must_be_free(
    beneficiaries: Iterable[str], acting: Second, today: date, states: Iterable[State]
) -> None:
    """Raise a refusal unless whoever acts still holds their role, gains nothing by it, and lives
    with nobody who does; `states` are those of `asked_of_one`, perhaps with others."""
    known = tuple(states)
    for office in known:
        if isinstance(office, Appointment):
            office.must_stand(today)
    must_be_impartial(beneficiaries, acting, known)


def homes_of(beneficiaries: Iterable[str], second: Second) -> Iterator[LivesWith]:
    """The households of those who gain and of those who judge."""
    yield from map(LivesWith, dict.fromkeys((*beneficiaries, *second.own_volunteers)))


def must_be_second(
    made: Proposal, second: Second, today: date, states: Iterable[State]
) -> None:
    """Raise a refusal unless somebody else agrees: another human being than the proposer, none
    of those who gain, nobody who lives with them, and both still in the roles they act in.

    `states` are those of `asked_of`. Source: domain README 4, invariant 9 (proposer ≠ approver),
    and 5 (the family of the organizer).
    """
    known = tuple(states)
    offices = {each.tags[0]: each for each in known if isinstance(each, Appointment)}
    if made.proposer in (second.answers, *second.selves):
        raise SamePerson()
    if made.appointment is not None and not offices[made.appointment].stands_on(today):
        raise ProposerHasLeft()
    if second.appointment is not None:
        offices[second.appointment].must_stand(today)
    must_be_impartial(made.beneficiaries, second, known)


def must_be_impartial(
    beneficiaries: Iterable[str], second: Second, states: Iterable[State]
) -> None:
    """Raise `OwnBenefit` for somebody who gains by what they judge, and `SameHousehold` for
    somebody who lives with one who does; `states` are those of `homes_of`, perhaps with others."""
    homes = {each.tags[0]: each.household for each in states if isinstance(each, LivesWith)}
    gaining = set(beneficiaries)
    if gaining & set(second.own_volunteers):
        raise OwnBenefit()
    theirs = {homes[each] for each in gaining} - {None}
    if theirs & {homes[each] for each in second.own_volunteers}:
        raise SameHousehold()
