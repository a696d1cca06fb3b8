"""Funds over HTTP: the money behind the beans, what is given to it, and where it stands."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from litestar import get, post
from litestar.params import JSONBody
from litestar.response.base import ASGIResponse

from api.access.reach import check, home_of, must_reach, reaches, sure, unknown
from api.access.table import Deed, opens_to
from api.ids import id_of_case, new_id
from api.v1 import paging
from api.v1.addresses import USUAL, AnyUnit, Cursor, Limit, TheFund
from api.v1.asking import Call, Caller, by, caller_of, carry_out, done
from api.v1.documents import READS, writes
from api.v1.noting import ask_with_words
from api.v1.words import Body, Fen, Made, Name, UnitId
from ledger.command import Command
from ledger.facts import DonationMistake
from ledger.funds import OpenFund, ReceiveDonation
from projections.funds import Fund

ReceiptNumber = Annotated[
    str, msgspec.Meta(pattern="^[0-9A-Za-z][0-9A-Za-z/._-]{0,39}$", description="on the paper")
]


class FundRequest(Body, kw_only=True):
    """A fund of a community; `holder` is the legal body that keeps the money, itself by default.

    A fund for `charity` pays for beans taken at charity outlets alone.
    """

    name: Name
    community: UnitId
    holder: Name | None = None
    purpose: Literal["all", "charity"] = "all"


class DonationRequest(Body, kw_only=True):
    """What was given: money, or goods of that worth, which back no bean; and by whom, if they
    wish to be named. Without the number of a paper receipt one is made."""

    fen: Fen
    kind: Literal["cash", "in_kind"] = "cash"
    donor: Name | None = None
    receipt: ReceiptNumber | None = None


class Given(msgspec.Struct, kw_only=True):
    """The donation stands in the book; so much of the fund is free now."""

    id: str
    receipt: str
    free_fen: int


class FundSeen(msgspec.Struct, kw_only=True):
    """Where a fund stands: free, reserved and paid are together what was given in money."""

    id: str
    name: str
    holder: str
    community: str
    purpose: Literal["all", "charity"]
    free_fen: int
    reserved_fen: int
    paid_fen: int
    cash_fen: int
    in_kind_fen: int
    donations: int


class DonationSeen(msgspec.Struct, kw_only=True):
    """A donation; by whom stands in the people's register alone. Where `fen` is not what was
    entered at first, it was corrected, for that `mistake`."""

    id: str
    at: datetime
    fen: int
    entered_fen: int
    corrected_at: datetime | None
    mistake: DonationMistake | None
    kind: Literal["cash", "in_kind"]
    receipt: str


class FundsSeen(msgspec.Struct, kw_only=True):
    """Funds, the oldest first."""

    items: list[FundSeen]


class DonationsSeen(msgspec.Struct, kw_only=True):
    """Donations, the newest first."""

    items: list[DonationSeen]
    next_cursor: str | None


@post("/funds", opt=opens_to(Deed.OPEN_FUND), **writes(Made))
async def open_fund(request: Call, data: JSONBody[FundRequest]) -> ASGIResponse:
    """Open a fund for a community."""
    caller = caller_of(request)
    sender = by(request, data)
    await must_reach(caller, data.community)
    command = OpenFund(
        fund=new_id("fund", caller.now()), community=data.community, name=data.name,
        holder=data.holder or data.name, purpose=data.purpose,
    )  # fmt: skip
    return await carry_out(caller, command, sender, lambda receipt: Made(receipt.facts[0].fund))


@post("/funds/{fund:str}/donations", opt=opens_to(Deed.RECEIVE_DONATION), **writes(Given))
async def receive_donation(
    request: Call, fund: TheFund, data: JSONBody[DonationRequest]
) -> ASGIResponse:
    """Enter what was given to the fund, under its receipt."""
    caller = caller_of(request)
    sender = by(request, data)
    await must_reach(caller, fund)
    made = new_id("donation", caller.now())
    donation = donation_of(caller, fund, data.receipt) if data.receipt else made
    receipt_number = data.receipt or made.partition("-")[2][:12].upper()

    def command(note: str | None) -> Command:
        return ReceiveDonation(
            donation=donation, fund=fund, fen=data.fen, kind=data.kind, receipt=receipt_number,
            note=note,
        )  # fmt: skip

    receipt = await ask_with_words(caller, sender, fund, data.donor, command)
    fact = receipt.facts[-1]
    answer = Given(id=fact.donation, receipt=fact.receipt, free_fen=fact.free_fen_after)
    return done(caller, receipt, answer)


@get("/funds", opt=opens_to(Deed.READ_FUNDS), **READS)
def list_funds(request: Call, unit: AnyUnit = "") -> FundsSeen:
    """The funds of a unit and of all below it; of everything within reach when none is named."""
    caller = caller_of(request)
    if unit:
        check(caller, unit)
    found = caller.ledger.funds.funds_of()
    near = [fund for fund in found if _within(caller, fund, unit) and reaches(caller, fund.fund)]
    return FundsSeen(items=[_seen(fund) for fund in near])


@get("/funds/{fund:str}", opt=opens_to(Deed.READ_FUNDS), **READS)
def read_fund(request: Call, fund: TheFund) -> FundSeen:
    """Where a fund stands."""
    return _seen(_must_see(caller_of(request), fund))


@get("/funds/{fund:str}/donations", opt=opens_to(Deed.READ_FUNDS), **READS)
def list_donations(
    request: Call, fund: TheFund, limit: Limit = USUAL, cursor: Cursor = ""
) -> DonationsSeen:
    """What was given to a fund, the newest first."""
    caller = caller_of(request)
    _must_see(caller, fund)
    ledger = caller.ledger
    before = paging.position_of(ledger, cursor)
    found = ledger.funds.donations_to(fund, limit + 1, before)
    page = paging.cut(ledger, found, limit, lambda one: one.position)
    items = [
        DonationSeen(
            id=one.donation, at=one.at, fen=one.fen, entered_fen=one.entered_fen,
            corrected_at=one.corrected_at, mistake=one.mistake, kind=one.kind,
            receipt=one.receipt,
        )  # fmt: skip
        for one in page.items
    ]
    return DonationsSeen(items=items, next_cursor=page.next_cursor)


def _must_see(caller: Caller, fund: str) -> Fund:
    check(caller, fund)
    found = sure(caller.ledger, lambda: caller.ledger.funds.fund(fund))
    if found is None:
        raise unknown(fund)
    return found


def _within(caller: Caller, fund: Fund, unit: str) -> bool:
    ledger, home = caller.ledger, home_of(caller.ledger, fund.fund)
    today = ledger.rules.current.local_date(caller.now())
    return not unit or (home is not None and ledger.units.within(home, unit, today))


def _seen(fund: Fund) -> FundSeen:
    return FundSeen(
        id=fund.fund, name=fund.name, holder=fund.holder, community=fund.community,
        purpose=fund.purpose, free_fen=fund.free_fen, reserved_fen=fund.reserved_fen,
        paid_fen=fund.paid_fen, cash_fen=fund.cash_fen, in_kind_fen=fund.in_kind_fen,
        donations=fund.donations,
    )  # fmt: skip


def donation_of(caller: Caller, fund: str, receipt: str) -> str:
    """The same id for the same receipt of a fund, however it is typed."""
    return id_of_case("donation", caller.ledger.fingerprint_secret, fund, receipt)


ROUTES = [open_fund, receive_donation, list_funds, read_fund, list_donations]
