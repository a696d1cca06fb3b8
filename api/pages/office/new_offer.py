"""A new offer at the desk: what a shop says it gives, entered and agreed to at once."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Response, get, post
from litestar.params import PathParameter, URLEncodedBody
from litestar.response import Redirect, Template

from api.access.table import Deed, opens_to
from api.offering import behind
from api.pages.language import translate
from api.pages.office.callers import (
    caller_here,
    catch_up,
    form_sender,
    fresh_form_key,
    id_from,
    must_reach_here,
    policy_of,
    today_of,
)
from api.pages.visits import Visit, page, told
from api.v1.asking import Caller
from api.v1.words import MERCHANT
from api.wording import WORDING
from ledger.refusals import Refusal
from merchant_portal.offering import Wish, allowed_goods, proposed
from merchant_portal.typed import NotRead
from projections.directory import Merchant

MerchantInPath = Annotated[str, PathParameter(pattern=MERCHANT)]


@get("/desk/shops/{merchant:str}/offers", opt=opens_to(Deed.PUBLISH_OFFER), sync_to_thread=True)
def ask_for_offer(request: Visit, merchant: MerchantInPath) -> Template:
    """The form for an offer of this shop."""
    caller = caller_here(request)
    return _form(request, caller, _shop(caller, merchant))


@post("/desk/shops/{merchant:str}/offers", opt=opens_to(Deed.PUBLISH_OFFER), status_code=303,
      sync_to_thread=True)  # fmt: skip
def enter_offer(
    request: Visit, merchant: MerchantInPath, data: URLEncodedBody[Wish]
) -> Response[Any]:
    """Volunteers see it from now on; nobody enters an offer of their own shop here."""
    caller = caller_here(request)
    shop = _shop(caller, merchant)
    offer = id_from(caller, "offer", data.form_key)
    try:
        wish = proposed(data, offer, merchant, today_of(caller), translate)
        # The press is the same one however much money has come or gone before it is sent again.
        sender = form_sender(caller, data.form_key, [merchant, msgspec.to_builtins(data)])
        cover, selves = behind(caller, merchant)
        command = msgspec.structs.replace(wish, publish=True, cover_permille=cover, selves=selves)
        caller.ledger.book.record(command, sender, caller.now())
    except NotRead as unread:
        return _form(request, caller, shop, 422, unread.sentence, data)
    except Refusal as refusal:
        status = WORDING[refusal.code].status
        return _form(request, caller, shop, status, told(refusal), data)
    return Redirect("/desk/offers", status_code=303)


def _shop(caller: Caller, merchant: str) -> Merchant:
    """The shop of this id; one out of reach is not there."""
    catch_up(caller)
    must_reach_here(caller, merchant)
    row = caller.ledger.directory.merchant(merchant)
    must_reach_here(caller, row and row.merchant)
    assert row is not None
    return row


def _form(
    request: Visit, caller: Caller, shop: Merchant, status: int = 200, problem: str = "",
    wish: Wish | None = None,
) -> Template:  # fmt: skip
    return page(
        request, "office/new_offer.html", status, shop=shop.name, merchant=shop.merchant,
        goods=allowed_goods(policy_of(caller)), entered=wish or Wish(), problem=problem,
        form_key=fresh_form_key(), path=f"/desk/shops/{shop.merchant}/offers",
    )  # fmt: skip


ROUTES: list[Any] = [ask_for_offer, enter_offer]
