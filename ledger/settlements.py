"""Settlements: a merchant's month is closed, and the merchant agrees or objects to a line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ledger.command import Command
from ledger.counting.statement_months import closes_on, month_before, object_by, pay_by
from ledger.counting.till_roll import added
from ledger.facts import (
    Fact,
    Kept,
    MonthSums,
    ObjectionReason,
    SettlementRolledOver,
    StatementAgreed,
    StatementFrozen,
    StatementObjected,
)
from ledger.policy import Policy
from ledger.refusals import (
    AlreadyFrozen,
    AlreadyObjected,
    LineUnknown,
    MonthNotOver,
    NothingToSettle,
    ObjectionsOpen,
    ObjectionTermOver,
    StatementDiffers,
    StatementSettled,
)
from ledger.states import Rulebook, State
from ledger.subjects.settlement import (
    Line,
    Owed,
    Roll,
    Settlement,
    settlement_of,
    till_behind,
)
from ledger.subjects.standing import Merchant


class FreezeStatement(Command, frozen=True, kw_only=True):
    """Close this merchant's month; harmless when asked again.

    `seen` is what the views list for it, as of `seen_at`: the book closes nothing on which the
    two differ. `late` are earlier months to which the views say something was added since they
    were closed; the month before is looked at in any case.
    """

    merchant: str
    month: str
    seen: MonthSums
    seen_at: int
    late: tuple[str, ...] = ()
    frozen_by: str

    def asks(self, now: datetime) -> tuple[State, ...]:
        """Whose month it is, whether it is closed, what was left before, and the tills."""
        this, *earlier = [
            settlement_of(self.merchant, month) for month in (self.month, *self._earlier())
        ]
        asked = Rulebook(), Merchant(self.merchant), Settlement(this), Owed(self.merchant)
        return *asked, *(Roll(till_behind(each)) for each in (this, *earlier))

    def _earlier(self) -> list[str]:
        return sorted({month_before(self.month), *self.late} - {self.month})

    def decide(
        self,
        now: datetime,
        rules: Rulebook,
        merchant: Merchant,
        settlement: Settlement,
        owed: Owed,
        roll: Roll,
        *earlier: Roll,
    ) -> Iterator[Fact]:
        """The month is closed for ever; what is too little to be paid opens the next one."""
        merchant.must_exist()
        policy = rules.at(now)
        if settlement.frozen is not None:
            raise AlreadyFrozen(settlement=settlement.tags[0])
        closes = closes_on(policy, self.month)
        if policy.local_date(now) < closes:
            raise MonthNotOver(closes_on=closes.isoformat())
        self._must_agree(roll.lines.sums)
        late = {
            month: found
            for month, each in zip(self._earlier(), earlier, strict=True)
            if (found := owed.beyond(month, each.lines))
        }
        if not (roll.lines.sums.lines or owed.rolled or owed.answered or late):
            raise NothingToSettle(month=self.month)
        frozen = self._frozen(now, policy, roll.lines.kept, late, owed)
        yield frozen
        rolled = _rolling(policy, frozen.owed_by_fund)
        if rolled:
            yield SettlementRolledOver(
                at=now, settlement=frozen.settlement, merchant=self.merchant,
                fen=sum(rolled.values()), by_fund=rolled,
            )  # fmt: skip

    def _must_agree(self, book: MonthSums) -> None:
        seen = self.seen
        if seen != book:
            raise StatementDiffers(
                book_lines=book.lines, book_beans=book.beans, book_fen=book.fen,
                seen_lines=seen.lines, seen_beans=seen.beans, seen_fen=seen.fen,
            )  # fmt: skip

    def _frozen(
        self, now: datetime, policy: Policy, kept: Kept, late: dict[str, Kept], owed: Owed
    ) -> StatementFrozen:
        objecting = object_by(policy, policy.local_date(now))
        adjusted = added(owed.answered, *(each.fen for each in late.values()))
        closing = added(owed.rolled, kept.fen, adjusted)
        return StatementFrozen(
            at=now, settlement=settlement_of(self.merchant, self.month), merchant=self.merchant,
            month=self.month, sums=self.seen, kept=kept, late=late,
            opening_fen=sum(owed.rolled.values()), adjusted_fen=sum(adjusted.values()),
            closing_fen=sum(closing.values()), owed_by_fund=closing, book_position=self.seen_at,
            object_by=objecting, pay_by=max(pay_by(policy, self.month), objecting),
            frozen_by=self.frozen_by, policy=policy.name,
        )  # fmt: skip


def _rolling(policy: Policy, owed: dict[str, int]) -> dict[str, int]:
    """What opens the next statement: everything when what would be paid is under the threshold,
    else what the merchant owes to a fund."""
    payable = sum(fen for fen in owed.values() if fen > 0)
    if payable < policy.settlement.roll_forward_below_fen:
        return dict(owed)
    return {fund: fen for fund, fen in owed.items() if fen < 0}


class _MerchantsWord(Command, frozen=True, kw_only=True):
    """What a merchant says of the own statement."""

    settlement: str
    merchant: str

    def check(self, settlement: Settlement) -> StatementFrozen:
        """Raise a refusal unless it is theirs, and still open to their word."""
        frozen = settlement.must_be(self.merchant)
        if settlement.agreed or settlement.paid:
            raise StatementSettled(settlement=self.settlement)
        return frozen


class AgreeStatement(_MerchantsWord, frozen=True, kw_only=True):
    """The statement is right."""

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The statement."""
        return (Settlement(self.settlement),)

    def decide(self, now: datetime, settlement: Settlement) -> Iterator[Fact]:
        """It may be paid; nobody agrees while an objection waits for its answer."""
        self.check(settlement)
        if settlement.open_lines:
            raise ObjectionsOpen(lines=len(settlement.open_lines))
        yield StatementAgreed(at=now, settlement=self.settlement, merchant=self.merchant)


class ObjectToLine(_MerchantsWord, frozen=True, kw_only=True):
    """This line of the statement is wrong; `line` is its redemption."""

    line: str
    reason: ObjectionReason
    note: str | None = None

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The statement, and the line."""
        line = Line(till_behind(self.settlement), self.line)
        return Rulebook(), Settlement(self.settlement), line

    def decide(
        self, now: datetime, rules: Rulebook, settlement: Settlement, line: Line
    ) -> Iterator[Fact]:
        """It waits for the community's answer, and nothing is paid before."""
        frozen = self.check(settlement)
        if rules.at(now).local_date(now) > frozen.object_by:
            raise ObjectionTermOver(until=frozen.object_by.isoformat())
        if not line.printed:
            raise LineUnknown(line=self.line)
        if self.line in settlement.open_lines | settlement.answered_lines:
            raise AlreadyObjected(reference=self.line)
        yield StatementObjected(
            at=now, settlement=self.settlement, merchant=self.merchant, line=self.line,
            reason=self.reason, note=self.note,
        )  # fmt: skip
