"""Samples of the pages of hours, stars and benefits, for the tests that walk every page."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, get_args

from api.hours import By, Hours
from api.pages.office.hours import Line
from api.pages.reading import SHANGHAI
from api.stars import StarsOf
from ledger.counting.periods import read_period
from ledger.counting.stars import BenefitStanding, Condition
from ledger.facts import AffiliationKind, AffiliationRecorded, StarGranted
from projections.hours_sums import Sums

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=SHANGHAI)
GRANTED = StarGranted(
    at=NOON, volunteer="volunteer-1", star=3, level="city", reference="金民志〔2026〕12号",
    proposal="proposal-1", approved_by="person-1", minutes=36_120, policy="default/1",
)
STARS = StarsOf(
    minutes=5_645, granted=None, eligible=0, next_star=1, minutes_missing=355, barred_until=None,
    conditions=[
        Condition("minutes", 6_000, 5_645, False), Condition("average_rating_x10", 35, 0, True),
        Condition("no_violation", 0, 0, True),
    ],
    benefits=[
        BenefitStanding("welcome_badge", 60, 0), BenefitStanding("venue_priority", 1_200, 0),
        BenefitStanding("ticket_discount_10", 6_000, 355),
    ],
)  # fmt: skip
FULL_OF_STARS = StarsOf(
    minutes=90_000, granted=GRANTED, eligible=5, next_star=4, minutes_missing=0,
    barred_until=date(2027, 11, 22),
    conditions=[
        Condition("minutes", 60_000, 90_000, True), Condition("average_rating_x10", 35, 34, False),
        Condition("no_violation", 0, 1, False),
    ],
    benefits=[BenefitStanding("ticket_discount_50", 90_000, 0)],
)  # fmt: skip
BARRED = {"violation": "violation-1", "kind": "fraud", "reference": "金豆〔2026〕3号", "at": NOON,
          "annulled": False}  # fmt: skip
OF_ONE: dict[str, Any] = {
    "volunteer": "volunteer-1", "masked": "张**", "stars": STARS, "violations": [], "problem": "",
    "may_grant": True, "may_judge": True, "form_key": "form-1",
}  # fmt: skip


def hours(by: By, unit: str | None = "unit-1", period: str = "2026-11") -> dict[str, Any]:
    """The hours of a unit, looked at in one way."""
    total, directly = Sums(75_630, 120, 812), Sums(30, 0, 1)
    found = Hours(
        unit=unit, period=read_period(period), by=by, as_of=NOON.date(), total=total,
        directly=directly if by == "unit" else Sums(), parts=[],
    )  # fmt: skip
    names = {"category": "care", "origin": "department"}
    below = "/desk/hours?unit=unit-2" if unit else ""
    lines = [
        Line(names.get(by, "金沙社区第三居民小组"), below, total),
        Line("未归属", "", Sums(0, 0, 0)),
    ]
    chosen = {"by": by, "unit": unit or "", "period": period}
    return {
        "found": found, "lines": lines, "name": "金沙社区" if unit else "",
        "ways": list(get_args(By)), "chosen": chosen, "sheet": "by=unit&period=2026-11",
        "above": ("拓东街道", "unit-3") if unit else None,
        "periods": ["2026-11-30", "2026-W49", "2026-11", "2026-Q4", "2026-H2", "2026"],
    }  # fmt: skip


BELONGS = AffiliationRecorded(
    at=NOON, volunteer="volunteer-1",
    affiliation="affiliation-1", kind="student", since=date(2026, 9, 1),
)  # fmt: skip
AFFILIATED = {
    "volunteer": "volunteer-1", "masked": "张**", "problem": "", "form_key": "form-1",
    "kinds": list(get_args(AffiliationKind)),
    "belongs": [(BELONGS, None), (BELONGS, date(2026, 12, 31))],
}  # fmt: skip

COUNTING_PAGES = {
    "hours of a community": ("counting/hours.html", hours("unit")),
    "hours by kind of service": ("counting/hours.html", hours("category")),
    "hours by origin, of everything": ("counting/hours.html", hours("origin", None, "2026-W48")),
    "hours by affiliation": ("counting/hours.html", hours("affiliation")),
    "affiliations": ("office/affiliations.html", AFFILIATED),
    "affiliations, none": (
        "office/affiliations.html", AFFILIATED | {"belongs": [], "problem": "没有这一天。"},
    ),
    "stars of a person": ("counting/stars.html", OF_ONE),
    "stars of a person, barred": (
        "counting/stars.html",
        OF_ONE | {
            "stars": FULL_OF_STARS, "problem": "请填写决定文号。",
            "violations": [BARRED, BARRED | {"kind": "covenant", "annulled": True}],
        },
    ),
}  # fmt: skip
