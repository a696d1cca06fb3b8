"""Samples of the pages about evaluations: a November, frozen and not, for all templates' tests."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from api.evaluating import KINDS, Evaluated
from api.pages.evaluating.telling import Shown
from api.v1.evaluations import Change
from ledger.counting.conditions import Reason
from ledger.counting.evaluations import Judged
from projections.frozen import FrozenRow
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
EVALUATING_PAGES: dict[str, tuple[str, dict[str, Any]]] = {
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
