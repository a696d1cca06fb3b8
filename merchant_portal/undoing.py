"""Undoing: beans go back, by a void soon after they were taken, later because goods came back."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Response, post
from litestar.concurrency import sync_to_thread
from litestar.params import URLEncodedBody

from ledger.command import Command
from ledger.refusals import Refusal
from ledger.reversals import RefundRedemption, VoidRedemption
from merchant_portal.clerk import Clerk, ClerkHere
from merchant_portal.counter import AT_THE_COUNTER, RedemptionId, on, refused
from merchant_portal.sale import Sale, Text


class Undo(msgspec.Struct, frozen=True):
    """The form behind a void or a refund."""

    form_key: Text = ""


@post("/redemptions/{redemption:str}/void", opt=AT_THE_COUNTER | {"deed": "finish_redemption"},
      status_code=303)  # fmt: skip
async def void(
    clerk: ClerkHere, redemption: RedemptionId, data: URLEncodedBody[Undo]
) -> Response[Any]:
    """Give the beans back, soon after they were taken."""
    command = VoidRedemption(redemption=redemption, merchant=clerk.merchant)
    return await _undone(clerk, command, data.form_key, redemption, "void")


@post("/redemptions/{redemption:str}/refund", opt=AT_THE_COUNTER | {"deed": "refund"},
      status_code=303)  # fmt: skip
async def refund(
    clerk: ClerkHere, redemption: RedemptionId, data: URLEncodedBody[Undo]
) -> Response[Any]:
    """The goods came back: give back all beans that are left of it."""
    command = RefundRedemption(redemption=redemption, merchant=clerk.merchant)
    return await _undone(clerk, command, data.form_key, redemption, "refund")


async def _undone(
    clerk: Clerk, command: Command, form_key: str, redemption: str, step: str
) -> Response[Any]:
    try:
        sender = clerk.sender(form_key, command)
        receipt = await clerk.book.ask(command, sender, clerk.now())
    except Refusal as refusal:
        told = {"code": refusal.code, "title": clerk.told(refusal), "of": step}
        return await sync_to_thread(refused, clerk, 422, told, Sale())
    return on(receipt, **{"voided" if step == "void" else "refunded": redemption})


ROUTES: list[Any] = [void, refund]
