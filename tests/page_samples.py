"""Every page at every moment of its life, as people of one community would meet it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import qrcode
from markupsafe import Markup

from api.pages.reading import SHANGHAI
from tests.badge_samples import BADGE_PAGES
from tests.board_samples import BOARD_PAGES
from tests.books_samples import BOOKS_PAGES
from tests.bringing_samples import BRINGING_PAGES
from tests.brought_samples import BROUGHT_PAGES
from tests.counter_samples import COUNTER_PAGES
from tests.counting_samples import COUNTING_PAGES, FULL_OF_STARS, STARS
from tests.deadline_samples import DEADLINE_PAGES
from tests.elder_samples import ELDER_PAGES
from tests.evaluating_samples import EVALUATING_PAGES
from tests.money_samples import MONEY_PAGES
from tests.offer_samples import OFFER_PAGES
from tests.office_samples import OFFICE_PAGES
from tests.organizing_samples import ORGANIZING_PAGES
from tests.own_service_samples import HERE, LINE, NOODLES, OWN_SERVICE_PAGES, SHIFTS
from tests.page_samples_of_doors import DOORS
from tests.paper_samples import PAPER_PAGES
from tests.planning_samples import PLANNING_PAGES
from tests.report_samples import REPORT_PAGES
from tests.scanning_samples import SCANNING_PAGES
from tests.second_look_samples import SECOND_LOOK_PAGES
from tests.settling_samples import SETTLING_PAGES
from tests.spot_check_samples import SPOT_CHECK_PAGES
from tests.supervision_samples import SUPERVISION_PAGES
from tests.today_samples import TODAY_PAGES
from tests.voucher_samples import VOUCHER_PAGES
from tests.webhook_samples import WEBHOOK_PAGES

MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)
NOON = MORNING + timedelta(hours=3)
STREET_SWEEP = {
    "title": "金沙社区秋季楼院清洁日",
    "place": "北京路社区服务中心二楼",
    "starts_at": MORNING,
    "ends_at": NOON,
}
GRANNY_ZHANG = "张**"


def drawn(payload: str) -> Markup:
    """A code as the pages receive it: an svg with a viewBox and nothing inline."""
    code = qrcode.QRCode(border=4)
    code.add_data(payload, optimize=0)
    code.make()
    rows = code.get_matrix()
    squares = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    size = len(rows)
    return Markup('<svg viewBox="0 0 {0} {0}"><path d="{1}"/></svg>').format(size, squares)


def moment_of_scan(state: str, **more: Any) -> tuple[str, dict[str, Any]]:
    """The scan page in one state, with what that state needs and no more."""
    return "scan.html", {"state": state, "path": "/me", **more}


PRESENT = {"activity": STREET_SWEEP, "volunteer_masked": GRANNY_ZHANG}
OFFER = {**PRESENT, "code": "0D3GX5", "scan": "seal"}
ME = {
    "volunteer_masked": GRANNY_ZHANG,
    "beans": 1250,
    "held": 50,
    "minutes": 5645,
    "blocked": False,
    "star": {
        "held": 0,
        "next": 1,
        "minutes_held": 0,
        "minutes_next": 6000,
        "minutes_needed": 355,
    },
    "stars": STARS,
    "lots": [
        {"beans": 250, "expires_at": datetime(2027, 1, 1, tzinfo=SHANGHAI),
         "reminded_at": datetime(2026, 12, 2, 0, 1, tzinfo=SHANGHAI)},
        {"beans": 1000, "expires_at": None, "reminded_at": None},
    ],
    "here": HERE,
    "waiting": 2,
    "shifts": SHIFTS,
    "lines": [NOODLES, LINE],
    "path": "/me",
}
NEWCOMER = {
    **ME,
    "beans": 0,
    "held": 0,
    "minutes": 0,
    "blocked": True,
    "star": {
        "held": 5,
        "next": None,
        "minutes_held": 90000,
        "minutes_next": None,
        "minutes_needed": None,
    },
    "stars": FULL_OF_STARS,
    "here": None,
    "waiting": 0,
    "shifts": [],
    "lots": [],
    "lines": [],
}
HOME = {
    "may_sign_up": True,
    "fund": {"free_fen": 1_234_550, "reserved_fen": 98_760, "paid_fen": 2_500_000},
    "community_name": "金沙社区",
    "volunteers": 812,
    "minutes_this_month": 75_630,
    "minutes_in_total": 1_204_511,
    "merchants": 104,
    "activities": [
        {**STREET_SWEEP, "taken": 12, "capacity": 20},
        {**STREET_SWEEP, "title": "独居老人探访", "taken": 8, "capacity": 8},
        {**STREET_SWEEP, "title": "四点半课堂", "taken": 1, "capacity": None},
    ],
}
SHOWING = {
    "state": "showing",
    "qr_svg": drawn("GBR123456789012"),
    "code": "123456789012",
    "valid_until": NOON,
    "seconds_left": 58,
    "refresh_seconds": 45,
    "beans": 1250,
    "path": "/me/code",
}
SCREEN = {
    "activity": STREET_SWEEP,
    "qr_svg": drawn("https://beans.example/a/0D3GX5W7QK2M9P4T6RCB1NVHXY"),
    "code": "0D3GX5W7QK2M9P4T6RCB1NVHXY",
    "seconds_left": 21,
    "refresh_seconds": 22,
    "checked_in": 17,
    "checked_out": 3,
    "capacity": 20,
}
TAKINGS = {
    "merchant_name": "老王豆腐坊",
    "month": "2026-11",
    "earlier_month": "2026-10",
    "later_month": None,
    "captured": 4310,
    "refunded": 120,
    "net_beans": 4190,
    "payable_fen": 41_900,
    "redemptions": 87,
}
PROBLEMS = (
    "not_found",
    "forbidden",
    "form_expired",
    "behind",
    "bad_request",
    "unexpected",
)

PAGES: dict[str, tuple[str, dict[str, Any]]] = {
    "home": ("home.html", HOME),
    "home before the first activity": ("home.html", {**HOME, "activities": [], "fund": None}),
    "scan, coming": moment_of_scan("offer", act="check_in", **OFFER),
    "scan, going": moment_of_scan("offer", act="check_out", **OFFER),
    "scan, came": moment_of_scan(
        "done", act="check_in", at=MORNING, minutes_present=None, **PRESENT
    ),
    "scan, went": moment_of_scan("done", act="check_out", at=NOON, minutes_present=180, **PRESENT),
    "scan, came twice": moment_of_scan("already", act="check_in", **PRESENT),
    "scan, went twice": moment_of_scan("already", act="check_out", **PRESENT),
    "scan, a stranger": moment_of_scan("sign_in", sign_in_url="/sign-in"),
    "scan, a photo of yesterday": moment_of_scan("too_old"),
    "scan, a chocolate wrapper": moment_of_scan("unknown"),
    "scan, refused": moment_of_scan("refused", refusal={"title": "活动还没有开始。"}),
    "me": ("me.html", ME),
    "me, paused and full of stars": ("me.html", NEWCOMER),
    "me, still there": ("me.html", {**ME, "here": HERE._replace(over=True)}),
    "code": ("code.html", SHOWING),
    "code, redeemed": (
        "code.html",
        {
            "state": "redeemed",
            "beans_taken": 30,
            "merchant_name": "老王豆腐坊",
            "balance_after": 1220,
        },
    ),
    "code, resting": ("code.html", {"state": "resting"}),
    "code, refused": ("code.html", {"state": "refused", "refusal": {"title": "账户已暂停。"}}),
    "screen": ("screen.html", SCREEN),
    "takings": ("takings.html", TAKINGS),
    "takings, a past month": ("takings.html", {**TAKINGS, "later_month": "2026-12"}),
}
PAGES |= EVALUATING_PAGES | REPORT_PAGES
PAGES |= BRINGING_PAGES | OWN_SERVICE_PAGES | COUNTER_PAGES | BOOKS_PAGES | SETTLING_PAGES
PAGES |= {
    f"problem, {kind}": ("problem.html", {"kind": kind, "sentence": None, "back_url": "/"})
    for kind in PROBLEMS
}
PAGES |= DOORS | BADGE_PAGES | OFFICE_PAGES | DEADLINE_PAGES | SCANNING_PAGES
PAGES |= ORGANIZING_PAGES
PAGES |= BROUGHT_PAGES
PAGES |= TODAY_PAGES | PLANNING_PAGES | MONEY_PAGES | SECOND_LOOK_PAGES | OFFER_PAGES | ELDER_PAGES
PAGES |= SPOT_CHECK_PAGES | VOUCHER_PAGES | BOARD_PAGES | COUNTING_PAGES | PAPER_PAGES
PAGES |= SUPERVISION_PAGES | WEBHOOK_PAGES
