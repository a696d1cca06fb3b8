"""Offers: what the shop would give for beans, what became of it, and how many are left."""

from __future__ import annotations

import secrets
from typing import Annotated, Any, Literal

import msgspec
from litestar import Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.params import PathParameter, URLEncodedBody
from litestar.response import Redirect, Template

from ledger.command import Command
from ledger.offers import ProposeOffer, RestockOffer, WithdrawOffer
from ledger.refusals import Refusal
from ledger.refusals.offers import OfferUnknown
from ledger.subjects.offer import Offer
from merchant_portal import typed
from merchant_portal.clerk import Clerk, ClerkHere
from merchant_portal.offering import Wish, allowed_goods, number, proposed
from merchant_portal.on_offer import all_of
from merchant_portal.typed import NotRead

MOST_SHOWN = 50
KEEPS_OFFERS = {"deed": "keep_offers"}

Text = Annotated[str, msgspec.Meta(max_length=typed.LONGEST_TYPED)]
OfferId = Annotated[str, PathParameter(pattern="^offer-[0-9a-z]{1,32}$")]


class Step(msgspec.Struct, frozen=True):
    """A press below an offer: no more of it, or so many pieces more."""

    act: Literal["", "withdraw", "restock"] = ""
    pieces: Text = ""
    form_key: Text = ""


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
    today = clerk.policy.local_date(clerk.now())
    offer = clerk.id_from("offer", wish.form_key)
    return proposed(wish, offer, clerk.merchant, today, clerk.translate)


def _stepped(clerk: Clerk, offer: str, said: Step) -> Command:
    found = clerk.book.look(Offer(offer))
    if found.proposed is None or found.proposed.merchant != clerk.merchant:
        raise OfferUnknown(offer=offer)
    if said.act == "withdraw":
        return WithdrawOffer(offer=offer)
    unread = clerk.translate("How many more must be a whole number, such as 5 or -2.")
    text = said.pieces.strip()
    pieces = number(text.removeprefix("-"), unread)
    if said.act != "restock" or pieces is None:
        raise NotRead(unread)
    return RestockOffer(offer=offer, pieces=-pieces if text.startswith("-") else pieces)


def _drawn(
    clerk: Clerk, status: int = 200, problem: str = "", wish: Wish | None = None
) -> Template:
    clerk.catch_up()
    return clerk.page(
        "offers.html", status, merchant_name=clerk.merchant_name, problem=problem,
        form_key=secrets.token_urlsafe(16), entered=wish or Wish(),
        goods=allowed_goods(clerk.policy), offers=all_of(clerk, MOST_SHOWN),
        path="/merchant/offers",
    )  # fmt: skip


ROUTES: list[Any] = [offers, propose, step]
