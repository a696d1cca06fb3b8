"""Samples of the pages of reports and of the public notice, for the tests that walk every page."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from api.pages.reading import SHANGHAI
from api.pages.reporting.lines import Told
from api.pages.reporting.notice import Fact, tables_of_notice
from api.pages.reporting.tables import Names, tables_of
from api.reporting.figures import BY_SHOP, FIGURES, SERVICE
from api.reporting.published import Published, Shared
from api.reporting.report import Report
from api.reporting.withholding import Place
from ledger.counting.periods import read_period
from ledger.policy import read_policy
from tests.neighbourhood import POLICY_TEXT

NOVEMBER = read_period("2026-11")
UNITS = {
    "unit-1": "金沙社区", "unit-2": "金沙社区第三居民小组", "unit-3": "拓东街道",
    "unit-4": "河对岸社区",
}  # fmt: skip
_SHARES = {"": 700, "care": 12_345, "patrol": 60_451, "a_code_of_our_own": 61}


def _numbers(scale: int) -> dict[str, int]:
    return {code: (place * 37 + 5) * scale for place, code in enumerate(FIGURES)}


def _report(unit: str | None, *, empty: bool = False) -> Report:
    some = {} if empty else _numbers(900)
    categories = {code: {
        each.code: minutes if each.code == "minutes" else minutes // 30 for each in SERVICE
    } for code, minutes in _SHARES.items()}  # fmt: skip
    shops = {"merchant-1": dict.fromkeys(BY_SHOP, 1_234), "merchant-2": dict.fromkeys(BY_SHOP, 5)}
    return Report(
        unit=unit, month=NOVEMBER, as_of=date(2026, 11, 30), total=some,
        directly={} if empty else _numbers(1),
        children={} if empty else {"unit-2": _numbers(400), "unit-4": _numbers(500)},
        categories={} if empty else categories, shops={} if empty else shops,
    )  # fmt: skip


def _context(report: Report, over: bool = True) -> dict[str, Any]:
    names = Names(
        units=UNITS, shops={"merchant-1": "老王豆腐坊", "merchant-2": "月光面包房"},
        reached=frozenset({"unit-2"}),
    )  # fmt: skip
    return {
        "found": report, "name": UNITS.get(report.unit or "", ""), "over": over,
        "tables": tables_of(report, names), "sheet": "unit=unit-1&month=2026-11",
        "chosen": {"unit": report.unit or "", "month": "2026-11"}, "has_desk": True,
        "places": [("", "全部"), *UNITS.items()], "months": ["2026-12", "2026-11", "2026-10"],
    }  # fmt: skip


def _lines(**more: Any) -> dict[str, Any]:
    noon = datetime(2026, 11, 23, 12, 0, tzinfo=SHANGHAI)
    lines = [
        Told("月初已有", "", None, "1,250", "/desk/reports/lines?figure=outstanding", None),
        Told("服务所得", "王**", NOVEMBER.last, "20", "/desk/attendances/a", 48_211),
        Told("兑换金豆", "王**", noon, "−12", "", None),
    ]
    return {
        "figure": "月末可用金豆", "name": "金沙社区", "month": "2026-11", "part": "",
        "begun": False,
        "number": "1,258", "lines": lines, "more": None, "back": "/desk/reports?unit=unit-1",
    } | more  # fmt: skip


def _notice(unit: str | None, *, few: bool = False, cover: str = "covered") -> dict[str, Any]:
    service = {} if few else {
        Place("unit-1", "care"): Shared(25, 61, 12_345, 2_050),
        Place("unit-1", "patrol"): Shared(130, 410, 60_451, 9_990),
        Place("unit-4", "patrol"): Shared(5, 6, 700, 90),
    }  # fmt: skip
    found = Published(
        month=NOVEMBER, on=date(2026, 12, 3), service=service, others={},
        paths={"unit-1": ["unit-1", "unit-3"], "unit-4": ["unit-4", "unit-3"]},
    )
    value = None if few else "1,234"
    return {
        "name": UNITS.get(unit or "", ""), "month": NOVEMBER, "on": found.on,
        "tables": tables_of_notice(UNITS.__getitem__, found, unit), "least": 5, "cover": cover,
        "facts": [
            Fact("兑出金豆", value), Fact("已答复异议（件）", None), Fact("收到资金", "¥2,000.00"),
        ],
        "rules": read_policy(POLICY_TEXT), "days": 5,
        "places": [] if few else [(name, f"/notice?unit={unit}") for unit, name in UNITS.items()],
        "months": [("2026-10", "/notice?month=2026-10")],
    }  # fmt: skip


REPORT_PAGES = {
    "monthly report of a community": ("reporting/report.html", _context(_report("unit-1"))),
    "monthly report of everything, empty": (
        "reporting/report.html", _context(_report(None, empty=True), over=False),
    ),
    "lines behind a number": ("reporting/lines.html", _lines()),
    "lines behind a number, none": (
        "reporting/lines.html", _lines(lines=[], number=None, part="王**", begun=True, more="/x"),
    ),
    "public notice": ("reporting/notice.html", _notice("unit-3")),
    "public notice of few people": (
        "reporting/notice.html", _notice(None, few=True, cover="warned"),
    ),
}  # fmt: skip
