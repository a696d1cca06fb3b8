"""Settlement folding: how each fact about a till or a statement becomes lines and sums."""

from __future__ import annotations

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
from ledger.recorded import Recorded
from projections.settlement_rows import (
    Left,
    LineObjection,
    Share,
    Statement,
    TillLine,
    TillMonth,
)
from projections.shelf.changes import Changes
from projections.tills import whose_till


class SettlementFolding:
    """Turns facts into changes of the six sheets."""

    def __init__(
        self,
        lines: Changes[TillLine],
        months: Changes[TillMonth],
        statements: Changes[Statement],
        shares: Changes[Share],
        objections: Changes[LineObjection],
        left: Changes[Left],
    ) -> None:
        self._lines = lines
        self._months = months
        self._statements = statements
        self._shares = shares
        self._objections = objections
        self._left = left

    def capture(self, recorded: Recorded[BeansRedeemed]) -> None:
        """Beans came to a merchant."""
        self._print(recorded, "captured", 1)

    def give_back(self, recorded: Recorded[BeansReturned]) -> None:
        """Beans went back to a volunteer."""
        self._print(recorded, recorded.fact.reason, -1)

    def _print(
        self, recorded: Recorded[BeansRedeemed] | Recorded[BeansReturned], kind: str, sign: int
    ) -> None:
        fact, line = recorded.fact, self._lines[recorded.position]
        line.merchant, line.month = whose_till(fact.till)
        line.at, line.redemption, line.volunteer = fact.at, fact.redemption, fact.volunteer
        line.kind, line.beans, line.fen, line.fund = kind, fact.beans, fact.fen, fact.paid_by
        line.gift_fen = fact.gift_fen
        month = self._months[line.merchant, line.month]
        month.lines += 1
        month.beans += sign * fact.beans
        month.fen += sign * fact.fen

    def freeze(self, recorded: Recorded[StatementFrozen]) -> None:
        """A month was closed."""
        fact, row = recorded.fact, self._statements[recorded.fact.settlement]
        row.merchant, row.month, row.position = fact.merchant, fact.month, recorded.position
        for name in ("lines", "captured_beans", "captured_fen", "voided_beans", "voided_fen",
                     "refunded_beans", "refunded_fen", "captured_gift_fen", "voided_gift_fen",
                     "refunded_gift_fen"):  # fmt: skip
            setattr(row, name, getattr(row, name) + getattr(fact.sums, name))
        row.opening_fen += fact.opening_fen
        row.adjusted_fen += fact.adjusted_fen
        row.closing_fen += fact.closing_fen
        row.due_fen += fact.closing_fen
        row.digest, row.book_position = fact.sums.digest, fact.book_position
        row.object_by, row.pay_by = fact.object_by, fact.pay_by
        row.frozen_by, row.frozen_at = fact.frozen_by, fact.at
        for fund, fen in fact.owed_by_fund.items():
            share = self._shares[fact.settlement, fund]
            share.closing_fen += fen
            share.due_fen += fen
        for month, kept in ((fact.month, fact.kept), *fact.late.items()):
            stated = self._months[fact.merchant, month]
            stated.stated += 1
            stated.stated_beans += kept.beans
            stated.stated_fen += sum(kept.fen.values())
        self._left[fact.merchant].left = 0

    def roll_over(self, recorded: Recorded[SettlementRolledOver]) -> None:
        """A part of it opens the next one."""
        fact, row = recorded.fact, self._statements[recorded.fact.settlement]
        row.rolled_fen += fact.fen
        row.due_fen -= fact.fen
        for fund, fen in fact.by_fund.items():
            self._shares[fact.settlement, fund].due_fen -= fen
        self._left[fact.merchant].left = 1

    def agree(self, recorded: Recorded[StatementAgreed]) -> None:
        """The merchant agreed."""
        self._statements[recorded.fact.settlement].agreed_at = recorded.fact.at

    def object(self, recorded: Recorded[StatementObjected]) -> None:
        """The merchant objected to a line."""
        fact, row = recorded.fact, self._statements[recorded.fact.settlement]
        row.objections += 1
        row.open_objections += 1
        said = self._objections[fact.settlement, fact.line]
        said.merchant, said.reason, said.state = fact.merchant, fact.reason, "open"
        said.at, said.note, said.position = fact.at, fact.note, recorded.position

    def answer(self, recorded: Recorded[ObjectionToLineAnswered]) -> None:
        """The community answered."""
        fact = recorded.fact
        self._statements[fact.settlement].open_objections -= 1
        said = self._objections[fact.settlement, fact.line]
        said.state, said.answer_note = fact.outcome, fact.note
        said.fen += fact.fen
        if fact.fen:
            self._left[fact.merchant].left = 1

    def pay(self, recorded: Recorded[SettlementPaid]) -> None:
        """A fund paid its part."""
        fact, row = recorded.fact, self._statements[recorded.fact.settlement]
        row.paid_fen += fact.fen
        row.due_fen -= fact.fen
        row.paid_at = fact.at
        share = self._shares[fact.settlement, fact.paid_by]
        share.paid_fen += fact.fen
        share.due_fen -= fact.fen
        share.reference, share.paid_at = fact.reference, fact.at
