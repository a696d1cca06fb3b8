"""Double entry: two books on one store, and after each answer everything compared.

The two stand for two processes: each has a memory of its own, so one of them is always behind.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from eventsourcing.dcb.api import DCBRecorder

from ledger.book import Book
from ledger.command import By, Command, Receipt
from ledger.facts import EXPIRED, AttendanceFlagged, CommandRefused, Fact, FundPageTurned
from ledger.policy import read_policy
from ledger.recorded import Recorded
from ledger.refusals import KeyReused, Refusal
from ledger.rules import AdoptPolicy
from ledger.units import OpenUnit
from projections.shelf.store import Store as ViewsStore
from tests.afterthoughts import Afterthoughts
from tests.audit import Audit
from tests.own_states import OwnStates, dated, whose
from tests.places import close
from tests.reading_room import ReadingRoom
from tests.reckoning import Answer
from tests.turnstile import Turnstile
from tests.wishes import FUND

Asked = tuple[Command, By]
Outcome = Receipt | Exception
READER = 2
BY_CLOCK = By("clock", "clock", "key-first", "")


def amount(fact: Fact) -> tuple[str, int]:
    """A fact in short: its name, and its beans or minutes."""
    for name in ("beans", "minutes", "minutes_present"):
        if hasattr(fact, name):
            return type(fact).__name__, getattr(fact, name)
    return type(fact).__name__, 0


def counts(fact: Fact) -> bool:
    """Whether a fact may change a number; a flag is for people to look at, and a page of the
    fund is turned whenever it is full."""
    return not isinstance(fact, AttendanceFlagged | FundPageTurned)


class Store(NamedTuple):
    """How to open a store once more, for a book and for views."""

    recorder: Callable[[], DCBRecorder]
    views: Callable[[], ViewsStore]


class DoubleEntry:
    """Asks one of two books, and holds the answer against abacus, audit, states and views.

    A third book only reads, for the audit and for the views; `rebuild_always` makes all views
    anew after each answer, `ask_outside` has programs of others add everything up in the end.
    """

    def __init__(
        self,
        store: Store,
        policy: str,
        now: datetime,
        *,
        states_kept: int = 20_000,
        rebuild_always: bool = False,
        ask_outside: bool = False,
    ) -> None:
        self._store, self._states_kept = store, states_kept
        self._rebuild_always, self._ask_outside = rebuild_always, ask_outside
        self._recorders: dict[int, DCBRecorder] = {}
        self._books: dict[int, Book] = {}
        self._turnstiles: dict[int, Turnstile] = {}
        self._answered: dict[str, tuple[By, Outcome | None]] = {}
        self._asked = self._rushes = 0
        self._sound = True
        self.history: list[Asked] = []
        self.reckoning = Afterthoughts(read_policy(policy))
        worth_fen = self.reckoning.rules.settlement.fen_per_bean
        self.audit = Audit(self.reckoning.fen_per_bean, worth_fen)
        for desk in (0, 1, READER):
            self._open(desk)
        self._books[0].record(AdoptPolicy(text=policy), BY_CLOCK, now)
        self.audit.read(self._books[READER].facts())
        self.room = ReadingRoom(self._books[READER], store.views())

    def _open(self, desk: int) -> None:
        self._recorders[desk] = self._store.recorder()
        self._books[desk] = Book(self._recorders[desk], states_kept=self._states_kept)
        self._turnstiles[desk] = Turnstile(self._books[desk])

    def _shut(self, desk: int) -> None:
        self._books[desk].close()
        close(self._recorders[desk])

    def reopen(self, desk: int) -> None:
        """Close a book and its store, and open them anew without any memory."""
        self._shut(desk)
        self._open(desk)

    def log(self) -> list[tuple[str, bytes, list[str]]]:
        """The log as the store keeps it: each fact's name, its bytes and its tags."""
        events = [found.event for found in self._recorders[READER].read()]
        return [(event.type, bytes(event.data), sorted(event.tags)) for event in events]

    def close(self) -> None:
        """Make all views anew, unless something is wrong already, and close everything."""
        if self._sound:
            self.room.check_rebuilt()
            if self._ask_outside:
                self.room.check_outside()
        self.room.close()
        for desk in self._books:
            self._shut(desk)

    # Asking ---------------------------------------------------------------------------------------

    def ask(self, desk: int, now: datetime, *commands: Command) -> None:
        """Ask one book, each command under a fresh key; several at once become one batch."""
        asked = [(command, self._fresh_key(command)) for command in commands]
        self.history += asked
        self.hold(desk, now, asked)

    def _fresh_key(self, command: Command) -> By:
        self._asked += 1
        return By("somebody", "organizer", f"key-{self._asked}", repr(command))

    def hold(self, desk: int, now: datetime, asked: list[Asked]) -> None:
        """Ask under these keys, and compare the answers and all that is known afterwards."""
        self._sound = False
        if len(asked) > 1:
            self._rushes += 1
            first = OpenUnit(unit=f"unit-rush{self._rushes}", kind="district", name="区")
            asked = [(first, self._fresh_key(first)), *asked]
            expected = [self._expect(command, by, now) for command, by in asked]
            futures = self._turnstiles[desk].rush(asked, now)
        else:
            expected = [self._expect(command, by, now) for command, by in asked]
            futures = [self._books[desk].submit(*asked[0], now)]
        written: list[tuple[str, str, int]] = []
        for (_, by), told, future in zip(asked, expected, futures, strict=True):
            outcome = future.exception() or future.result()
            if told is None:
                self._check_again(by, outcome)
            else:
                written += self._check_first(by, told, outcome)
        read = self.audit.read(self._books[READER].facts(after=self.audit.position))
        assert [(found.key, *amount(found.fact)) for found in read if counts(found.fact)] == written
        self._check_refusals(read)
        self._check_everything()
        people = {found.fact.volunteer for found in read if hasattr(found.fact, "volunteer")}
        tills = {found.fact.till for found in read if hasattr(found.fact, "till")}
        offers = {found.fact.offer for found in read if getattr(found.fact, "offer", "")}
        own = OwnStates(self._books[desk], self.reckoning)
        own.check(people, tills, offers)
        if any(getattr(found.fact, "page", "") for found in read):
            own.check_fund(FUND)
        self.room.check(self.reckoning, people, map(whose, tills), offers)
        if self._rebuild_always:
            self.room.check_rebuilt()
        self._sound = True

    def _expect(self, command: Command, by: By, now: datetime) -> Answer | None:
        """What must follow; None when the key was answered before."""
        if by.key in self._answered:
            return None
        answer = self.reckoning.answer(command, now)
        if any(answer):  # Of a question that led to nothing, nothing is remembered.
            self._answered[by.key] = by, None
        return answer

    # Comparing ------------------------------------------------------------------------------------

    def _check_first(self, by: By, told: Answer, outcome: Outcome) -> list[tuple[str, str, int]]:
        reasons, facts = told
        if reasons or facts:
            self._answered[by.key] = by, outcome
        if reasons:
            assert isinstance(outcome, Refusal), f"{outcome} in spite of {reasons}"
            assert outcome.code in reasons and not outcome.replayed, f"{outcome!r}: {reasons}"
            return [(by.key, "CommandRefused", 0)]
        assert isinstance(outcome, Receipt), f"{outcome!r} in place of {facts}"
        brought = [amount(fact) for fact in outcome.facts if counts(fact)]
        assert brought == facts and not outcome.replayed
        return [(by.key, *fact) for fact in facts]

    def _check_again(self, by: By, outcome: Outcome) -> None:
        first_by, first = self._answered[by.key]
        if by.fingerprint != first_by.fingerprint:
            assert isinstance(outcome, KeyReused)
        elif isinstance(first, Refusal):
            assert isinstance(outcome, Refusal) and outcome.replayed
            assert (outcome.code, outcome.details) == (first.code, first.details)
        else:
            assert isinstance(first, Receipt) and isinstance(outcome, Receipt), repr(outcome)
            assert outcome.replayed and outcome.facts == first.facts
            assert outcome.position == first.position

    def _check_refusals(self, read: list[Recorded[Fact]]) -> None:
        for recorded in read:
            if isinstance(recorded.fact, CommandRefused):
                _, outcome = self._answered[recorded.key]
                assert isinstance(outcome, Refusal) and recorded.fact.refusal == outcome.code

    def _check_everything(self) -> None:
        audit, reckoning = self.audit, self.reckoning
        audit.check()
        for redemption, deal in reckoning.deals.items():
            assert audit.holds[redemption] == deal.held, redemption
        for name, person in reckoning.people.items():
            assert _left(audit.lots[name]) == dated(person.lots), name
            assert (audit.debts[name], audit.minutes[name]) == (person.debt, person.minutes), name
            assert audit.accounts[name] == person.balance, name
        for name, shop in reckoning.shops.items():
            assert audit.accounts[name] == shop.beans, name
        assert audit.accounts[EXPIRED] == reckoning.gone


def _left(lots: dict[str, int]) -> dict[str, int]:
    return {lot: beans for lot, beans in lots.items() if beans}
