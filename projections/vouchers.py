"""Vouchers: what waits on paper, for whom, and until when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import select

from ledger.facts import BeansRedeemed, VoucherPrinted, VoucherReleased
from ledger.recorded import Recorded
from projections.shelf.changes import Changes
from projections.shelf.columns import UNTOLD
from projections.shelf.sheet import By, Row, Sheet
from projections.shelf.view import Folds, View


class Voucher(Row):
    """A voucher whose beans wait, known by the redemption it opens; one that has come to its end
    is no more in here. `purpose` says at which shops it is good."""

    redemption: str
    volunteer: str = UNTOLD
    beans: int = 0
    purpose: str = UNTOLD
    at: datetime = UNTOLD
    lapses_at: datetime = UNTOLD
    position: int = UNTOLD


VOUCHERS = Sheet(
    "voucher", Voucher, By(("volunteer", "position")), By(("lapses_at",)), gone_at_zero="beans"
)


class Vouchers(View):
    """Every voucher that is still on paper."""

    name = "vouchers"
    version = 1
    sheets = (VOUCHERS,)

    @staticmethod
    def folds(*changes: Changes[Any]) -> Folds:
        """Printed, and used, cancelled or lapsed."""
        (vouchers,) = changes

        def print_one(recorded: Recorded[VoucherPrinted]) -> None:
            fact, row = recorded.fact, vouchers[recorded.fact.redemption]
            row.volunteer, row.purpose = fact.volunteer, fact.purpose
            row.beans += fact.beans
            row.at, row.lapses_at, row.position = fact.at, fact.lapses_at, recorded.position

        def redeem(recorded: Recorded[BeansRedeemed]) -> None:
            if recorded.fact.shown == "voucher":
                vouchers[recorded.fact.redemption].beans -= recorded.fact.beans

        def release(recorded: Recorded[VoucherReleased]) -> None:
            vouchers[recorded.fact.redemption].beans -= recorded.fact.beans

        return {VoucherPrinted: print_one, BeansRedeemed: redeem, VoucherReleased: release}

    def of(self, volunteer: str) -> list[Voucher]:
        """A volunteer's vouchers that wait, the oldest first."""
        c = VOUCHERS.c
        question = VOUCHERS.select().where(c.volunteer == volunteer).order_by(c.position)
        return self.shelf.rows(question, Voucher)

    def overdue(self, now: datetime) -> Iterator[str]:
        """The redemptions of vouchers whose days are over, the longest ago first."""
        c = VOUCHERS.c
        over = select(c.redemption).where(c.lapses_at <= now).order_by(c.lapses_at)
        yield from self.shelf.rows(over, str)
