"""Market months: what people may do to a store, with all that goes on at the counters of shops."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from ledger.by_voucher import TakeVoucher
from ledger.redemptions import IssueCode, RedeemBeans
from ledger.revocations import RevokeAttendance
from ledger.subjects.presence import attendance_of
from ledger.vouchers import CancelVoucher, LapseVoucher, PrintVoucher
from tests.months import STEPS, Asking, Months, desks, small
from tests.shop_wishes import PAPER_WISHES, SHELF_WISHES, a_customer_with_paper, an_offer
from tests.wishes import BEANS, FURTHER, PEOPLE, SHOPS, Further

further = st.tuples(st.sampled_from(FURTHER), small)
dealings = st.tuples(
    st.sampled_from(PEOPLE),
    st.sampled_from(SHOPS),
    st.tuples(st.sampled_from(BEANS), st.booleans()),
    st.sampled_from((False, False, True)),
    st.sampled_from((timedelta(), *STEPS[:-2])),
    st.lists(further, max_size=3),
)
papers = st.tuples(st.sampled_from(PAPER_WISHES), small, small, small)
shelves = st.tuples(st.sampled_from(SHELF_WISHES), small, small, small)
Dealing = tuple[str, str, tuple[int, bool], bool, timedelta, list[tuple[Further, int]]]


class MarketMonths(Months):
    """Months with market days, with paper that is about, and with shelves that are filled."""

    @rule(deals=st.lists(dealings, min_size=1, max_size=4), desk=desks)
    def market_day(self, deals: list[Dealing], desk: int) -> None:
        """Codes are drawn at one book and taken at the other, and what was bought goes on."""
        for who, where, (beans, capture), found_out, pause, steps in deals:
            town = self._town
            code = self._new_code()
            self._ask(desk, IssueCode(redemption=code, volunteer=who))
            taken = RedeemBeans(redemption=code, merchant=where, beans=beans, capture=capture)
            self._ask(1 - desk, taken)
            if found_out:  # What was just spent had never been earned.
                served = town.activity(len(steps))
                self._ask(desk, RevokeAttendance(attendance=attendance_of(served, who)))
            town.now += pause
            for step, which in steps:
                self._ask(desk, step(code, where, which))

    @rule(steps=st.lists(st.tuples(small, further), min_size=1, max_size=5), desk=desks)
    def deals_go_on(self, steps: list[tuple[int, tuple[Further, int]]], desk: int) -> None:
        """Goods are handed over, mistakes undone, goods brought back; all at the right shop."""
        assert self._books is not None
        deals = [(name, deal.shop) for name, deal in self._books.reckoning.deals.items()]
        deals = [(name, shop) for name, shop in deals if shop]
        if deals:
            chosen = [(*deals[-1 - back % len(deals)], *step) for back, step in steps]
            self._ask(desk, *(step(name, shop, which) for name, shop, step, which in chosen))

    @rule(
        who=st.sampled_from(PEOPLE), beans=st.sampled_from(BEANS[:6]),
        lost=st.sampled_from((False, False, True)), other=st.lists(papers, max_size=2),
        where=small, how=small, desk=desks, steps=st.lists(further, max_size=2),
        pause=st.sampled_from((timedelta(), *STEPS[-4:-1])),
    )  # fmt: skip
    def paper_is_about(
        self, who: str, beans: int, lost: bool, other: list[Asking], pause: timedelta, where: int,
        how: int, steps: list[tuple[Further, int]], desk: int,
    ) -> None:  # fmt: skip
        """A voucher is printed and brought to a shop, today or when its days are over, unless
        something else became of it; and what was bought goes on."""
        code = self._new_paper()
        self._ask(desk, PrintVoucher(redemption=code, volunteer=who, beans=beans))
        for ask, *numbers in other:
            self._ask(1 - desk, ask(self._town, *numbers))
        self._town.now += pause
        if lost:
            self._ask(desk, CancelVoucher(redemption=code))
        self._ask(1 - desk, a_customer_with_paper(self._town, 0, where, how))
        self._ask(desk, LapseVoucher(redemption=code))
        for step, which in steps:
            self._ask(desk, step(code, SHOPS[where % 2], which))

    @rule(
        offer=st.tuples(small, small, st.integers(0, 10)), who=st.sampled_from(PEOPLE),
        other=st.lists(shelves, max_size=3), pieces=st.sampled_from((1, 1, 2)),
        on_paper=st.booleans(), steps=st.lists(further, max_size=2), desk=desks,
    )  # fmt: skip
    def a_shelf_is_filled(
        self, offer: tuple[int, int, int], who: str, other: list[Asking], pieces: int,
        on_paper: bool, steps: list[tuple[Further, int]], desk: int,
    ) -> None:  # fmt: skip
        """Something is offered and fetched, by code or by paper; and perhaps brought back."""
        offered = an_offer(self._town, *offer)
        self._ask(desk, offered)
        for ask, *numbers in other:
            self._ask(1 - desk, ask(self._town, *numbers))
        beans = (offered.beans or 10) * pieces
        wish = {"merchant": offered.merchant, "offer": offered.offer, "quantity": pieces}
        if on_paper:
            code = self._new_paper()
            self._ask(desk, PrintVoucher(redemption=code, volunteer=who, beans=beans))
            self._ask(1 - desk, TakeVoucher(redemption=code, bill_fen=1_000, **wish))
        else:
            code = self._new_code()
            self._ask(desk, IssueCode(redemption=code, volunteer=who))
            wish |= {"beans": beans, "capture": offer[1] % 2 == 0, "bill_fen": 1_000}
            self._ask(1 - desk, RedeemBeans(redemption=code, **wish))
        for step, which in steps:
            self._ask(desk, step(code, offered.merchant, which))

    def _new_code(self) -> str:
        self._town.codes.append(f"redemption-{len(self._town.codes) + 1}")
        return self._town.codes[-1]

    def _new_paper(self) -> str:
        self._town.papers.append(self._new_code())
        return self._town.papers[-1]
