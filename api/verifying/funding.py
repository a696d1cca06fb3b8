"""Funding: every fund's money added up again, page by page, as the rules add it up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from api.verifying.difference import Difference, at
from ledger.facts import DonationCorrected, DonationReceived, Fact, FundPageTurned
from ledger.subjects.fund import FundPage, fund_of

Sums = Mapping[str, tuple[int, ...]]


class Funding:
    """The open page of every fund, and what was given to it in money."""

    def __init__(self) -> None:
        self._pages: dict[str, FundPage] = {}
        self._given_fen: dict[str, int] = {}

    def take_in(self, fact: Fact, position: int) -> Iterator[Difference]:
        """One more fact, and what is wrong with the money it moves."""
        page = getattr(fact, "page", "")
        if not page or not isinstance(fact, FundPage.listens):
            return
        fund = fund_of(page)
        before = self._pages.get(fund)
        if before is None or before.page != page:
            self._pages[fund] = FundPage(page)
        open_page = self._pages[fund]
        open_page.evolve(fact)
        if isinstance(fact, FundPageTurned) and before is not None:
            if _sums(before) != _sums(open_page):
                yield at(
                    position, f"{page} 承前金额应为 {_sums(before)}",
                    f"{page} begins with other sums than {_sums(before)}",
                )  # fmt: skip
        elif before is not None and before.page != page:
            yield at(
                position, f"{page} 不是 {fund} 的当前页", f"{page} is not the open page of {fund}"
            )
        if isinstance(fact, DonationReceived) and fact.kind == "cash":
            self._given_fen[fund] = self._given_fen.get(fund, 0) + fact.fen
        if isinstance(fact, DonationCorrected):
            self._given_fen[fund] = self._given_fen.get(fund, 0) + fact.more_free_fen
        if open_page.free_fen < 0:
            yield at(
                position, f"{fund} 可用余额变为负数", f"{fund} promises money it does not have"
            )

    def totals(self) -> Iterator[Difference]:
        """What is free, reserved and paid is together what was given in money."""
        for fund, page in self._pages.items():
            given, found = self._given_fen.get(fund, 0), sum(_sums(page))
            if found != given:
                yield Difference(
                    f"{fund} 合计 {found} 分，捐入 {given} 分。",
                    f"{fund} holds {found} fen in all, and was given {given}.",
                )

    def sums(self) -> Sums:
        """What is free, reserved and paid, by fund, for the view to be held against."""
        return {fund: _sums(page) for fund, page in self._pages.items()}


def _sums(page: FundPage) -> tuple[int, int, int]:
    return page.free_fen, page.reserved_fen, page.paid_fen
