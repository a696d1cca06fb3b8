"""Random tills: whatever happens at two counters in two months, all statements are the ledger."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.book import Book
from ledger.command import By, Command
from ledger.counting.statement_months import closes_on, month_before
from ledger.counting.till_roll import added
from ledger.facts import Fact, RedemptionCodeIssued, StatementFrozen
from ledger.policy import read_policy
from ledger.redemptions import RedeemBeans
from ledger.refusals import Refusal
from ledger.reversals import CaptureRedemption, LapseHold, RefundRedemption, VoidRedemption
from ledger.settlements import AgreeStatement, FreezeStatement
from ledger.storing.stores import open_memory
from ledger.subjects.fund import FundPage, first_page
from ledger.subjects.settlement import Owed, Roll, Settlement, settlement_of, till_behind
from tests.deeds import a_fund
from tests.neighbourhood import (
    CHARITY,
    CHEN,
    LANE_OPEN,
    SUNNY_LANE,
    WANG,
    adopted,
    amended,
    earned,
    registered,
    welcomed,
)
from tests.races import MUCH_IS_ALLOWED
from tests.settling import pays, takes
from tests.story import Happened, clock

LAST = clock("2026-12-28 12:00")
"""What happens later is another story."""
GIVEN_FEN = 100_000_000
SHOPS = (CHEN, CHARITY)
MONTHS = ("2026-09", "2026-10", "2026-11", "2026-12", "2027-01", "2027-02")
TEXT = amended(*MUCH_IS_ALLOWED)
POLICY = read_policy(TEXT)
steps = st.lists(
    st.tuples(
        st.sampled_from(("take", "take", "hold", "capture", "void", "refund", "late")),
        st.integers(0, 12),  # which redemption
        st.sampled_from((10, 90, 250)),  # beans
        st.sampled_from(SHOPS),
        st.sampled_from((0, 1, 1, 60, 24 * 60, 6 * 24 * 60)),  # minutes until the next step
    ),
    max_size=30,
)


class Street:
    """Two shops, a fund, and Wang with more beans than she can spend; the clock closes months."""

    def __init__(self) -> None:
        self.book, self.now, self._keys = Book(open_memory()), clock("2026-10-28 12:00"), count(1)
        shops = welcomed(CHEN), welcomed(CHARITY, "charity")
        wang = registered(WANG), earned(100_000)
        self.ask(Happened(facts=(adopted(TEXT), LANE_OPEN, *shops, *wang)))
        for command in a_fund(SUNNY_LANE, GIVEN_FEN):
            self.ask(command)
        self.fund = f"fund-of{SUNNY_LANE.partition('-')[2]}"
        self.redemptions: list[str] = []
        self.statements: list[StatementFrozen] = []

    def ask(self, command: Command) -> tuple[Fact, ...]:
        """What happened; nothing where the book said no."""
        key = f"key-{next(self._keys)}"
        try:
            return self.book.record(command, By("tester", "staff", key, key), self.now).facts
        except Refusal:
            return ()

    def take_step(self, what: str, which: int, beans: int, shop: str) -> None:
        """One press at a counter."""
        redemption = self.redemptions[which % len(self.redemptions)] if self.redemptions else ""
        match what:
            case "take" | "hold":
                self._sell(beans, shop, capture=what == "take")
            case "late":  # A clock that was turned back: the month before may be closed.
                month = month_before(f"{self.now:%Y-%m}")
                name = f"redemption-late{next(self._keys)}"
                at = f"{self.now:%Y-%m-%d %H:%M}"
                told = {"redemption": name, "merchant": shop, "month": month, "paid_by": ""}
                self.ask(Happened(facts=(takes(beans, at, **told),)))
            case "capture":
                self.ask(CaptureRedemption(redemption=redemption))
            case "void":
                self.ask(VoidRedemption(redemption=redemption))
            case "refund":
                self.ask(RefundRedemption(redemption=redemption, beans=beans))

    def _sell(self, beans: int, shop: str, *, capture: bool) -> None:
        redemption = f"redemption-{next(self._keys)}"
        code = RedemptionCodeIssued(
            at=self.now, redemption=redemption, volunteer=WANG, issuer=SUNNY_LANE,
            expires_at=self.now + timedelta(seconds=60),
        )  # fmt: skip
        self.ask(Happened(facts=(code,)))
        told = {"merchant": shop, "beans": beans, "capture": capture}
        if self.ask(RedeemBeans(redemption=redemption, **told)):
            self.redemptions.append(redemption)

    def pass_time(self, until: datetime) -> None:
        """The clock closes what is ripe, every other statement is agreed to and paid at once."""
        self.now = until
        for redemption in self.redemptions:
            self.ask(LapseHold(redemption=redemption))
        for month in MONTHS:
            if until.date() >= closes_on(POLICY, month):
                for shop in SHOPS:
                    self._close(shop, month)

    def _close(self, shop: str, month: str) -> None:
        settlement = settlement_of(shop, month)
        if self.book.look(Settlement(settlement)).frozen is not None:
            return
        seen = self.book.look(Roll(till_behind(settlement))).lines.sums
        late = tuple(each for each in MONTHS if each < month)
        closed = self.ask(
            FreezeStatement(
                merchant=shop, month=month, seen=seen, seen_at=self.book.head(), late=late,
                frozen_by="clock",
            )
        )  # fmt: skip
        self.statements += [fact for fact in closed if isinstance(fact, StatementFrozen)]
        if closed and len(self.statements) % 2:
            self.ask(AgreeStatement(settlement=settlement, merchant=shop))
            due = self.book.look(Settlement(settlement)).due
            self.ask(pays(*due, settlement=settlement, reference=f"B-{len(self.statements)}"))

    def check(self) -> None:
        """Bean by bean and fen by fen: what is stated is what the tills hold, and what is owed,
        paid or rolled over is what the fund has reserved or paid."""
        for shop in SHOPS:
            rolls = [self.book.look(Roll(till_behind(settlement_of(shop, m)))) for m in MONTHS]
            kept = [roll.lines.kept for roll in rolls]
            own = [each for each in self.statements if each.merchant == shop]
            late = [each for one in own for each in one.late.values()]
            stated = sum(one.kept.beans for one in own) + sum(each.beans for each in late)
            assert stated == sum(each.beans for each in kept) == self._account(shop)
            in_fen = added(*(one.kept.fen for one in own), *(each.fen for each in late))
            assert in_fen == added(*(each.fen for each in kept))
        page = self.book.look(FundPage(first_page(self.fund)))
        assert page.free_fen + page.reserved_fen + page.paid_fen == GIVEN_FEN
        open_dues = (self.book.look(Settlement(one.settlement)).due for one in self.statements)
        rolled = (self.book.look(Owed(shop)).rolled for shop in SHOPS)
        assert added(*open_dues, *rolled).get(self.fund, 0) == page.reserved_fen

    def _account(self, shop: str) -> int:
        moved = (recorded.fact for recorded in self.book.facts())
        return sum(
            fact.beans * ((fact.target == shop) - (fact.source == shop))
            for fact in moved
            if hasattr(fact, "source")
        )


def live(planned: list[tuple]) -> None:
    """Live through the steps, and look at the books in spring."""
    street = Street()
    for what, which, beans, shop, minutes in planned:
        if street.now > LAST:
            break
        street.take_step(what, which, beans, shop)
        later = street.now + timedelta(minutes=minutes)
        if minutes > 1:
            street.pass_time(later)
        street.now = later
    street.pass_time(clock("2027-03-20 09:00"))
    street.check()
    street.book.close()


@given(steps)
@settings(max_examples=40, deadline=None, derandomize=True)
def test_all_statements_are_the_ledger(planned: list[tuple]) -> None:
    live(planned)


@pytest.mark.prove
@given(steps)
@settings(max_examples=3_000, deadline=None)
def test_all_statements_are_the_ledger_however_long_one_looks(planned: list[tuple]) -> None:
    live(planned)
