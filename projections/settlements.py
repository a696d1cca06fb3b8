"""Settlements: every line of every till, and what was stated, agreed to and paid of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select

from ledger.counting.till_roll import TillRoll
from ledger.facts import (
    BeansRedeemed,
    BeansReturned,
    ObjectionToLineAnswered,
    SettlementPaid,
    SettlementRolledOver,
    StatementAgreed,
    StatementFrozen,
    StatementObjected,
)
from projections.settlement_folding import SettlementFolding
from projections.settlement_rows import (
    LEFT,
    LINES,
    MONTHS,
    OBJECTIONS,
    SHARES,
    STATEMENTS,
    LineObjection,
    Share,
    Statement,
    TillLine,
)
from projections.shelf.changes import Changes
from projections.shelf.view import Folds, View


class Settlements(View):
    """Statements of merchants, and the lines they are made of."""

    name = "settlements"
    version = 2
    sheets = (LINES, MONTHS, STATEMENTS, SHARES, OBJECTIONS, LEFT)

    @staticmethod
    def folds(*changes: Changes[Any]) -> Folds:
        """Lines, and each step of a statement."""
        folding = SettlementFolding(*changes)
        return {
            BeansRedeemed: folding.capture,
            BeansReturned: folding.give_back,
            StatementFrozen: folding.freeze,
            SettlementRolledOver: folding.roll_over,
            StatementAgreed: folding.agree,
            StatementObjected: folding.object,
            ObjectionToLineAnswered: folding.answer,
            SettlementPaid: folding.pay,
        }

    # Statements -----------------------------------------------------------------------------

    def statement(self, settlement: str) -> Statement | None:
        """A statement by its id, None while the month is not closed."""
        return self.shelf.row(STATEMENTS.select().filter_by(settlement=settlement), Statement)

    def of_month(self, month: str, merchants: Sequence[str] | None = None) -> list[Statement]:
        """The statements of a month, of these merchants or of all, the first closed first."""
        question = STATEMENTS.select().where(STATEMENTS.c.month == month)
        if merchants is not None:
            question = question.where(STATEMENTS.c.merchant.in_(merchants))
        return self.shelf.rows(question.order_by(STATEMENTS.c.position), Statement)

    def page(
        self,
        limit: int,
        *,
        merchant: str = "",
        month: str = "",
        before_position: int | None = None,
    ) -> list[Statement]:
        """Statements, of one merchant or of one month where that is named, newest first."""
        c, question = STATEMENTS.c, STATEMENTS.select()
        if merchant:
            question = question.where(c.merchant == merchant)
        if month:
            question = question.where(c.month == month)
        if before_position is not None:
            question = question.where(c.position < before_position)
        return self.shelf.rows(question.order_by(c.position.desc()).limit(limit), Statement)

    def shares(self, settlement: str) -> list[Share]:
        """What each fund has to do with a statement, by fund."""
        question = SHARES.select().filter_by(settlement=settlement)
        return self.shelf.rows(question.order_by(SHARES.c.fund), Share)

    def objections(self, settlement: str) -> list[LineObjection]:
        """What the merchant said of lines of a statement, the first said first."""
        question = OBJECTIONS.select().filter_by(settlement=settlement)
        return self.shelf.rows(question.order_by(OBJECTIONS.c.position), LineObjection)

    # Lines ----------------------------------------------------------------------------------

    def lines(
        self,
        merchant: str,
        month: str,
        *,
        until: int,
        limit: int | None = None,
        after_position: int = 0,
        skip: int = 0,
    ) -> list[TillLine]:
        """The lines of a till up to a position of the book, in their order, without the first
        few or those up to a position."""
        question = _lines(LINES.select(), merchant, month, until)
        question = question.where(LINES.c.position > after_position).limit(limit).offset(skip)
        return self.shelf.rows(question, TillLine)

    def roll(self, merchant: str, month: str, *, until: int) -> TillRoll:
        """The same lines as a roll, for comparing with the book's."""
        c, roll = LINES.c, TillRoll()
        chosen = select(c.redemption, c.kind, c.beans, c.fen, c.fund, c.gift_fen)
        for line in self.shelf.rows(_lines(chosen, merchant, month, until), _as_told):
            roll.print(*line)
        return roll

    # What is to be closed -------------------------------------------------------------------

    def unstated(self, until: str) -> list[tuple[str, str]]:
        """Merchants and months, none later than `until`, that have lines and no statement."""
        c = MONTHS.c
        question = select(c.merchant, c.month).where(c.stated == 0, c.month <= until)
        return self.shelf.rows(question.order_by(c.month, c.merchant), _as_told)

    def left_over(self) -> list[str]:
        """Merchants for whom something waits for the next statement: rolled over, answered, or
        come late."""
        left = select(LEFT.c.merchant).where(LEFT.c.left == 1)
        late = select(MONTHS.c.merchant).where(_LATE)
        return sorted({*self.shelf.rows(left, str), *self.shelf.rows(late, str)})

    def late_months(self, merchant: str) -> list[str]:
        """Months of a merchant into which something came after they were closed."""
        question = select(MONTHS.c.month).where(MONTHS.c.merchant == merchant, _LATE)
        return self.shelf.rows(question.order_by(MONTHS.c.month), str)

    def months_of(self, merchant: str, limit: int = 24) -> list[str]:
        """A merchant's months with any lines or a statement, the newest first."""
        question = select(MONTHS.c.month).where(MONTHS.c.merchant == merchant)
        return self.shelf.rows(question.order_by(MONTHS.c.month.desc()).limit(limit), str)


_LATE = (MONTHS.c.stated > 0) & (
    (MONTHS.c.beans != MONTHS.c.stated_beans) | (MONTHS.c.fen != MONTHS.c.stated_fen)
)


def _lines(chosen: Select[Any], merchant: str, month: str, until: int) -> Select[Any]:
    c = LINES.c
    chosen = chosen.where(c.merchant == merchant, c.month == month, c.position <= until)
    return chosen.order_by(c.position)


def _as_told(*columns: Any) -> tuple[Any, ...]:
    return columns

