"""The counter: a volunteer's code or voucher, so many beans, and the result for both to see."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Annotated, Any

import msgspec
from litestar import Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.params import PathParameter, QueryParameter, URLEncodedBody
from litestar.response import Redirect, Template

from ledger.command import Receipt
from ledger.facts import BeansRedeemed
from ledger.refusals import CodeUnknown, Refusal
from ledger.states import Rulebook
from ledger.subjects.till import Redemption
from merchant_portal.clerk import Clerk, ClerkHere
from merchant_portal.on_offer import choices
from merchant_portal.sale import Sale, command_of
from merchant_portal.terms import terms
from merchant_portal.typed import NotRead
from projections import till

MOST_A_DAY = 1_000
AT_THE_COUNTER = {"deed": "redeem", "reads_codes": True}
"""What the counter's own page is for; `reads_codes` lets it compile the reader of codes."""

RedemptionId = Annotated[str, PathParameter(pattern="^redemption-[0-9a-z]{1,32}$")]
Told = Annotated[str, QueryParameter(pattern="^(redemption-[0-9a-z]{1,32})?$")]
Again = Annotated[str, QueryParameter(pattern="^1?$")]


@get("/", opt=AT_THE_COUNTER, sync_to_thread=True)
def counter(
    clerk: ClerkHere, done: Told = "", voided: Told = "", refunded: Told = "", again: Again = ""
) -> Template:
    """The form, today's redemptions, and what the last step brought; `again` when the step had
    been taken before and was only asked about once more."""
    return drawn(
        clerk, result=_result(clerk, done), again=bool(again),
        voided=_given_back(clerk, voided or refunded, late=bool(refunded)),
    )  # fmt: skip


@post("/", opt=AT_THE_COUNTER, status_code=303)
async def redeem(clerk: ClerkHere, data: URLEncodedBody[Sale]) -> Response[Any]:
    """Take the beans; the form's key makes sure that a second press takes them once."""
    if told := clerk.begins_to_try():
        return await sync_to_thread(refused, clerk, 429, wait(told), data)
    try:
        return await _redeemed(clerk, data)
    finally:
        clerk.has_tried()


async def _redeemed(clerk: Clerk, data: Sale) -> Response[Any]:
    try:
        command, people = await sync_to_thread(command_of, clerk, data)
        # The form is the same request whoever works here by the time it is sent again.
        sender = clerk.sender(data.form_key, command)
        command = msgspec.structs.replace(command, shop_people=people)
        receipt = await clerk.book.ask(command, sender, clerk.now())
    except NotRead as unread:
        refusal = {"code": "bad_form", "title": unread.sentence}
        return await sync_to_thread(refused, clerk, 422, refusal, data)
    except Refusal as refusal_of_rules:
        if _is_a_wrong_guess(refusal_of_rules):
            await sync_to_thread(clerk.guessed_wrong)
        told = {"code": refusal_of_rules.code, "title": clerk.told(refusal_of_rules)}
        again = refusal_of_rules.replayed
        return await sync_to_thread(refused, clerk, 422, told, data, again)
    return on(receipt, done=receipt.facts[-1].redemption)


def on(receipt: Receipt, **step: str) -> Redirect:
    """To the page that tells what happened, and whether it had happened before."""
    told = step | ({"again": "1"} if receipt.replayed else {})
    return Redirect("/merchant", query_params=told, status_code=303)


def _is_a_wrong_guess(refusal: Refusal) -> bool:
    # What had not even the shape of a code never came before the book: a slip, and no guess.
    asked = bool(refusal.position) and not refusal.replayed
    return asked and isinstance(refusal, CodeUnknown)


def wait(told: str) -> dict[str, str]:
    """The refusal of whoever has typed too many wrong codes."""
    return {"code": "too_many_attempts", "title": told}


def refused(
    clerk: Clerk, status: int, refusal: dict[str, str], sale: Sale, again: bool = False
) -> Template:
    """The counter with what was typed, and why nothing came of it, now or, `again`, before."""
    return drawn(clerk, status, refusal={"of": "redeem", **refusal}, sale=sale, again=again)


def drawn(
    clerk: Clerk,
    status: int = 200,
    *,
    result: dict[str, Any] | None = None,
    voided: dict[str, Any] | None = None,
    again: bool = False,
    look: dict[str, Any] | None = None,
    refusal: dict[str, str] | None = None,
    sale: Sale | None = None,
) -> Template:
    """The counter's page: the terms, the form with a fresh key, today, and what just happened."""
    clerk.catch_up()
    today = clerk.policy.local_date(clerk.now())
    rows = clerk.till.redemptions_of(clerk.merchant, today, limit=MOST_A_DAY)
    names = clerk.masked_names(row.volunteer for row in rows)
    return clerk.page(
        "counter.html", status, merchant_name=clerk.merchant_name,
        form_key=secrets.token_urlsafe(16), entered=sale or Sale(), refusal=refusal,
        result=result, voided=voided, again=again, look=look, terms=terms(clerk),
        offers=choices(clerk), beans_today=sum(row.captured - row.returned for row in rows),
        redemptions=[_line(clerk, row, names[row.volunteer]) for row in rows],
    )  # fmt: skip


def _line(clerk: Clerk, row: till.Redemption, volunteer_masked: str) -> dict[str, Any]:
    states, until = {"returned": "refunded", "released": "voided"}, _void_until(clerk, row)
    return {
        "id": row.redemption, "at": row.at, "beans": row.held + row.captured,
        "volunteer_masked": volunteer_masked, "receipt": receipt(row.redemption),
        "state": states.get(row.state, row.state), "void_until": until,
        "voidable": until is not None and clerk.now() <= until,
        "refundable": clerk.may_refund and row.state == "captured" and until is not None,
        "form_key": f"void-{row.redemption}",
    }  # fmt: skip


def _void_until(clerk: Clerk, row: till.Redemption) -> datetime | None:
    """Until when this counter may void it; None for what came home, wholly or in part."""
    if row.state == "authorised":
        return row.lapses_at
    if row.state != "captured" or row.returned or row.captured_at is None:
        return None
    return row.captured_at + timedelta(minutes=clerk.policy.reversal.merchant_void_minutes)


def _own(clerk: Clerk, redemption: str) -> Redemption | None:
    """A redemption of this merchant as the book knows it; nobody sees another shop's."""
    found = clerk.book.look(Redemption(redemption)) if redemption else None
    return found if found is not None and found.merchant == clerk.merchant else None


def _result(clerk: Clerk, redemption: str) -> dict[str, Any] | None:
    own = _own(clerk, redemption)
    taken = own and (own.redeemed or own.held)
    if own is None or not taken or own.returned or own.released:
        return None
    return {
        # Whoever found a voucher may be holding it: it tells nothing of the purse behind it.
        "beans": taken.beans,
        "balance_after": taken.balance_after if taken.shown != "voucher" else None,
        "volunteer_masked": clerk.masked_names([taken.volunteer])[taken.volunteer],
        "receipt": receipt(redemption), "state": "captured" if own.redeemed else "authorised",
        "worth_fen": off_the_bill(clerk, own.redeemed) if own.redeemed else None,
    }  # fmt: skip


def off_the_bill(clerk: Clerk, taken: BeansRedeemed) -> int:
    """What these beans take off a bill, in fen, by the rules they were taken under; what the
    community owes for them may be less, and the rest is the shop's own gift."""
    policy = clerk.book.look(Rulebook()).named(taken.policy) or clerk.policy
    return taken.beans * policy.settlement.fen_per_bean


def _given_back(clerk: Clerk, redemption: str, *, late: bool) -> dict[str, Any] | None:
    own = _own(clerk, redemption)
    beans = own and (own.returned or (own.released and own.released.beans))
    if own is None or not beans:
        return None
    return {"beans": beans, "receipt": receipt(redemption), "late": late}


def receipt(redemption: str) -> str:
    """A short number for people, made from the id of the redemption."""
    part = redemption.partition("-")[2][:8].upper()
    return f"{part[:4]}-{part[4:]}"


ROUTES: list[Any] = [counter, redeem]
