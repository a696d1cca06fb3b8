"""Payments: the community answers an objection to a line, and the funds pay what is owed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Literal

from ledger.command import Command
from ledger.facts import Fact, ObjectionToLineAnswered, SettlementPaid, StatementFrozen
from ledger.refusals import (
    BeyondTheLine,
    FundExhausted,
    NotAgreed,
    NothingDue,
    NotObjected,
    ObjectionsOpen,
    OwnBenefit,
    PaymentRecorded,
    SamePerson,
    StatementSettled,
)
from ledger.states import Rulebook, State
from ledger.subjects.fund import FundPage, Funds
from ledger.subjects.second_person import Second, asked_of_one, must_be_free
from ledger.subjects.settlement import Line, Settlement, till_behind


class _OfficesWord(Command, frozen=True, kw_only=True):
    """What the community does about a statement: never the merchant's own people.

    `acting` is whoever does it, `own_merchants` the shops they or those they may be work for.
    """

    settlement: str
    acting: Second
    own_merchants: tuple[str, ...] = ()

    def asks_last(self, now: datetime, *states: State) -> tuple[State, ...]:
        """The pages of the funds it concerns that lie open."""
        funds = (each for each in states if isinstance(each, Funds))
        return tuple(FundPage(page) for each in funds for page in each.pages.values())

    def check(
        self, settlement: Settlement, today: date, states: Iterable[State]
    ) -> StatementFrozen:
        """Raise a refusal unless there is such a statement, and whoever acts is free to."""
        frozen = settlement.must_be()
        if frozen.merchant in self.own_merchants:
            raise OwnBenefit()
        must_be_free((), self.acting, today, states)
        return frozen


def _pages(states: Iterable[State]) -> dict[str, FundPage]:
    return {each.fund: each for each in states if isinstance(each, FundPage)}


class AnswerLine(_OfficesWord, frozen=True, kw_only=True):
    """I have looked into it: the merchant is right and `fen` are added to the next statement,
    or taken off it where they are negative; or the line stands.

    An answer can take back what a line says and no more: beans that were never taken are taken
    at a counter.
    """

    line: str
    outcome: Literal["upheld", "declined"]
    fen: int = 0
    note: str | None = None

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The statement, and the line."""
        line = Line(till_behind(self.settlement), self.line)
        return Rulebook(), Settlement(self.settlement), line

    def asks_further(
        self, now: datetime, rules: Rulebook, settlement: Settlement, line: Line
    ) -> tuple[State, ...]:
        """The office of whoever answers, and the fund that pays for the line."""
        funds = (Funds(line.paid_by),) if line.paid_by else ()
        return *asked_of_one((), self.acting), *funds

    def decide(
        self, now: datetime, rules: Rulebook, settlement: Settlement, line: Line, *who: State
    ) -> Iterator[Fact]:
        """The answer stands beside the line, and the money for it is reserved, or free again."""
        frozen = self.check(settlement, rules.at(now).local_date(now), who)
        if self.line not in settlement.open_lines:
            raise NotObjected(line=self.line)
        fen = self.fen if self.outcome == "upheld" else 0
        if not -line.captured_fen <= fen <= line.returned_fen:
            raise BeyondTheLine(least_fen=-line.captured_fen, most_fen=line.returned_fen)
        page = _pages(who).get(line.paid_by) if fen else None
        entered = ""
        if page is not None:
            if page.free_fen < fen:
                raise FundExhausted(need_fen=fen)
            turned = page.turned(now)
            entered = turned.page if turned else page.page
            if turned:
                yield turned
        yield ObjectionToLineAnswered(
            at=now, settlement=self.settlement, merchant=frozen.merchant, line=self.line,
            outcome=self.outcome, fen=fen, page=entered, paid_by=line.paid_by, note=self.note,
        )  # fmt: skip


class PaySettlement(_OfficesWord, frozen=True, kw_only=True):
    """The money is with the merchant.

    `payments` are the ids of what the funds paid, by fund; an id is made of the fund and the
    `reference` on the transfer. Source of the second person: the policy's `maker_checker`.
    """

    payments: Mapping[str, str]
    reference: str

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The statement, and whether the reference was used."""
        used = map(Payment, self.payments.values())
        return Rulebook(), Settlement(self.settlement), *used

    def asks_further(
        self, now: datetime, rules: Rulebook, settlement: Settlement, *used: State
    ) -> tuple[State, ...]:
        """The office of whoever pays, and the funds."""
        funds = (Funds(fund) for fund in self.payments if fund)
        return *asked_of_one((), self.acting), *funds

    def decide(
        self, now: datetime, rules: Rulebook, settlement: Settlement, *states: State
    ) -> Iterator[Fact]:
        """Each fund's part of the statement is paid, as far as it is named."""
        policy = rules.at(now)
        today = policy.local_date(now)
        frozen = self.check(settlement, today, states)
        makers = "settlement" in policy.integrity.maker_checker
        if makers and frozen.frozen_by in (self.acting.answers, *self.acting.selves):
            raise SamePerson()
        _must_be_ripe(settlement, frozen, today)
        if not self.payments or not self.payments.keys() <= settlement.due.keys():
            raise NothingDue(settlement=self.settlement)
        if any(isinstance(each, Payment) and each.made for each in states):
            raise PaymentRecorded(reference=self.reference)
        pages = _pages(states)
        for fund, payment in self.payments.items():
            yield from self._paid(now, frozen, settlement.due[fund], payment, fund, pages)

    def _paid(
        self,
        now: datetime,
        frozen: StatementFrozen,
        fen: int,
        payment: str,
        fund: str,
        pages: dict[str, FundPage],
    ) -> Iterator[Fact]:
        page = pages.get(fund)  # There is none for beans from before there were funds.
        turned = page.turned(now) if page else None
        if turned:
            yield turned
        entered = turned or page
        yield SettlementPaid(
            at=now, payment=payment, settlement=self.settlement, merchant=frozen.merchant,
            page=entered.page if entered else "", paid_by=fund, fen=fen, reference=self.reference,
        )  # fmt: skip


def _must_be_ripe(settlement: Settlement, frozen: StatementFrozen, today: date) -> None:
    """Raise a refusal while the merchant may still object, and once nothing is left to pay."""
    if settlement.open_lines:
        raise ObjectionsOpen(lines=len(settlement.open_lines))
    if not settlement.due and settlement.paid:
        raise StatementSettled(settlement=frozen.settlement)
    if not settlement.due:
        raise NothingDue(settlement=frozen.settlement)
    if not settlement.agreed and not settlement.undisputed(today):
        raise NotAgreed(until=frozen.object_by.isoformat())


class Payment(State):
    """Was something paid under this reference?"""

    __slots__ = ("made",)
    listens = (SettlementPaid,)

    def __init__(self, payment: str) -> None:
        super().__init__(payment)
        self.made = False

    def evolve(self, fact: Fact) -> None:
        """It was."""
        self.made = True
