"""Statements: what happened to a volunteer's beans and minutes, line by line."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, select

from ledger.facts import (
    ActivityPublished,
    AttendanceRevoked,
    BeansAwarded,
    BeansClawedBack,
    BeansExpired,
    BeansGranted,
    BeansHeld,
    BeansImported,
    BeansRedeemed,
    BeansReturned,
    DebtForgiven,
    HoldReleased,
    ImportCorrected,
    ImportRevoked,
    MerchantWelcomed,
    PendingReviewed,
    ServiceConfirmed,
    ServiceCorrected,
    ServiceImported,
    VoucherPrinted,
    VoucherReleased,
)
from projections.imported_lines import TellingOfAll
from projections.shelf.changes import Changes
from projections.shelf.columns import UNTOLD
from projections.shelf.view import Folds, View
from projections.statement_rows import LINES, TITLES, Line


class StatementLine(Line):
    """A line as people read it: always with a balance, and with the name of what it is about."""

    title: str | None = UNTOLD


class Standing(NamedTuple):
    """What somebody has after a line: minutes for life, and beans, negative while a debt stands."""

    minutes: int
    balance: int


_earlier = LINES.table.alias("earlier")
_BALANCE = func.coalesce(
    LINES.c.balance,
    select(_earlier.c.balance)
    .where(
        _earlier.c.volunteer == LINES.c.volunteer,
        _earlier.c.position < LINES.c.position,
        _earlier.c.balance.is_not(None),
    )
    .order_by(_earlier.c.position.desc())
    .limit(1)
    .scalar_subquery(),
    0,
)
_OF = (
    select(*(_BALANCE if name == "balance" else column for name, column in LINES.c.items()))
    .add_columns(TITLES.c.title)
    .outerjoin_from(LINES.table, TITLES.table, LINES.c.about == TITLES.c.subject)
    .where(LINES.c.volunteer == bindparam("whose"), LINES.c.position < bindparam("before"))
    .order_by(LINES.c.position.desc())
    .limit(bindparam("most"))
)
_MINUTES = select(func.coalesce(func.sum(LINES.c.minutes), 0)).where(
    LINES.c.volunteer == bindparam("whose"), LINES.c.position < bindparam("before")
)
_BEHIND_EVERYTHING = 2**62


class Statements(View):
    """The lines of a volunteer's statement."""

    name = "statements"
    version = 4
    sheets = (LINES, TITLES)

    @staticmethod
    def folds(*changes: Changes[Any]) -> Folds:
        """Everything that moves beans or minutes, and the names to tell it with."""
        folding = TellingOfAll(*changes)
        return {
            ActivityPublished: folding.publish,
            MerchantWelcomed: folding.welcome,
            ServiceConfirmed: folding.confirm,
            ServiceCorrected: folding.correct,
            PendingReviewed: folding.review,
            AttendanceRevoked: folding.revoke,
            BeansAwarded: folding.award,
            BeansGranted: folding.grant,
            DebtForgiven: folding.forgive,
            BeansClawedBack: folding.claw_back,
            BeansExpired: folding.expire,
            BeansHeld: folding.hold,
            BeansRedeemed: folding.redeem,
            ServiceImported: folding.bring_in,
            ImportCorrected: folding.change,
            ImportRevoked: folding.change,
            BeansImported: folding.open_with,
            HoldReleased: folding.release,
            BeansReturned: folding.give_back,
            VoucherPrinted: folding.print,
            VoucherReleased: folding.release_voucher,
        }

    def of(
        self, volunteer: str, limit: int = 100, before_position: int | None = None
    ) -> list[StatementLine]:
        """At most `limit` lines, newest first, older than the line at `before_position`."""
        before = _BEHIND_EVERYTHING if before_position is None else before_position
        told = {"whose": volunteer, "before": before, "most": limit}
        return self.shelf.rows(_OF, StatementLine, told)

    def standing(self, volunteer: str, position: int | None = None) -> Standing:
        """What a volunteer had once the fact at `position` stood, or has now."""
        before = _BEHIND_EVERYTHING if position is None else position + 1
        told = {"whose": volunteer, "before": before}
        minutes = int(self.shelf.row(_MINUTES, int, told) or 0)
        lines = self.shelf.rows(_OF, StatementLine, told | {"most": 1})
        return Standing(minutes, lines[0].balance or 0 if lines else 0)
