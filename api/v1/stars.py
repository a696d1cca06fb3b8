"""Stars over HTTP: what the hours of a lifetime reach, what was granted, and how a star is."""

from __future__ import annotations

import asyncio
from datetime import date, datetime
from typing import Annotated, Literal

import msgspec
from litestar import get, post
from litestar.params import JSONBody
from litestar.response.base import ASGIResponse

from api.access.own import second
from api.access.reach import check, must_reach, reaches, sure, unknown
from api.access.table import Deed, opens_to
from api.ids import new_id
from api.stars import stars_of
from api.v1 import paging
from api.v1.addresses import USUAL, Cursor, Limit, TheVolunteer
from api.v1.asking import Call, ask, by, caller_of, done
from api.v1.documents import READS, writes
from api.v1.supplements import Waits
from api.v1.words import Body
from ledger.stars import ProposeStar

LOOKED_THROUGH = 500
"""How many holders are looked through for one page."""

Star = Annotated[int, msgspec.Meta(ge=1, le=10, description="how many stars")]
Number = Annotated[str, msgspec.Meta(min_length=1, max_length=60, pattern=r"\S")]
"""The number of a decision, as its body gives it; it names nobody."""


class StarGrantedThen(msgspec.Struct, kw_only=True):
    """The star that is held, who granted it under which number, and when."""

    star: int
    level: str
    reference: str
    granted_at: datetime
    minutes: int


class ConditionSeen(msgspec.Struct, kw_only=True):
    """What is asked for: so many `minutes`, an average rating in tenths of the last 24 months
    (met with fewer than five ratings), or that nothing upheld stands in the way."""

    condition: Literal["minutes", "average_rating_x10", "no_violation"]
    need: int
    have: int
    ok: bool


class BenefitSeen(msgspec.Struct, kw_only=True):
    """A benefit, the minutes at which it opens, and how many are missing; 0 once it is reached."""

    code: str
    minutes_needed: int
    minutes_missing: int


class StarsNow(msgspec.Struct, kw_only=True):
    """How far the confirmed minutes of a lifetime reach; nothing that is done with beans changes
    any of it.

    `eligible_star` is the highest one whose conditions are all met, granted or not; `conditions`
    are those of the next one above what is held (none at the top). `barred_until` is the first
    day on which no upheld violation stands in the way any more.
    """

    volunteer: str
    minutes: int
    granted: StarGrantedThen | None
    eligible_star: int
    next_star: int | None
    minutes_missing: int
    conditions: list[ConditionSeen]
    barred_until: date | None
    benefits: list[BenefitSeen]


class HolderSeen(msgspec.Struct, kw_only=True):
    """Somebody who holds a star."""

    volunteer: str
    star: int
    level: str
    reference: str
    granted_at: datetime


class HoldersSeen(msgspec.Struct, kw_only=True):
    """Star volunteers within reach, in the order in which their star was granted."""

    items: list[HolderSeen]
    next_cursor: str | None


class StarRequest(Body, kw_only=True):
    """Which star the body granted, under which number of its decision."""

    star: Star
    reference: Number | None = None


@get("/volunteers/{volunteer:str}/stars", opt=opens_to(Deed.READ_STARS), **READS)
def read_stars(request: Call, volunteer: TheVolunteer) -> StarsNow:
    """The stars and benefits of a volunteer, and the way to the next ones."""
    caller = caller_of(request)
    check(caller, volunteer)
    if sure(caller.ledger, lambda: caller.ledger.balances.of(volunteer)) is None:
        raise unknown(volunteer)
    now = stars_of(caller.ledger, volunteer, caller.now())
    held = now.granted
    return StarsNow(
        volunteer=volunteer, minutes=now.minutes, eligible_star=now.eligible,
        next_star=now.next_star, minutes_missing=now.minutes_missing,
        conditions=[ConditionSeen(**each._asdict()) for each in now.conditions],
        barred_until=now.barred_until,
        benefits=[BenefitSeen(**each._asdict()) for each in now.benefits],
        granted=held and StarGrantedThen(
            star=held.star, level=held.level, reference=held.reference, granted_at=held.at,
            minutes=held.minutes,
        ),
    )  # fmt: skip


@get("/stars", opt=opens_to(Deed.LIST_STARS), **READS)
def list_stars(request: Call, limit: Limit = USUAL, cursor: Cursor = "") -> HoldersSeen:
    """Who holds which star, within reach; a page may come out shorter than asked for."""
    caller = caller_of(request)
    after = paging.position_of(caller.ledger, cursor) or 0
    rows = caller.ledger.stars.holders(LOOKED_THROUGH, after)
    near = [row for row in rows if reaches(caller, row.volunteer)]
    last = near[limit - 1] if len(near) > limit else rows[-1] if rows else None
    more = len(near) > limit or len(rows) == LOOKED_THROUGH
    return HoldersSeen(
        items=[
            HolderSeen(
                volunteer=row.volunteer, star=row.star, level=row.level, reference=row.reference,
                granted_at=row.granted_at,
            )
            for row in near[:limit]
        ],
        next_cursor=caller.ledger.cursors.seal(last.position) if last and more else None,
    )  # fmt: skip


@post("/volunteers/{volunteer:str}/stars", opt=opens_to(Deed.GRANT_STAR), **writes(Waits))
async def propose_star(
    request: Call, volunteer: TheVolunteer, data: JSONBody[StarRequest]
) -> ASGIResponse:
    """Enter that a star was granted; it waits for a second person."""
    caller = caller_of(request)
    sender = by(request, data)
    await must_reach(caller, volunteer)
    command = ProposeStar(
        proposal=new_id("proposal", caller.now()), volunteer=volunteer, star=data.star,
        reference=data.reference or "", proposer=await asyncio.to_thread(second, caller),
    )  # fmt: skip
    receipt = await ask(caller, command, sender)
    return done(caller, receipt, Waits(proposal=receipt.facts[0].proposal))


ROUTES = [list_stars, read_stars, propose_star]
