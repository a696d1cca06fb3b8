"""The pages of second looks: what two people decide, and what a correction touches."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from api.access.table import Deed
from api.pages.reading import SHANGHAI
from api.pages.second_looks.history import Line
from api.pages.second_looks.outcomes import PROGRAM, Outcome
from api.pages.second_looks.remembered import Row
from api.pages.second_looks.rippling import Change
from api.pages.second_looks.supplements import Late
from api.ripples import Affected
from ledger.counting.service_time import SessionCount
from ledger.facts import (
    ActivityPublished,
    AttendanceRevoked,
    BeansAwarded,
    CheckedIn,
    PendingReviewed,
    Presence,
    ServiceConfirmed,
    ServiceCorrected,
)
from projections.attendances import Attendance
from projections.objections import Objection
from projections.tree import Unit

MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)
NOON = MORNING + timedelta(hours=3)
TODAY, GRANNY_ZHANG, TITLE = MORNING.date(), "张**", "金沙社区秋季楼院清洁日"
PLAN = ActivityPublished(
    at=MORNING, activity="activity-1", title=TITLE, category="general", community="unit-1",
    place="北京路社区服务中心二楼", starts_at=MORNING, ends_at=NOON,
)  # fmt: skip
RECORD: dict[str, Any] = {
    "at": NOON, "attendance": "attendance-1-1", "activity": "activity-1",
    "volunteer": "volunteer-1", "category": "general", "rating": 5, "break_minutes": 0,
    "minutes": 180, "pending_minutes": 90, "training_minutes": 0, "grade": "B",
    "service_day": TODAY, "started_at": MORNING, "ended_at": NOON, "policy": "default@2",
}  # fmt: skip
WHOSE = {key: RECORD[key] for key in ("at", "attendance", "activity", "volunteer")}
STEPS = (
    CheckedIn(**WHOSE | {"at": MORNING}, means="scan"),
    ServiceConfirmed(**RECORD),
    BeansAwarded(
        **WHOSE, beans=30, source="issuance", target="volunteer-1", lots={"2029-12-01": 30},
        balance_after=30, earned_on=TODAY, capped_beans=0, policy="default@2",
    ),
    ServiceCorrected(
        **RECORD, minutes_before=240, pending_before=0, training_before=0, day_before=TODAY,
        note="note-1",
    ),
    PendingReviewed(
        **WHOSE, accepted_minutes=60, declined_minutes=30, service_day=TODAY, reviewed_by="person-1"
    ),
    AttendanceRevoked(**WHOSE, minutes=240, training_minutes=0, service_day=TODAY),
)  # fmt: skip
HISTORY = [
    Line(type(step).__name__, step.at, step.at, "周**" if number else PROGRAM, step,
         "签退迟了" if number == 3 else "")
    for number, step in enumerate(STEPS)
]  # fmt: skip


def attendance(state: str = "confirmed", **more: Any) -> Attendance:
    """Granny Zhang's record."""
    row = Attendance(
        attendance="attendance-1-1", activity="activity-1", volunteer="volunteer-1", state=state,
        in_at=MORNING, in_means="scan", out_at=NOON, out_means="organizer", service_day=TODAY,
        rating=5, grade="B", minutes=480, pending_minutes=90, training_minutes=0, beans=80,
    )  # fmt: skip
    for name, value in more.items():
        setattr(row, name, value)
    return row


DISPUTE = Objection(
    objection="objection-1", volunteer="volunteer-1", reference="attendance-1-1", state="open",
    due_on=date(2026, 11, 30), raised_at=NOON,
)  # fmt: skip
PROPOSAL: dict[str, Any] = {
    "proposal": "proposal-1", "kind": "supplement", "state": "waiting", "people": 2,
    "proposer": "周**", "proposed_at": NOON, "activity": "activity-1", "title": TITLE,
    "starts_at": MORNING, "volunteer": "", "masked": "", "code": "", "beans": 0,
    "star": None, "reference": "", "records": 0, "honour": "", "period": "",
    "proof": "楼长的照片和签到表", "answer": "", "settled_by": "", "settled_at": None,
}  # fmt: skip
OF_ONE = PROPOSAL | {
    "title": "", "starts_at": None, "masked": GRANNY_ZHANG, "people": 1, "proof": "",
    "proposer": PROGRAM,
}  # fmt: skip
AWARD = OF_ONE | {"kind": "award", "code": "verified_clue", "beans": 50}
STAR = OF_ONE | {"kind": "star", "star": 3, "reference": "金民志〔2026〕12号"}
HONOUR = OF_ONE | {
    "kind": "honour", "honour": "five_good_family", "period": "2026", "reference": "9 号",
}
WRITE_OFF = OF_ONE | {"kind": "write_off", "beans": 20}
SETTLED = {"settled_by": "吴**", "settled_at": NOON}
PERSON = {
    "volunteer": "volunteer-1", "masked": "欧阳**", "came_at": MORNING, "left_at": NOON,
    "rating": 5, "break_minutes": 15,
}  # fmt: skip
LATE = Outcome("volunteer-1", "欧阳**", 165, 30, 0, 0, 0, 0, 0, "C")
GIVEN = Outcome("volunteer-1", GRANNY_ZHANG, beans=50, capped_beans=5, balance_after=1250)
LEARNT = Outcome("volunteer-1", GRANNY_ZHANG, training_minutes=60, declined_minutes=30)
STARRED = Outcome("volunteer-1", GRANNY_ZHANG, star=3)
FORGIVEN = Outcome("volunteer-1", GRANNY_ZHANG, forgiven=20, balance_after=0)
ONE: dict[str, Any] = {
    "one": PROPOSAL, "people": [PERSON], "records": [], "happens": [LATE, LEARNT], "done": False,
    "why_not": "", "refused": False, "may_approve": True, "may_decline": True,
    "form_key": "form-1",
}  # fmt: skip
SEEN = Late(
    "欧阳**", Presence(volunteer="volunteer-1", came_at=MORNING, left_at=NOON, rating=5),
    SessionCount(150, 30, 15, 0, 0, None), 2_250,
)  # fmt: skip
EARNING = SEEN._replace(worth=SessionCount(150, 0, 0, 25, 0, None))
ROWS = [Row("1000000001", "9:00", "11:30"), *[Row()] * 5]
FORM: dict[str, Any] = {
    "plan": PLAN, "rows": ROWS, "proof": "楼长的照片", "problem": "", "seen": None,
    "within_days": 30, "most_minutes": 2_400, "form_key": "form-1",
}  # fmt: skip
REVIEW = {"row": attendance(), "title": TITLE, "masked": GRANNY_ZHANG, "confirmer": "周**"}
REVIEWS: dict[str, Any] = {
    "reviews": [REVIEW], "done": [], "problem": "", "about": "", "next_cursor": None,
    "form_key": "form-1",
}  # fmt: skip
TOUCHED = Affected(
    volunteer="volunteer-1", minutes=-120, training_minutes=-30, beans=-1_020,
    balance_after=-1_000, blocked=True, star_before=2, star_after=1,
    evaluations=["2026", "2026-11", "2026-Q4"],
)  # fmt: skip
SPARED = Affected(
    volunteer="volunteer-2", minutes=30, training_minutes=0, beans=5, balance_after=5,
    blocked=False, star_before=0, star_after=0, evaluations=[],
)  # fmt: skip
CHANGE = Change(
    kind="correction", subject="attendance-1-1", title=TITLE, action="/desk/attendances/1",
    back="/desk/attendances/1", typed={"left": "10:00"}, words="签退迟了",
    make=lambda note: NotImplemented,
)  # fmt: skip
RIPPLE: dict[str, Any] = {
    "change": CHANGE, "problem": "", "done": False, "seen": "0" * 32, "form_key": "form-1",
    "people": [{"masked": "欧阳**", "told": TOUCHED}, {"masked": "李**", "told": SPARED}],
}  # fmt: skip
RECORDED: dict[str, Any] = {
    "row": attendance(), "plan": PLAN, "masked": GRANNY_ZHANG, "history": HISTORY,
    "objections": [DISPUTE], "may": {deed.value for deed in Deed}, "problem": "",
    "form_key": "form-1",
}  # fmt: skip
LINE = {
    "objection": "objection-1", "reference": "attendance-1-1", "masked": GRANNY_ZHANG,
    "words": "我十一点半才走", "raised_at": NOON, "due_on": date(2026, 11, 30), "overdue": True,
    "title": TITLE, "day": date(2026, 11, 23), "minutes": 120, "beans": 20,
    "leads": "/desk/attendances/attendance-1-1#correct",
}  # fmt: skip
AT_SHOP = LINE | {
    "objection": "objection-2", "overdue": False, "title": "老陈面馆", "minutes": None,
    "reference": "redemption-1", "leads": None,
}
BROUGHT = LINE | {"objection": "objection-3", "leads": "/desk/records/imported-1", "beans": None}
OBJECTIONS: dict[str, Any] = {
    "objections": [LINE, AT_SHOP, BROUGHT], "may_answer": True, "problem": "", "about": "",
    "next_cursor": None, "form_key": "form-1",
}  # fmt: skip
ABOUT: dict[str, Any] = {
    "volunteer": "volunteer-1", "masked": GRANNY_ZHANG, "problem": "", "form_key": "form-1"
}
HOME = ABOUT | {
    "living": ["李**"], "has_home": True, "building": "3 号楼",
    "buildings": [Unit(f"unit-{number}", "building", f"{number} 号楼") for number in (3, 4)],
}  # fmt: skip
ALONE = {"living": [], "has_home": False, "building": "", "buildings": []}
SKILLS = ABOUT | {
    "skills": [("first_aid", date(2026, 1, 1)), ("driving", None)], "trainings": ["fire_safety"],
    "today": TODAY,
}  # fmt: skip
DEEDS = ABOUT | {"kinds": [("verified_clue", 20, False), ("verified_clue", 50, True)], "done": []}
SAID = {"problem": "提出的人不能自己批准。"}
SECOND_LOOK_PAGES: dict[str, tuple[str, dict[str, Any]]] = {
    "proposals": (
        "office/proposals.html",
        {"proposals": [PROPOSAL, AWARD, WRITE_OFF, STAR, HONOUR], "next_cursor": "a" * 32},
    ),
    "proposals, none": ("office/proposals.html", {"proposals": [], "next_cursor": None}),
    "proposal": ("office/proposal.html", ONE),
    "proposal, of one's own": (
        "office/proposal.html",
        ONE | {"why_not": SAID["problem"], "may_approve": False, "happens": []},
    ),
    "proposal, agreed": (
        "office/proposal.html",
        ONE | {"one": AWARD | SETTLED | {"state": "approved"}, "people": [], "done": True,
               "happens": [GIVEN]},
    ),
    "proposal, of a star": (
        "office/proposal.html",
        ONE | {"one": STAR, "people": [], "happens": [STARRED]},
    ),
    "proposal, of an honour": (
        "office/proposal.html", ONE | {"one": HONOUR, "people": [], "happens": []},
    ),
    "proposal, of a debt": (
        "office/proposal.html", ONE | {"one": WRITE_OFF, "people": [], "happens": [FORGIVEN]}
    ),
    "proposal, declined": (
        "office/proposal.html",
        ONE | {"one": PROPOSAL | SETTLED | {"state": "declined", "answer": "未查实"},
               "happens": []},
    ),
    "supplement": ("office/supplement.html", FORM),
    "supplement, once more": ("office/supplement.html", FORM | {"seen": [SEEN, EARNING]}),
    "supplement, refused": ("office/supplement.html", FORM | SAID),
    "reviews": ("office/reviews.html", REVIEWS | {"next_cursor": "a" * 32}),
    "reviews, refused": ("office/reviews.html", REVIEWS | SAID | {"about": "attendance-1-1"}),
    "reviews, done": ("office/reviews.html", REVIEWS | {"reviews": [], "done": [LEARNT]}),
    "attendance": ("office/attendance.html", RECORDED),
    "attendance, taken back": (
        "office/attendance.html",
        RECORDED | SAID | {"row": attendance("revoked", pending_minutes=0), "may": set()},
    ),
    "service": (
        "office/service.html",
        ABOUT | {"records": [{"row": attendance(), "plan": None}], "brought": []},
    ),
    "service, none": ("office/service.html", ABOUT | {"records": [], "brought": []}),
    "ripple": ("office/ripple.html", RIPPLE),
    "ripple, changed meanwhile": ("office/ripple.html", RIPPLE | SAID),
    "ripple, done": ("office/ripple.html", RIPPLE | {"done": True}),
    "ripple, nobody": ("office/ripple.html", RIPPLE | {"people": []}),
    "take all back": ("office/take_all_back.html", {"plan": PLAN} | SAID),
    "objections": ("office/objections.html", OBJECTIONS),
    "objections, refused": ("office/objections.html", OBJECTIONS | SAID | {"about": "objection-1"}),
    "objections, none": (
        "office/objections.html", OBJECTIONS | {"objections": [], "may_answer": False}
    ),
    "household": ("office/household.html", HOME),
    "household, nobody": ("office/household.html", HOME | SAID | ALONE),
    "skills": ("office/skills.html", SKILLS),
    "skills, none": ("office/skills.html", SKILLS | SAID | {"skills": [], "trainings": []}),
    "award": ("office/award.html", DEEDS),
    "award, given": ("office/award.html", DEEDS | {"done": [GIVEN]}),
    "award, refused": ("office/award.html", DEEDS | SAID),
    "write-off": ("office/write_off.html", ABOUT | {"debt": 20}),
    "write-off, nothing owed": ("office/write_off.html", ABOUT | SAID | {"debt": 0}),
}  # fmt: skip
