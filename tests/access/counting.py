"""Requests about hours, documents, reports, stars and violations."""

from __future__ import annotations

from collections.abc import Callable

from tests.access.asked import Asked
from tests.access.town import Town

OF_COUNTING: dict[str, Callable[[Town], Asked]] = {
    "GET /stars": lambda t: Asked("/stars"),
    "POST /volunteers/{volunteer}/affiliations": lambda t: Asked(
        f"/volunteers/{t.wang.who.volunteer}/affiliations",
        {"kind": "student", "since": "2026-09-01"},
    ),
    "POST /volunteers/{volunteer}/affiliations/{affiliation}/end": lambda t: Asked(
        f"/volunteers/{t.wang.who.volunteer}/affiliations/{t.affiliation}/end",
        {"last": "2026-11-30"},
    ),
    "GET /volunteers/{volunteer}/affiliations": lambda t: Asked(
        f"/volunteers/{t.wang.who.volunteer}/affiliations"
    ),
    "GET /hours": lambda t: Asked("/hours", None, {"unit": t.lane}),
    "GET /supervision": lambda t: Asked("/supervision", None, {"unit": t.lane}),
    "GET /supervision/{unit}/{period}": lambda t: Asked(f"/supervision/{t.lane}/{t.period}"),
    "GET /reports": lambda t: Asked("/reports", None, {"unit": t.lane}),
    "GET /reports/lines": lambda t: Asked(
        "/reports/lines", None, {"unit": t.lane, "figure": "minutes"}
    ),
    "GET /volunteers/{volunteer}/stars": lambda t: Asked(
        f"/volunteers/{t.wang.who.volunteer}/stars"
    ),
    "POST /volunteers/{volunteer}/stars": lambda t: Asked(
        f"/volunteers/{t.wang.who.volunteer}/stars", {"star": 1, "reference": "12号"}
    ),
    "GET /volunteers/{volunteer}/violations": lambda t: Asked(
        f"/volunteers/{t.wang.who.volunteer}/violations"
    ),
    "POST /volunteers/{volunteer}/violations": lambda t: Asked(
        f"/volunteers/{t.wang.who.volunteer}/violations", {"kind": "fraud", "reference": "3号"}
    ),
    "POST /volunteers/{volunteer}/violations/{violation}/annulment": lambda t: Asked(
        f"/volunteers/{t.wang.who.volunteer}/violations/{t.violation}/annulment",
        {"reference": "9号"},
    ),
}
