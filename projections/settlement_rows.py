"""Settlement rows: what is kept of every line of a till, and of every statement."""

from __future__ import annotations

from datetime import date, datetime

from ledger.counting.statement_months import Stage, stage
from projections.shelf.columns import UNTOLD, First
from projections.shelf.sheet import By, Row, Sheet


class TillLine(Row):
    """One movement at a till: beans came (`captured`) or went back (`voided`, `refunded`), what
    the `fund` owes, or no longer owes, for them, and what of their worth is the merchant's own
    gift."""

    position: int
    merchant: str = UNTOLD
    month: str = UNTOLD
    at: datetime = UNTOLD
    redemption: str = UNTOLD
    volunteer: str = UNTOLD
    kind: str = UNTOLD
    beans: int = UNTOLD
    fen: int = UNTOLD
    gift_fen: int = UNTOLD
    fund: str = UNTOLD


class TillMonth(Row):
    """What the lines of a till come to now, and what was `stated` of them, so many times."""

    merchant: str
    month: str
    lines: int = 0
    beans: int = 0
    fen: int = 0
    stated: int = 0
    stated_beans: int = 0
    stated_fen: int = 0


class Statement(Row):
    """A merchant's month as it was closed, in beans and fen, and what came of it.

    `due_fen` is still to be paid. `agreed_at` and `paid_at` are None until then.
    """

    settlement: str
    merchant: str = UNTOLD
    month: str = UNTOLD
    lines: int = 0
    captured_beans: int = 0
    captured_fen: int = 0
    voided_beans: int = 0
    voided_fen: int = 0
    refunded_beans: int = 0
    refunded_fen: int = 0
    captured_gift_fen: int = 0
    voided_gift_fen: int = 0
    refunded_gift_fen: int = 0
    opening_fen: int = 0
    adjusted_fen: int = 0
    closing_fen: int = 0
    rolled_fen: int = 0
    due_fen: int = 0
    paid_fen: int = 0
    objections: int = 0
    open_objections: int = 0
    digest: str = UNTOLD
    book_position: int = UNTOLD
    object_by: date = UNTOLD
    pay_by: date = UNTOLD
    frozen_by: str = UNTOLD
    frozen_at: datetime = UNTOLD
    agreed_at: datetime | None = UNTOLD
    paid_at: datetime | None = UNTOLD
    position: First[int] = UNTOLD

    @property
    def beans(self) -> int:
        """The beans that stayed with the merchant in the month."""
        return self.captured_beans - self.voided_beans - self.refunded_beans

    @property
    def fen(self) -> int:
        """What is owed for them."""
        return self.captured_fen - self.voided_fen - self.refunded_fen

    @property
    def gift_fen(self) -> int:
        """What is left of their worth, which the merchant gave itself."""
        return self.captured_gift_fen - self.voided_gift_fen - self.refunded_gift_fen

    def stage_on(self, day: date) -> Stage:
        """How far it has come by that day."""
        return stage(
            due=self.due_fen > 0, paid=self.paid_fen > 0, rolled=self.rolled_fen != 0,
            open_objections=self.open_objections, objections=self.objections,
            agreed=self.agreed_at is not None, over=day > self.object_by,
        )  # fmt: skip


class Share(Row):
    """What a fund owes by a statement: `closing_fen` in all, of which `due_fen` are still to be
    paid; `reference` is that of its payment."""

    settlement: str
    fund: str
    closing_fen: int = 0
    due_fen: int = 0
    paid_fen: int = 0
    reference: str | None = UNTOLD
    paid_at: datetime | None = UNTOLD


class LineObjection(Row):
    """What a merchant said of a line; `state` is open, upheld or declined, `fen` the adjustment.

    `note` and `answer_note` point at the words of both sides.
    """

    settlement: str
    line: str
    merchant: str = UNTOLD
    reason: str = UNTOLD
    state: str = UNTOLD
    fen: int = 0
    at: First[datetime] = UNTOLD
    note: str | None = UNTOLD
    answer_note: str | None = UNTOLD
    position: First[int] = UNTOLD


class Left(Row):
    """Whether something of a merchant waits for the next statement: 1, else 0."""

    merchant: str
    left: int = UNTOLD


LINES = Sheet("till_line", TillLine, By(("merchant", "month", "position")), written_once=True)
MONTHS = Sheet("till_month", TillMonth, By(("month",), "stated = 0"))
STATEMENTS = Sheet(
    "settlement", Statement, By(("merchant", "position")), By(("month", "position"))
)
SHARES = Sheet("settlement_share", Share)
OBJECTIONS = Sheet("line_objection", LineObjection)
LEFT = Sheet("left_over", Left)
