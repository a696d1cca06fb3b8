"""The fund: a community's money behind the beans, free, reserved for merchants, or paid to them."""

from __future__ import annotations

from datetime import datetime

from ledger.facts import (
    BeansHeld,
    BeansRedeemed,
    BeansReturned,
    DonationCorrected,
    DonationReceived,
    Fact,
    FundOpened,
    FundPageTurned,
    FundPurpose,
    HoldReleased,
    ObjectionToLineAnswered,
    SettlementPaid,
    VoucherPrinted,
    VoucherReleased,
)
from ledger.refusals import FundUnknown
from ledger.states import State

ENTRIES_ON_A_PAGE = 500
"""After so many entries a page is turned: few enough to read one quickly, so many that even a
fund of a million redemptions has a short list of pages."""


def first_page(fund: str) -> str:
    """The id of the page a fund begins with."""
    return f"page-{fund.partition('-')[2]}-1"


def fund_of(page: str) -> str:
    """The fund that a page belongs to."""
    return f"fund-{page.partition('-')[2].rpartition('-')[0]}"


class Funds(State):
    """Which funds are there, and which page of each lies open?

    Asked with a community it tells of that community's funds, asked with a fund of this one.
    """

    __slots__ = ("opened", "pages")
    listens = (FundOpened, FundPageTurned)

    def __init__(self, unit_or_fund: str) -> None:
        super().__init__(unit_or_fund)
        self.opened: dict[str, FundOpened] = {}
        self.pages: dict[str, str] = {}

    def evolve(self, fact: Fact) -> None:
        """A fund was opened, or a page of it turned."""
        if isinstance(fact, FundOpened):
            self.opened[fact.fund] = fact
        if isinstance(fact, FundOpened | FundPageTurned):
            self.pages[fact.fund] = fact.page

    def must_have(self, fund: str) -> FundOpened:
        """How the fund was opened, or `FundUnknown`."""
        if fund not in self.opened:
            raise FundUnknown(fund=fund)
        return self.opened[fund]

    def open_to(self, merchant_kind: str) -> list[str]:
        """The open pages of funds that may pay a merchant of this kind; those bound to it come
        first, so that money which may do more is kept for the rest, then the oldest."""
        fitting: dict[FundPurpose, list[str]] = {"charity": [], "all": []}
        for fund, opened in self.opened.items():
            fitting[opened.purpose].append(self.pages[fund])
        return [*(fitting["charity"] if merchant_kind == "charity" else ()), *fitting["all"]]


class FundPage(State):
    """How much of a fund's money is free, reserved and paid, and how full is this page of it?

    In fen. The three together are what was ever given in money.
    """

    __slots__ = ("entries", "free_fen", "fund", "page", "paid_fen", "reserved_fen", "unit")
    listens = (
        FundOpened, FundPageTurned, DonationReceived, DonationCorrected, BeansHeld, BeansRedeemed,
        HoldReleased, BeansReturned, VoucherPrinted, VoucherReleased, ObjectionToLineAnswered,
        SettlementPaid,
    )  # fmt: skip

    def __init__(self, page: str) -> None:
        super().__init__(page)
        self.page = page
        self.fund = fund_of(page)
        self.unit = ""
        self.free_fen = self.reserved_fen = self.paid_fen = self.entries = 0

    def evolve(self, fact: Fact) -> None:
        """Money came, was reserved, was set free again, or reached a merchant."""
        self.entries += 1
        match fact:
            case FundOpened():
                self.unit = fact.unit
            case FundPageTurned():
                self.unit, self.free_fen = fact.unit, fact.free_fen
                self.reserved_fen, self.paid_fen = fact.reserved_fen, fact.paid_fen
            case DonationReceived() if fact.kind == "cash":
                self.free_fen += fact.fen
            case DonationCorrected():
                self.free_fen += fact.more_free_fen
            case BeansHeld() | BeansRedeemed() | VoucherPrinted() | ObjectionToLineAnswered():
                self._reserve(fact.fen)
            case SettlementPaid():
                self.reserved_fen -= fact.fen
                self.paid_fen += fact.fen
            case HoldReleased() | BeansReturned() | VoucherReleased():
                self._reserve(-fact.fen)

    def _reserve(self, fen: int) -> None:
        self.free_fen -= fen
        self.reserved_fen += fen

    def turned(self, now: datetime) -> FundPageTurned | None:
        """The next page, where this one is full; whatever is entered then goes there."""
        if self.entries < ENTRIES_ON_A_PAGE:
            return None
        number = int(self.page.rpartition("-")[2]) + 1
        return FundPageTurned(
            at=now, fund=self.fund, unit=self.unit,
            page=f"page-{self.fund.partition('-')[2]}-{number}", free_fen=self.free_fen,
            reserved_fen=self.reserved_fen, paid_fen=self.paid_fen,
        )  # fmt: skip
