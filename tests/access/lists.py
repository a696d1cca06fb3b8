"""Lists: evaluations, honours, excuses and samples, for the walk through the matrix."""

from __future__ import annotations

from collections.abc import Callable

from tests.access.asked import Asked
from tests.access.town import Town

OF_EVALUATIONS: dict[str, Callable[[Town], Asked]] = {
    "GET /evaluations/{kind}": lambda t: Asked(
        "/evaluations/monthly", None, {"unit": t.lane, "period": "2026-11"}
    ),
    "GET /evaluations/honours/{honour}": lambda t: Asked(
        "/evaluations/honours/five_good_family", None, {"unit": t.lane, "period": "2026"}
    ),
    "POST /evaluations/honours/{honour}/nominations": lambda t: Asked(
        "/evaluations/honours/covenant_keeper/nominations",
        {"subject": t.household, "unit": t.lane, "period": "2026"},
    ),
    "POST /volunteers/{volunteer}/excuses": lambda t: Asked(
        f"/volunteers/{t.wang.who.volunteer}/excuses",
        {"first": "2026-11-01", "last": "2026-11-15", "percent": 50, "reference": "R-1"},
    ),
    "POST /volunteers/{volunteer}/excuses/{excuse}/withdrawal": lambda t: Asked(
        f"/volunteers/{t.wang.who.volunteer}/excuses/{t.excuse}/withdrawal", {}
    ),
}

OF_SAMPLES: dict[str, Callable[[Town], Asked]] = {
    "GET /monthly-samples": lambda t: Asked("/monthly-samples"),
    "GET /monthly-samples/{sample}": lambda t: Asked(f"/monthly-samples/{t.sample}"),
    "POST /monthly-samples/{sample}/checks": lambda t: Asked(
        f"/monthly-samples/{t.sample}/checks",
        {"attendance": t.attendance, "finding": "in_order"},
    ),
}
