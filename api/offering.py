"""Offering: where the shops of a place are, what they offer, and the money behind it."""

from __future__ import annotations

from collections.abc import Collection

from api.access.own import second
from api.access.reach import home_of, reaches
from api.ledgers import Ledger
from api.supply import cover_permille
from api.v1.asking import Caller
from ledger.subjects.standing import Merchant
from projections.offers import Offer


def shops_in(ledger: Ledger, unit: str) -> list[str]:
    """The shops at home in a unit or below it today, also where it has another name by now."""
    known = ledger.units.now()
    homes = known.belonging(unit, ledger.rules.current.local_date(ledger.clock.now()))
    # A district has thousands of buildings; shops are at home in communities.
    communities = [home for home in homes if known.rows[home].kind == "community"]
    return [row.merchant for row in ledger.directory.merchants_in(communities)]


def place_of(caller: Caller) -> str:
    """The unit whose offers concern the caller; empty for whoever is bound to none."""
    who, directory = caller.who, caller.ledger.directory
    return who.unit or directory.community_of(who.volunteer or who.team or "") or ""


def present_offers(
    ledger: Ledger,
    merchants: Collection[str] | None,
    limit: int = 100,
    before_position: int | None = None,
) -> list[Offer]:
    """What these merchants (all, when None) give today and have left, the newest first."""
    today = ledger.rules.current.local_date(ledger.clock.now())
    return ledger.offers.present(merchants, today, limit, before_position)


def open_now(ledger: Ledger, offers: Collection[Offer]) -> list[Offer]:
    """Those of these offers whose merchant may take beans; a suspended one gives nothing."""
    standing = standing_of(ledger, {offer.merchant for offer in offers})
    return [offer for offer in offers if standing[offer.merchant].halted is None]


def standing_of(ledger: Ledger, merchants: Collection[str]) -> dict[str, Merchant]:
    """How it stands with each of these merchants at this moment, out of the book itself."""
    found = [Merchant(merchant) for merchant in merchants]
    ledger.book.look_all(found)
    return dict(zip(merchants, found, strict=True))


def behind(caller: Caller, merchant: str) -> tuple[int | None, tuple[str, ...]]:
    """What stands behind a yes to an offer: how large a part of its beans that are out the
    merchant's community has money for, in thousandths (None while none are out), and all ids that
    may be whoever says it. It asks the vault and the views."""
    ledger = caller.ledger
    cover = cover_permille(ledger, home_of(ledger, merchant), ledger.clock.now())
    return cover, second(caller).selves


def kept_by(caller: Caller, offers: Collection[Offer]) -> list[Offer]:
    """Those of these offers that are of the caller's own shop, or of one in their charge."""
    return [offer for offer in offers if reaches(caller, offer.merchant)]
