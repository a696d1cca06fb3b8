"""The pages of vouchers on paper, at the desk and at the counter."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from markupsafe import Markup

from api.pages.reading import SHANGHAI
from api.qr import svg
from tests.counter_samples import COUNTER, LOOK, SERVED

MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)
LAST_DAY = date(2026, 11, 30)
ON_PAPER = {
    "id": "redemption-1", "beans": 60, "at": MORNING, "until": LAST_DAY, "charity": False,
}  # fmt: skip
AT_THE_DESK: dict[str, Any] = {
    "volunteer": "volunteer-1", "masked": "张**", "vouchers": [ON_PAPER], "beans": 240,
    "least": 10, "most": 100, "days": 7, "at_once": 1, "problem": "", "entered": "",
    "may": {"print_voucher", "cancel_voucher", "see_people"}, "form_key": "form-1",
    "path": "/desk/people/volunteer-1/vouchers",
}  # fmt: skip
PAPER: dict[str, Any] = {
    "masked": "张**", "community": "阳光里社区", "beans": 100, "until": LAST_DAY, "charity": False,
    "code": "1234 5678 9012 3456", "qr_svg": Markup(svg("GBV1234567890123456", "兑换券二维码")),
    "path": "/desk/people/volunteer-1/vouchers",
}  # fmt: skip

VOUCHER_PAGES: dict[str, tuple[str, dict[str, Any]]] = {
    "voucher for whom": (
        "office/voucher_for.html", {"missed": True, "path": "/desk/vouchers"}
    ),
    "vouchers": ("office/vouchers.html", AT_THE_DESK),
    "vouchers, none": (
        "office/vouchers.html",
        {**AT_THE_DESK, "vouchers": [], "problem": "金豆不够：需要 60，可用 40。", "entered": "60"},
    ),
    "vouchers, seen by a team": (
        "office/vouchers.html",
        {**AT_THE_DESK, "vouchers": [{**ON_PAPER, "charity": True}], "may": {"print_voucher"}},
    ),
    "voucher on paper": ("office/voucher.html", PAPER),
    "voucher on paper, for charity outlets": ("office/voucher.html", {**PAPER, "charity": True}),
    "counter, voucher taken": (
        "counter.html", {**COUNTER, "result": {**SERVED, "balance_after": None}}
    ),
    "counter, voucher looked at": (
        "counter.html", {**COUNTER, "look": {**LOOK, "beans": 60, "ends_with": "voucher"}}
    ),
    **{
        f"counter, {code}": (
            "counter.html",
            {**COUNTER, "refusal": {"of": "redeem", "code": code, "title": "兑换券不能使用。"}},
        )
        for code in ("voucher_lapsed", "voucher_is_whole")
    },
}  # fmt: skip
