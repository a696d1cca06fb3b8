"""Offers over HTTP: what beans bring, proposed by a merchant and published by the community."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Annotated, Literal

import msgspec
from litestar import get, post
from litestar.params import JSONBody, QueryParameter
from litestar.response.base import ASGIResponse

from api.access.reach import must_reach, reaches, sure, unknown
from api.access.roles import Role
from api.access.table import Deed, opens_to
from api.ids import new_id
from api.offering import behind, kept_by, open_now, place_of, present_offers, shops_in
from api.problems import FieldProblem, Stop
from api.v1 import paging
from api.v1.addresses import USUAL, AnyMerchant, AnyUnit, Cursor, Limit, TheOffer
from api.v1.asking import Call, Caller, by, caller_of, carry_out
from api.v1.documents import READS, writes
from api.v1.words import Beans, Body, EmptyRequest, Fen, MerchantId, Title, Word, day_implausible
from ledger.command import Command, Receipt
from ledger.facts import OfferKind, OfferPublished
from ledger.offers import ProposeOffer, PublishOffer, RestockOffer, WithdrawOffer
from projections.offers import Offer

Stock = Annotated[int, msgspec.Meta(ge=0, le=1_000_000, description="pieces on the shelf")]
Change = Annotated[
    int, msgspec.Meta(ge=-1_000_000, le=1_000_000, description="pieces more, or fewer; not 0")
]
ThoseInState = Annotated[
    str,
    QueryParameter(
        name="state",  # The web framework means something else by that word.
        pattern="^(present|all)$",
        description="present: what can be had now; all: also what waits, ended or is sold out, of"
        " merchants within reach",
    ),
]


class OfferRequest(Body, kw_only=True):
    """What a merchant would give: a thing for so many `beans` (exchange), or beans as a part of a
    bill (offset). Without `stock` nobody counts the pieces; days are local, both included."""

    merchant: MerchantId | None = None
    kind: OfferKind
    title: Title
    goods: Word
    beans: Beans | None = None
    worth_fen: Fen | None = None
    stock: Stock | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    per_volunteer_month: Annotated[int, msgspec.Meta(ge=1, le=1_000)] | None = None


class RestockRequest(Body, kw_only=True):
    """How many pieces more lie on the shelf; fewer when the number is negative."""

    pieces: Change


class OfferStanding(msgspec.Struct, kw_only=True):
    """The offer, and what became of it."""

    id: str
    state: Literal["proposed", "published", "withdrawn"]


class Restocked(msgspec.Struct, kw_only=True):
    """So many pieces more or fewer lie on the shelf."""

    id: str
    pieces: int


class OfferSeen(msgspec.Struct, kw_only=True):
    """An offer; `beans` is the price of one piece, `left` how many there are, None: uncounted."""

    id: str
    merchant: str
    merchant_name: str
    state: Literal["proposed", "published", "withdrawn"]
    kind: OfferKind
    title: str
    goods: str
    beans: int | None
    worth_fen: int | None
    left: int | None
    valid_from: date
    valid_until: date | None
    per_volunteer_month: int | None


class OffersSeen(msgspec.Struct, kw_only=True):
    """Offers, the newest first."""

    items: list[OfferSeen]
    next_cursor: str | None


@post("/offers", opt=opens_to(Deed.KEEP_OFFERS), **writes(OfferStanding))
async def propose_offer(request: Call, data: JSONBody[OfferRequest]) -> ASGIResponse:
    """Offer something for beans: a merchant proposes it, the community publishes it at once."""
    caller = caller_of(request)
    sender = by(request, data)
    merchant = data.merchant or caller.who.merchant
    if merchant is None:
        raise Stop("malformed", [FieldProblem("whose offer is it?", "/merchant")])
    await must_reach(caller, merchant)
    for name in ("valid_from", "valid_until"):
        day = getattr(data, name)
        if day is not None and day_implausible(day):
            raise Stop("time_implausible", [FieldProblem("no such day", f"/{name}")])
    publish = caller.who.role is not Role.MERCHANT
    cover, selves = await asyncio.to_thread(behind, caller, merchant) if publish else (None, ())
    command = ProposeOffer(
        offer=new_id("offer", caller.now()), merchant=merchant, kind=data.kind, title=data.title,
        goods=data.goods, beans=data.beans, worth_fen=data.worth_fen, stock=data.stock,
        valid_from=data.valid_from or _today(caller), valid_until=data.valid_until,
        per_volunteer_month=data.per_volunteer_month, publish=publish, cover_permille=cover,
        selves=selves,
    )  # fmt: skip

    def answer(receipt: Receipt) -> OfferStanding:
        agreed = isinstance(receipt.facts[-1], OfferPublished)
        state: Literal["published", "proposed"] = "published" if agreed else "proposed"
        return OfferStanding(id=receipt.facts[0].offer, state=state)

    return await carry_out(caller, command, sender, answer)


@post("/offers/{offer:str}/publication", opt=opens_to(Deed.PUBLISH_OFFER),
      **writes(OfferStanding))  # fmt: skip
async def publish_offer(
    request: Call, offer: TheOffer, data: JSONBody[EmptyRequest]
) -> ASGIResponse:
    """Agree to what a merchant proposed; volunteers see it from now on."""
    caller = caller_of(request)
    sender = by(request, data)
    merchant = await asyncio.to_thread(_must_keep, caller, offer)
    cover, selves = await asyncio.to_thread(behind, caller, merchant)
    answer = OfferStanding(id=offer, state="published")
    command = PublishOffer(offer=offer, cover_permille=cover, selves=selves)
    return await carry_out(caller, command, sender, lambda _: answer)


@post("/offers/{offer:str}/withdrawal", opt=opens_to(Deed.KEEP_OFFERS),
      **writes(OfferStanding))  # fmt: skip
async def withdraw_offer(
    request: Call, offer: TheOffer, data: JSONBody[EmptyRequest]
) -> ASGIResponse:
    """Offer this no more, or do not agree to it; what is held for it may still be captured."""
    answer = OfferStanding(id=offer, state="withdrawn")
    return await _step(request, offer, data, WithdrawOffer(offer=offer), answer)


@post("/offers/{offer:str}/restock", opt=opens_to(Deed.KEEP_OFFERS), **writes(Restocked))
async def restock_offer(
    request: Call, offer: TheOffer, data: JSONBody[RestockRequest]
) -> ASGIResponse:
    """Put pieces on the shelf, or take some off it; those that are promised stay promised."""
    if data.pieces == 0:
        raise Stop("malformed", [FieldProblem("it changes nothing", "/pieces")])
    command = RestockOffer(offer=offer, pieces=data.pieces)
    return await _step(request, offer, data, command, Restocked(id=offer, pieces=data.pieces))


@get("/offers", opt=opens_to(Deed.READ_OFFERS), **READS)
def list_offers(
    request: Call, merchant: AnyMerchant = "", unit: AnyUnit = "",
    those: ThoseInState = "present", limit: Limit = USUAL, cursor: Cursor = "",
) -> OffersSeen:  # fmt: skip
    """What a merchant, or the merchants of a unit and below, give for beans; one's own shop or
    the own place when neither is named. A page may come out shorter than asked for."""
    caller = caller_of(request)
    ledger, before = caller.ledger, paging.position_of(caller.ledger, cursor)
    place = unit or place_of(caller)
    shops = [merchant] if merchant else _shops(caller, place, own=not unit)
    if those == "present":
        page = paging.cut(ledger, present_offers(ledger, shops, limit + 1, before), limit, _place)
        shown = open_now(ledger, page.items)
    else:
        page = paging.cut(ledger, ledger.offers.of(shops, limit + 1, before), limit, _place)
        shown = kept_by(caller, page.items)
    return OffersSeen(items=[_seen(caller, one) for one in shown], next_cursor=page.next_cursor)


def _shops(caller: Caller, place: str, *, own: bool) -> list[str] | None:
    if own and caller.who.merchant:
        return [caller.who.merchant]
    if not place:
        return None
    # A place that is not there has no shops; nobody is told which of the two it is.
    return shops_in(caller.ledger, place) if caller.ledger.units.unit(place) else []


async def _step(
    request: Call, offer: str, body: Body | EmptyRequest, command: Command,
    answer: OfferStanding | Restocked,
) -> ASGIResponse:  # fmt: skip
    caller = caller_of(request)
    sender = by(request, body)
    await asyncio.to_thread(_must_keep, caller, offer)
    return await carry_out(caller, command, sender, lambda _: answer)


def _must_keep(caller: Caller, offer: str) -> str:
    """The shop whose offer it is; raises `Stop` (404) unless that is within the caller's reach.
    What is not there and what is another's ask the same questions."""
    shop = sure(caller.ledger, lambda: _kept(caller, offer))
    if shop is None:
        raise unknown(offer)
    return shop


def _kept(caller: Caller, offer: str) -> str | None:
    found = caller.ledger.offers.offer(offer)
    near = reaches(caller, found.merchant if found else "merchant-nobody")
    return found.merchant if found is not None and near else None


def _today(caller: Caller) -> date:
    return caller.ledger.rules.current.local_date(caller.now())


def _place(offer: Offer) -> int:
    return offer.position


def _seen(caller: Caller, offer: Offer) -> OfferSeen:
    shop = caller.ledger.directory.merchant(offer.merchant)
    return OfferSeen(
        id=offer.offer, merchant=offer.merchant, merchant_name=shop.name if shop else "",
        state=offer.state, kind=offer.kind, title=offer.title, goods=offer.goods,
        beans=offer.beans, worth_fen=offer.worth_fen, left=offer.left,
        valid_from=offer.valid_from, valid_until=offer.valid_until,
        per_volunteer_month=offer.per_volunteer_month,
    )  # fmt: skip


ROUTES = [propose_offer, publish_offer, withdraw_offer, restock_offer, list_offers]
