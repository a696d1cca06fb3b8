"""What my beans bring: every offer nearby, shop by shop, the own community's first."""

from __future__ import annotations

from typing import Any

from litestar import get
from litestar.response import Template

from api.access.table import Deed, opens_to
from api.offering import open_now, present_offers, shops_in
from api.pages.me import account_of, purse
from api.pages.office.callers import caller_here, today_of
from api.pages.office.finding import unit_name
from api.pages.visits import Visit, page, volunteer_here
from api.v1.asking import Caller
from projections.offers import Offer

MOST = 100


@get("/me/offers", opt=opens_to(Deed.SEE_OWN_PAGE), sync_to_thread=True)
def my_offers(request: Visit) -> Template:
    """What the shops of the own street give for beans today, and how many beans there are."""
    _, volunteer = volunteer_here(request)
    caller = caller_here(request)
    account = account_of(caller.ledger, volunteer)  # The views have heard of everything by then.
    home = caller.ledger.directory.community_of(volunteer) or ""
    return page(
        request, "own/offers.html", beans=purse(caller.ledger, account)["beans"],
        shops=_shops(caller, home), path="/me/offers",
    )  # fmt: skip


def _shops(caller: Caller, home: str) -> list[dict[str, Any]]:
    """Each shop with its offers; those at home where the volunteer is come first."""
    ledger = caller.ledger
    here = ledger.units.called(home, today_of(caller))
    near = shops_in(ledger, _street_of(caller, here))
    offers: dict[str, list[Offer]] = {}
    for offer in open_now(ledger, present_offers(ledger, near, MOST)):
        offers.setdefault(offer.merchant, []).append(offer)
    shops = [_shop(caller, merchant, offered, here) for merchant, offered in offers.items()]
    return sorted(shops, key=lambda shop: (shop["community"] != "", shop["name"]))


def _shop(caller: Caller, merchant: str, offers: list[Offer], here: str) -> dict[str, Any]:
    row = caller.ledger.directory.merchant(merchant)
    assert row is not None
    own = caller.ledger.units.called(row.community, today_of(caller)) == here
    elsewhere = "" if own else unit_name(caller, row.community)
    return {"name": row.name, "kind": row.kind, "community": elsewhere, "offers": offers}


def _street_of(caller: Caller, community: str) -> str:
    """The street a community lies in: what is nearby; itself where it lies in none."""
    units = caller.ledger.units.now()
    above = (unit for unit in units.path(community, today_of(caller)) if unit in units.rows)
    return next((unit for unit in above if units.rows[unit].kind == "street"), community)


ROUTES: list[Any] = [my_offers]
