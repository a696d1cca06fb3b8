"""Merchants: shops and charity outlets that take beans, and when they take none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from ledger.command import Command
from ledger.facts import (
    Fact,
    HaltReason,
    MerchantHalted,
    MerchantResumed,
    MerchantTermsChanged,
    MerchantWelcomed,
)
from ledger.refusals import MerchantNotSuspended
from ledger.states import Rulebook, State
from ledger.subjects.standing import Merchant, Unit


class WelcomeMerchant(Command, frozen=True, kw_only=True):
    """We take beans in our shop, up to so many at a time, a day and a month."""

    merchant: str
    name: str
    community: str
    kind: Literal["commercial", "charity"]
    monthly_cap: int | None = None
    cap_per_transaction: int | None = None
    cap_per_day: int | None = None

    def asks(self, now: datetime) -> tuple[State, ...]:
        """Whether the community is there."""
        return Rulebook(), Unit(self.community)

    def decide(self, now: datetime, rules: Rulebook, community: Unit) -> Iterator[Fact]:
        """The merchant is welcome."""
        community.must_be("community", rules.current.local_date(now))
        yield MerchantWelcomed(
            at=now, merchant=self.merchant, name=self.name, community=self.community,
            kind=self.kind, monthly_cap=self.monthly_cap,
            cap_per_transaction=self.cap_per_transaction, cap_per_day=self.cap_per_day,
        )  # fmt: skip


class _OfMerchant(Command, frozen=True, kw_only=True):
    """Something about a merchant who is there."""

    merchant: str

    def asks(self, now: datetime) -> tuple[State, ...]:
        """How it stands with the merchant."""
        return (Merchant(self.merchant),)


class ChangeMerchantTerms(_OfMerchant, frozen=True, kw_only=True):
    """From now on the shop takes so many beans at a time, a day and a month; None: no cap."""

    monthly_cap: int | None
    cap_per_transaction: int | None
    cap_per_day: int | None

    def decide(self, now: datetime, merchant: Merchant) -> Iterator[Fact]:
        """It holds from the next bean on."""
        merchant.must_exist()
        yield MerchantTermsChanged(
            at=now, merchant=self.merchant, monthly_cap=self.monthly_cap,
            cap_per_transaction=self.cap_per_transaction, cap_per_day=self.cap_per_day,
        )  # fmt: skip


class SuspendMerchant(_OfMerchant, frozen=True, kw_only=True):
    """The shop takes no bean from this moment on.

    What it held before was promised by both sides: such beans may still be captured, for the two
    minutes a hold lasts, or they go home by themselves. Whatever it took can be given back.
    """

    reason: HaltReason
    note: str | None = None

    def decide(self, now: datetime, merchant: Merchant) -> Iterator[Fact]:
        """It is suspended, if it was not before."""
        merchant.must_take()
        yield MerchantHalted(at=now, merchant=self.merchant, reason=self.reason, note=self.note)


class ResumeMerchant(_OfMerchant, frozen=True, kw_only=True):
    """The shop may take beans again."""

    def decide(self, now: datetime, merchant: Merchant) -> Iterator[Fact]:
        """It does."""
        merchant.must_exist()
        if merchant.halted is None:
            raise MerchantNotSuspended()
        yield MerchantResumed(at=now, merchant=self.merchant)
