"""Shops: what is agreed with each merchant today, and who may take no beans for a while."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ledger.facts import (
    MerchantHalted,
    MerchantResumed,
    MerchantTermsChanged,
    MerchantWelcomed,
)
from ledger.recorded import Recorded
from projections.shelf.changes import Changes
from projections.shelf.columns import UNTOLD
from projections.shelf.sheet import Row, Sheet
from projections.shelf.view import Folds, View


class Shop(Row):
    """A merchant's caps, in beans, None for no cap of its own; `suspended_for` is the reason for
    which it takes no beans, None while it does."""

    merchant: str
    monthly_cap: int | None = UNTOLD
    cap_per_transaction: int | None = UNTOLD
    cap_per_day: int | None = UNTOLD
    suspended_for: str | None = UNTOLD


SHOPS = Sheet("shop", Shop)


class _Folding:
    def __init__(self, shops: Changes[Shop]) -> None:
        self._shops = shops

    def agree(
        self, recorded: Recorded[MerchantWelcomed] | Recorded[MerchantTermsChanged]
    ) -> None:
        fact, row = recorded.fact, self._shops[recorded.fact.merchant]
        row.monthly_cap, row.cap_per_day = fact.monthly_cap, fact.cap_per_day
        row.cap_per_transaction = fact.cap_per_transaction

    def halt(self, recorded: Recorded[MerchantHalted]) -> None:
        self._shops[recorded.fact.merchant].suspended_for = recorded.fact.reason

    def resume(self, recorded: Recorded[MerchantResumed]) -> None:
        self._shops[recorded.fact.merchant].suspended_for = None


class Shops(View):
    """Every merchant's terms as they are today."""

    name = "shops"
    version = 1
    sheets = (SHOPS,)

    @staticmethod
    def folds(*changes: Changes[Any]) -> Folds:
        """Agreed, agreed anew, suspended, resumed."""
        folding = _Folding(*changes)
        return {
            MerchantWelcomed: folding.agree,
            MerchantTermsChanged: folding.agree,
            MerchantHalted: folding.halt,
            MerchantResumed: folding.resume,
        }

    def shop(self, merchant: str) -> Shop | None:
        """What is agreed with a merchant."""
        return self.shelf.row(SHOPS.select().filter_by(merchant=merchant), Shop)

    def open_among(self, merchants: Collection[str]) -> set[str]:
        """Those of these merchants who may take beans."""
        c = SHOPS.c
        question = SHOPS.select().where(c.merchant.in_(merchants), c.suspended_for.is_(None))
        return {row.merchant for row in self.shelf.rows(question, Shop)}
