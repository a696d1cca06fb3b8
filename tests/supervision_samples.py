"""Samples of the documents' pages, for the tests that walk every page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from msgspec import to_builtins
from msgspec.structs import asdict

from api.pages.reading import SHANGHAI
from api.pages.supervising import document, sources
from api.pages.supervising.document import GROUPS, Line
from api.pages.supervising.listing import Near
from ledger.counting.periods import read_period
from ledger.facts import Figures
from projections.supervision import Document

NINE = datetime(2026, 12, 7, 9, 0, tzinfo=SHANGHAI)
FIGURES = Figures(
    activities_held=38, activities_cancelled=2, arrivals=812, people_not_confirmed=14,
    activities_overdue=1, no_shows=5, sessions=798, service_minutes=95_760, training_minutes=180,
    sessions_of_grade_a=701, sessions_of_grade_b=60, sessions_of_grade_c=30,
    sessions_of_grade_d=7, awarded_beans=15_960, granted_beans=120, clawed_back_beans=40,
    redemptions=204, redeemed_beans=8_160, returned_beans=60, corrections=4, revocations=1,
    objections_raised=3, objections_open=1,
)  # fmt: skip
UNITS = [Near("unit-1", "阳光里社区"), Near("unit-2", "河对岸社区"), Near("unit-3", "金沙社区")]


def frozen(period: str, unit: str = "unit-1", figures: Figures = FIGURES) -> Document:
    """A document of the first unit unless another is named."""
    return Document(
        unit=unit, period=period, kind=read_period(period).kind, book_position=4711,
        policy="default/2", told=to_builtins(figures), digest="5e" * 32, frozen_by="clock",
        frozen_at=NINE, position=4712,
    )  # fmt: skip


def listed(kind: str, *periods: str) -> dict[str, Any]:
    """The documents of one kind of a community."""
    return {
        "unit": "unit-1", "name": "阳光里社区", "kind": kind, "next_cursor": None,
        "documents": [frozen(period) for period in periods],
        "above": Near("unit-9", "拓东街道"), "below": [],
    }  # fmt: skip


def one(period: str, *, changed: bool, street: bool) -> dict[str, Any]:
    """One document, of a community or of a street with three of them."""
    told = asdict(FIGURES)
    now = told | ({"sessions": 797, "service_minutes": 95_640} if changed else {})
    parts = [
        document.Part(near.name, f"/desk/supervision/{near.unit}/{period}", FIGURES)
        for near in UNITS
    ]
    return {
        "row": frozen(period), "period": read_period(period),
        "name": "拓东街道" if street else "阳光里社区",
        "kind_of_unit": "street" if street else "community", "known": not changed or street,
        "groups": {
            group: [
                Line(each, told[each], now[each], "" if group == "corrections" else "/desk/hours")
                for each in figures
            ]
            for group, figures in GROUPS.items()
        },
        "parts": [*parts, document.Part("", "", Figures(sessions=1))] if street else [],
        "above": Near("unit-9", "盘龙区") if street else None,
    }  # fmt: skip


SOURCES: dict[str, Any] = {
    "figure": "redeemed_beans", "period": read_period("2026-11"), "row": frozen("2026-11"),
    "name": "阳光里社区", "total": 8_150, "frozen": 8_160, "more": 2,
    "back": "/desk/supervision/unit-1/2026-11",
    "parts": [
        sources.Part("老陈面馆", "/desk/settlements?month=2026-11", 8_000),
        sources.Part("小方超市", "", 140),
    ],
}  # fmt: skip

SUPERVISION_PAGES = {
    "day checks": (
        "supervising/documents.html",
        listed("day", "2026-11-25", "2026-11-24", "2026-11-22") | {"next_cursor": "c" * 32},
    ),
    "quarter reviews, none": (
        "supervising/documents.html",
        listed("quarter") | {"unit": "unit-9", "name": "拓东街道", "above": None, "below": UNITS},
    ),
    "documents, no unit chosen": (
        "supervising/documents.html",
        listed("day") | {"unit": "", "name": "", "above": None, "below": UNITS},
    ),
    "month assessment of a community": (
        "supervising/document.html", one("2026-11", changed=False, street=False)
    ),
    "week summary, a view stands still": (
        "supervising/document.html", one("2026-W48", changed=True, street=False)
    ),
    "quarter review of a street": (
        "supervising/document.html", one("2026-Q4", changed=True, street=True)
    ),
    "sources of a figure": ("supervising/sources.html", SOURCES),
    "sources of a figure, unchanged": (
        "supervising/sources.html",
        SOURCES | {"figure": "arrivals", "total": 8_160, "more": 0},
    ),
}  # fmt: skip
