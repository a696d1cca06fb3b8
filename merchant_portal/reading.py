"""Reading: what the fields of a sale mean, at the counter for codes and at the one for badges."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from merchant_portal import typed
from merchant_portal.clerk import Clerk
from merchant_portal.on_offer import Wanted, wanted
from merchant_portal.typed import NotRead


class Fields(Protocol):
    """The part of a form that says what is taken (templates/sale_fields.html), as it was typed."""

    beans: str
    bill_yuan: str
    offer: str
    quantity: str


class Asked(NamedTuple):
    """So many beans, of a bill of so many fen (None: no bill was typed), for so many pieces of an
    offer."""

    beans: int
    bill_fen: int | None
    offer: str
    quantity: int


def asked(clerk: Clerk, sale: Fields) -> Asked:
    """What these fields ask for; the price of an offer stands for beans that were not typed.

    Raises NotRead.
    """
    chosen = offer_of(clerk, sale)
    beans = chosen.beans if chosen.beans and not sale.beans.strip() else typed.beans(sale.beans)
    if beans is None:
        raise NotRead(clerk.translate("The beans must be a whole number, such as 30."))
    return Asked(beans, bill_of(clerk, sale), chosen.offer, chosen.quantity)


def offer_of(clerk: Clerk, sale: Fields) -> Wanted:
    """Which offer, and how many pieces of it; raises NotRead."""
    chosen = wanted(clerk, sale.offer, sale.quantity)
    if chosen is None:
        raise NotRead(clerk.translate("How many pieces must be a whole number from 1 to 20."))
    return chosen


def bill_of(clerk: Clerk, sale: Fields) -> int | None:
    """The whole bill in fen, None where none was typed; raises NotRead."""
    bill_fen = typed.fen(sale.bill_yuan)
    if bill_fen is None and sale.bill_yuan.strip():
        raise NotRead(clerk.translate("The bill must be an amount in yuan, such as 12.50."))
    return bill_fen
