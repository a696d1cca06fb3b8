"""By badge over HTTP: what may be shown at a counter, and what is remembered of it."""

from __future__ import annotations

import asyncio

import msgspec

from api.ids import new_id
from api.presenting import Presented, found_by
from api.problems import FieldProblem, Stop
from api.v1.asking import Caller, Declined, comes_again
from api.v1.words import Beans, Fen, OfferId, Pieces, Pin, ShownBadge, ShownCode
from ledger.by_badge import RedeemByBadge
from ledger.command import By, Command
from ledger.subjects.offer import NO_OFFER


class RedeemRequest(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A volunteer's code, or the badge of somebody without a telephone, and what it is to bring:
    so many pieces of an `offer`, a part of a bill, or anything else.

    The `code` may be that of a paper voucher; `beans` are then those printed on it.
    Exactly one of `code` and `badge`. A badge alone is good for few beans a day, with its `pin`
    for as many as a code; whoever comes for another shows beside it their own badge and PIN, or a
    code off their own telephone (`helper_code`), which is used up.
    """

    code: ShownCode | None = None
    badge: ShownBadge | None = None
    pin: Pin | None = None
    helper_badge: ShownBadge | None = None
    helper_pin: Pin | None = None
    helper_code: ShownCode | None = None
    beans: Beans
    bill_fen: Fen | None = None
    capture: bool = True
    offer: OfferId | None = None
    quantity: Pieces = 1


def without_pins(data: RedeemRequest) -> RedeemRequest:
    """What a request says, to be remembered: that a PIN was typed, and never which.

    Raises `Stop` unless exactly one thing was shown, with all that belongs to it.
    """
    by_code = data.code is not None
    beside = data.pin, data.helper_badge, data.helper_pin, data.helper_code
    if by_code == (data.badge is not None):
        raise Stop("malformed", [FieldProblem("give either `code` or `badge`", "")])
    if by_code and any(beside):
        raise Stop("malformed", [FieldProblem("a code needs nothing beside it", "")])
    if (data.helper_badge is None) != (data.helper_pin is None):
        raise Stop("malformed", [FieldProblem("a helper shows a badge and types its PIN", "")])
    if sum(map(bool, (data.pin, data.helper_badge, data.helper_code))) > 1:
        raise Stop("malformed", [FieldProblem("either the owner comes or a helper", "")])
    return msgspec.structs.replace(
        data, pin=data.pin and "typed", helper_pin=data.helper_pin and "typed"
    )


async def by_badge(caller: Caller, data: RedeemRequest, sender: By) -> Command:
    """The wish of whoever showed a badge. Raises `Stop` for a badge or a PIN that is not right."""
    presented = Presented(
        badge=data.badge or "", pin=data.pin or "", helper_badge=data.helper_badge or "",
        helper_pin=data.helper_pin or "", helper_code=data.helper_code or "",
    )  # fmt: skip
    house, ledger, merchant = caller.house, caller.ledger, str(caller.who.merchant)
    try:
        found = await asyncio.to_thread(found_by, house, ledger, merchant, presented)
    except Stop as stop:
        # A key that was used before is the book's to answer, whatever became of the badge.
        if not await comes_again(caller, sender):
            raise
        return Declined(refusal=stop.code)
    return RedeemByBadge(
        redemption=found.redemption or new_id("redemption", caller.now()), merchant=merchant,
        volunteer=found.volunteer, beans=data.beans, bill_fen=data.bill_fen, capture=data.capture,
        shown=found.shown, helper=found.helper,
        offer=data.offer or NO_OFFER, quantity=data.quantity,
        shop_people=await house.shop_people.of(ledger.name, merchant),
    )  # fmt: skip
