"""Replay: every fact folded once more, checked on the way, without any view."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from api.stored import BrokenFact, Stored
from api.verifying.difference import Difference, at
from api.verifying.funding import Funding
from api.verifying.hours import Hours
from api.verifying.sampling import Sampling
from api.verifying.settling import Settling
from api.verifying.supplying import Supplying
from ledger.facts import (
    ISSUANCE,
    AttendanceRevoked,
    BeansAwarded,
    BeansClawedBack,
    BeansRedeemed,
    BeansReturned,
    Fact,
    ImportChange,
    ListFrozen,
    MerchantWelcomed,
    Movement,
    PendingReviewed,
    PurseMovement,
    ServiceConfirmed,
    ServiceCorrected,
    ServiceImported,
    VolunteerRegistered,
)
from ledger.recorded import Recorded
from ledger.subjects.purse import Purse
from ledger.subjects.till import Till


class Takings:
    """A merchant's month: its till as the rules fold it, and what is owed for it."""

    __slots__ = ("captured", "fen", "redemptions", "refunded", "till")

    def __init__(self, till: str) -> None:
        self.till = Till(till)
        self.captured = self.refunded = self.redemptions = self.fen = 0

    def take_in(self, fact: Fact) -> None:
        """One more step at the counter."""
        self.till.evolve(fact)
        if isinstance(fact, BeansRedeemed):
            self.captured += fact.beans
            self.redemptions += 1
            self.fen += fact.fen
        elif isinstance(fact, BeansReturned):
            self.refunded += fact.beans
            self.fen -= fact.fen


class Replay:
    """What the book comes to, fact by fact; memory grows with the accounts, not with the facts.

    `accounts` are the beans of each account, `purses` and `takings` the folds of the rules,
    `settling` the statements of merchants, `funding` the money of the funds, `supplying` what
    became of everybody's beans, `minutes` and `training` what volunteers served, `imported` how
    much of it elsewhere, `hours` the same by month and year, `pending` the minutes that wait,
    `touched` the position that last concerned a volunteer's account, `lists` what was frozen,
    `sampling` what was drawn to be looked at.
    """

    def __init__(self) -> None:
        self.facts = 0
        self.position = 0
        self.accounts: Counter[str] = Counter()
        self.purses: dict[str, Purse] = {}
        self.takings: dict[str, Takings] = {}
        self.minutes: Counter[str] = Counter()
        self.training: Counter[str] = Counter()
        self.earned: Counter[str] = Counter()
        self.hours = Hours()
        self.imported: Counter[str] = Counter()
        self.pending: dict[str, tuple[str, int]] = {}
        self.touched: dict[str, int] = {}
        self.kinds: Counter[str] = Counter()
        self.merchants: set[str] = set()
        self.settling = Settling()
        self.funding = Funding()
        self.sampling = Sampling()
        self.supplying = Supplying()
        self.lists: list[ListFrozen] = []

    def take_in(self, entry: Stored) -> Iterator[Difference]:
        """Fold one entry of the store, and tell what is wrong with it."""
        if entry.position <= self.position:
            yield at(entry.position, "位置没有递增", "the positions do not ascend")
        self.facts += 1
        self.position = entry.position
        try:
            recorded = entry.read()
        except BrokenFact as broken:
            yield at(entry.position, f"无法读取（{broken.reason}）", f"unreadable, {broken.reason}")
            return
        if sorted(entry.tags) != sorted(recorded.tags()):
            yield at(entry.position, "标签与内容不符", "the tags are not those of the fact")
        self.kinds[entry.type] += 1
        yield from self._fold(recorded)

    def _fold(self, recorded: Recorded[Any]) -> Iterator[Difference]:
        fact, position = recorded.fact, recorded.position
        match fact:
            case VolunteerRegistered():
                self.purses[fact.volunteer] = Purse(fact.volunteer)
                self.touched[fact.volunteer] = position
            case MerchantWelcomed():
                self.merchants.add(fact.merchant)
            case ServiceConfirmed():
                self._serve(fact, position, fact.minutes, fact.training_minutes)
                self._wait(fact, fact.pending_minutes)
            case ServiceCorrected():
                yield from self._check_waiting(fact, position, fact.pending_before)
                more = fact.training_minutes - fact.training_before
                self._serve(fact, position, fact.minutes - fact.minutes_before, more)
                self._wait(fact, fact.pending_minutes)
            case ServiceImported() | ImportChange():
                self._bring_in(fact, position)
            case PendingReviewed():
                looked_at = fact.accepted_minutes + fact.declined_minutes
                yield from self._check_waiting(fact, position, looked_at)
                self._serve(fact, position, fact.accepted_minutes, 0)
                self._wait(fact, 0)
            case ListFrozen():
                self.lists.append(fact)
            case AttendanceRevoked():
                self._serve(fact, position, -fact.minutes, -fact.training_minutes)
                self._wait(fact, 0)
        if isinstance(fact, Movement):
            yield from self._move(fact, position)
        if isinstance(fact, PurseMovement):
            yield from self._fold_purse(fact, position)
        self._take(fact)
        self.hours.take_in(fact)
        self.supplying.take_in(fact)
        yield from self.settling.take_in(fact, position)
        yield from self.funding.take_in(fact, position)
        yield from self.sampling.take_in(fact, position)

    def _take(self, fact: Any) -> None:
        till = getattr(fact, "till", None)
        if till is None:
            return
        if till not in self.takings:
            self.takings[till] = Takings(till)
        self.takings[till].take_in(fact)

    def _serve(self, fact: Any, position: int, minutes: int, training: int) -> None:
        self.minutes[fact.volunteer] += minutes
        self.training[fact.volunteer] += training
        self.touched[fact.volunteer] = position

    def _bring_in(self, fact: ServiceImported | ImportChange, position: int) -> None:
        changed = isinstance(fact, ImportChange)
        before = (fact.minutes_before, fact.training_before) if changed else (0, 0)
        minutes = fact.minutes - before[0]
        self._serve(fact, position, minutes, fact.training_minutes - before[1])
        self.imported[fact.volunteer] += minutes

    def _wait(self, fact: Any, minutes: int) -> None:
        if minutes:
            self.pending[fact.attendance] = (fact.volunteer, minutes)
        else:
            self.pending.pop(fact.attendance, None)

    def _check_waiting(self, fact: Any, position: int, told: int) -> Iterator[Difference]:
        _, waiting = self.pending.get(fact.attendance, ("", 0))
        if waiting != told:
            yield at(
                position, f"{fact.attendance} 待复核 {waiting} 分钟，记为 {told}",
                f"{waiting} minutes of {fact.attendance} wait, the fact says {told}",
            )  # fmt: skip

    def _move(self, fact: Movement, position: int) -> Iterator[Difference]:
        self.accounts[fact.source] -= fact.beans
        self.accounts[fact.target] += fact.beans
        left = self.accounts[fact.source]
        if left < 0 and fact.source != ISSUANCE and not fact.source.startswith("volunteer-"):
            yield at(
                position, f"{fact.source} 变为负数（{left}）", f"{fact.source} falls to {left}"
            )
        if not left:
            del self.accounts[fact.source]  # So that ended redemptions leave nothing behind.

    def _fold_purse(self, fact: PurseMovement, position: int) -> Iterator[Difference]:
        whose = fact.volunteer
        purse = self.purses.get(whose)
        if purse is None:
            yield at(position, f"{whose} 没有登记", f"{whose} was never registered")
            purse = self.purses[whose] = Purse(whose)
        try:
            purse.evolve(fact)
        except KeyError as missing:
            told = str(missing.args[0])
            yield at(position, f"{whose} 没有 {told}", f"{whose} has nothing under {told}")
        self.touched[whose] = position
        if isinstance(fact, BeansAwarded):
            self.earned[whose] += fact.beans
        elif isinstance(fact, BeansClawedBack):
            self.earned[whose] -= fact.beans
        short = [lot for lot in fact.lots if purse.lots.get(lot, 0) < 0]
        if short or purse.debt < 0:
            yield at(position, f"{whose} 的批次变为负数", f"a lot of {whose} falls below zero")
        if purse.balance != fact.balance_after:
            yield at(
                position,
                f"{whose} 余额应为 {purse.balance}，记为 {fact.balance_after}",
                f"{whose} has {purse.balance} beans, the fact says {fact.balance_after}",
            )

    def totals(self) -> Iterator[Difference]:
        """What must hold for all accounts together."""
        total = sum(self.accounts.values())
        if total:
            yield Difference(
                f"试算不平：所有账户合计 {total}。", f"All accounts together hold {total}, not 0."
            )
        yield from self.settling.totals(self.accounts)
        yield from self.funding.totals()
        for whose, purse in self.purses.items():
            held = self.accounts[whose] if whose in self.accounts else 0
            if held != purse.balance:
                yield Difference(
                    f"{whose} 的账户为 {held}，批次合计为 {purse.balance}。",
                    f"The account of {whose} holds {held}, its lots {purse.balance}.",
                )
