"""Vouchers over HTTP: beans on paper for somebody without a telephone."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Literal

import msgspec
from litestar import get, post
from litestar.params import JSONBody
from litestar.response.base import ASGIResponse

from api.access.own import own_volunteers
from api.access.reach import check, must_reach
from api.access.table import Deed, opens_to
from api.problems import Stop
from api.v1.addresses import TheRedemption, TheVolunteer
from api.v1.asking import Call, Caller, by, caller_of, carry_out
from api.v1.documents import READS, writes
from api.v1.words import Beans, Body, EmptyRequest, VolunteerId
from ledger.command import Receipt
from ledger.facts import VoucherPrinted
from ledger.subjects.till import Redemption
from ledger.vouchers import CancelVoucher, PrintVoucher

GoodAt = Literal["all", "charity"]


class VoucherRequest(Body, kw_only=True):
    """For whom, and how many beans."""

    volunteer: VolunteerId
    beans: Beans


class Printed(msgspec.Struct, kw_only=True):
    """A voucher to print: its `code` to type and `qr_text` to draw, told to nobody but the caller.

    It is good once, until (not including) `lapses_at`, at all shops or at charity outlets alone.
    """

    id: str
    code: str
    qr_text: str
    beans: int
    good_at: GoodAt
    lapses_at: datetime
    balance_after: int


class Waiting(msgspec.Struct, kw_only=True):
    """A voucher that waits; its code is not kept."""

    id: str
    beans: int
    good_at: GoodAt
    printed_at: datetime
    lapses_at: datetime


class AllWaiting(msgspec.Struct, kw_only=True):
    """All of them, the oldest first."""

    items: list[Waiting]


class Cancelled(msgspec.Struct, kw_only=True):
    """The beans are back in the purse."""

    id: str
    beans: int
    balance_after: int


@post("/vouchers", opt=opens_to(Deed.PRINT_VOUCHER), **writes(Printed))
async def print_voucher(request: Call, data: JSONBody[VoucherRequest]) -> ASGIResponse:
    """Print a voucher for somebody without a telephone; its beans are held from then on.

    The same key gets the same voucher again.
    """
    caller = caller_of(request)
    sender = by(request, data)
    await must_reach(caller, data.volunteer)
    codes = caller.ledger.voucher_codes
    code = codes.for_key(sender.key)
    command = PrintVoucher(
        redemption=codes.redemption_id(code), volunteer=data.volunteer, beans=data.beans,
        own_volunteers=await asyncio.to_thread(own_volunteers, caller),
    )  # fmt: skip

    def answer(receipt: Receipt) -> Printed:
        fact: VoucherPrinted = receipt.facts[-1]
        return Printed(
            id=fact.redemption, code=code, qr_text=codes.qr_text(code), beans=fact.beans,
            good_at=fact.purpose, lapses_at=fact.lapses_at, balance_after=fact.balance_after,
        )  # fmt: skip

    return await carry_out(caller, command, sender, answer)


@post("/vouchers/{redemption:str}/cancellation", opt=opens_to(Deed.CANCEL_VOUCHER),
      **writes(Cancelled))  # fmt: skip
async def cancel_voucher(
    request: Call, redemption: TheRedemption, data: JSONBody[EmptyRequest]
) -> ASGIResponse:
    """The paper is lost, or not wanted: give its beans back."""
    caller = caller_of(request)
    sender = by(request, data)
    await asyncio.to_thread(must_reach_owner, caller, redemption)
    command = CancelVoucher(
        redemption=redemption, own_volunteers=await asyncio.to_thread(own_volunteers, caller)
    )
    return await carry_out(caller, command, sender, _cancelled)


@get("/volunteers/{volunteer:str}/vouchers", opt=opens_to(Deed.READ_ACCOUNT), **READS)
def vouchers_of(request: Call, volunteer: TheVolunteer) -> AllWaiting:
    """A volunteer's vouchers that no shop has taken yet."""
    caller = caller_of(request)
    check(caller, volunteer)
    return AllWaiting(
        items=[
            Waiting(
                id=each.redemption, beans=each.beans, good_at=each.purpose, printed_at=each.at,
                lapses_at=each.lapses_at,
            )
            for each in caller.ledger.vouchers.of(volunteer)
        ]
    )  # fmt: skip


def must_reach_owner(caller: Caller, redemption: str) -> str:
    """Whose voucher it is; raises `Stop` (404) for none, and for one of somebody out of reach."""
    printed = caller.ledger.book.look(Redemption(redemption)).printed
    volunteer = printed.volunteer if printed else "volunteer-nobody"
    try:
        check(caller, volunteer)
    except Stop as stop:
        raise Stop("voucher_unknown") if stop.code == "volunteer_unknown" else stop from None
    return volunteer


def _cancelled(receipt: Receipt) -> Cancelled:
    fact = receipt.facts[-1]
    return Cancelled(id=fact.redemption, beans=fact.beans, balance_after=fact.balance_after)


ROUTES = [print_voucher, cancel_voucher, vouchers_of]
