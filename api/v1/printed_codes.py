"""Printed codes over HTTP: one that does not change, for places without a screen."""

from __future__ import annotations

import msgspec
from litestar import Response, get

from api.access.reach import check, sure, unknown
from api.access.table import Deed, opens_to
from api.guarding.origins import public_address
from api.qr import svg
from api.v1.addresses import TheActivity
from api.v1.asking import Call, caller_of
from api.v1.documents import READS

_SHOWING = opens_to(Deed.SHOW_CODE)


class PrintedCode(msgspec.Struct, kw_only=True):
    """The code to print and the address it opens.

    It is as good on a photo as on the wall, so whoever comes by it counts as seen only by the
    organizer (grade B), as long as the policy does not trust paper.
    """

    code: str
    url: str


@get("/activities/{activity:str}/printed-code", opt=_SHOWING, **READS)
def printed_code(request: Call, activity: TheActivity) -> Response[PrintedCode]:
    """The activity's code for paper; it is always the same."""
    told = _printed(request, activity)
    return Response(told, headers={"Cache-Control": "no-store"})


@get("/activities/{activity:str}/printed-code.svg", opt=_SHOWING, **READS,
     media_type="image/svg+xml")  # fmt: skip
def printed_code_drawn(request: Call, activity: TheActivity) -> Response[str]:
    """The same code as a picture to print."""
    told = _printed(request, activity)
    return Response(
        svg(told.url, told.code), media_type="image/svg+xml", headers={"Cache-Control": "no-store"}
    )


def _printed(request: Call, activity: str) -> PrintedCode:
    caller = caller_of(request)
    ledger = caller.ledger
    check(caller, activity)
    if sure(ledger, lambda: ledger.activity_board.activity(activity)) is None:
        raise unknown(activity)
    try:
        code = ledger.activity_codes.printed(activity)
    except ValueError:
        raise unknown(activity) from None
    return PrintedCode(code=code, url=public_address(request, f"/a/{code}"))


ROUTES = [printed_code, printed_code_drawn]
