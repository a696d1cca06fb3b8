"""Looking first: what may be taken from whoever shows this code or voucher, before anything is."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from litestar import post
from litestar.concurrency import sync_to_thread
from litestar.params import URLEncodedBody
from litestar.response import Template

from ledger.refusals import CodeUnknown, Refusal
from ledger.subjects.allowance import allowance, limits, must_be_good, must_work
from ledger.subjects.purse import Purse
from ledger.subjects.standing import Merchant
from ledger.subjects.till import Redemption, Till, till_of
from merchant_portal.clerk import Clerk, ClerkHere
from merchant_portal.counter import AT_THE_COUNTER, drawn, refused, wait
from merchant_portal.cover import covered
from merchant_portal.reading import bill_of
from merchant_portal.sale import Sale
from merchant_portal.typed import NotRead


@post("/look", opt=AT_THE_COUNTER, status_code=200)
async def look(clerk: ClerkHere, data: URLEncodedBody[Sale]) -> Template:
    """Whose code it is and how many beans it would give; a wrong code is a guess here too."""
    if told := clerk.begins_to_try():
        return await sync_to_thread(refused, clerk, 429, wait(told), data)
    try:
        return await sync_to_thread(_looked, clerk, data)
    finally:
        clerk.has_tried()


def _looked(clerk: Clerk, sale: Sale) -> Template:
    voucher = clerk.voucher_of(sale.code)
    redemption = voucher or clerk.redemption_of(sale.code)
    try:
        if redemption is None:
            raise CodeUnknown
        looked = _on_paper if voucher else _found
        found = looked(clerk, redemption, bill_of(clerk, sale), clerk.now())
    except NotRead as unread:
        told = {"code": "bad_form", "title": unread.sentence, "of": "look"}
        return refused(clerk, 422, told, sale)
    except Refusal as refusal:
        if redemption is not None and isinstance(refusal, CodeUnknown):
            clerk.guessed_wrong()
        told = {"code": refusal.code, "title": clerk.told(refusal), "of": "look"}
        return refused(clerk, 422, told, sale)
    return drawn(clerk, look=found, sale=sale)


def _found(clerk: Clerk, redemption: str, bill_fen: int | None, now: datetime) -> dict[str, Any]:
    """What the rule would ask and find, if so many beans were asked of it at this moment."""
    code = clerk.book.look(Redemption(redemption))
    if code.issued is None:
        raise CodeUnknown
    must_work(clerk.policy, now, code)
    today, volunteer = clerk.policy.local_date(now), code.issued.volunteer
    purse, till = Purse(volunteer), Till(till_of(clerk.merchant, today))
    shop = Merchant(clerk.merchant)
    clerk.book.look_all([purse, till, shop])
    taking = shop.must_take()
    most = allowance(clerk.policy, today, taking, purse, till, bill_fen)
    most = covered(clerk.book, clerk.policy, code.issued.issuer, taking, most)
    return {
        "volunteer_masked": clerk.masked_names([volunteer])[volunteer],
        "beans": most.beans, "ends_with": most.ends_with,
        "worth_fen": most.beans * clerk.policy.settlement.fen_per_bean,
        "least": clerk.policy.redemption.min_beans,
    }  # fmt: skip


def _on_paper(
    clerk: Clerk, redemption: str, bill_fen: int | None, now: datetime
) -> dict[str, Any]:
    """What a voucher is for, unless the rule would refuse it here and now."""
    voucher, shop = Redemption(redemption), Merchant(clerk.merchant)
    clerk.book.look_all([voucher, shop])
    taking = shop.must_take()
    printed = must_be_good(now, voucher, taking.kind)
    today = clerk.policy.local_date(now)
    purse, till = Purse(printed.volunteer), Till(till_of(clerk.merchant, today))
    clerk.book.look_all([purse, till])
    for limit in limits(clerk.policy, today, taking, purse, till, bill_fen, "voucher"):
        limit.bear(printed.beans)
    return {
        "volunteer_masked": clerk.masked_names([printed.volunteer])[printed.volunteer],
        "beans": printed.beans, "ends_with": "voucher",
        "worth_fen": printed.beans * clerk.policy.settlement.fen_per_bean,
        "least": printed.beans,
    }  # fmt: skip


ROUTES: list[Any] = [look]
