"""Samples of the pages about statements: Chen's November, for the tests of all templates."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from projections.settlement_rows import LineObjection, Share, Statement

SHANGHAI = ZoneInfo("Asia/Shanghai")
CLOSED = datetime(2026, 12, 3, 9, 0, tzinfo=SHANGHAI)


def row(**more: Any) -> Statement:
    """A statement of two hundred yuan and some."""
    told = {
        "merchant": "merchant-chen", "month": "2026-11", "lines": 3, "captured_beans": 2_400,
        "captured_fen": 24_000, "refunded_beans": 20, "refunded_fen": 200, "opening_fen": 1_990,
        "adjusted_fen": -100, "closing_fen": 25_690, "due_fen": 25_690, "digest": "9f" * 32,
        "book_position": 41, "object_by": date(2026, 12, 10), "pay_by": date(2026, 12, 21),
        "frozen_by": "clock", "frozen_at": CLOSED, "position": 42,
    }  # fmt: skip
    return Statement("settlement-chen-202611", **{**told, **more})


def _line(number: int, kind: str, beans: int, said: LineObjection | None = None) -> dict[str, Any]:
    return {
        "at": datetime(2026, 11, 20, 9, number, tzinfo=SHANGHAI), "receipt": f"01KA-{number:04}",
        "redemption": f"redemption-{number}", "masked": "王**", "kind": kind, "beans": beans,
        "fen": beans * 10, "gift_fen": 0, "said": said,
    }  # fmt: skip


def _said(state: str, fen: int = 0) -> LineObjection:
    return LineObjection(
        "settlement-chen-202611", "redemption-1", merchant="merchant-chen", reason="wrong_beans",
        state=state, fen=fen, at=CLOSED, position=43,
    )  # fmt: skip


LINES = [
    _line(1, "captured", 2_400, _said("open")), _line(2, "captured", 30, _said("upheld", -100)),
    _line(3, "voided", -30, _said("declined")), _line(4, "refunded", -20),
]  # fmt: skip
PAID = Share(
    "settlement-chen-202611", "fund-ours", closing_fen=25_690, paid_fen=25_690, paid_at=CLOSED,
    reference="2026120300417",
)  # fmt: skip
STATEMENT: dict[str, Any] = {
    "merchant_name": "老王豆腐坊", "row": row(), "stage": "frozen", "problem": "", "lines": LINES,
    "references": [], "may_agree": True, "may_object": True, "page_number": 1, "more": False,
    "form_key": "k", "printed_at": CLOSED,
}  # fmt: skip
DESK: dict[str, Any] = {
    "merchant_name": "老王豆腐坊", "row": row(), "stage": "agreed", "problem": "", "lines": LINES,
    "open_objections": [], "funds": [{"share": PAID, "name": "金豆基金"}], "may_answer": True,
    "may_pay": True, "form_key": "k", "page_number": 1, "more": False,
}  # fmt: skip
OPEN = {"line": "redemption-1", "receipt": "01KA-0001", "reason": "wrong_beans", "words": "30 颗"}
MONTHS: dict[str, Any] = {
    "month": "2026-11", "earlier_month": "2026-10", "later_month": None,
    "closes_on": date(2026, 12, 3), "problem": "", "form_key": "k",
    "statements": [{"row": row(), "stage": "agreed", "name": "老王豆腐坊"}], "waiting": [],
    "beans": 2_380, "closing_fen": 25_690, "due_fen": 25_690, "paid_fen": 0, "may_close": True,
    "may_see_desk": True,
}  # fmt: skip
OBJECTING: dict[str, Any] = {
    "merchant_name": "老王豆腐坊", "row": row(), "line": "redemption-1", "receipt": "01KA-0001",
    "captured_fen": 24_000, "returned_fen": 0, "form_key": "k", "nothing_chosen": False,
}  # fmt: skip
STAGES = (
    "frozen", "objected", "answered", "agreed", "undisputed", "paid", "rolled_over", "even",
)  # fmt: skip

SETTLING_PAGES: dict[str, tuple[str, dict[str, Any]]] = {
    "statements": (
        "statements.html",
        {
            "merchant_name": "老王豆腐坊",
            "statements": [{"row": row(), "stage": stage} for stage in STAGES],
            "coming": [{"month": "2026-12", "closes_on": date(2027, 1, 6)}],
        },
    ),
    "statements, none": (
        "statements.html", {"merchant_name": "老王豆腐坊", "statements": [], "coming": []}
    ),
    "statement": ("statement.html", STATEMENT),
    "statement, settled": (
        "statement.html",
        STATEMENT | {"row": row(due_fen=0, paid_fen=25_690, paid_at=CLOSED), "stage": "paid",
                     "references": [PAID], "may_agree": False, "may_object": False,
                     "page_number": 2, "more": True},
    ),
    "statement, carried over": (
        "statement.html",
        STATEMENT | {"row": row(due_fen=0, rolled_fen=1_990), "stage": "rolled_over",
                     "may_object": False, "problem": "异议期已结束。"},
    ),
    "statement, a part is the shop's gift": (
        "statement.html",
        STATEMENT | {"row": row(captured_fen=14_400, captured_gift_fen=9_600, refunded_fen=120,
                                refunded_gift_fen=80),
                     "lines": [each | {"fen": each["beans"] * 6, "gift_fen": each["beans"] * 4}
                               for each in LINES]},
    ),
    "objecting": ("objecting.html", OBJECTING),
    "objecting, nothing chosen": (
        "objecting.html",
        OBJECTING | {"captured_fen": 0, "returned_fen": 200, "nothing_chosen": True},
    ),
    "settlements": ("settling/months.html", MONTHS),
    "settlements, none": (
        "settling/months.html",
        MONTHS | {"statements": [], "later_month": "2026-12", "problem": "出账失败。",
                  "waiting": [{"merchant": "merchant-chen", "name": "老王豆腐坊"}]},
    ),
    "settlement": ("settling/statement.html", DESK),
    "settlement, objected": (
        "settling/statement.html",
        DESK | {"stage": "objected", "may_pay": False, "open_objections": [OPEN],
                "problem": "请选择核查结果。", "page_number": 2, "more": True},
    ),
}  # fmt: skip
