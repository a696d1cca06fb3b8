"""Offers at the desk: what merchants propose waits for a yes, and what is there can be ended."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from litestar import Response, get, post
from litestar.params import PathParameter, URLEncodedBody
from litestar.response import Redirect, Template

from api.access.table import Deed, opens_to
from api.offering import behind, kept_by, present_offers, shops_in
from api.pages.office.callers import (
    FormKey,
    caller_here,
    catch_up,
    form_sender,
    fresh_form_key,
    must_reach_here,
)
from api.pages.visits import Visit, page, told
from api.problems import Stop
from api.v1.asking import Caller
from api.v1.words import OFFER
from api.wording import WORDING
from ledger.command import Command
from ledger.offers import PublishOffer, WithdrawOffer
from ledger.refusals import Refusal
from projections.offers import Offer

OfferInPath = Annotated[str, PathParameter(pattern=OFFER)]


class Decided(msgspec.Struct):
    """Yes to a proposal, or no; or no more of what was agreed to."""

    act: Literal["", "publish", "withdraw"] = ""
    form_key: FormKey = ""


@get("/desk/offers", opt=opens_to(Deed.PUBLISH_OFFER), sync_to_thread=True)
def desk_offers(request: Visit) -> Template:
    """What waits for a yes, the longest first, and what volunteers are shown today."""
    return _list(request, caller_here(request))


@post("/desk/offers/{offer:str}", opt=opens_to(Deed.PUBLISH_OFFER), status_code=303,
      sync_to_thread=True)  # fmt: skip
def decide_offer(
    request: Visit, offer: OfferInPath, data: URLEncodedBody[Decided]
) -> Response[Any]:
    """Agree to an offer, or end it."""
    caller = caller_here(request)
    catch_up(caller)
    row = caller.ledger.offers.offer(offer)
    must_reach_here(caller, row and row.merchant)
    assert row is not None
    match data.act:
        case "publish":
            cover, selves = behind(caller, row.merchant)
            command: Command = PublishOffer(offer=offer, cover_permille=cover, selves=selves)
        case "withdraw":
            command = WithdrawOffer(offer=offer)
        case _:
            raise Stop("malformed")
    try:
        # The press is the same one however much money has come or gone before it is sent again.
        sender = form_sender(caller, data.form_key, [data.act, offer])
        caller.ledger.book.record(command, sender, caller.now())
    except Refusal as refusal:
        return _list(request, caller, WORDING[refusal.code].status, told(refusal))
    return Redirect("/desk/offers", status_code=303)


def _list(request: Visit, caller: Caller, status: int = 200, problem: str = "") -> Template:
    catch_up(caller)
    ledger, unit = caller.ledger, caller.who.unit
    present = present_offers(ledger, shops_in(ledger, unit) if unit else None)
    return page(
        request, "office/offers.html", status, problem=problem, form_key=fresh_form_key(),
        waiting=[_told(caller, one) for one in kept_by(caller, ledger.offers.waiting())],
        present=[_told(caller, one) for one in present], path="/desk/offers",
    )  # fmt: skip


def _told(caller: Caller, offer: Offer) -> dict[str, Any]:
    shop = caller.ledger.directory.merchant(offer.merchant)
    return {"offer": offer, "shop": shop.name if shop else ""}


ROUTES: list[Any] = [desk_offers, decide_offer]
