"""Merchants over HTTP: a shop is welcomed, and sees what it took in a month."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from litestar import get, post
from litestar.params import JSONBody
from litestar.response.base import ASGIResponse

from api.access.reach import check, must_reach, sure, unknown
from api.access.table import Deed, opens_to
from api.ids import new_id
from api.v1.addresses import Month, TheMerchant
from api.v1.asking import Call, by, caller_of, carry_out
from api.v1.documents import READS, writes
from api.v1.words import Body, Made, Name, UnitId
from ledger.merchants import WelcomeMerchant

Cap = Annotated[int, msgspec.Meta(ge=0, le=1_000_000_000, description="beans a month")]


class MerchantRequest(Body, kw_only=True):
    """A shop or charity outlet; without `monthly_cap` it takes as many beans as come."""

    name: Name
    community: UnitId
    kind: Literal["commercial", "charity"]
    monthly_cap: Cap | None = None


class MonthTakings(msgspec.Struct, kw_only=True):
    """What a merchant took in a local month; `held` beans are authorised and not captured yet."""

    merchant: str
    month: str
    captured: int
    refunded: int
    net_beans: int
    held: int
    payable_fen: int
    redemptions: int


@post("/merchants", opt=opens_to(Deed.WELCOME_MERCHANT), **writes(Made))
async def welcome_merchant(request: Call, data: JSONBody[MerchantRequest]) -> ASGIResponse:
    """Welcome a merchant to a community."""
    caller = caller_of(request)
    sender = by(request, data)
    await must_reach(caller, data.community)
    command = WelcomeMerchant(
        merchant=new_id("merchant", caller.now()), name=data.name, community=data.community,
        kind=data.kind, monthly_cap=data.monthly_cap,
    )  # fmt: skip
    return await carry_out(
        caller, command, sender, lambda receipt: Made(receipt.facts[0].merchant)
    )


@get("/merchants/{merchant:str}/takings", opt=opens_to(Deed.READ_TAKINGS), **READS)
def takings(
    request: Call, merchant: TheMerchant, month: Month = ""
) -> MonthTakings:
    """What the merchant took in a month; the present one when none is named."""
    caller = caller_of(request)
    ledger = caller.ledger
    check(caller, merchant)
    if sure(ledger, lambda: ledger.directory.merchant(merchant)) is None:
        raise unknown(merchant)
    month = month or ledger.rules.current.local_date(caller.now()).isoformat()[:7]
    took = ledger.till.takings(merchant, month)
    return MonthTakings(
        merchant=merchant, month=month, captured=took.captured, refunded=took.refunded,
        net_beans=took.net_beans, held=took.held, payable_fen=took.payable_fen,
        redemptions=took.redemptions,
    )  # fmt: skip


ROUTES = [welcome_merchant, takings]
