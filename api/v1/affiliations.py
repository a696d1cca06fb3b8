"""Affiliations over HTTP: to which kinds of bodies a volunteer belongs, and for how long."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec
from litestar import get, post
from litestar.params import JSONBody, PathParameter
from litestar.response.base import ASGIResponse

from api.access.reach import check, must_reach
from api.access.table import Deed, opens_to
from api.ids import new_id
from api.v1.addresses import TheVolunteer
from api.v1.asking import Call, by, caller_of, carry_out
from api.v1.documents import READS, writes
from api.v1.words import AFFILIATION, Body
from ledger.affiliations import EndAffiliation, RecordAffiliation
from ledger.command import Receipt
from ledger.facts import AffiliationKind
from ledger.subjects.affiliations import Affiliations

TheAffiliation = Annotated[str, PathParameter(pattern=AFFILIATION)]


class AffiliationRequest(Body, kw_only=True):
    """Of which kind the body is, and from which local day to which; both are included."""

    kind: AffiliationKind
    since: date
    until: date | None = None


class EndRequest(Body, kw_only=True):
    """The last local day on which it is so."""

    last: date


class Belongs(msgspec.Struct, kw_only=True):
    """An affiliation, and its last day where one is known."""

    affiliation: str
    kind: AffiliationKind
    since: date
    until: date | None


class BelongsTo(msgspec.Struct, kw_only=True):
    """Everything a volunteer belongs or belonged to, in the order in which it was recorded."""

    items: list[Belongs]


class Ended(msgspec.Struct, kw_only=True):
    """An affiliation and its last day."""

    affiliation: str
    last: date


@post("/volunteers/{volunteer:str}/affiliations", opt=opens_to(Deed.KEEP_AFFILIATIONS),
      **writes(Belongs))  # fmt: skip
async def record_affiliation(
    request: Call, volunteer: TheVolunteer, data: JSONBody[AffiliationRequest]
) -> ASGIResponse:
    """Record that a volunteer belongs to a body of some kind; there may be several kinds."""
    caller = caller_of(request)
    sender = by(request, data)
    await must_reach(caller, volunteer)
    command = RecordAffiliation(
        affiliation=new_id("affiliation", caller.now()), volunteer=volunteer, kind=data.kind,
        since=data.since, until=data.until,
    )  # fmt: skip

    def told(receipt: Receipt) -> Belongs:
        (fact,) = receipt.facts
        return Belongs(
            affiliation=fact.affiliation, kind=fact.kind, since=fact.since, until=fact.until
        )

    return await carry_out(caller, command, sender, told)


@post("/volunteers/{volunteer:str}/affiliations/{affiliation:str}/end",
      opt=opens_to(Deed.KEEP_AFFILIATIONS), **writes(Ended))  # fmt: skip
async def end_affiliation(
    request: Call, volunteer: TheVolunteer, affiliation: TheAffiliation,
    data: JSONBody[EndRequest],
) -> ASGIResponse:  # fmt: skip
    """Say which day was, or will be, the last of it; what was served before stays counted."""
    caller = caller_of(request)
    sender = by(request, data)
    await must_reach(caller, volunteer)
    command = EndAffiliation(affiliation=affiliation, volunteer=volunteer, last=data.last)
    told = Ended(affiliation=affiliation, last=data.last)
    return await carry_out(caller, command, sender, lambda receipt: told)


@get("/volunteers/{volunteer:str}/affiliations", opt=opens_to(Deed.READ_AFFILIATIONS), **READS)
def read_affiliations(request: Call, volunteer: TheVolunteer) -> BelongsTo:
    """What a volunteer belongs to."""
    caller = caller_of(request)
    check(caller, volunteer)
    known = caller.ledger.book.look(Affiliations(volunteer))
    return BelongsTo(
        items=[
            Belongs(affiliation=name, kind=each.kind, since=each.since, until=known.ends[name])
            for name, each in known.recorded.items()
        ]
    )


ROUTES = [record_affiliation, end_affiliation, read_affiliations]
