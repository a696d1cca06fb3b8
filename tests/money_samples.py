"""The pages of money: funds, what was given, its sheet, and what wants a look at a shop."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from api.pages.money.capitals import in_capitals
from api.pages.money.correcting import MISTAKES, Right
from api.pages.money.fund import Gift
from api.pages.money.funds import NewFund
from api.pages.reading import SHANGHAI
from api.signals import Kind, Signal
from api.supply import Capacity, SupplyOfUnit
from projections.funds import Donation, Fund
from projections.signals import Look
from projections.supply import Sums
from projections.till import Redemption
from projections.tree import Unit

EVENING = datetime(2026, 11, 20, 20, 41, tzinfo=SHANGHAI)
FUND = Fund(
    fund="fund-1", community="unit-1", name="金沙社区爱心基金", holder="盘龙区慈善会",
    purpose="all", free_fen=1_234_550, reserved_fen=98_760, paid_fen=2_500_000,
    cash_fen=3_833_310, in_kind_fen=120_000, donations=4, opened_at=EVENING, position=7,
)  # fmt: skip
EMPTY = Fund(
    fund="fund-2", community="unit-1", name="小金库", holder="金沙社区居委会",
    purpose="charity", opened_at=EVENING, position=8,
)  # fmt: skip
GIVEN = Donation(
    donation="donation-1", fund="fund-1", fen=10_053_07, kind="cash", receipt="2026-0031",
    entered_fen=10_053_07, at=EVENING, position=9,
)  # fmt: skip
RICE = Donation(
    donation="donation-2", fund="fund-1", fen=120_000, kind="in_kind", receipt="01KAG7Q2V5JC",
    entered_fen=120_000, at=EVENING, position=8,
)  # fmt: skip
CORRECTED = Donation(
    donation="donation-3", fund="fund-1", fen=20_000, entered_fen=200_000, kind="cash",
    receipt="2026-0032", at=EVENING, corrected_at=EVENING, mistake="mistyped", position=10,
)  # fmt: skip


def supply(permille: int | None, cover: Any, **more: int) -> SupplyOfUnit:
    """The beans of a community of eight hundred volunteers."""
    told = {
        "issued": 214_560, "imported": 120, "clawed_back": 320, "forgiven": 20, "spent": 61_240,
        "held": 35, "expired": 1_205, "outstanding": 151_795, "debt": 15, "expiring": 4_210,
    }  # fmt: skip
    return SupplyOfUnit(
        beans=Sums(**told | more), capacity=Capacity(left=18_200, capped=12, uncapped=3),
        free_fen=1_234_550, worth_fen=1_517_950, cover_permille=permille, cover=cover,
    )  # fmt: skip


FUNDS: dict[str, Any] = {
    "funds": [{"row": FUND, "community": "金沙社区"}, {"row": EMPTY, "community": "金沙社区"}],
    "supply": supply(813, "warned"), "place": "金沙社区", "days": 90, "may_open": True,
    "has_desk": True,
}  # fmt: skip
COMMUNITY = Unit("unit-1", "community", "金沙社区", date(2026, 1, 1))
FORM: dict[str, Any] = {
    "entered": NewFund(), "problem": "", "communities": [COMMUNITY], "form_key": "form-1",
}  # fmt: skip
ONE_FUND: dict[str, Any] = {
    "fund": FUND, "community": "金沙社区", "donations": [CORRECTED, GIVEN, RICE],
    "next_cursor": None, "may_receive": True, "entered": Gift(), "problem": "", "read_back": 0,
    "in_capitals": "", "form_key": "form-1",
}  # fmt: skip
WRONG: dict[str, Any] = {
    "fund": FUND, "donation": GIVEN, "mistakes": MISTAKES, "entered": Right(), "problem": "",
    "form_key": "form-1",
}  # fmt: skip
TYPED = Gift(yuan="10053.07", donor="欧阳先生", receipt="2026-0031", form_key="form-1")
RECEIPT: dict[str, Any] = {
    "fund": FUND, "community": "金沙社区", "donation": GIVEN, "in_capitals": in_capitals(GIVEN.fen),
    "donor": "欧阳先生",
}  # fmt: skip


def signal(kind: Kind, outcome: str | None = None, grown: int = 0) -> dict[str, Any]:
    """A signal at the bean-curd workshop, as the list shows it."""
    figure, of = {"share": (705, 1_000), "trips": (3, 30), "closing": (12, 30)}[kind]
    look = outcome and Look("signal-1", "person-1", outcome, figure - grown, "note-1", EVENING)
    first, last = date(2026, 11, 1), date(2026, 11, 30)
    one = Signal(
        signal=f"signal-{kind}-1-1-202611", kind=kind, merchant="merchant-1",
        volunteer=None if kind == "closing" else "volunteer-1", figure=figure, of=of, beans=705,
        first=last if kind == "closing" else first, last=last, look=look or None,
    )  # fmt: skip
    return {
        "signal": one, "shop": "老王豆腐坊", "masked": "" if kind == "closing" else "张**",
        "person": "/desk/people/volunteer-1", "percent": 70,
    }  # fmt: skip


SIGNALS: dict[str, Any] = {
    "signals": [
        signal("share"), signal("trips", "upheld"), signal("closing", "dismissed"),
        signal("share", "dismissed", grown=50),
    ],
    "month": "2026-11", "before": "2026-10", "following": None,
}  # fmt: skip
REDEMPTIONS = [
    {
        "row": Redemption(
            redemption=f"redemption-{number}", volunteer="volunteer-1", merchant="merchant-1",
            step="captured", captured=25, returned=5 * number, at=EVENING - timedelta(days=number),
        ),
        "masked": "张**",
    }
    for number in range(3)
]  # fmt: skip
ONE_SIGNAL: dict[str, Any] = {
    "one": signal("share"), "redemptions": REDEMPTIONS, "looked_by": "", "words": "",
    "may_review": True, "problem": "", "form_key": "form-1",
}  # fmt: skip
MONEY_PAGES = {
    "funds": ("money/funds.html", FUNDS),
    "funds, none yet, for its keeper": (
        "money/funds.html",
        {**FUNDS, "funds": [], "may_open": False, "has_desk": False, "place": "",
         "supply": supply(None, "covered", outstanding=0, debt=0, expiring=1)},
    ),
    "funds, when nothing new is offered": (
        "money/funds.html", {**FUNDS, "supply": supply(300, "frozen")}
    ),
    "a new fund": ("money/new_fund.html", FORM),
    "a new fund without a name": (
        "money/new_fund.html",
        {**FORM, "communities": [COMMUNITY] * 2, "problem": "请填写基金名称。"},
    ),
    "a fund": ("money/fund.html", ONE_FUND),
    "a fund, for an inspector": (
        "money/fund.html",
        {**ONE_FUND, "fund": EMPTY, "donations": [], "may_receive": False},
    ),
    "a fund, with more donations": ("money/fund.html", {**ONE_FUND, "next_cursor": "abc"}),
    "a fund, an amount that cannot be read": (
        "money/fund.html",
        {**ONE_FUND, "entered": Gift(yuan="一百"), "problem": "请输入金额（元）。"},
    ),
    "a donation read back": (
        "money/fund.html",
        {**ONE_FUND, "entered": TYPED, "read_back": GIVEN.fen,
         "in_capitals": in_capitals(GIVEN.fen)},
    ),
    "a donation of goods read back, without a name": (
        "money/fund.html",
        {**ONE_FUND, "entered": Gift(yuan="1", kind="in_kind"), "read_back": 100,
         "in_capitals": in_capitals(100)},
    ),
    "a donation on paper": ("money/receipt.html", RECEIPT),
    "a donation on paper, corrected": ("money/receipt.html", {**RECEIPT, "donation": CORRECTED}),
    "a donation to correct": ("money/correction.html", WRONG),
    "a donation to correct, refused": (
        "money/correction.html",
        {**WRONG, "problem": "请选择原因。", "entered": Right(yuan="200", words="多按了一个零")},
    ),
    "a donation on paper, without a name": ("money/receipt.html", {**RECEIPT, "donor": ""}),
    "signals": ("money/signals.html", SIGNALS),
    "signals of a quiet month": (
        "money/signals.html", {**SIGNALS, "signals": [], "following": "2026-12"}
    ),
    "a signal": ("money/signal.html", ONE_SIGNAL),
    "a signal, without an outcome": (
        "money/signal.html", {**ONE_SIGNAL, "problem": "请选择核查结果。"}
    ),
    "a signal that was looked at": (
        "money/signal.html",
        {**ONE_SIGNAL, "one": signal("closing", "upheld"), "looked_by": "李*",
         "words": "已同店主谈过", "may_review": False},
    ),
    "a signal that somebody else was faster with": (
        "money/signal.html",
        {**ONE_SIGNAL, "one": {**signal("trips", "dismissed"), "person": ""}, "may_review": False,
         "problem": "已经有人核查过，此后没有新的变化。"},
    ),
}  # fmt: skip
