"""Merchants: shops and charity outlets that take beans."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from ledger.command import Command
from ledger.facts import Fact, MerchantWelcomed
from ledger.states import Rulebook, State
from ledger.subjects.standing import Unit


class WelcomeMerchant(Command, frozen=True, kw_only=True):
    """We take beans in our shop, up to `monthly_cap` a month."""

    merchant: str
    name: str
    community: str
    kind: Literal["commercial", "charity"]
    monthly_cap: int | None = None

    def asks(self, now: datetime) -> tuple[State, ...]:
        """Whether the community is there."""
        return Rulebook(), Unit(self.community)

    def decide(self, now: datetime, rules: Rulebook, community: Unit) -> Iterator[Fact]:
        """The merchant is welcome."""
        community.must_be("community", rules.current.local_date(now))
        yield MerchantWelcomed(
            at=now, merchant=self.merchant, name=self.name, community=self.community,
            kind=self.kind, monthly_cap=self.monthly_cap,
        )  # fmt: skip
