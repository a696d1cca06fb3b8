"""The organizer's pages of one activity, at every moment of its life."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from api.access.table import Deed
from api.pages.organizing.activity import Missing, Person, ToTell
from api.pages.organizing.confirming import Line
from api.pages.reading import SHANGHAI
from api.v1.confirmations import Counted
from ledger.facts import ActivityPublished, Rated
from projections.attendances import Attendance, Flag

MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)
NOON = MORNING + timedelta(hours=3)
PLAN = ActivityPublished(
    at=MORNING, activity="activity-1", title="金沙社区秋季楼院清洁日", category="general",
    community="unit-1", place="北京路社区服务中心二楼", starts_at=MORNING, ends_at=NOON,
)  # fmt: skip


def came(number: int, state: str, **more: Any) -> Attendance:
    """Somebody came by a scan."""
    row = Attendance(
        attendance=f"attendance-1-{number}", activity="activity-1",
        volunteer=f"volunteer-{number}", state=state, in_at=MORNING, in_means="scan",
        out_at=None if state == "arrived" else NOON,
        out_means=None if state == "arrived" else "organizer",
    )  # fmt: skip
    for name, value in more.items():
        setattr(row, name, value)
    return row


def person(row: Attendance, *flags: Flag, own: bool = False) -> Person:
    """The same somebody, by a masked name."""
    return Person(row, "欧阳**", list(flags), own, any(not flag.outcome for flag in flags))


FLAGS = [
    Flag("attendance-1-3", reason, flagged_at=MORNING)
    for reason in ("shared_code", "shared_device", "two_places", "late_scan")
]
LOOKED = Flag("attendance-1-4", "late_scan", flagged_at=MORNING, outcome="harmless")
ACTIVITY: dict[str, Any] = {
    "plan": PLAN, "over": True, "called_off": False, "form_key": "form-1",
    "inside": [person(came(1, "arrived", reminded_at=NOON)), person(came(2, "arrived"), *FLAGS)],
    "waiting": [
        person(came(3, "left"), *FLAGS), person(came(4, "left"), LOOKED),
        person(came(5, "left"), own=True), person(came(6, "left")),
    ],
    "done": [
        person(came(7, "confirmed", grade="A", minutes=150, beans=25)),
        person(came(8, "revoked", grade="B")),
    ],
    "change": 2, "untold": 1, "to_tell": [
        ToTell("volunteer-21", "赵**", "open"), ToTell("volunteer-22", "钱*", "seen"),
        ToTell("volunteer-23", "孙*", "told"),
    ],
    "missing": [
        Missing("volunteer-11", "张**", False, False), Missing("volunteer-12", "李*", True, False),
        Missing("volunteer-13", "王*", True, True),
    ],
    "may": {deed.value for deed in Deed}, "problem": None, "second_person": False,
    "path": "/desk/activities/activity-1",
}  # fmt: skip
RESULT = Counted(
    attendance="attendance-1-3", minutes=480, pending_minutes=60, training_minutes=0, beans=80,
    capped_beans=10, grade="A",
)  # fmt: skip

ORGANIZING_PAGES: dict[str, tuple[str, dict[str, Any]]] = {
    "activity at the desk": ("organizing/activity.html", ACTIVITY),
    "activity at the desk, early": (
        "organizing/activity.html",
        {**ACTIVITY, "over": False, "inside": [], "waiting": [], "done": [], "nobody": True},
    ),
    "activity at the desk, called off": (
        "organizing/activity.html", {**ACTIVITY, "called_off": True, "may": set()}
    ),
    "activity at the desk, for two": (
        "organizing/activity.html",
        {
            **ACTIVITY, "problem": "一天内仅凭一人确认的已达 101 人", "second_person": True,
            "rated": [Rated(attendance="attendance-1-6", rating=5)],
        },
    ),
    "confirmed": (
        "organizing/confirmed.html",
        {"plan": PLAN, "lines": [Line("欧阳**", RESULT)] * 2, "proposed": False, "path": "/desk"},
    ),
    "confirmed, by two": (
        "organizing/confirmed.html",
        {"plan": PLAN, "lines": [], "proposed": True, "path": "/desk"},
    ),
    "sheet to sign": (
        "organizing/sign_in_sheet.html",
        {
            "plan": PLAN, "expected": [("1000000001", "张**")], "blanks": 15,
            "typed_in_at": "https://beans.example.org/desk/activities/activity-01hf7m3c0000000000",
            "path": "/desk",
        },
    ),
}  # fmt: skip
