"""Funds: what each community's fund has, what is reserved for merchants, and who gave."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from ledger.facts import (
    BeansHeld,
    BeansRedeemed,
    BeansReturned,
    DonationCorrected,
    DonationReceived,
    FundOpened,
    HoldReleased,
    ObjectionToLineAnswered,
    SettlementPaid,
    VoucherPrinted,
    VoucherReleased,
)
from ledger.recorded import Recorded
from projections.shelf.changes import Changes
from projections.shelf.columns import UNTOLD
from projections.shelf.sheet import By, Row, Sheet
from projections.shelf.view import Folds, View


class Fund(Row):
    """A fund, in fen: what is `free`, `reserved` for merchants and `paid` to them is together
    what was given in money (`cash`); goods of a worth (`in_kind`) back nothing."""

    fund: str
    community: str = UNTOLD
    name: str = UNTOLD
    holder: str = UNTOLD
    purpose: str = UNTOLD
    free_fen: int = 0
    reserved_fen: int = 0
    paid_fen: int = 0
    cash_fen: int = 0
    in_kind_fen: int = 0
    donations: int = 0
    opened_at: datetime = UNTOLD
    position: int = UNTOLD


class Donation(Row):
    """Something given to a fund; `note` points at the donor's name, where one was told.

    `entered_fen` is what was entered at first; where `fen` is another, it was corrected, for that
    `mistake`.
    """

    donation: str
    fund: str = UNTOLD
    fen: int = UNTOLD
    entered_fen: int = UNTOLD
    kind: str = UNTOLD
    receipt: str = UNTOLD
    note: str | None = UNTOLD
    at: datetime = UNTOLD
    corrected_at: datetime | None = None
    mistake: str | None = None
    position: int = UNTOLD


FUNDS = Sheet("fund", Fund, By(("community", "position")))
DONATIONS = Sheet("donation", Donation, By(("fund", "position")))


class _Folding:
    def __init__(self, funds: Changes[Fund], donations: Changes[Donation]) -> None:
        self._funds = funds
        self._donations = donations

    def open(self, recorded: Recorded[FundOpened]) -> None:
        fact, row = recorded.fact, self._funds[recorded.fact.fund]
        row.community, row.name, row.holder = fact.unit, fact.name, fact.holder
        row.purpose, row.opened_at, row.position = fact.purpose, fact.at, recorded.position

    def receive(self, recorded: Recorded[DonationReceived]) -> None:
        fact, fund = recorded.fact, _fund_of(recorded.fact.page)
        row = self._donations[fact.donation]
        row.fund, row.fen, row.kind, row.receipt = fund, fact.fen, fact.kind, fact.receipt
        row.entered_fen, row.note, row.at = fact.fen, fact.note, fact.at
        row.position = recorded.position
        given = self._funds[fund]
        given.donations += 1
        if fact.kind == "cash":
            given.cash_fen += fact.fen
            given.free_fen += fact.fen
        else:
            given.in_kind_fen += fact.fen

    def correct(self, recorded: Recorded[DonationCorrected]) -> None:
        fact, fund = recorded.fact, self._funds[_fund_of(recorded.fact.page)]
        row = self._donations[fact.donation]
        row.fen, row.corrected_at, row.mistake = fact.fen, fact.at, fact.reason
        fund.cash_fen += fact.more_free_fen
        fund.free_fen += fact.more_free_fen
        if fact.kind == "in_kind":
            fund.in_kind_fen += fact.fen - fact.fen_before

    def reserve(
        self,
        recorded: Recorded[BeansHeld]
        | Recorded[BeansRedeemed]
        | Recorded[VoucherPrinted]
        | Recorded[ObjectionToLineAnswered],
    ) -> None:
        self._move(recorded.fact.page, recorded.fact.fen)

    def set_free(
        self,
        recorded: Recorded[HoldReleased] | Recorded[BeansReturned] | Recorded[VoucherReleased],
    ) -> None:
        self._move(recorded.fact.page, -recorded.fact.fen)

    def pay(self, recorded: Recorded[SettlementPaid]) -> None:
        fact = recorded.fact
        if fact.page:
            fund = self._funds[_fund_of(fact.page)]
            fund.reserved_fen -= fact.fen
            fund.paid_fen += fact.fen

    def _move(self, page: str, fen: int) -> None:
        if page:  # Beans that were held before have their money already.
            fund = self._funds[_fund_of(page)]
            fund.free_fen -= fen
            fund.reserved_fen += fen


class Funds(View):
    """Every fund and every donation."""

    name = "funds"
    version = 2
    sheets = (FUNDS, DONATIONS)

    @staticmethod
    def folds(*changes: Changes[Any]) -> Folds:
        """Money that is given, promised, and set free again."""
        folding = _Folding(*changes)
        return {
            FundOpened: folding.open,
            DonationReceived: folding.receive,
            DonationCorrected: folding.correct,
            BeansHeld: folding.reserve,
            BeansRedeemed: folding.reserve,
            HoldReleased: folding.set_free,
            BeansReturned: folding.set_free,
            VoucherPrinted: folding.reserve,
            VoucherReleased: folding.set_free,
            ObjectionToLineAnswered: folding.reserve,
            SettlementPaid: folding.pay,
        }

    def fund(self, fund: str) -> Fund | None:
        """A fund by its id."""
        return self.shelf.row(FUNDS.select().filter_by(fund=fund), Fund)

    def funds_of(self, communities: Sequence[str] | None = None) -> list[Fund]:
        """The funds of these communities, of all when None; the oldest first."""
        question = FUNDS.select().order_by(FUNDS.c.position)
        if communities is not None:
            question = question.where(FUNDS.c.community.in_(communities))
        return self.shelf.rows(question, Fund)

    def donations_to(
        self, fund: str, limit: int, before_position: int | None = None
    ) -> list[Donation]:
        """What was given to a fund, the newest first, older than `before_position`."""
        c = DONATIONS.c
        question = DONATIONS.select().where(c.fund == fund)
        if before_position is not None:
            question = question.where(c.position < before_position)
        return self.shelf.rows(question.order_by(c.position.desc()).limit(limit), Donation)

    def donation(self, donation: str) -> Donation | None:
        """One donation by its id."""
        return self.shelf.row(DONATIONS.select().filter_by(donation=donation), Donation)


def _fund_of(page: str) -> str:
    """The fund that a page (`page-<fund>-7`) belongs to."""
    return f"fund-{page.partition('-')[2].rpartition('-')[0]}"
