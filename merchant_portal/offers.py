"""Offers: what the shop would give for beans, what became of it, and how many are left."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Annotated, Any, Literal

import msgspec
from litestar import Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.params import PathParameter, URLEncodedBody
from litestar.response import Redirect, Template

from ledger.command import Command
from ledger.facts import OfferKind
from ledger.offers import ProposeOffer, RestockOffer, WithdrawOffer
from ledger.refusals import Refusal
from ledger.refusals.offers import OfferUnknown
from ledger.subjects.offer import GOODS, Offer
from merchant_portal import typed
from merchant_portal.clerk import Clerk, ClerkHere
from merchant_portal.on_offer import all_of

MOST_SHOWN = 50
KEEPS_OFFERS = {"deed": "keep_offers"}

Text = Annotated[str, msgspec.Meta(max_length=typed.LONGEST_TYPED)]
Title = Annotated[str, msgspec.Meta(max_length=60)]
OfferId = Annotated[str, PathParameter(pattern="^offer-[0-9a-z]{1,32}$")]


class Wish(msgspec.Struct, frozen=True):
    """The form for a new offer, as it was typed."""

    title: Title = ""
    goods: Text = ""
    kind: OfferKind = "exchange"
    beans: Text = ""
    worth_yuan: Text = ""
    stock: Text = ""
    valid_until: Text = ""
    per_month: Text = ""
    form_key: Text = ""


class Step(msgspec.Struct, frozen=True):
    """A press below an offer: no more of it, or so many pieces more."""

    act: Literal["", "withdraw", "restock"] = ""
    pieces: Text = ""
    form_key: Text = ""


class NotRead(Exception):
    """A field that says nothing we can read; `sentence` says which."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@get("/offers", opt=KEEPS_OFFERS, sync_to_thread=True)
def offers(clerk: ClerkHere) -> Template:
    """The shop's offers, and the form for another one."""
    return _drawn(clerk)


@post("/offers", opt=KEEPS_OFFERS, status_code=303)
async def propose(clerk: ClerkHere, data: URLEncodedBody[Wish]) -> Response[Any]:
    """Propose an offer; the community looks at it before anybody else does."""
    try:
        await _ask(clerk, data.form_key, _proposed(clerk, data))
    except NotRead as unread:
        return await sync_to_thread(_drawn, clerk, 422, unread.sentence, data)
    except Refusal as refusal:
        return await sync_to_thread(_drawn, clerk, 422, clerk.told(refusal), data)
    return Redirect("/merchant/offers", status_code=303)


@post("/offers/{offer:str}", opt=KEEPS_OFFERS, status_code=303)
async def step(clerk: ClerkHere, offer: OfferId, data: URLEncodedBody[Step]) -> Response[Any]:
    """End an offer of the shop, or put pieces on its shelf; another shop's is not there."""
    try:
        command = await sync_to_thread(_stepped, clerk, offer, data)
        await _ask(clerk, data.form_key, command)
    except NotRead as unread:
        return await sync_to_thread(_drawn, clerk, 422, unread.sentence)
    except Refusal as refusal:
        return await sync_to_thread(_drawn, clerk, 422, clerk.told(refusal))
    return Redirect("/merchant/offers", status_code=303)


async def _ask(clerk: Clerk, form_key: str, command: Command) -> None:
    await clerk.book.ask(command, clerk.sender(form_key, command), clerk.now())


def _proposed(clerk: Clerk, wish: Wish) -> ProposeOffer:
    whole = clerk.translate("The beans must be a whole number, such as 30.")
    title = wish.title.strip()
    if not title or not title.isprintable():
        raise NotRead(clerk.translate("Please say what you give."))
    worth_fen = typed.fen(wish.worth_yuan)
    if worth_fen is None and wish.worth_yuan.strip():
        raise NotRead(clerk.translate("The worth must be an amount in yuan, such as 12.50."))
    return ProposeOffer(
        offer=clerk.id_from("offer", wish.form_key), merchant=clerk.merchant, kind=wish.kind,
        title=title, goods=wish.goods, beans=_number(wish.beans, whole), worth_fen=worth_fen,
        stock=_number(wish.stock, clerk.translate("How many there are must be a whole number.")),
        valid_from=clerk.policy.local_date(clerk.now()), valid_until=_day(clerk, wish.valid_until),
        per_volunteer_month=_number(
            wish.per_month, clerk.translate("How many a month must be a whole number.")
        ),
    )  # fmt: skip


def _stepped(clerk: Clerk, offer: str, said: Step) -> Command:
    found = clerk.book.look(Offer(offer))
    if found.proposed is None or found.proposed.merchant != clerk.merchant:
        raise OfferUnknown(offer=offer)
    if said.act == "withdraw":
        return WithdrawOffer(offer=offer)
    unread = clerk.translate("How many more must be a whole number, such as 5 or -2.")
    text = said.pieces.strip()
    pieces = _number(text.removeprefix("-"), unread)
    if said.act != "restock" or pieces is None:
        raise NotRead(unread)
    return RestockOffer(offer=offer, pieces=-pieces if text.startswith("-") else pieces)


def _number(text: str, unread: str) -> int | None:
    """The whole number that was typed, None for an empty field; raises NotRead."""
    if not text.strip():
        return None
    number = typed.beans(text)
    if number is None:
        raise NotRead(unread)
    return number


def _day(clerk: Clerk, text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise NotRead(clerk.translate("The last day must be a day, such as 2026-12-31.")) from None


def _drawn(
    clerk: Clerk, status: int = 200, problem: str = "", wish: Wish | None = None
) -> Template:
    clerk.catch_up()
    forbidden = clerk.policy.redemption.forbidden_goods
    return clerk.page(
        "offers.html", status, merchant_name=clerk.merchant_name, problem=problem,
        form_key=secrets.token_urlsafe(16), entered=wish or Wish(),
        goods=[code for code in GOODS if code not in forbidden],
        offers=all_of(clerk, MOST_SHOWN), path="/merchant/offers",
    )  # fmt: skip


ROUTES: list[Any] = [offers, propose, step]
