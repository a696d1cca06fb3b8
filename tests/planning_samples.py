"""Announcing, moving and typing in, at every moment of these pages' lives."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import msgspec

from api.pages.planning.offers import ORIGINS, Place
from api.pages.planning.typing_in import Outcome, Signed
from api.pages.planning.wanted import Wanted
from api.pages.reading import SHANGHAI
from ledger.facts import ActivityPublished

BEGINS = datetime(2026, 11, 22, 9, 0, tzinfo=SHANGHAI)
SHIFT = ActivityPublished(
    at=BEGINS - timedelta(days=9), activity="activity-1", title="金沙社区秋季楼院清洁日",
    category="general", community="unit-1", place="北京路社区服务中心二楼", starts_at=BEGINS,
    ends_at=BEGINS + timedelta(hours=2), confirm_by=datetime(2026, 12, 4).date(),
)  # fmt: skip
NEXT = msgspec.structs.replace(
    SHIFT, activity="activity-2", starts_at=BEGINS + timedelta(days=7),
    ends_at=BEGINS + timedelta(days=7, hours=2),
)  # fmt: skip
FORM: dict[str, Any] = {
    "entered": Wanted(day="2026-11-22", category="general"), "problem": None, "refused": None,
    "places": [Place("unit-1", "金沙社区", "unit-1", None),
        Place("team-1", "金沙社区 · 红帽子巡逻队", "unit-1", "team-1")],
    "categories": ["general", "patrol_night", "coordination", "rescue"],
    "domains": ["environment", "public_safety"], "origins": ORIGINS, "form_key": "form-1",
    "path": "/desk/activities/new",
}  # fmt: skip
FULL = Wanted(
    title="夜间巡逻", whose="team-1", place="西门", category="patrol_night", domain="public_safety",
    day="2026-11-22", begins="22:00", ends="01:00", until="2026-12-31", capacity="12",
    origin="department", hazardous="yes", skills="first_aid night_walk",
)  # fmt: skip
PLAN: dict[str, Any] = {
    "plan": SHIFT, "starts": SHIFT.starts_at, "ends": SHIFT.ends_at, "off": False, "begun": False,
    "problem": None, "refused": None, "form_key": "form-1", "path": "/desk/activities/activity-1",
}  # fmt: skip
EMPTY = [Signed()] * 10
ENTRY: dict[str, Any] = {
    "plan": SHIFT, "outcomes": [], "rows": EMPTY, "form_key": "form-1",
    "path": "/desk/activities/activity-1/sheet-entry",
}  # fmt: skip
NOT_THERE = Signed("1000000009", "9:00", "11:00")
OUTCOMES = [
    Outcome(Signed("1000000001", "9:00", "11:00"), "欧阳**", ("check_in", "check_out")),
    Outcome(NOT_THERE, problem="who"),
    Outcome(Signed("1000000002", "quarter to nine", ""), problem="time"),
    Outcome(Signed("1000000003", "9:00", "8:00"), "李*", ("check_in",), None, ("签退早于签到。",)),
]
PLANNING_PAGES: dict[str, tuple[str, dict[str, Any]]] = {
    "announce": ("planning/announce.html", FORM),
    "announce, refused": (
        "planning/announce.html", {**FORM, "entered": FULL, "refused": "部门任务须有准入编号。"}
    ),
    "announced": ("planning/announced.html", {"shifts": [SHIFT, NEXT], "path": "/desk"}),
    "plan": ("planning/plan.html", PLAN),
    "plan, called off": ("planning/plan.html", {**PLAN, "off": True}),
    "plan, begun": ("planning/plan.html", {**PLAN, "begun": True, "refused": "活动已开始。"}),
    "sheet entry": ("planning/sheet_entry.html", ENTRY),
    "sheet entry, entered": (
        "planning/sheet_entry.html",
        {**ENTRY, "outcomes": OUTCOMES, "rows": [NOT_THERE, *EMPTY[1:]]},
    ),
}  # fmt: skip
PLANNING_PAGES |= {
    f"announce, {field}": ("planning/announce.html", {**FORM, "problem": field})
    for field in ("title", "until", "skills")
}
