"""What the demo's shops give for beans: a bowl, a haircut, a bag of rice, and one that waits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from api.demo.attendances import Step
from api.ids import new_id
from ledger.facts import OfferKind
from ledger.offers import ProposeOffer, PublishOffer
from projections.directory import Merchant


class Given(NamedTuple):
    """What a shop gives whose name ends or begins so."""

    named: str
    title: str
    goods: str
    beans: int | None
    stock: int | None


GIVEN = (
    Given("早点铺", "早餐一份（豆浆、油条）", "food", 60, None),
    Given("理发店", "理发一次", "haircut", 150, 30),
    Given("水果店", "水果，抵扣部分账单", "food", None, None),
    Given("慈善超市", "大米一袋（5 斤）", "daily_goods", 200, 40),
    Given("爱心食堂", "午餐一份", "food", 100, 60),
    Given("洗衣店", "洗外套一件", "laundry", 120, None),
)
WAITING = Given("便利店", "挂面一把", "food", 50, 20)
BEFORE = timedelta(days=20)


def steps(shops: list[Merchant], now: datetime, today: date, staff: str) -> Iterator[Step]:
    """Some weeks ago the shops proposed them and the community agreed; one came yesterday."""
    at = now - BEFORE
    for number, (shop, given) in enumerate(_fitting(shops, GIVEN)):
        offer = new_id("offer", at)
        proposed = _proposed(offer, shop, given, today - BEFORE)
        yield Step(at + timedelta(minutes=number), proposed, staff, "staff")
        agreed = at + timedelta(hours=2, minutes=number)
        yield Step(agreed, PublishOffer(offer=offer), staff, "staff")
    for shop, given in _fitting(shops, (WAITING,)):
        at = now - timedelta(days=1)
        proposed = _proposed(new_id("offer", at), shop, given, today)
        yield Step(at, proposed, staff, "staff")


def _fitting(shops: list[Merchant], things: tuple[Given, ...]) -> Iterator[tuple[Merchant, Given]]:
    for shop in shops:
        for given in things:
            if given.named in shop.name:
                yield shop, given


def _proposed(offer: str, shop: Merchant, given: Given, first: date) -> ProposeOffer:
    kind: OfferKind = "offset" if given.beans is None else "exchange"
    return ProposeOffer(
        offer=offer, merchant=shop.merchant, kind=kind, title=given.title, goods=given.goods,
        beans=given.beans, stock=given.stock, valid_from=first,
        valid_until=first + timedelta(days=180),
    )  # fmt: skip
