"""The yes that fits what was proposed: one command for each kind of proposal."""

from __future__ import annotations

from typing import Any

from api.access.own import second
from api.honouring import listed
from api.v1.asking import Caller
from api.v1.supplements import grown_up
from ledger.batches import ApproveConfirmation
from ledger.command import Command
from ledger.facts import (
    ConfirmationProposed,
    FixedAwardProposed,
    HonourProposed,
    ImportProposed,
    Proposal,
    StarProposed,
    WriteOffProposed,
)
from ledger.fixed_awards import ApproveAward
from ledger.honours import ApproveHonour
from ledger.imports import ApproveImport
from ledger.stars import ApproveStar
from ledger.subjects.second_person import Proposed, Second
from ledger.supplements import ApproveSupplement
from ledger.write_offs import ApproveWriteOff


def made_of(caller: Caller, proposal: str) -> Proposal | None:
    """What was proposed, None when nothing was."""
    return caller.ledger.book.look(Proposed(proposal)).made


def yes_to(caller: Caller, proposal: str) -> Command:
    """The yes that fits what was proposed; the book says so when there is nothing. It asks the
    vault and the views, so it wants a thread."""
    made, who = made_of(caller, proposal), second(caller)
    kinds: dict[type[Proposal], type[Command]] = {
        ConfirmationProposed: ApproveConfirmation, FixedAwardProposed: ApproveAward,
        WriteOffProposed: ApproveWriteOff, StarProposed: ApproveStar,
        ImportProposed: ApproveImport,
    }  # fmt: skip
    if isinstance(made, HonourProposed):
        return _honouring(caller, made, who)
    if made is not None and type(made) in kinds:
        return kinds[type(made)](proposal=proposal, second=who)
    adults = grown_up(caller, made.beneficiaries) if made else ()
    return ApproveSupplement(proposal=proposal, second=who, grown_up=adults)


def _honouring(caller: Caller, made: HonourProposed, who: Second) -> Command:
    """The yes to an honour, with what the list says by now."""
    code: Any = made.honour
    found = listed(caller.ledger, code, made.subject, made.unit, made.period)
    return ApproveHonour(proposal=made.proposal, listed=found, second=who)
