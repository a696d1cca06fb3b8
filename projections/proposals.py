"""Proposals: what waits for a second person, and how it was settled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Text, literal_column

from ledger.facts import (
    ConfirmationProposed,
    FixedAwardProposed,
    HonourProposed,
    ImportProposed,
    ProposalApproved,
    ProposalDeclined,
    StarProposed,
    SupplementProposed,
    WriteOffProposed,
)
from ledger.facts import Proposal as Proposed
from ledger.recorded import Recorded
from projections.shelf.changes import Changes
from projections.shelf.columns import UNTOLD
from projections.shelf.sheet import By, Row, Sheet
from projections.shelf.view import Folds, View


class Proposal(Row):
    """What somebody proposed: `kind` is supplement, confirmation, award, write_off, star,
    import or honour, `state` waiting, approved or declined.

    It is about an `activity`, a `volunteer` or people of a `community`, so many `people`;
    `details` hold what the fact says of its kind. `note` points at the proof or the reason,
    `answer` at the words of a no.
    """

    proposal: str
    kind: str = UNTOLD
    state: str = UNTOLD
    activity: str | None = UNTOLD
    volunteer: str | None = UNTOLD
    community: str | None = UNTOLD
    people: int = 0
    proposer: str = UNTOLD
    appointment: str | None = UNTOLD
    note: str | None = UNTOLD
    details: dict[str, Any] = UNTOLD
    proposed_at: datetime = UNTOLD
    position: int = UNTOLD
    settled_by: str | None = UNTOLD
    settled_at: datetime | None = UNTOLD
    answer: str | None = UNTOLD

    @property
    def subject(self) -> str:
        """What it is about: where that is at home, the proposal is."""
        about = self.details.get("subject", "")
        return self.activity or self.volunteer or self.community or str(about)


PROPOSALS = Sheet(
    "proposal", Proposal, By(("state", "position")), By(("position",), "kind = 'honour'")
)

KINDS = {
    SupplementProposed: ("supplement", ("presences",)),
    ConfirmationProposed: ("confirmation", ("rated",)),
    FixedAwardProposed: ("award", ("award", "code", "grade")),
    WriteOffProposed: ("write_off", ("beans",)),
    StarProposed: ("star", ("star", "reference")),
    ImportProposed: ("import", ("digest", "records")),
    HonourProposed: ("honour", ("honour", "subject", "unit", "period", "reference", "members")),
}
"""What each fact is called here, and what of it goes into the details."""


class _Folding:
    def __init__(self, proposals: Changes[Proposal]) -> None:
        self._proposals = proposals

    def propose(self, recorded: Recorded[Proposed]) -> None:
        fact = recorded.fact
        kind, told = KINDS[type(fact)]
        row = self._proposals[fact.proposal]
        row.kind, row.state, row.proposer = kind, "waiting", fact.proposer
        row.activity = getattr(fact, "activity", None)
        row.volunteer = getattr(fact, "volunteer", None)
        row.community = getattr(fact, "community", None)
        row.people += len(fact.beneficiaries)
        row.appointment, row.note = fact.appointment, fact.note
        row.details = msgspec.to_builtins({name: getattr(fact, name) for name in told})
        row.proposed_at, row.position = fact.at, recorded.position

    def approve(self, recorded: Recorded[ProposalApproved]) -> None:
        self._settle(recorded, "approved", recorded.fact.approver)

    def decline(self, recorded: Recorded[ProposalDeclined]) -> None:
        self._settle(recorded, "declined", recorded.fact.decliner).answer = recorded.fact.note

    def _settle(self, recorded: Recorded[Any], state: str, by: str) -> Proposal:
        row = self._proposals[recorded.fact.proposal]
        row.state, row.settled_by, row.settled_at = state, by, recorded.fact.at
        return row


class Proposals(View):
    """Everything that was ever proposed to a second person."""

    name = "proposals"
    version = 2
    sheets = (PROPOSALS,)

    @staticmethod
    def folds(*changes: Changes[Any]) -> Folds:
        """Each proposal, and its end."""
        folding = _Folding(*changes)
        made: dict[type, Callable[[Recorded[Any]], None]] = dict.fromkeys(KINDS, folding.propose)
        return {**made, ProposalApproved: folding.approve, ProposalDeclined: folding.decline}

    def proposal(self, proposal: str) -> Proposal | None:
        """A proposal by its id."""
        return self.shelf.row(PROPOSALS.select().filter_by(proposal=proposal), Proposal)

    def in_state(self, state: str, limit: int, after: int = 0) -> list[Proposal]:
        """Those that wait, or were settled so, the first one first, from a position on."""
        c = PROPOSALS.c
        question = PROPOSALS.select().where(c.state == state, c.position > after)
        return self.shelf.rows(question.order_by(c.position).limit(limit), Proposal)

    def of_honour(self, honour: str, unit: str, period: str) -> dict[str, Proposal]:
        """By what was nominated for an honour of a unit and a period, the nomination made last."""
        question = PROPOSALS.select().where(PROPOSALS.c.kind == literal_column("'honour'", Text))
        rows = self.shelf.rows(question.order_by(PROPOSALS.c.position), Proposal)
        asked = {"honour": honour, "unit": unit, "period": period}
        return {row.subject: row for row in rows if asked.items() <= row.details.items()}
