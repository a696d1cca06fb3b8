"""Settling: a merchant's month is frozen, agreed to or objected to, and paid by the funds."""

from datetime import date
from typing import Literal

import msgspec

from ledger.facts.fact import Fact

LineKind = Literal["captured", "voided", "refunded"]
"""What a line of a statement tells: beans came, or went back the same or another way."""
ObjectionReason = Literal["not_ours", "wrong_beans", "given_back", "other"]
"""Why a merchant says that a line is wrong: never took it, another number of beans, it was given
back, or something else, which words tell."""


class MonthSums(msgspec.Struct, frozen=True, kw_only=True):
    """What the lines of a merchant's month add up to; `digest` is the SHA-256 of all of them.

    Each `fen` is owed by a fund, each `gift_fen` is what is left of the beans' worth, which the
    merchant gives itself.
    """

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
    digest: str

    @property
    def beans(self) -> int:
        """The beans that stayed with the merchant."""
        return self.captured_beans - self.voided_beans - self.refunded_beans

    @property
    def fen(self) -> int:
        """What is owed for them."""
        return self.captured_fen - self.voided_fen - self.refunded_fen


class Kept(msgspec.Struct, frozen=True):
    """Beans that stayed with a merchant, and the fen that each fund owes for them.

    A fund that is called "" owes for beans from before there were funds.
    """

    beans: int
    fen: dict[str, int]


class StatementFrozen(Fact, frozen=True, kw_only=True):
    """A merchant's month was closed as the book stood at `book_position`, once for ever.

    `opening_fen` is what earlier statements rolled over. `late` is what entered earlier months
    after they were frozen, by month; with the answers to objections since the last statement it
    is `adjusted_fen`. `closing_fen` is what is owed in all, `owed_by_fund` by whom; less than
    nothing when more came back than was taken. `frozen_by` is who answers for it, or the clock.
    """

    settlement: str
    merchant: str
    month: str
    sums: MonthSums
    kept: Kept
    late: dict[str, Kept]
    opening_fen: int
    adjusted_fen: int
    closing_fen: int
    owed_by_fund: dict[str, int]
    book_position: int
    object_by: date
    pay_by: date
    frozen_by: str
    policy: str

    def __post_init__(self) -> None:
        """Checked when written and again when read."""
        moved = self.opening_fen + self.sums.fen + self.adjusted_fen
        owed = sum(self.owed_by_fund.values())
        if moved != self.closing_fen or owed != self.closing_fen:
            raise ValueError("a statement adds up")
        kept = self.kept.beans, sum(self.kept.fen.values())
        if kept != (self.sums.beans, self.sums.fen):
            raise ValueError("what was kept is what the lines add up to")


class SettlementRolledOver(Fact, frozen=True, kw_only=True):
    """So much of a statement is not paid by itself, and opens the next one.

    All of it when it is under the policy's threshold; else what merchants owe to a fund that paid
    for more than was kept.
    """

    settlement: str
    merchant: str
    fen: int
    by_fund: dict[str, int]


class StatementAgreed(Fact, frozen=True, kw_only=True):
    """The merchant says that the statement is right."""

    settlement: str
    merchant: str


class StatementObjected(Fact, frozen=True, kw_only=True):
    """The merchant says that a line is wrong: the redemption `line`; `note` points at the words."""

    settlement: str
    merchant: str
    line: str
    reason: ObjectionReason
    note: str | None = None


class ObjectionToLineAnswered(Fact, frozen=True, kw_only=True):
    """The community answered: the next statement is adjusted by `fen`, or the line stands.

    As with beans, so much is reserved on a `page` of the fund `paid_by`, or set free again.
    """

    settlement: str
    merchant: str
    line: str
    outcome: Literal["upheld", "declined"]
    fen: int
    page: str = ""
    paid_by: str = ""
    note: str | None = None


class SettlementPaid(Fact, frozen=True, kw_only=True):
    """A fund paid its part of a statement: what was reserved on its `page` is paid.

    `reference` is the bank's or the voucher's number, of which a fund has one for ever; the id of
    the payment is made of it.
    """

    payment: str
    settlement: str
    merchant: str
    page: str
    paid_by: str
    fen: int
    reference: str

    def __post_init__(self) -> None:
        """Checked when written and again when read."""
        if self.fen <= 0:
            raise ValueError("a payment is of something")
