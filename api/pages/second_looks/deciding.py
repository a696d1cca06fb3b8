"""Deciding: one proposal, what exactly will happen, and the yes or no of a second person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any

import msgspec
from litestar import get, post
from litestar.params import PathParameter, URLEncodedBody
from litestar.response import Template

from api.access.own import second
from api.access.table import Deed, may, opens_to
from api.foreseeing import foreseen
from api.pages.office.callers import (
    FormKey,
    Pressed,
    Words,
    caller_here,
    catch_up,
    form_sender,
    fresh_form_key,
    must_reach_here,
)
from api.pages.second_looks.kept_words import with_words
from api.pages.second_looks.outcomes import Outcome, outcomes_of
from api.pages.second_looks.proposals import told as proposal_told
from api.pages.visits import Visit, page, told
from api.problems import Stop
from api.v1.approving import yes_to
from api.v1.asking import Caller
from api.wording import WORDING
from ledger.facts import Fact
from ledger.proposals import DeclineProposal
from ledger.refusals import Refusal
from ledger.subjects.presence import parties_of
from ledger.subjects.second_person import Second
from projections.proposals import Proposal

ProposalId = Annotated[str, PathParameter(pattern="^proposal-[0-9a-z]{1,32}$")]


class No(msgspec.Struct):
    """Why not; it may stay empty."""

    words: Words = ""
    form_key: FormKey = ""


@get("/desk/proposals/{proposal:str}", opt=opens_to(Deed.READ_PROPOSALS), sync_to_thread=True)
def proposal(request: Visit, proposal: ProposalId) -> Template:
    """Who asks for what, on which proof, and what a yes would do at this moment."""
    caller, row = _here(request, proposal)
    return _shown(request, caller, row)


@post(
    "/desk/proposals/{proposal:str}/approval", opt=opens_to(Deed.APPROVE), status_code=200,
    sync_to_thread=True,
)  # fmt: skip
def approve(request: Visit, proposal: ProposalId, data: URLEncodedBody[Pressed]) -> Template:
    """A second person agrees, and what was proposed happens; whoever may not is told why."""
    caller, row = _here(request, proposal)
    sender = form_sender(caller, data.form_key, ["approve", proposal])
    try:
        receipt = caller.ledger.book.record(yes_to(caller, row.proposal), sender, caller.now())
    except Refusal as refusal:
        return _shown(request, caller, row, refusal=refusal)
    caller, row = _here(request, proposal)
    return _shown(request, caller, row, done=receipt.facts)


@post(
    "/desk/proposals/{proposal:str}/rejection", opt=opens_to(Deed.PROPOSE), status_code=200,
    sync_to_thread=True,
)  # fmt: skip
def decline(request: Visit, proposal: ProposalId, data: URLEncodedBody[No]) -> Template:
    """It shall not be done; who may not approve takes back what was their own, and no other."""
    caller, row = _here(request, proposal)
    decliner = second(caller)
    if not _may_decline(caller, row, decliner):
        raise Stop("forbidden")
    try:
        with_words(
            caller, data.form_key, row.subject, data.words,
            lambda note: DeclineProposal(proposal=proposal, decliner=decliner, note=note),
        )
    except Refusal as refusal:
        return _shown(request, caller, row, refusal=refusal)
    caller, row = _here(request, proposal)
    return _shown(request, caller, row)


def _here(request: Visit, proposal: str) -> tuple[Caller, Proposal]:
    caller = caller_here(request)
    catch_up(caller)
    row = caller.ledger.proposals.proposal(proposal)
    must_reach_here(caller, row and row.subject)
    assert row is not None
    return caller, row


def _may_decline(caller: Caller, row: Proposal, who: Second) -> bool:
    return may(caller.who, Deed.APPROVE) or row.proposer in (who.answers, *who.selves)


def _shown(
    request: Visit,
    caller: Caller,
    row: Proposal,
    *,
    refusal: Refusal | None = None,
    done: Iterable[Fact] | None = None,
) -> Template:
    happens: list[Outcome] = []
    why_not = told(refusal) if refusal else ""
    may_approve = may(caller.who, Deed.APPROVE)
    if done is not None:
        happens = outcomes_of(caller, done)
    elif row.state == "waiting" and may_approve and not refusal:
        try:
            happens = outcomes_of(caller, foreseen(caller, yes_to(caller, row.proposal)))
        except Refusal as obstacle:
            why_not = told(obstacle)
    return page(
        request, "office/proposal.html", WORDING[refusal.code].status if refusal else 200,
        one=proposal_told(caller, row), people=_people(caller, row), happens=happens,
        records=_records(caller, row),
        done=done is not None, why_not=why_not, refused=refusal is not None,
        may_approve=may_approve and not why_not,
        may_decline=may(caller.who, Deed.PROPOSE) and _may_decline(caller, row, second(caller)),
        form_key=fresh_form_key(), path=f"/desk/proposals/{row.proposal}",
    )  # fmt: skip


def _people(caller: Caller, row: Proposal) -> list[dict[str, Any]]:
    """Those who gain by it, as the proposal names them: when they were there, how well it went."""
    shown = [
        {
            "volunteer": each["volunteer"], "came_at": datetime.fromisoformat(each["came_at"]),
            "left_at": datetime.fromisoformat(each["left_at"]), "rating": each["rating"],
            "break_minutes": each["break_minutes"],
        }
        for each in row.details.get("presences", ())
    ]
    for each in row.details.get("rated", ()):
        attendance = caller.ledger.attendances.attendance(each["attendance"])
        shown.append(
            {
                "volunteer": parties_of(each["attendance"])[1],
                "came_at": attendance.in_at if attendance else None,
                "left_at": attendance.out_at if attendance else None,
                "rating": each["rating"], "break_minutes": each["break_minutes"],
            }
        )  # fmt: skip
    names = caller.house.people.masked_names(each["volunteer"] for each in shown)
    return [each | {"masked": names[each["volunteer"]]} for each in shown]


def _records(caller: Caller, row: Proposal) -> list[dict[str, Any]]:
    """What another book says, record by record, as the proposal tells it."""
    told = row.details.get("records", ())
    names = caller.house.people.masked_names(each["volunteer"] for each in told)
    return [each | {"masked": names[each["volunteer"]]} for each in told]


ROUTES: list[Any] = [proposal, approve, decline]
