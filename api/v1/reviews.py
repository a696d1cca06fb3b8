"""Reviews over HTTP: a second person looks at minutes above the automatic limit."""

from __future__ import annotations

import asyncio
from typing import Annotated

import msgspec
from litestar import post
from litestar.params import JSONBody
from litestar.response.base import ASGIResponse

from api.access.own import second
from api.access.reach import must_reach
from api.access.table import Deed, opens_to
from api.v1.addresses import TheAttendance
from api.v1.asking import Call, by, caller_of, done
from api.v1.documents import writes
from api.v1.noting import ask_with_words
from api.v1.words import Body, Minutes, Reason
from ledger.command import Command, Receipt
from ledger.facts import BeansAwarded, PendingReviewed
from ledger.reviews import ReviewPending

Accepted = Annotated[Minutes, msgspec.Meta(description="of those that wait; the rest is declined")]


class ReviewRequest(Body, kw_only=True):
    """How many of the minutes that wait were truly served."""

    accepted_minutes: Accepted
    reason: Reason | None = None


class Reviewed(msgspec.Struct, kw_only=True):
    """What became of the minutes that waited, and what they earned."""

    attendance: str
    accepted_minutes: int
    declined_minutes: int
    beans: int


@post("/attendances/{attendance:str}/review", opt=opens_to(Deed.APPROVE), **writes(Reviewed))
async def review(
    request: Call, attendance: TheAttendance, data: JSONBody[ReviewRequest]
) -> ASGIResponse:
    """Accept minutes above the limit, or some of them; never by whoever confirmed them."""
    caller = caller_of(request)
    sender = by(request, data)
    await must_reach(caller, attendance)
    who = await asyncio.to_thread(second, caller)

    def command(note: str | None) -> Command:
        return ReviewPending(
            attendance=attendance, accepted_minutes=data.accepted_minutes, second=who, note=note
        )

    receipt = await ask_with_words(caller, sender, attendance, data.reason, command)
    return done(caller, receipt, _reviewed(receipt))


def _reviewed(receipt: Receipt) -> Reviewed:
    fact = receipt.facts[0]
    assert isinstance(fact, PendingReviewed)
    return Reviewed(
        attendance=fact.attendance, accepted_minutes=fact.accepted_minutes,
        declined_minutes=fact.declined_minutes,
        beans=sum(each.beans for each in receipt.facts if isinstance(each, BeansAwarded)),
    )  # fmt: skip


ROUTES = [review]
