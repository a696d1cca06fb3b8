"""The volunteer's own pages at every moment of their life, as people of the lane meet them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import msgspec

from api.pages.own.cards import Card
from api.pages.own.lines import Read
from api.pages.own.shifts import Here, Missed, Shift
from api.pages.reading import SHANGHAI
from ledger.facts import ActivityPublished
from projections.objections import Objection

MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)
TODAY = MORNING.date()
ATTENDANCE = "attendance-1-wang"
SWEEPING = ActivityPublished(
    at=MORNING, activity="activity-1", title="金沙社区秋季楼院清洁日", category="general",
    community="unit-1", place="北京路社区服务中心二楼", starts_at=MORNING,
    ends_at=MORNING + timedelta(hours=2), capacity=20, domains=("environment", "kindness"),
)  # fmt: skip
FIREWORK = msgspec.structs.replace(
    SWEEPING, activity="activity-2", title="屋顶积雪清理", hazardous=True, insurance="PICC-2026-77",
    skills=("高处作业",), trainings=("用火安全",), origin="department",
    admission="盘府办〔2026〕3号", serves_minors=True, teaches="用火安全", capacity=None,
)  # fmt: skip
CARD = Card(
    plan=SWEEPING, moved=False, cancelled=False, places_left=1, waiting=0, standing="",
    in_line=0, for_minors=True, problem="", problem_told="", belongs=[],
)  # fmt: skip
_changed = msgspec.structs.replace
BELONGING = _changed(CARD, belongs=["student", "charity"])
COMING = _changed(CARD, standing="place", moved=True)
WAITING = _changed(CARD, standing="waiting", in_line=2, waiting=3, places_left=0)
CALLED_OFF = _changed(COMING, cancelled=True)
ASKING = _changed(
    CARD, plan=FIREWORK, for_minors=False, places_left=None, problem="skill_missing",
    problem_told="须有已核实的专长：高处作业。",
)  # fmt: skip
PROBLEMS = (
    "sign_up_paused", "training_missing", "consent_missing", "too_late", "not_for_minors",
    "anything",
)  # fmt: skip

HERE = Here("楼道清洁", "3 号楼", MORNING, over=False)
SHIFTS = [
    Shift(SWEEPING, moved=True, cancelled=False, in_line=0, untold=1),
    Shift(SWEEPING, moved=False, cancelled=True, in_line=1),
    Shift(FIREWORK, moved=False, cancelled=False, in_line=2),
]
MISSED = [Missed("四点半课堂", TODAY, excused=True), Missed("楼道清洁", TODAY, excused=False)]

LINE = Read(
    position=7, at=MORNING, day=TODAY, kind="service",
    told="秋季楼院清洁日 · 2.5 小时 × 10 豆 = 25 豆，由李**确认", title="秋季楼院清洁日",
    minutes=150, beans=25, balance=1250, sum="2.5 小时 × 10 豆 = 25 豆", grade="A",
    confirmer="李**", pending_minutes=30, reference=ATTENDANCE, may_object=True,
    activity="activity-1", rule="金豆规则 3 · beans.category.general",
)  # fmt: skip
NOODLES = _changed(
    LINE, kind="redeemed", told="老陈面馆 · 兑换", minutes=0, beans=-30, balance=-5, sum="",
    grade="", confirmer="", pending_minutes=0, reference="redemption-1", may_object=False,
)  # fmt: skip


def disputed(state: str, answer: str | None = None) -> Read:
    """The line with something said against it."""
    said = Objection(
        objection="objection-1", volunteer="volunteer-1", reference=ATTENDANCE, state=state,
        raised_at=MORNING, due_on=TODAY, answered_at=None if state == "open" else MORNING,
    )  # fmt: skip
    return _changed(LINE, objection=said, answer=answer, may_object=state != "open", grade="C")


RECORD = {
    "whose": "me", "minutes": 5645, "beans": 1250, "newest": True, "unit_minutes": 30,
    "earlier": "c4rs0r",
    "lines": [
        LINE, NOODLES, disputed("open"), disputed("upheld", "您说得对，少记了半小时。"),
        disputed("declined", "签退时间是 11:00。"),
    ],
}  # fmt: skip
OBJECTING = {
    "line": LINE, "words": "", "problem": "", "due_on": TODAY, "days": 90, "form_key": "form-1",
}  # fmt: skip
ACTIVITIES = {
    "form_key": "form-1", "later": "activity-9",
    "cards": [CARD, BELONGING, COMING, WAITING, CALLED_OFF, ASKING],
}  # fmt: skip
ALL_SHIFTS = {
    "shifts": SHIFTS, "missed": MISSED, "paused_until": TODAY, "limit": 3, "pause_days": 30,
}  # fmt: skip

OWN_SERVICE_PAGES: dict[str, tuple[str, dict[str, Any]]] = {
    "my record": ("own/record.html", RECORD),
    "my ward's record, on an older page": (
        "own/record.html", {**RECORD, "whose": "ward", "newest": False, "earlier": None},
    ),
    "my record before the first day": ("own/record.html", {**RECORD, "lines": []}),
    "something is wrong": ("own/objection.html", OBJECTING),
    "something is wrong, nothing said": ("own/objection.html", {**OBJECTING, "problem": "请写明"}),
    "something is wrong, and waits": ("own/objection.html", OBJECTING | {"line": disputed("open")}),
    "something was wrong long ago": ("own/objection.html", OBJECTING | {"line": NOODLES}),
    "activities": ("own/activities.html", ACTIVITIES),
    "no activities": ("own/activities.html", {**ACTIVITIES, "cards": [], "later": None}),
    "shifts": ("own/shifts.html", ALL_SHIFTS),
    "no shifts": (
        "own/shifts.html", {**ALL_SHIFTS, "shifts": [], "missed": [], "paused_until": None},
    ),
}  # fmt: skip
OWN_SERVICE_PAGES |= {
    f"activity, {name}": ("own/activity.html", {"card": card, "form_key": "form-1"})
    for name, card in (
        ("open", CARD), ("open, for whom belongs to two", BELONGING), ("coming", COMING),
        ("waiting", WAITING), ("called off", CALLED_OFF), ("asking", ASKING),
        *((problem, _changed(ASKING, problem=problem)) for problem in PROBLEMS),
    )
}  # fmt: skip
