"""Offering: what the form for a new offer means, in the shop and at the desk of the community."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated

import msgspec

from ledger.facts import OfferKind
from ledger.offers import ProposeOffer
from ledger.policy import Policy
from ledger.subjects.offer import GOODS
from merchant_portal import typed
from merchant_portal.typed import NotRead

Text = Annotated[str, msgspec.Meta(max_length=typed.LONGEST_TYPED)]
Title = Annotated[str, msgspec.Meta(max_length=60)]
Translate = Callable[[str], str]
"""An English sentence in the reader's language."""


class Wish(msgspec.Struct, frozen=True):
    """The form for a new offer (templates/offer_fields.html), as it was typed."""

    title: Title = ""
    goods: Text = ""
    kind: OfferKind = "exchange"
    beans: Text = ""
    worth_yuan: Text = ""
    stock: Text = ""
    valid_until: Text = ""
    per_month: Text = ""
    form_key: Text = ""


def proposed(
    wish: Wish, offer: str, merchant: str, today: date, translate: Translate
) -> ProposeOffer:
    """What the form asks for, from `today` on; raises NotRead."""
    whole = translate("The beans must be a whole number, such as 30.")
    title = wish.title.strip()
    if not title or not title.isprintable():
        raise NotRead(translate("Please say what you give."))
    worth_fen = typed.fen(wish.worth_yuan)
    if worth_fen is None and wish.worth_yuan.strip():
        raise NotRead(translate("The worth must be an amount in yuan, such as 12.50."))
    return ProposeOffer(
        offer=offer, merchant=merchant, kind=wish.kind, title=title, goods=wish.goods,
        beans=number(wish.beans, whole), worth_fen=worth_fen,
        stock=number(wish.stock, translate("How many there are must be a whole number.")),
        valid_from=today, valid_until=_day(wish.valid_until, translate),
        per_volunteer_month=number(
            wish.per_month, translate("How many a month must be a whole number.")
        ),
    )  # fmt: skip


def allowed_goods(policy: Policy) -> list[str]:
    """The categories that this policy lets anybody offer."""
    return [code for code in GOODS if code not in policy.redemption.forbidden_goods]


def number(text: str, unread: str) -> int | None:
    """The whole number that was typed, None for an empty field; raises NotRead."""
    if not text.strip():
        return None
    found = typed.beans(text)
    if found is None:
        raise NotRead(unread)
    return found


def _day(text: str, translate: Translate) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise NotRead(translate("The last day must be a day, such as 2026-12-31.")) from None
