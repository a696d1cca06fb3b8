"""The list of what waits for a confirmation, at every stage of the clock."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from api.pages.reading import SHANGHAI

ENDED = datetime(2026, 11, 22, 11, 0, tzinfo=SHANGHAI)
SWEEP = {
    "activity": "activity-1", "title": "金沙社区秋季楼院清洁日", "community": "金沙社区",
    "starts_at": ENDED - timedelta(hours=2), "ends_at": ENDED, "confirm_by": date(2026, 12, 4),
    "provisional": False, "stage": "overdue", "waiting": 30, "open": 2,
}  # fmt: skip
LATE = {**SWEEP, "confirm_by": date(2026, 12, 1), "waiting": 1, "open": 1}
TOLD = {**SWEEP, "confirm_by": date(2026, 12, 7), "stage": "escalated", "open": 0}
FAR = {**SWEEP, "confirm_by": date(2030, 1, 9), "stage": "open", "provisional": True}
LIST: dict[str, Any] = {
    "today": date(2026, 12, 4), "next_cursor": None, "may_open": True,
    "due": [LATE, SWEEP, TOLD, FAR],
}  # fmt: skip
DEADLINE_PAGES = {
    "deadlines": ("office/deadlines.html", LIST),
    "deadlines, a later page": (
        "office/deadlines.html",
        {**LIST, "next_cursor": "a" * 32, "may_open": False},
    ),
    "deadlines, none": ("office/deadlines.html", {**LIST, "due": []}),
}
