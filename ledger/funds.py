"""Funds: a community opens one; what is given to it is entered with a receipt, or corrected."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from ledger.command import Command
from ledger.facts import (
    DonationCorrected,
    DonationMistake,
    DonationReceived,
    Fact,
    FundOpened,
    FundPurpose,
)
from ledger.refusals import (
    DonationAsEntered,
    DonationPromised,
    DonationRecorded,
    DonationUnknown,
)
from ledger.states import Rulebook, State
from ledger.subjects.fund import FundPage, Funds, first_page, fund_of
from ledger.subjects.standing import Unit


class OpenFund(Command, frozen=True, kw_only=True):
    """The community has a fund of this name; `holder` is the legal body that keeps the money.

    The platform records what is given and owed; it never collects money itself (Charity Law,
    articles 22–26).
    """

    fund: str
    community: str
    name: str
    holder: str
    purpose: FundPurpose = "all"

    def asks(self, now: datetime) -> tuple[State, ...]:
        """Whether the community is there."""
        return Rulebook(), Unit(self.community)

    def decide(self, now: datetime, rules: Rulebook, community: Unit) -> Iterator[Fact]:
        """The fund is open and empty."""
        community.must_be("community", rules.current.local_date(now))
        yield FundOpened(
            at=now, fund=self.fund, unit=self.community, name=self.name, holder=self.holder,
            purpose=self.purpose, page=first_page(self.fund),
        )  # fmt: skip


class Donation(State):
    """What was entered under this receipt, and how much is it by now?"""

    __slots__ = ("fen", "received")
    listens = (DonationReceived, DonationCorrected)

    def __init__(self, donation: str) -> None:
        super().__init__(donation)
        self.received: DonationReceived | None = None
        self.fen = 0

    def evolve(self, fact: Fact) -> None:
        """It was entered, or found to be wrong."""
        if isinstance(fact, DonationReceived):
            self.received = fact
        if isinstance(fact, DonationReceived | DonationCorrected):
            self.fen = fact.fen


class _OfDonation(Command, frozen=True, kw_only=True):
    """Something that is entered about a donation, on the open page of its fund."""

    donation: str
    fund: str

    def asks(self, now: datetime) -> tuple[State, ...]:
        """Whether there is such a fund, and what stands under the receipt."""
        return Funds(self.fund), Donation(self.donation)

    def asks_last(self, now: datetime, fund: Funds, donation: Donation) -> tuple[State, ...]:
        """The page that lies open."""
        return tuple(map(FundPage, fund.pages.values()))


class ReceiveDonation(_OfDonation, frozen=True, kw_only=True):
    """Somebody gave this to the fund; the id is made of the fund and the receipt's number."""

    fen: int
    kind: Literal["cash", "in_kind"]
    receipt: str
    note: str | None = None

    def decide(
        self, now: datetime, fund: Funds, donation: Donation, page: FundPage | None = None
    ) -> Iterator[Fact]:
        """It stands in the fund's book, once for each receipt."""
        fund.must_have(self.fund)
        assert page is not None
        if donation.received is not None:
            raise DonationRecorded(receipt=self.receipt)
        turned = page.turned(now)
        if turned:
            yield turned
        money = self.fen if self.kind == "cash" else 0
        yield DonationReceived(
            at=now, donation=self.donation, page=turned.page if turned else page.page,
            fen=self.fen, kind=self.kind, receipt=self.receipt,
            free_fen_after=page.free_fen + money, note=self.note,
        )  # fmt: skip


class CorrectDonation(_OfDonation, frozen=True, kw_only=True):
    """This donation was entered wrongly: it was `fen`, 0 when nothing was given at all."""

    fen: int
    reason: DonationMistake
    note: str | None = None

    def decide(
        self, now: datetime, fund: Funds, donation: Donation, page: FundPage | None = None
    ) -> Iterator[Fact]:
        """The right amount stands beside the wrong one; money that is promised stays covered."""
        fund.must_have(self.fund)
        assert page is not None
        entered = donation.received
        if entered is None or fund_of(entered.page) != self.fund:
            raise DonationUnknown(donation=self.donation)
        if self.fen == donation.fen:
            raise DonationAsEntered(donation=self.donation)
        more = self.fen - donation.fen if entered.kind == "cash" else 0
        if page.free_fen + more < 0:
            raise DonationPromised(free_fen=page.free_fen)
        turned = page.turned(now)
        if turned:
            yield turned
        yield DonationCorrected(
            at=now, donation=self.donation, page=turned.page if turned else page.page,
            kind=entered.kind, fen_before=donation.fen, fen=self.fen, reason=self.reason,
            free_fen_after=page.free_fen + more, note=self.note,
        )  # fmt: skip
