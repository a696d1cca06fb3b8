"""Merchants over HTTP: a shop is welcomed, suspended, resumed, and sees what a month brought."""

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
from api.v1.asking import Call, by, caller_of, carry_out, done
from api.v1.documents import READS, writes
from api.v1.noting import ask_with_words
from api.v1.words import Body, EmptyRequest, Made, Name, Reason, UnitId
from ledger.command import Command
from ledger.facts import HaltReason
from ledger.merchants import (
    ChangeMerchantTerms,
    ResumeMerchant,
    SuspendMerchant,
    WelcomeMerchant,
)

Cap = Annotated[int, msgspec.Meta(ge=0, le=1_000_000_000, description="beans")]


class MerchantRequest(Body, kw_only=True):
    """A shop or charity outlet; without caps (in beans) it takes as many as come."""

    name: Name
    community: UnitId
    kind: Literal["commercial", "charity"]
    monthly_cap: Cap | None = None
    cap_per_transaction: Cap | None = None
    cap_per_day: Cap | None = None


class TermsRequest(Body, kw_only=True):
    """The caps that hold from now on, all three of them; None for no cap of the shop's own."""

    monthly_cap: Cap | None
    cap_per_transaction: Cap | None
    cap_per_day: Cap | None


class SuspensionRequest(Body, kw_only=True):
    """Why a shop takes no beans for a while; `note` is kept where it can be forgotten."""

    reason: HaltReason
    note: Reason | None = None


class Standing(msgspec.Struct, kw_only=True):
    """Whether the merchant may take beans from now on."""

    id: str
    suspended: bool


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
        kind=data.kind, monthly_cap=data.monthly_cap, cap_per_day=data.cap_per_day,
        cap_per_transaction=data.cap_per_transaction,
    )  # fmt: skip
    return await carry_out(
        caller, command, sender, lambda receipt: Made(receipt.facts[0].merchant)
    )


@post("/merchants/{merchant:str}/terms", opt=opens_to(Deed.WELCOME_MERCHANT), **writes(Made))
async def change_terms(
    request: Call, merchant: TheMerchant, data: JSONBody[TermsRequest]
) -> ASGIResponse:
    """Agree with a merchant on other caps."""
    caller = caller_of(request)
    sender = by(request, data)
    await must_reach(caller, merchant)
    command = ChangeMerchantTerms(
        merchant=merchant, monthly_cap=data.monthly_cap, cap_per_day=data.cap_per_day,
        cap_per_transaction=data.cap_per_transaction,
    )  # fmt: skip
    return await carry_out(caller, command, sender, lambda _: Made(merchant))


@post("/merchants/{merchant:str}/suspension", opt=opens_to(Deed.SUSPEND_MERCHANT),
      **writes(Standing))  # fmt: skip
async def suspend_merchant(
    request: Call, merchant: TheMerchant, data: JSONBody[SuspensionRequest]
) -> ASGIResponse:
    """Let a merchant take no bean from this moment on; what was held may still be captured."""
    caller = caller_of(request)
    sender = by(request, data)
    await must_reach(caller, merchant)

    def command(note: str | None) -> Command:
        return SuspendMerchant(merchant=merchant, reason=data.reason, note=note)

    receipt = await ask_with_words(caller, sender, merchant, data.note, command)
    return done(caller, receipt, Standing(id=merchant, suspended=True))


@post("/merchants/{merchant:str}/resumption", opt=opens_to(Deed.SUSPEND_MERCHANT),
      **writes(Standing))  # fmt: skip
async def resume_merchant(
    request: Call, merchant: TheMerchant, data: JSONBody[EmptyRequest]
) -> ASGIResponse:
    """Let a merchant take beans again."""
    caller = caller_of(request)
    sender = by(request, data)
    await must_reach(caller, merchant)
    answer = Standing(id=merchant, suspended=False)
    return await carry_out(caller, ResumeMerchant(merchant=merchant), sender, lambda _: answer)


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


ROUTES = [welcome_merchant, change_terms, suspend_merchant, resume_merchant, takings]
