"""The counter at every moment of its life, as a clerk meets it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from api.pages.reading import SHANGHAI
from merchant_portal.on_offer import Choice

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=SHANGHAI)
GRANNY_ZHANG = "张**"
OLD_LI = "李*"
TERMS = {"least": 10, "most": 1000, "cap": None, "cap_left": None, "offset_percent": "50"}
COUNTER: dict[str, Any] = {
    "merchant_name": "老王豆腐坊",
    "form_key": "form-1",
    "entered": {"code": "", "offer": "", "quantity": "", "beans": "", "bill_yuan": ""},
    "offers": [],
    "refusal": None,
    "result": None,
    "voided": None,
    "again": False,
    "look": None,
    "terms": TERMS,
    "beans_today": 150,
    "redemptions": [
        {
            "id": f"redemption-{number}",
            "at": NOON + timedelta(minutes=7 * number),
            "beans": 50,
            "volunteer_masked": OLD_LI,
            "receipt": f"GB-00{number}",
            "state": state,
            "voidable": number < 2,
            "void_until": NOON + timedelta(minutes=30) if state == "captured" else NOON,
            "refundable": state == "captured",
            "form_key": f"void-{number}",
        }
        for number, state in enumerate(("captured", "authorised", "voided", "refunded"))
    ],
}
SERVED = {
    "beans": 30,
    "volunteer_masked": GRANNY_ZHANG,
    "balance_after": 1220,
    "receipt": "GB-7K2M",
    "state": "captured",
    "worth_fen": 300,
}
LOOK = {
    "volunteer_masked": GRANNY_ZHANG, "beans": 640, "ends_with": "max_per_day", "worth_fen": 6_400,
    "least": 10,
}  # fmt: skip
TYPED = {
    "code": "1234 5678 9012", "offer": "", "quantity": "", "beans": "3000", "bill_yuan": "36.50",
}  # fmt: skip
CHOICES = [
    Choice("offer-1", "牛肉面一碗", 120, 3), Choice("offer-2", "老人理发", None, None),
]  # fmt: skip
REFUSALS = ("code_expired", "not_enough_beans", "fund_exhausted", "bad_form")


def counter(**more: Any) -> tuple[str, dict[str, Any]]:
    """The counter's page with something that just happened."""
    return "counter.html", {**COUNTER, **more}


TODAY = [COUNTER["redemptions"][0], {**COUNTER["redemptions"][0], "id": "redemption-9"}]
"""Two lines that nobody took back: as the owner sees one, and as a clerk does."""

COUNTER_PAGES: dict[str, tuple[str, dict[str, Any]]] = {
    "counter": counter(),
    "counter, served": counter(result=SERVED),
    "counter, served before": counter(
        result=SERVED, again=True, terms={**TERMS, "cap": 20_000, "cap_left": 12_340}
    ),
    "counter, set aside": counter(result={**SERVED, "state": "authorised", "worth_fen": None}),
    "counter, voided": counter(
        redemptions=[], voided={"beans": 50, "receipt": "GB-001", "late": False}
    ),
    "counter, refunded": counter(
        redemptions=[], voided={"beans": 50, "receipt": "GB-001", "late": True}
    ),
    "counter, too late to void": counter(
        redemptions=[
            {**line, "voidable": False, "refundable": owner}
            for line, owner in zip(TODAY, (True, False), strict=True)
        ]
    ),
    "counter, with offers": counter(offers=CHOICES),
    "counter, an offer chosen": counter(
        offers=CHOICES, entered={**TYPED, "offer": "offer-1", "quantity": "2"}
    ),
    "counter, looked": counter(look=LOOK, entered=TYPED),
    "counter, nothing to take": counter(
        look={**LOOK, "beans": 0, "ends_with": "max_transactions_per_day"}
    ),
    "counter, void refused": counter(
        refusal={"code": "too_late", "title": "时间已过。", "of": "void"}, again=True
    ),
}
COUNTER_PAGES |= {
    f"counter, {code}": counter(
        entered=TYPED, refusal={"code": code, "title": "金豆不够。", "of": "redeem"}
    )
    for code in REFUSALS
}
