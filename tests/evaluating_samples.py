"""Samples of the pages about evaluations: a November, frozen and not, for all templates' tests."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from api.evaluating import KINDS, Evaluated
from api.honouring import HONOURS, Honours
from api.pages.evaluating.telling import Shown
from api.v1.evaluations import Change
from ledger.counting.conditions import Reason, told_by_people
from ledger.counting.evaluations import Judged
from ledger.counting.honours import Honourable
from ledger.facts import ExcuseGranted
from projections.frozen import FrozenRow
from projections.proposals import Proposal
from projections.tree import Unit

FROZEN_AT = datetime(2026, 12, 3, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
DIGEST = "887ee91bf0a2644975e9f35f9c61583fe8b220c053271b041becb2888d8525a6"


def _reason(condition: str, need: int, have: int, **more: Any) -> Reason:
    ok = have >= need if need else have == 0
    return Reason(condition=condition, need=need, have=have, ok=ok, **more)


ZHANG = Judged(
    volunteer="volunteer-zhang", number="1000000001", eligible=True, minutes=615,
    rank=1, chosen=True,
    reasons=(
        _reason("minutes", 480, 615), _reason("activities", 2, 3), _reason("distinct_days", 2, 3),
        _reason("violations", 0, 0), _reason("paid_staff", 0, 0),
    ),
)  # fmt: skip
ZHAO = Judged(
    volunteer="volunteer-zhao", number="1000000003", eligible=False, minutes=119,
    reasons=(
        _reason("minutes", 240, 119, before=480, excused_by=("阳光里[2026]12号",)),
        _reason("active_months", 6, 2), _reason("average_rating_x10", 40, 38),
        _reason("violations", 0, 1), _reason("paid_staff", 0, 1),
    ),
)  # fmt: skip
STAR = Judged(
    volunteer="volunteer-li", number="1000000002", eligible=True, minutes=6_000, star=1,
    reasons=(_reason("lifetime_minutes", 6_000, 6_000),),
)
FOUND = Evaluated(
    kind="monthly", unit="unit-lane", period="2026-11", policy="default/1", position=4_711,
    digest=DIGEST, items=[ZHANG, STAR, ZHAO],
)  # fmt: skip
ROW = FrozenRow(
    "list-evaluation_monthly-lane-202611", kind="evaluation_monthly", unit="unit-lane",
    period="2026-11", book_position=4_711, policy="default/1", digest=DIGEST, entries=3,
    frozen_by="clock", frozen_at=FROZEN_AT, position=4_712,
)  # fmt: skip
LIST: dict[str, Any] = {
    "kind": "monthly", "kinds": KINDS, "unit": "unit-lane", "period": "2026-11",
    "units": [Unit("unit-lane", kind="community", name="阳光里社区", position=3, changed=3)],
    "periods": ["2026-11", "2026-10"], "policies": ["default/1"], "preview": "",
    "shown": Shown(found=FOUND, frozen=None, same=True), "freezes_on": date(2026, 12, 3),
    "rows": [
        {"item": item, "masked": masked}
        for item, masked in ((ZHANG, "张**"), (STAR, "李**"), (ZHAO, "赵**"))
    ],
    "left_out": 0, "changed": [], "may_see_desk": True,
}  # fmt: skip
CHANGED = Change(
    volunteer="volunteer-zhang", eligible_now=True, eligible_then=False, chosen_now=True,
    chosen_then=False,
)
TRIED: dict[str, Any] = {
    "kind": "monthly", "kinds": KINDS, "unit": "unit-lane", "units": LIST["units"],
    "period": "2026-11", "periods": LIST["periods"], "text": "schema = \"goldenbean.policy/1\"\n",
    "said": None, "pointer": "", "now": FOUND,
    "then": msgspec.structs.replace(FOUND, policy="street-of-flowers/12"),
    "lines": [
        {"masked": "赵**", "now": ZHAO, "then": STAR, "gains": True},
        {"masked": "张**", "now": ZHANG, "then": ZHAO, "gains": False},
    ],
}  # fmt: skip
UNTRIED = TRIED | {"now": None, "then": None, "lines": []}
FAMILY = Honourable(
    subject="household-1", members=("volunteer-zhang", "volunteer-li"), eligible=True,
    waits_for_people=True, minutes=2_460,
    reasons=(
        _reason("registered_members", 2, 2), _reason("household_minutes", 2_400, 2_460),
        _reason("minutes_of_the_second", 240, 119),
        told_by_people("thrift_environment", "community"),
    ),
)  # fmt: skip
BUILDING = Honourable(
    subject="unit-3", members=("volunteer-zhao",), eligible=False, waits_for_people=True,
    minutes=60,
    reasons=(
        told_by_people("household_participation_permille", "community", 200, known=500),
        told_by_people("hours_per_household_x10", "community", 20, known=5),
    ),
)  # fmt: skip
NOMINATION = Proposal(
    "proposal-1", "honour", "waiting", proposer="person-1", details={"subject": "household-1"}
)
HONOURS_LIST: dict[str, Any] = {
    "honour": "five_good_family", "honours": HONOURS, "unit": "unit-lane", "problem": "",
    "units": LIST["units"], "period": "2026", "periods": ["2026", "2025", "2026-H2"],
    "found": Honours(honour="five_good_family", unit="unit-lane", period="2026",
                     policy="default/2", position=4_711, digest=DIGEST, items=[FAMILY, BUILDING]),
    "rows": [
        {"item": FAMILY, "name": "张**、李**", "free": False, "nomination": NOMINATION},
        {"item": BUILDING, "name": "三丰路 3 号楼", "free": True, "nomination": None},
    ],
    "left_out": 0, "may_nominate": True, "form_key": "form-1",
}  # fmt: skip
PAPERS: dict[str, Any] = {
    "volunteer": "volunteer-zhao", "masked": "赵**", "problem": "", "most": 60,
    "form_key": "form-1",
    "excuses": [
        (ExcuseGranted(at=FROZEN_AT, excuse=f"excuse-{number}", volunteer="volunteer-zhao",
                       first=date(2026, 11, 1), last=date(2026, 11, 15), percent=50,
                       reference=f"阳光里[2026]{number}号", granted_by="person-1"), number == 2)
        for number in (1, 2)
    ],
}  # fmt: skip
EVALUATING_PAGES: dict[str, tuple[str, dict[str, Any]]] = {
    "honours": ("evaluating/honours.html", HONOURS_LIST),
    "honours, none": (
        "evaluating/honours.html",
        HONOURS_LIST | {"rows": [], "left_out": 3, "problem": "2026 已授予这项荣誉。"},
    ),
    "excuses": ("evaluating/excuses.html", PAPERS),
    "excuses, none": (
        "evaluating/excuses.html", PAPERS | {"excuses": [], "problem": "没有这一天。"}
    ),
    "policy tried out": ("evaluating/proposed.html", TRIED),
    "policy tried out, no difference": ("evaluating/proposed.html", TRIED | {"lines": []}),
    "policy to be tried out": ("evaluating/proposed.html", UNTRIED),
    "policy to be tried out, wrong": (
        "evaluating/proposed.html",
        UNTRIED | {"said": "政策文件不超过 256 kB。", "pointer": "/evaluation/monthly/min_hours"},
    ),
    "evaluations": ("evaluating/list.html", LIST),
    "evaluations, frozen": (
        "evaluating/list.html",
        LIST | {"shown": Shown(found=FOUND, frozen=ROW, same=True), "left_out": 1,
                "policies": ["default/1", "default/2"], "preview": "default/2",
                "changed": [{"change": CHANGED, "masked": "张**"}]},
    ),
    "evaluations, other than frozen": (
        "evaluating/list.html",
        LIST | {"shown": Shown(found=FOUND, frozen=ROW, same=False), "rows": [],
                "policies": ["default/1", "default/2"], "preview": "default/2",
                "period": "2025-11"},
    ),
    "evaluations, no unit": ("evaluating/list.html", LIST | {"shown": None, "units": []}),
    "my evaluations": (
        "evaluating/mine.html",
        {"whose": "me", "found": [
            {"kind": "monthly", "period": "2026-11", "item": ZHANG},
            {"kind": "annual", "period": "2026", "item": ZHAO},
            {"kind": "stars", "period": "2026", "item": STAR},
        ]},
    ),
    "my ward's evaluations": ("evaluating/mine.html", {"whose": "ward", "found": []}),
}  # fmt: skip
