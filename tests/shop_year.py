"""A shop year: two people, two shops and a fund in a served house, and chance decides the days.

Everything is asked of the book by the commands of the house; what the clock has to do, its own
errands do; and at the end of a month the shops agree or object, and the funds pay.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import count
from random import Random

from api.errands.running import Errands
from ledger.activities import PublishActivity
from ledger.attendance import CheckIn, CheckOut
from ledger.by_voucher import TakeVoucher
from ledger.command import By, Command
from ledger.confirmations import ConfirmService, Rated
from ledger.counting.till_roll import added
from ledger.facts import Fact, StatementFrozen
from ledger.payments import AnswerLine, PaySettlement
from ledger.redemptions import IssueCode, RedeemBeans
from ledger.refusals import Refusal
from ledger.reversals import CaptureRedemption, RefundRedemption, VoidRedemption
from ledger.rules import AdoptPolicy
from ledger.settlements import AgreeStatement, ObjectToLine
from ledger.subjects.fund import FundPage, Funds
from ledger.subjects.presence import attendance_of
from ledger.subjects.settlement import Owed, Roll, Settlement, till_behind
from ledger.vouchers import CancelVoucher, PrintVoucher
from tests.house_open import OpenHouse
from tests.neighbourhood import amended
from tests.settling import OFFICE, payment

WAYS = ("code", "code", "hold", "hold", "paper", "paper")
LATER = ("capture", "capture", "void", "refund", "refund", "cancel", "bring", "bring")
FUND_FEN = 100_000_000
RULES = amended(
    ("\nmonths = 36 ", "\nmonths = 2 "),
    ("fund_share_permille = 1000", "fund_share_permille = 650"),
    ("roll_forward_below_fen = 2000", "roll_forward_below_fen = 500"), version=3,
)
"""Beans live for some weeks, so that many die; a third of their worth is the shops' own gift."""


class ShopYear:
    """What happened so far; `seen` names every kind of fact that did."""

    def __init__(self, home: OpenHouse, chance: Random) -> None:
        self._home, self._chance, self._numbers = home, chance, count(1)
        self._errands = Errands(home.house)
        self.people = [str(home.volunteer(name).who.volunteer) for name in ("王秀英", "赵小梅")]
        goods = {"name": "慈善超市", "community": home.lane, "kind": "charity"}
        charity = str(home.admin.gets("/merchants", goods)["id"])
        self.shops = [str(home.merchant().who.merchant), charity]
        self._ask(AdoptPolicy(text=RULES))
        self._taken: list[tuple[str, str]] = []
        self._papers: list[str] = []
        self.statements: list[StatementFrozen] = []
        self._read = 0

    # The days -----------------------------------------------------------------------------------

    def live(self, until: date) -> None:
        """Days go by, some with much in them; the clock runs its errands on each."""
        while self._home.clock.now().date() < until:
            if self._chance.random() < 0.3:
                self._serve()
            for _ in range(self._chance.randint(1, 3)):
                self._shop()
                self._home.later(minutes=self._chance.choice((0, 1, 40)))
            for _ in range(self._chance.randint(0, 3)):
                self._go_on()
            self._home.later(days=self._chance.choice((0, 1, 1, 3, 8)), hours=1)
            self._clock_runs()

    def _serve(self) -> None:
        """Both serve some hours, and one of them may have been rated so that it earns nothing."""
        starts, hours = self._home.clock.now(), self._chance.randint(2, 8)
        activity, ends = f"activity-y{next(self._numbers)}", starts + timedelta(hours=hours)
        self._ask(PublishActivity(
            activity=activity, title="楼道清洁", category="general", community=self._home.lane,
            place="3 号楼", starts_at=starts, ends_at=ends,
        ))  # fmt: skip
        here = {"activity": activity, "means": "organizer"}
        for who in self.people:
            self._ask(CheckIn(volunteer=who, at=starts, **here))
        self._home.later(hours=hours)
        for who in self.people:
            self._ask(CheckOut(volunteer=who, at=ends, **here))
        served = [attendance_of(activity, who) for who in self.people]
        rated = tuple(
            Rated(attendance=each, rating=self._chance.choice((1, 4, 5, 5))) for each in served
        )
        self._ask(ConfirmService(activity=activity, rated=rated))

    def _shop(self) -> None:
        """Somebody comes to a counter with a code, or wants beans on paper."""
        who, shop = self._chance.choice(self.people), self._chance.choice(self.shops)
        redemption, way = f"redemption-y{next(self._numbers)}", self._chance.choice(WAYS)
        beans = self._chance.choice((10, 35, 80, 140))
        if way == "paper":
            if self._ask(PrintVoucher(redemption=redemption, volunteer=who, beans=beans)):
                self._papers.append(redemption)
            return
        self._ask(IssueCode(redemption=redemption, volunteer=who))
        wish = {"redemption": redemption, "merchant": shop, "beans": beans}
        if self._ask(RedeemBeans(capture=way == "code", **wish)):
            self._taken.append((redemption, shop))

    def _go_on(self) -> None:
        """What was bought or printed lately goes on: handed over, brought back, lost, brought."""
        beans, step = self._chance.choice((None, 7, 20)), self._chance.choice(LATER)
        if step in ("cancel", "bring") and self._papers:
            paper, shop = self._chance.choice(self._papers[-3:]), self._chance.choice(self.shops)
            if step == "cancel":
                self._ask(CancelVoucher(redemption=paper))
            elif self._ask(TakeVoucher(redemption=paper, merchant=shop)):
                self._taken.append((paper, shop))
        elif self._taken:
            redemption, shop = self._chance.choice(self._taken[-6:])
            here = {"redemption": redemption, "merchant": shop}
            if step == "capture":
                self._ask(CaptureRedemption(beans=beans, **here))
            elif step == "void":
                self._ask(VoidRedemption(**here))
            else:  # The community may, however long ago it was.
                self._ask(RefundRedemption(redemption=redemption, beans=beans))

    def _ask(self, command: Command) -> tuple[Fact, ...]:
        """What happened; nothing where the book said no."""
        key = f"key-year-{next(self._numbers)}"
        by = By("somebody", "staff", key, key)
        try:
            return self._home.ledger.book.record(command, by, self._home.clock.now()).facts
        except Refusal:
            return ()

    # The clock, and the ends of months ----------------------------------------------------------

    def _clock_runs(self) -> None:
        for errand in ("lapse_holds", "lapse_vouchers", "expire_beans", "freeze_statements"):
            getattr(self._errands, errand)()
        for statement in self._just_frozen():
            self.statements.append(statement)
            self._settle(statement)

    def _just_frozen(self) -> list[StatementFrozen]:
        book = self._home.ledger.book
        told = [found.fact for found in book.facts(after=self._read)]
        self._read = book.head()
        return [fact for fact in told if isinstance(fact, StatementFrozen)]

    def _settle(self, statement: StatementFrozen) -> None:
        """Two of three months are agreed to and paid; sometimes a line is objected to first."""
        merchant, settlement = statement.merchant, statement.settlement
        line = next((code for code, shop in reversed(self._taken) if shop == merchant), "")
        if self._chance.random() < 0.5:
            wrong = {"settlement": settlement, "line": line}
            self._ask(ObjectToLine(merchant=merchant, reason="wrong_beans", **wrong))
            self._ask(AnswerLine(acting=OFFICE, outcome="upheld", fen=-50, **wrong))
        if self._chance.random() < 0.3:
            return
        self._ask(AgreeStatement(settlement=settlement, merchant=merchant))
        due = self._home.ledger.book.look(Settlement(settlement)).due
        reference = f"B-{len(self.statements)}"
        paid = {fund: payment(fund, reference) for fund in due}
        self._ask(
            PaySettlement(
                settlement=settlement, acting=OFFICE, payments=paid, reference=reference
            )
        )

    # The sums -----------------------------------------------------------------------------------

    def check_statements(self) -> None:
        """What is stated, or is in a month that is not closed, is what the shops hold; and what
        is owed, stated or not, is what the fund has reserved beside what waits."""
        book, reserved, owed = self._home.ledger.book, 0, 0
        for shop in self.shops:
            own = [each for each in self.statements if each.merchant == shop]
            late = [each for one in own for each in one.late.values()]
            rolls = [book.look(Roll(till_behind(one.settlement))).lines.kept for one in own]
            stated = sum(one.kept.beans for one in own) + sum(each.beans for each in late)
            assert stated == sum(each.beans for each in rolls)
            in_fen = added(*(one.kept.fen for one in own), *(each.fen for each in late))
            assert in_fen == added(*(each.fen for each in rolls))
            owed += sum(book.look(Owed(shop)).rolled.values())
            owed += sum(sum(book.look(Settlement(one.settlement)).due.values()) for one in own)
        funds = book.look(Funds(self._home.lane))
        for page in funds.pages.values():
            told = book.look(FundPage(page))
            assert told.free_fen + told.reserved_fen + told.paid_fen == FUND_FEN
            reserved += told.reserved_fen
        assert owed == reserved

    def close_the_books(self, on: datetime) -> None:
        """Nothing more happens for two months, so that all that is open comes to its end."""
        while self._home.clock.now() < on:
            self._home.later(days=9)
            self._clock_runs()
