"""The pages of those who come without a telephone, at the counter, at the desk and at home."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from api.pages.reading import SHANGHAI
from tests.counter_samples import CHOICES

MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)
ASK: dict[str, Any] = {
    "state": "ask", "merchant_name": "老王豆腐坊", "refusal": None, "result": None,
    "badge": "", "path": "/merchant/badge",
}  # fmt: skip
TAKEN = {
    "beans": 50, "worth_fen": 500, "bill_fen": 1_200, "balance": 1_200, "volunteer_masked": "张**",
    "helper_masked": "李**", "receipt": "GB7K-2M9P",
}  # fmt: skip
KNOWN: dict[str, Any] = {
    **ASK, "state": "known", "seal": "c2VhbA==", "volunteer_masked": "张**", "helper_masked": "",
    "balance": 1_250, "allowed": 1_000, "most_alone": 100, "form_key": "form-1",
    "offers": [], "entered": {"offer": "", "quantity": "", "beans": "", "bill_yuan": ""},
}  # fmt: skip
GOES = {"helper": "volunteer-2", "masked": "李**", "since": MORNING}
MINE: dict[str, Any] = {
    "mine": True, "since": MORNING, "helpers": [GOES], "problem": "", "form_key": "form-1",
    "path": "/me/badge",
}  # fmt: skip
AT_THE_DESK: dict[str, Any] = {
    "volunteer": "volunteer-1", "masked": "张**", "helpers": [GOES, {**GOES, "masked": "王**"}],
    "problem": "", "form_key": "form-1", "path": "/desk/people/volunteer-1/helpers",
}  # fmt: skip


def refused(page: dict[str, Any], code: str) -> tuple[str, dict[str, Any]]:
    """The same page after a refusal."""
    told = {"code": code, "title": "密码不对，请再输一次。"}
    return "counter_badge.html", {**page, "refusal": told}


ELDER_PAGES: dict[str, tuple[str, dict[str, Any]]] = {
    "badge at the counter": ("counter_badge.html", ASK),
    "badge at the counter, scanned": ("counter_badge.html", {**ASK, "badge": "GBB0D3GX5W7QK"}),
    "badge at the counter, known": ("counter_badge.html", KNOWN),
    "badge at the counter, a helper": (
        "counter_badge.html", {**KNOWN, "helper_masked": "李**", "offers": CHOICES, "entered": {
            "offer": "offer-1", "quantity": "2", "beans": "30", "bill_yuan": "12.50"}}
    ),
    "badge at the counter, no pin": (
        "counter_badge.html", {**KNOWN, "balance": None, "allowed": None}
    ),
    "badge at the counter, taken": ("counter_badge.html", {**ASK, "result": TAKEN}),
    "badge at the counter, taken without a pin": (
        "counter_badge.html",
        {**ASK, "result": {**TAKEN, "balance": None, "bill_fen": None, "helper_masked": ""}},
    ),
    **{
        f"badge at the counter, {code}": refused(ASK, code)
        for code in ("pin_blocked", "badge_unknown", "pin_wrong")
    },
    **{
        f"badge at the counter, {code}": refused(KNOWN, code)
        for code in ("not_enough_beans", "fund_exhausted", "code_taken")
    },
    "my badge": ("own/badge.html", MINE),
    "my badge, none": ("own/badge.html", {**MINE, "since": None, "helpers": []}),
    "badge of a ward": ("own/badge.html", {**MINE, "mine": False, "problem": "没有这个编号。"}),
    "helpers at the desk": ("office/entrusting.html", AT_THE_DESK),
    "helpers at the desk, none": (
        "office/entrusting.html", {**AT_THE_DESK, "helpers": [], "problem": "没有这个号码。"}
    ),
}  # fmt: skip
