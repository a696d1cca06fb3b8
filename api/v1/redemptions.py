"""Redemptions over HTTP: a code for the volunteer, the merchant's steps with it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Literal

import msgspec
from litestar import post
from litestar.params import JSONBody
from litestar.response.base import ASGIResponse

from api.access.own import own_volunteers
from api.access.reach import must_reach
from api.access.table import Deed, opens_to
from api.v1.addresses import TheRedemption
from api.v1.asking import Call, Caller, by, caller_of, carry_out
from api.v1.by_badge import RedeemRequest, by_badge, without_pins
from api.v1.documents import writes
from api.v1.guesses import AGuess
from api.v1.words import Beans, EmptyRequest
from ledger.by_voucher import TakeVoucher
from ledger.command import Receipt
from ledger.facts import (
    BeansHeld,
    BeansRedeemed,
    BeansReturned,
    HoldReleased,
    PurseMovement,
)
from ledger.redemptions import IssueCode, RedeemBeans
from ledger.reversals import CaptureRedemption, RefundRedemption, VoidRedemption
from ledger.subjects.offer import NO_OFFER


class CodeShown(msgspec.Struct, kw_only=True):
    """A code to show to a merchant, good once and until it expires."""

    code: str
    expires_at: datetime


class Redeemed(msgspec.Struct, kw_only=True):
    """Beans were taken, or are held until captured."""

    id: str
    state: Literal["captured", "authorised"]
    volunteer_masked: str
    beans: int
    balance_after: int
    lapses_at: datetime | None = None


class PartRequest(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """How many beans; all of them when left out."""

    beans: Beans | None = None


class VoidRequest(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """How many beans there are; whoever says so at all must know, for a void is for all."""

    beans: Beans | None = None


class Step(msgspec.Struct, kw_only=True):
    """How the redemption stands now, and the beans this step moved."""

    state: Literal["captured", "voided", "refunded"]
    beans: int
    balance_after: int


@post("/redemption-codes", opt=opens_to(Deed.DRAW_CODE), **writes(CodeShown))
async def issue_code(request: Call, data: JSONBody[EmptyRequest]) -> ASGIResponse:
    """Issue a code to show to a merchant; it works once, for about a minute."""
    caller = caller_of(request)
    sender, codes = by(request, data), caller.ledger.redemption_codes
    code = codes.for_key(sender.key)
    command = IssueCode(redemption=codes.redemption_id(code), volunteer=caller.who.volunteer)

    def answer(receipt: Receipt) -> CodeShown:
        return CodeShown(code=code, expires_at=receipt.facts[-1].expires_at)

    return await carry_out(caller, command, sender, answer)


@post("/redemptions", opt=opens_to(Deed.REDEEM), **writes(Redeemed))
async def redeem(request: Call, data: JSONBody[RedeemRequest]) -> ASGIResponse:
    """Take beans for a code or a badge at once (`capture`), or hold them until captured.

    The code of a paper voucher is taken as a whole and at once.
    """
    caller = caller_of(request)
    sender = by(request, without_pins(data))
    if data.code is None:
        command = await by_badge(caller, data, sender)
        return await carry_out(caller, command, sender, _redeemed(caller))
    codes = caller.ledger.redemption_codes
    code = codes.normalise(data.code)
    on_paper = caller.ledger.voucher_codes.opened_by(data.code)
    kind = TakeVoucher if on_paper else RedeemBeans
    command = kind(
        redemption=on_paper or codes.redemption_id(code or data.code),
        merchant=caller.who.merchant,
        beans=data.beans, bill_fen=data.bill_fen, capture=data.capture,
        offer=data.offer or NO_OFFER, quantity=data.quantity,
        shop_people=await caller.house.shop_people.of(caller.ledger.name, caller.who.merchant),
    )  # fmt: skip
    # What has not even the shape of a code, such as a bar code, is a slip and no guess.
    guess = f"redemption_code:{command.merchant}" if code or on_paper else None
    async with AGuess(caller, sender, guess):
        return await carry_out(caller, command, sender, _redeemed(caller))


def _redeemed(caller: Caller) -> Callable[[Receipt], Redeemed]:
    def answer(receipt: Receipt) -> Redeemed:
        taken = receipt.facts[-1]
        held = isinstance(taken, BeansHeld)
        return Redeemed(
            id=taken.redemption, state="authorised" if held else "captured",
            volunteer_masked=caller.masked_name(taken.volunteer), beans=taken.beans,
            balance_after=taken.balance_after, lapses_at=taken.lapses_at if held else None,
        )  # fmt: skip

    return answer


@post("/redemptions/{redemption:str}/capture", opt=opens_to(Deed.FINISH_REDEMPTION),
      **writes(Step))  # fmt: skip
async def capture(
    request: Call, redemption: TheRedemption, data: JSONBody[PartRequest]
) -> ASGIResponse:
    """Take the held beans, or a part of them; the rest goes back."""
    caller = caller_of(request)
    sender = by(request, data)
    await _must_reach(caller, redemption)
    command = CaptureRedemption(
        redemption=redemption, merchant=caller.who.merchant, beans=data.beans,
        own_volunteers=await _own(caller),
    )  # fmt: skip
    return await carry_out(caller, command, sender, _step)


@post("/redemptions/{redemption:str}/void", opt=opens_to(Deed.FINISH_REDEMPTION),
      **writes(Step))  # fmt: skip
async def void(
    request: Call, redemption: TheRedemption, data: JSONBody[VoidRequest]
) -> ASGIResponse:
    """Let held beans go, or give taken ones back, soon after; all of them."""
    caller = caller_of(request)
    sender = by(request, data)
    await _must_reach(caller, redemption)
    command = VoidRedemption(
        redemption=redemption, merchant=caller.who.merchant, beans=data.beans,
        own_volunteers=await _own(caller),
    )  # fmt: skip
    return await carry_out(caller, command, sender, _step)


@post("/redemptions/{redemption:str}/refund", opt=opens_to(Deed.REFUND),
      **writes(Step))  # fmt: skip
async def refund(
    request: Call, redemption: TheRedemption, data: JSONBody[PartRequest]
) -> ASGIResponse:
    """Give beans back, each to the lot it came from; all that are left when none are named."""
    caller = caller_of(request)
    sender = by(request, data)
    await _must_reach(caller, redemption)
    command = RefundRedemption(
        redemption=redemption, merchant=caller.who.merchant, beans=data.beans,
        own_volunteers=await _own(caller),
    )  # fmt: skip
    return await carry_out(caller, command, sender, _step)


async def _must_reach(caller: Caller, redemption: str) -> None:
    # A merchant's own reach is the book's to judge: it knows who took the code.
    if caller.who.merchant is None:
        await must_reach(caller, redemption)


async def _own(caller: Caller) -> tuple[str, ...]:
    # What a shop gives back it pays for itself, and no database is asked on its way.
    if caller.who.merchant is not None:
        return ()
    return await asyncio.to_thread(own_volunteers, caller)


def _step(receipt: Receipt) -> Step:
    done = next(fact for fact in receipt.facts if isinstance(fact, PurseMovement))
    states = {BeansRedeemed: "captured", HoldReleased: "voided", BeansReturned: "refunded"}
    voided = isinstance(done, BeansReturned) and done.reason == "voided"
    return Step(
        state="voided" if voided else states[type(done)], beans=done.beans,
        balance_after=receipt.facts[-1].balance_after,
    )  # fmt: skip


ROUTES = [issue_code, redeem, capture, void, refund]
