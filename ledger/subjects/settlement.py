"""The settlement: one merchant's month as it was frozen, and what came of it."""

from __future__ import annotations

from datetime import date

from ledger.counting.statement_months import Stage, stage
from ledger.counting.till_roll import TillRoll, added, less
from ledger.facts import (
    BeansRedeemed,
    BeansReturned,
    Fact,
    Kept,
    ObjectionToLineAnswered,
    SettlementPaid,
    SettlementRolledOver,
    StatementAgreed,
    StatementFrozen,
    StatementObjected,
)
from ledger.refusals import SettlementUnknown
from ledger.states import State


def settlement_of(merchant: str, month: str) -> str:
    """The id of the one statement a merchant has for a month (`2026-11`)."""
    return f"settlement-{merchant.partition('-')[2]}-{month[:4]}{month[5:]}"


def till_behind(settlement: str) -> str:
    """The till whose month a statement is about."""
    return f"till-{settlement.partition('-')[2]}"


class Roll(State):
    """Which lines has this till, and what do they add up to?"""

    __slots__ = ("lines",)
    listens = (BeansRedeemed, BeansReturned)

    def __init__(self, till: str) -> None:
        super().__init__(till)
        self.lines = TillRoll()

    def evolve(self, fact: Fact) -> None:
        """One more line."""
        if isinstance(fact, BeansRedeemed | BeansReturned):
            self.lines.take_in(fact)


class Line(State):
    """What does a till's roll say of this one redemption?

    In fen: what was `captured`, and what was `returned`, voided or refunded. `paid_by` is the
    fund it concerns.
    """

    __slots__ = ("captured_fen", "paid_by", "printed", "returned_fen")
    listens = (BeansRedeemed, BeansReturned)

    def __init__(self, till: str, redemption: str) -> None:
        super().__init__(till, redemption)
        self.printed = False
        self.captured_fen = self.returned_fen = 0
        self.paid_by = ""

    def evolve(self, fact: Fact) -> None:
        """Beans came, or went back."""
        self.printed = True
        if isinstance(fact, BeansRedeemed):
            self.captured_fen += fact.fen
            self.paid_by = fact.paid_by
        elif isinstance(fact, BeansReturned):
            self.returned_fen += fact.fen
            self.paid_by = fact.paid_by


class Settlement(State):
    """Is this statement frozen, what did the merchant say, and what is still to be paid?

    `due` are the fen that each fund still has to pay, `open_lines` what waits for an answer.
    """

    __slots__ = ("agreed", "answered_lines", "due", "frozen", "open_lines", "paid", "rolled")
    listens = (
        StatementFrozen, SettlementRolledOver, StatementAgreed, StatementObjected,
        ObjectionToLineAnswered, SettlementPaid,
    )  # fmt: skip

    def __init__(self, settlement: str) -> None:
        super().__init__(settlement)
        self.frozen: StatementFrozen | None = None
        self.agreed = self.paid = self.rolled = False
        self.due: dict[str, int] = {}
        self.open_lines: set[str] = set()
        self.answered_lines: set[str] = set()

    def evolve(self, fact: Fact) -> None:
        """One more step of the statement."""
        match fact:
            case StatementFrozen():
                self.frozen, self.due = fact, dict(fact.owed_by_fund)
            case SettlementRolledOver():
                self.rolled = True
                self.due = {fund: fen for fund, fen in self.due.items() if fund not in fact.by_fund}
            case StatementAgreed():
                self.agreed = True
            case StatementObjected():
                self.open_lines.add(fact.line)
            case ObjectionToLineAnswered():
                self.open_lines.discard(fact.line)
                self.answered_lines.add(fact.line)
            case SettlementPaid():
                self.paid = True
                self.due.pop(fact.paid_by, None)

    def must_be(self, merchant: str | None = None) -> StatementFrozen:
        """How it was frozen; raises `SettlementUnknown`, also where it is not that merchant's."""
        if self.frozen is None or merchant not in (None, self.frozen.merchant):
            raise SettlementUnknown(settlement=self.tags[0])
        return self.frozen

    def stage_on(self, day: date) -> Stage:
        """How far it has come by that day."""
        return stage(
            due=bool(self.due), paid=self.paid, rolled=self.rolled,
            open_objections=len(self.open_lines),
            objections=len(self.open_lines | self.answered_lines), agreed=self.agreed,
            over=self.frozen is not None and day > self.frozen.object_by,
        )  # fmt: skip

    def undisputed(self, today: date) -> bool:
        """Whether nobody has objected in the days there were for it, or every objection has its
        answer."""
        over = self.frozen is not None and today > self.frozen.object_by
        return over and not self.open_lines


class Owed(State):
    """What did this merchant's statements leave for the next one, and what did they count?

    `rolled` and `answered` are fen by fund; `counted` is what was stated for each month so far.
    """

    __slots__ = ("answered", "counted", "rolled")
    listens = (StatementFrozen, SettlementRolledOver, ObjectionToLineAnswered)

    def __init__(self, merchant: str) -> None:
        super().__init__(merchant)
        self.rolled: dict[str, int] = {}
        self.answered: dict[str, int] = {}
        self.counted: dict[str, Kept] = {}

    def evolve(self, fact: Fact) -> None:
        """A month was stated, or something is left for the next one."""
        match fact:
            case StatementFrozen():
                self.rolled, self.answered = {}, {}
                for month, kept in ((fact.month, fact.kept), *fact.late.items()):
                    known = self.counted.get(month, Kept(0, {}))
                    stated = Kept(known.beans + kept.beans, added(known.fen, kept.fen))
                    self.counted[month] = stated
            case SettlementRolledOver():
                self.rolled = dict(fact.by_fund)
            case ObjectionToLineAnswered():
                self.answered = added(self.answered, {fact.paid_by: fact.fen})

    def beyond(self, month: str, roll: TillRoll) -> Kept | None:
        """What entered that month after it was stated; None when nothing did, or it never was."""
        if month not in self.counted:
            return None
        late = less(roll.kept, self.counted[month])
        return late if late.beans or late.fen else None
