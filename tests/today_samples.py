"""The desk as it stands today, with what earlier days left, and the code for a wall."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from markupsafe import Markup

from api.deadlines import Due, Waits
from api.pages.reading import SHANGHAI
from api.supply import Cover
from tests.books_samples import UNENDED, WRONG
from tests.organizing_samples import PLAN

PICTURE = Markup('<svg viewBox="0 0 9 9"><path d="M0 0h9v9H0z"/></svg>')
POSTER: dict[str, Any] = {
    "plan": PLAN, "qr_svg": PICTURE, "code": "01HF7M3C000000000012345678", "must_confirm": True,
    "address": "https://beans.example.org/a/01HF7M3C000000000012345678", "path": "/desk",
}  # fmt: skip
MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)
SWEEPING = {
    "activity": "activity-0", "title": "金沙社区秋季楼院清洁日", "place": "北京路社区服务中心二楼",
    "starts_at": MORNING, "ends_at": MORNING + timedelta(hours=2), "arrived": 12, "left": 3,
    "confirmed": 2, "capacity": 20, "cancelled": 0, "withdrawn": 0,
}  # fmt: skip
OPEN = {**SWEEPING, "activity": "activity-1", "capacity": None, "arrived": 0, "left": 0,
        "confirmed": 0}  # fmt: skip
OFF = {**OPEN, "activity": "activity-2", "cancelled": 1}


def left_over(stage: Any, waiting: int) -> Due:
    """An activity of two weeks ago at which people still wait."""
    began = MORNING - timedelta(days=14)
    waits = Waits(
        activity=f"activity-{stage}", title="敬老院陪伴日", community="unit-1", team=None,
        starts_at=began, ends_at=began + timedelta(hours=2), promised=None, position=1,
        waiting=waiting, inside=0, escalated_at=None, overdue_at=None,
    )  # fmt: skip
    return Due(waits, date(2026, 11, 23), provisional=False, stage=stage)


DESK: dict[str, Any] = {
    "day": MORNING, "activities": [SWEEPING, OPEN, OFF], "earlier": [], "may_show": True,
    "confirm_by": {f"activity-{number}": MORNING for number in range(3)},
    "signed_up": {"activity-0": 18, "activity-1": 0, "activity-2": 4},
    "cover": Cover("covered", None), "stopped": [], "verified": None,
    "rooms": [("announce", "/desk/activities/new"), ("people", "/desk/people")],
}  # fmt: skip
TODAY_PAGES = {
    "desk": ("desk.html", DESK),
    "desk on a quiet day": ("desk.html", {**DESK, "activities": []}),
    "desk, with earlier days": (
        "desk.html",
        {**DESK, "activities": [SWEEPING], "may_show": False,
         "earlier": [left_over("overdue", 30), left_over("escalated", 1), left_over("open", 2)]},
    ),
    "desk, when a view stands still": ("desk.html", {**DESK, "stopped": ["balances", "till"]}),
    "desk, when the night found a difference": ("desk.html", {**DESK, "verified": WRONG}),
    "desk, when the night came to no end": ("desk.html", {**DESK, "verified": UNENDED}),
    "desk, when money runs low": ("desk.html", {**DESK, "cover": Cover("warned", 740)}),
    "desk, when nothing new is offered": ("desk.html", {**DESK, "cover": Cover("frozen", 120)}),
    "code on paper": ("organizing/printed_code.html", POSTER),
    "code on paper that is trusted": (
        "organizing/printed_code.html", {**POSTER, "must_confirm": False}
    ),
}  # fmt: skip
