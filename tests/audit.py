"""The audit: a book read fact by fact by somebody who trusts nothing but the facts.

It folds every movement into accounts by itself, without the ledger's states, and complains at the
first fact after which the accounts do not agree with each other or with what the fact says.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from ledger.facts import (
    EXPIRED,
    ISSUANCE,
    AttendanceRevoked,
    BeansClawedBack,
    BeansHeld,
    BeansRedeemed,
    BeansReturned,
    CommandRefused,
    Fact,
    HoldReleased,
    Movement,
    PendingReviewed,
    PurseMovement,
    ServiceConfirmed,
    ServiceCorrected,
    VoucherPrinted,
    VoucherReleased,
)
from ledger.recorded import Recorded


class Audit:
    """Accounts, lots, debts, holds and minutes as the facts so far make them."""

    def __init__(self, fen_per_bean: int = 10, worth_fen: int = 10) -> None:
        self.position = 0
        self.accounts: Counter[str] = Counter()
        self.lots: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.debts: Counter[str] = Counter()
        self.holds: Counter[str] = Counter()
        self.owed_fen: Counter[str] = Counter()
        self.minutes: Counter[str] = Counter()
        self.refused = 0
        self._fen_per_bean, self._gift_fen = fen_per_bean, worth_fen - fen_per_bean
        self._last: Recorded[Fact] | None = None
        self._ended_keys: set[str] = set()

    def read(self, facts: Iterable[Recorded[Fact]]) -> list[Recorded[Fact]]:
        """Read on, checking after each fact; returns what was read."""
        read = list(facts)
        for recorded in read:
            self._check_envelope(recorded)
            self._take_in(recorded.fact)
        return read

    def _check_envelope(self, recorded: Recorded[Fact]) -> None:
        assert recorded.position > self.position, "a position came twice or out of order"
        self.position = recorded.position
        last, self._last = self._last, recorded
        if last is None:
            return
        if last.key != recorded.key:
            self._ended_keys.add(last.key)
        else:
            assert last.fingerprint == recorded.fingerprint, "one key, two requests"
            assert last.recorded_at == recorded.recorded_at, "one answer, written at two times"
            assert not isinstance(recorded.fact, CommandRefused), "half done, then refused"
        assert recorded.key not in self._ended_keys, f"{recorded.key} had its effect twice"

    def _take_in(self, fact: Fact) -> None:
        match fact:
            case ServiceConfirmed():
                self.minutes[fact.volunteer] += fact.minutes
            case ServiceCorrected():
                self.minutes[fact.volunteer] += fact.minutes - fact.minutes_before
            case PendingReviewed():
                self.minutes[fact.volunteer] += fact.accepted_minutes
            case AttendanceRevoked():
                self.minutes[fact.volunteer] -= fact.minutes
            case CommandRefused():
                self.refused += 1
            case Movement():
                self._move(fact)

    def _move(self, fact: Movement) -> None:
        self.accounts[fact.source] -= fact.beans
        self.accounts[fact.target] += fact.beans
        self._hold(fact)
        if isinstance(fact, PurseMovement):
            self._purse(fact)
        for account in (fact.source, fact.target):
            may_owe = account == ISSUANCE or self.debts[account] > 0
            assert self.accounts[account] >= 0 or may_owe, f"{account} is below zero by {fact}"

    def _hold(self, fact: Movement) -> None:
        fen = fact.beans * self._fen_per_bean
        match fact:
            case BeansHeld() | VoucherPrinted():
                assert fact.redemption not in self.holds, "held twice"
                self.holds[fact.redemption] = fact.beans
            case HoldReleased() | VoucherReleased():
                self.holds[fact.redemption] -= fact.beans
            case BeansRedeemed():
                assert (fact.fen, fact.gift_fen) == (fen, fact.beans * self._gift_fen)
                self.owed_fen[fact.target] += fact.fen
                if fact.source == fact.redemption:
                    self.holds[fact.redemption] -= fact.beans
            case BeansReturned():
                assert (fact.fen, fact.gift_fen) == (fen, fact.beans * self._gift_fen)
                self.owed_fen[fact.source] -= fact.fen

    def _purse(self, fact: PurseMovement) -> None:
        person, lots = fact.volunteer, self.lots[fact.volunteer]
        sign = {fact.source: -1, fact.target: 1}.get(person, 0)
        for lot, beans in fact.lots.items():
            lots[lot] += sign * beans
            assert lots[lot] >= 0, f"the lot of {lot} is below zero by {fact}"
        self.debts[person] -= sign * fact.debt
        assert self.debts[person] >= 0, f"more than the debt was repaid by {fact}"
        assert sign > 0 or not fact.debt or isinstance(fact, BeansClawedBack), "a debt by {fact}"
        balance = self.accounts[person]
        assert lots.total() - self.debts[person] == balance, f"lots and account differ by {fact}"
        assert fact.balance_after == balance, f"{fact} leaves {balance}"

    def check(self) -> None:
        """All accounts together hold zero, and what is held is what the open holds say."""
        assert self.accounts.total() == 0, self.accounts
        assert all(beans >= 0 for beans in self.holds.values()), self.holds
        for redemption, beans in self.holds.items():
            assert self.accounts[redemption] == beans, f"{redemption} holds something else"
        for merchant, fen in self.owed_fen.items():
            assert fen == self.accounts[merchant] * self._fen_per_bean, f"{merchant} is owed {fen}"
        issued, gone = -self.accounts[ISSUANCE], self.accounts[EXPIRED]
        kept = sum(self.accounts[name] for name in (*self.lots, *self.holds, *self.owed_fen))
        assert issued == kept + gone, "issued is not outstanding, held, redeemed and expired"
