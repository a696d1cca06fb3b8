"""Offers and shops as volunteers, merchants and the desk meet them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from api.pages.reading import SHANGHAI
from ledger.facts import MerchantHalted, MerchantWelcomed
from ledger.subjects.offer import GOODS
from projections.offers import Offer

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=SHANGHAI)
NOODLES = Offer(
    offer="offer-1", merchant="merchant-1", state="published", kind="exchange",
    title="牛肉面一碗", goods="food", beans=120, worth_fen=1_200, stock=20, restocked=10,
    taken=27, valid_from=date(2026, 11, 1), valid_until=date(2027, 1, 31),
    per_volunteer_month=4, position=7,
)  # fmt: skip
HAIRCUT = Offer(
    offer="offer-2", merchant="merchant-1", state="published", kind="offset",
    title="老人理发", goods="haircut", beans=None, worth_fen=None, stock=None, restocked=0,
    taken=0, valid_from=date(2026, 11, 1), valid_until=None, per_volunteer_month=None, position=8,
)  # fmt: skip
WAITING = Offer(
    offer="offer-3", merchant="merchant-1", state="proposed", kind="exchange", title="洗衣一次",
    goods="laundry", beans=60, worth_fen=None, stock=1, restocked=0, taken=0,
    valid_from=date(2026, 11, 1), valid_until=None, per_volunteer_month=1, position=9,
)  # fmt: skip
ENDED = Offer(
    offer="offer-4", merchant="merchant-1", state="withdrawn", kind="exchange", title="月饼一盒",
    goods="mooncakes", beans=200, worth_fen=None, stock=0, restocked=0, taken=0,
    valid_from=date(2026, 9, 1), valid_until=date(2026, 9, 30), per_volunteer_month=None,
    position=3,
)  # fmt: skip
MINE: dict[str, Any] = {
    "beans": 320,
    "shops": [
        {"name": "老陈面馆", "kind": "commercial", "community": "", "offers": [NOODLES, HAIRCUT]},
        {"name": "慈善超市", "kind": "charity", "community": "河对岸社区", "offers": [HAIRCUT]},
    ],
}  # fmt: skip
EMPTY_FORM = {
    "title": "", "goods": "", "kind": "exchange", "beans": "", "worth_yuan": "", "stock": "",
    "valid_until": "", "per_month": "",
}  # fmt: skip
PORTAL: dict[str, Any] = {
    "merchant_name": "老陈面馆", "offers": [WAITING, NOODLES, HAIRCUT, ENDED],
    "goods": list(GOODS), "entered": EMPTY_FORM, "problem": "", "form_key": "form-1",
}  # fmt: skip
TYPED = {**EMPTY_FORM, "title": "烟", "goods": "food", "kind": "offset", "beans": "三十"}
NEW: dict[str, Any] = {
    "shop": "老陈面馆", "merchant": "merchant-1", "goods": list(GOODS), "entered": EMPTY_FORM,
    "problem": "", "form_key": "form-1",
}  # fmt: skip
DESK: dict[str, Any] = {
    "waiting": [{"offer": WAITING, "shop": "老陈面馆"}],
    "present": [{"offer": NOODLES, "shop": "老陈面馆"}, {"offer": HAIRCUT, "shop": "老陈面馆"}],
    "problem": "", "form_key": "form-1",
}  # fmt: skip


def shop(number: int, kind: str = "commercial", why: str | None = None) -> dict[str, Any]:
    """A shop with some caps, and perhaps suspended."""
    terms = MerchantWelcomed(
        at=NOON, merchant=f"merchant-{number}", name="老陈面馆", community="unit-1", kind=kind,
        monthly_cap=20_000 if number else None, cap_per_transaction=80 if number else None,
        cap_per_day=1_000 if number else None,
    )  # fmt: skip
    halted = MerchantHalted(at=NOON, merchant=terms.merchant, reason=why) if why else None
    return {
        "merchant": f"merchant-{number}", "name": "老陈面馆", "kind": kind, "number": number,
        "community": "阳光里社区", "terms": terms, "halted": halted,
    }  # fmt: skip


REASONS = ("complaint", "suspected_abuse", "licence", "closed", "by_agreement")
SHOPS: dict[str, Any] = {
    "shops": [shop(0, "charity"), shop(1), shop(2, why="suspected_abuse")],
    "reasons": REASONS, "problem": "", "next_cursor": None, "form_key": "form-1",
}  # fmt: skip
OFFER_PAGES = {
    "my offers": ("own/offers.html", MINE),
    "my offers, none": ("own/offers.html", {"beans": 1, "shops": []}),
    "offers of a shop": ("offers.html", PORTAL),
    "offers of a shop, none": ("offers.html", {**PORTAL, "offers": []}),
    "offers of a shop, refused": (
        "offers.html", {**PORTAL, "entered": TYPED, "problem": "这类商品不能用金豆兑换。"},
    ),
    "offers at the desk": ("office/offers.html", DESK),
    "offers at the desk, none": ("office/offers.html", {**DESK, "waiting": [], "present": []}),
    "offers at the desk, refused": (
        "office/offers.html", {**DESK, "problem": "基金余额偏低，暂时不能发布新项目。"},
    ),
    "new offer at the desk": ("office/new_offer.html", NEW),
    "new offer at the desk, refused": (
        "office/new_offer.html", {**NEW, "entered": TYPED, "problem": "金豆须为整数，例如 30。"},
    ),
    "shops at the desk": ("office/shops.html", SHOPS),
    "shops at the desk, more": ("office/shops.html", {**SHOPS, "next_cursor": "a" * 32}),
    "shops at the desk, none": ("office/shops.html", {**SHOPS, "shops": []}),
    "shops at the desk, refused": ("office/shops.html", {**SHOPS, "problem": "请选择原因。"}),
}  # fmt: skip
