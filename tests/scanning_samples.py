"""The pages that a scanned code or badge opens, at the moments that come seldom."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from api.pages.reading import SHANGHAI

MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)
GRANNY_ZHANG = "张**"
SWEEP = {
    "activity": "activity-1", "title": "金沙社区秋季楼院清洁日", "place": "北京路社区服务中心二楼",
    "starts_at": MORNING, "ends_at": MORNING + timedelta(hours=3),
}  # fmt: skip
_PRESENT = {"activity": SWEEP, "volunteer_masked": GRANNY_ZHANG}
_LATE = {"state": "too_old", "path": "/me", "code": "0D3GX5", "scan": "seal", **_PRESENT}
_DONE = {"state": "done", "at": MORNING, **_PRESENT}
_CHOICES = [
    {"activity": SWEEP, "act": "check_out"},
    {"activity": {**SWEEP, "title": "独居老人探访"}, "act": "check_in"},
    {"activity": {**SWEEP, "title": "四点半课堂"}, "act": "already"},
]
_BADGE = {
    "state": "offer", "path": "/", "code": "GBB0D3GX5W7QK2M9P4T6RCB", "form_key": "form-1",
    "volunteer_masked": GRANNY_ZHANG, "choices": _CHOICES,
}  # fmt: skip

SCANNING_PAGES: dict[str, tuple[str, dict[str, Any]]] = {
    "scan, coming without network": ("scan.html", {**_LATE, "act": "check_in"}),
    "scan, going without network": ("scan.html", {**_LATE, "act": "check_out"}),
    "scan, came in late": (
        "scan.html",
        {**_DONE, "act": "check_in", "minutes_present": None, "late": True, "path": "/me"},
    ),
    "badge": ("badge_scan.html", _BADGE),
    "badge, nothing on": ("badge_scan.html", {**_BADGE, "choices": []}),
    "badge, came": (
        "badge_scan.html", {**_DONE, "act": "check_in", "minutes_present": None, "path": "/"}
    ),
    "badge, went": (
        "badge_scan.html", {**_DONE, "act": "check_out", "minutes_present": 180, "path": "/"}
    ),
    "badge, unknown": ("badge_scan.html", {"state": "unknown", "path": "/"}),
    "badge, refused": (
        "badge_scan.html",
        {
            "state": "refused", "volunteer_masked": GRANNY_ZHANG, "path": "/",
            "refusal": {"title": "已经签到过。"},
        },
    ),
}  # fmt: skip
