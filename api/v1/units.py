"""Units over HTTP: districts, streets, communities and grids."""

from __future__ import annotations

from typing import Literal

from litestar import post
from litestar.params import JSONBody
from litestar.response.base import ASGIResponse

from api.access.reach import must_reach, unlimited
from api.access.table import Deed, opens_to
from api.ids import new_id
from api.problems import Stop
from api.v1.asking import Call, by, caller_of, carry_out
from api.v1.documents import writes
from api.v1.words import Body, Made, Name, UnitId
from ledger.units import OpenUnit


class UnitRequest(Body, kw_only=True):
    """A unit within a larger one; without a parent it stands at the top."""

    kind: Literal["district", "street", "community", "grid"]
    name: Name
    parent: UnitId | None = None


@post("/org-units", opt=opens_to(Deed.OPEN_UNIT), **writes(Made))
async def open_unit(request: Call, data: JSONBody[UnitRequest]) -> ASGIResponse:
    """Open a unit; staff of a unit open further ones within it."""
    caller = caller_of(request)
    sender = by(request, data)
    if data.parent is None and not unlimited(caller.who):
        raise Stop("forbidden")
    await must_reach(caller, data.parent)
    command = OpenUnit(
        unit=new_id("unit", caller.now()), kind=data.kind, name=data.name, parent=data.parent
    )
    return await carry_out(caller, command, sender, lambda receipt: Made(receipt.facts[0].unit))


ROUTES = [open_unit]
