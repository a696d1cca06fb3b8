"""By badge: who has no telephone shows a badge and types a PIN, sees the beans and gives some.

The house finds out who that is; what this page holds between its two steps is a seal of the
house, never the PIN. A badge without its PIN shows no balance: whoever found it may be holding it.
"""

from __future__ import annotations

import secrets
from typing import Annotated, Any, Protocol

import msgspec
from litestar import Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.di import NamedDependency
from litestar.params import QueryParameter, SkipValidation, URLEncodedBody
from litestar.response import Redirect, Template

from ledger.by_badge import RedeemByBadge
from ledger.facts import Shown
from ledger.refusals import Refusal
from ledger.subjects.allowance import allowance, must_work
from ledger.subjects.entrusted import Entrusted
from ledger.subjects.purse import Purse
from ledger.subjects.standing import Merchant, Volunteer
from ledger.subjects.till import Redemption, Till, till_of
from merchant_portal.clerk import Clerk
from merchant_portal.counter import AT_THE_COUNTER, off_the_bill, receipt
from merchant_portal.cover import covered
from merchant_portal.on_offer import choices
from merchant_portal.reading import asked
from merchant_portal.sale import OfferId
from merchant_portal.typed import NotRead

Told = Annotated[str, QueryParameter(pattern="^(redemption-[0-9a-z]{1,32})?$")]
Typed = Annotated[str, msgspec.Meta(max_length=200)]
Sealed = Annotated[str, msgspec.Meta(max_length=1_000)]


class Customer(msgspec.Struct, frozen=True, kw_only=True):
    """Whom the house has recognised, for one redemption; `helper` came in their place."""

    volunteer: str
    shown: Shown
    helper: str | None
    redemption: str


class NotRecognised(Exception):
    """Nobody was; `code`, `status` and `sentence` say why."""

    def __init__(self, code: str, status: int, sentence: str) -> None:
        super().__init__(code)
        self.code, self.status, self.sentence = code, status, sentence


class BadgeClerk(Clerk, Protocol):
    """What the house lends to a counter where badges are shown."""

    def recognise(
        self, badge: str, pin: str, helper_badge: str, helper_pin: str, helper_code: str
    ) -> str:
        """A seal for whoever that is, good for five minutes. Raises NotRecognised."""

    def customer(self, seal: str) -> Customer | None:
        """Whom that seal stands for; None when it is too old, or none of ours."""


BadgeClerkHere = NamedDependency[SkipValidation[BadgeClerk]]
"""The clerk of this request, as the house found them."""


class Presented(msgspec.Struct, frozen=True):
    """What was shown and typed; where somebody else came also their badge and PIN, or code."""

    badge: Typed = ""
    pin: Typed = ""
    helper_badge: Typed = ""
    helper_pin: Typed = ""
    helper_code: Typed = ""


class Sale(msgspec.Struct, frozen=True):
    """How many beans and what for, of whom the seal stands for."""

    seal: Sealed = ""
    beans: Typed = ""
    bill_yuan: Typed = ""
    offer: OfferId = ""
    quantity: Typed = ""
    form_key: Typed = ""


@get("/badge", opt=AT_THE_COUNTER, sync_to_thread=True)
def ask_for_badge(clerk: BadgeClerkHere, done: Told = "") -> Template:
    """The form for a badge, and what the last one brought."""
    return _page(clerk, "ask", result=_result(clerk, done))


@post("/badge", opt=AT_THE_COUNTER, status_code=200, sync_to_thread=True)
def look(clerk: BadgeClerkHere, data: URLEncodedBody[Presented]) -> Template:
    """Who that is: the beans in large figures, and what may be taken here now."""
    shown = (one.strip() for one in msgspec.structs.astuple(data))
    try:
        seal = clerk.recognise(*shown)
        _must_help(clerk, seal)
    except NotRecognised as nobody:
        refusal = {"code": nobody.code, "title": nobody.sentence}
        return prefilled(clerk, data.badge, nobody.status, refusal=refusal)
    return _known(clerk, seal)


@post("/badge/take", opt=AT_THE_COUNTER, status_code=303)
async def take(clerk: BadgeClerkHere, data: URLEncodedBody[Sale]) -> Response[Any]:
    """Take the beans; one seal is good for one redemption, however often it is sent."""
    customer = await sync_to_thread(clerk.customer, data.seal)
    if customer is None:
        told = clerk.translate("That took too long. Please show the badge once more.")
        return _page(clerk, "ask", 422, refusal={"code": "seal_old", "title": told})
    try:
        chosen = await sync_to_thread(asked, clerk, data)
    except NotRead as unread:
        refusal = {"code": "bad_form", "title": unread.sentence}
        return await sync_to_thread(_known, clerk, data.seal, 422, refusal, data)
    command = RedeemByBadge(
        redemption=customer.redemption, merchant=clerk.merchant, volunteer=customer.volunteer,
        shown=customer.shown, helper=customer.helper, **chosen._asdict(),
    )  # fmt: skip
    # Who works here may be known better at the second press: it is no part of the request.
    sender = clerk.sender(data.form_key, command)
    known = msgspec.structs.replace(command, shop_people=await sync_to_thread(clerk.shop_people))
    try:
        await clerk.book.ask(known, sender, clerk.now())
    except Refusal as refused:
        refusal = {"code": refused.code, "title": clerk.told(refused)}
        return await sync_to_thread(_known, clerk, data.seal, 422, refusal, data)
    return Redirect(f"/merchant/badge?done={customer.redemption}", status_code=303)


def _must_help(clerk: BadgeClerk, seal: str) -> None:
    """Raise NotRecognised for whoever comes for somebody who has not named them, or with a code
    that works no more: nothing is shown to them."""
    customer = clerk.customer(seal)
    if customer is None or customer.helper is None:
        return
    try:
        clerk.book.look(Entrusted(customer.volunteer)).must_name(customer.helper)
        must_work(clerk.policy, clerk.now(), clerk.book.look(Redemption(customer.redemption)))
    except Refusal as refusal:
        raise NotRecognised(refusal.code, 422, clerk.told(refusal)) from None


def prefilled(clerk: BadgeClerk, badge: str, status: int = 200, **context: Any) -> Template:
    """The form with the code of a badge in it; the PIN is still to be typed."""
    return _page(clerk, "ask", status, badge=badge, **context)


def _known(
    clerk: BadgeClerk,
    seal: str,
    status: int = 200,
    refusal: dict[str, str] | None = None,
    sale: Sale | None = None,
) -> Template:
    """The beans of whom the seal stands for, and the form that takes some."""
    customer = clerk.customer(seal)
    if customer is None:
        return _page(clerk, "ask", status, refusal=refusal)
    clerk.catch_up()
    look, today = clerk.book.look, clerk.policy.local_date(clerk.now())
    purse, shop = look(Purse(customer.volunteer)), look(Merchant(clerk.merchant)).must_exist()
    till = look(Till(till_of(clerk.merchant, today)))
    proved = customer.shown != "badge"
    now = allowance(clerk.policy, today, shop, purse, till, shown=customer.shown)
    home = look(Volunteer(customer.volunteer)).community
    now = covered(clerk.book, clerk.policy, home, shop, now)
    people = [one for one in (customer.volunteer, customer.helper) if one]
    names = clerk.masked_names(people)
    return _page(
        clerk, "known", status, refusal=refusal, seal=seal, entered=sale or Sale(),
        form_key=secrets.token_urlsafe(16), volunteer_masked=names[customer.volunteer],
        helper_masked=names[customer.helper] if customer.helper else "",
        balance=sum(purse.living(today).values()) - purse.debt if proved else None,
        allowed=now.beans if proved else None,
        offers=choices(clerk), most_alone=clerk.policy.redemption.static_code_max_per_day,
    )  # fmt: skip


def _result(clerk: BadgeClerk, redemption: str) -> dict[str, Any] | None:
    """What a redemption of this shop took; nobody sees another shop's."""
    found = clerk.book.look(Redemption(redemption)) if redemption else None
    taken = found and found.merchant == clerk.merchant and found.redeemed
    if not taken or found.returned:
        return None
    people = [one for one in (taken.volunteer, taken.helper) if one]
    names = clerk.masked_names(people)
    return {
        "beans": taken.beans, "worth_fen": off_the_bill(clerk, taken), "bill_fen": taken.bill_fen,
        "balance": taken.balance_after if taken.shown != "badge" else None,
        "volunteer_masked": names[taken.volunteer],
        "helper_masked": names[taken.helper] if taken.helper else "",
        "receipt": receipt(redemption),
    }  # fmt: skip


def _page(clerk: BadgeClerk, state: str, status: int = 200, **context: Any) -> Template:
    told = {"result": None, "refusal": None, "badge": "", **context}
    return clerk.page(
        "counter_badge.html", status, state=state, merchant_name=clerk.merchant_name,
        path="/merchant/badge", **told,
    )  # fmt: skip


ROUTES: list[Any] = [ask_for_badge, look, take]
