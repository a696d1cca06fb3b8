"""Proposals over HTTP: what waits for a second person, the yes and the no."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import datetime
from typing import Annotated

import msgspec
from litestar import get, post
from litestar.params import JSONBody, QueryParameter
from litestar.response.base import ASGIResponse

from api.access.own import second
from api.access.reach import must_reach, reaches
from api.access.table import Deed, may, opens_to
from api.problems import Stop
from api.v1 import paging
from api.v1.addresses import USUAL, Cursor, Limit, TheProposal
from api.v1.approving import made_of, yes_to
from api.v1.asking import Call, Caller, ask, by, caller_of, done
from api.v1.confirmations import Counted, counted
from api.v1.documents import READS, writes
from api.v1.noting import ask_with_words
from api.v1.words import Body, EmptyRequest, Reason
from ledger.command import Command
from ledger.facts import (
    Movement,
    Presence,
    Proposal,
    Rated,
    ServiceImported,
    ToldRecord,
)
from ledger.proposals import DeclineProposal
from projections import proposals as wall

LOOKED_THROUGH = 1_000
"""How many proposals are looked through for one page; a page may come out shorter for it."""

InState = Annotated[
    str,
    QueryParameter(
        name="state",  # The web framework means something else by that word.
        pattern="^(waiting|approved|declined)$",
        description="waiting, approved or declined",
    ),
]


class Proposing(msgspec.Struct, kw_only=True):
    """What somebody proposed: `kind` is supplement, confirmation, award, write_off, star or
    import or honour.

    `reason` is the proof or the reason as it was told, None when it was forgotten. Of the rest
    that is filled which belongs to the kind.
    """

    proposal: str
    kind: str
    state: str
    activity: str | None
    volunteer: str | None
    people: int
    proposer: str
    proposed_at: datetime
    reason: str | None
    settled_by: str | None
    settled_at: datetime | None
    presences: list[Presence] = []
    attendances: list[Rated] = []
    award: str | None = None
    code: str | None = None
    grade: int | None = None
    beans: int | None = None
    star: int | None = None
    honour: str | None = None
    subject: str | None = None
    period: str | None = None
    reference: str | None = None
    records: list[ToldRecord] = []


class Proposings(msgspec.Struct, kw_only=True):
    """Proposals within reach, the first one first."""

    items: list[Proposing]
    next_cursor: str | None


class Settled(msgspec.Struct, kw_only=True):
    """How it was settled; of an approval the records it made, how many it brought in, and the
    beans that moved."""

    proposal: str
    state: str
    results: list[Counted] = []
    imported: int = 0
    beans: int = 0


class RejectRequest(Body, kw_only=True):
    """Why not."""

    reason: Reason | None = None


@get("/proposals", opt=opens_to(Deed.READ_PROPOSALS), **READS)
def list_proposals(
    request: Call, in_state: InState = "waiting", limit: Limit = USUAL, cursor: Cursor = ""
) -> Proposings:
    """What was proposed within reach and waits, or was settled."""
    caller = caller_of(request)
    after = paging.position_of(caller.ledger, cursor) or 0
    found, next_after = _within_reach(caller, in_state, limit, after)
    seal = caller.ledger.cursors.seal
    return Proposings(
        items=[_told(caller, row) for row in found],
        next_cursor=None if next_after is None else seal(next_after),
    )


@post("/proposals/{proposal:str}/approval", opt=opens_to(Deed.APPROVE), **writes(Settled))
async def approve_proposal(
    request: Call, proposal: TheProposal, data: JSONBody[EmptyRequest]
) -> ASGIResponse:
    """Agree, as somebody else than the proposer who gains nothing by it; then it happens."""
    caller = caller_of(request)
    sender = by(request, data)
    await must_reach(caller, proposal)
    command = await asyncio.to_thread(yes_to, caller, proposal)
    receipt = await ask(caller, command, sender)
    moved = sum(fact.beans for fact in receipt.facts if isinstance(fact, Movement))
    imported = sum(isinstance(fact, ServiceImported) for fact in receipt.facts)
    settled = Settled(
        proposal=proposal, state="approved", results=counted(receipt.facts), imported=imported,
        beans=moved,
    )  # fmt: skip
    return done(caller, receipt, settled)


@post("/proposals/{proposal:str}/rejection", opt=opens_to(Deed.PROPOSE), **writes(Settled))
async def reject_proposal(
    request: Call, proposal: TheProposal, data: JSONBody[RejectRequest]
) -> ASGIResponse:
    """Decline it, or take it back as the one who proposed it."""
    caller = caller_of(request)
    sender = by(request, data)
    await must_reach(caller, proposal)
    made = await asyncio.to_thread(made_of, caller, proposal)
    who = await asyncio.to_thread(second, caller)
    own = made is not None and made.proposer in (who.answers, *who.selves)
    if not own and not may(caller.who, Deed.APPROVE):
        raise Stop("forbidden")

    def command(note: str | None) -> Command:
        return DeclineProposal(proposal=proposal, decliner=who, note=note)

    about = _about(made) if made else proposal
    receipt = await ask_with_words(caller, sender, about, data.reason, command)
    return done(caller, receipt, Settled(proposal=proposal, state="declined"))


def _about(made: Proposal) -> str:
    """Whom the words of a no are about: the one who would have gained, or the activity."""
    alone = made.beneficiaries[0] if len(made.beneficiaries) == 1 else None
    return alone or getattr(made, "activity", made.proposal)


def _within_reach(
    caller: Caller, state: str, limit: int, after: int
) -> tuple[list[wall.Proposal], int | None]:
    """A page of those the caller reaches, and the position to go on behind, None at the end."""
    found: list[wall.Proposal] = []
    rows: Iterable[wall.Proposal] = caller.ledger.proposals.in_state(
        state, LOOKED_THROUGH + 1, after
    )
    near: dict[str, bool] = {}
    for number, row in enumerate(rows):
        if number == LOOKED_THROUGH or len(found) == limit:
            return found, after
        if row.subject not in near:
            near[row.subject] = reaches(caller, row.subject)
        if near[row.subject]:
            found.append(row)
        after = row.position
    return found, None


def _told(caller: Caller, row: wall.Proposal) -> Proposing:
    details = row.details
    return Proposing(
        proposal=row.proposal, kind=row.kind, state=row.state, activity=row.activity,
        volunteer=row.volunteer, people=row.people, proposer=row.proposer,
        proposed_at=row.proposed_at,
        reason=caller.house.notes.text(row.note) if row.note else None,
        settled_by=row.settled_by, settled_at=row.settled_at,
        presences=msgspec.convert(details.get("presences", []), list[Presence]),
        attendances=msgspec.convert(details.get("rated", []), list[Rated]),
        award=details.get("award"), code=details.get("code"), grade=details.get("grade"),
        beans=details.get("beans"), star=details.get("star"),
        honour=details.get("honour"), subject=details.get("subject"), period=details.get("period"),
        reference=details.get("reference"),
        records=msgspec.convert(details.get("records", []), list[ToldRecord]),
    )  # fmt: skip


ROUTES = [list_proposals, approve_proposal, reject_proposal]
