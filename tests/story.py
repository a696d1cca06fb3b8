"""Stories: what had happened, what somebody asks, and exactly what follows."""

from __future__ import annotations

from datetime import datetime
from typing import Self
from zoneinfo import ZoneInfo

from eventsourcing.dcb.api import DCBRecorder

from ledger.book import Book
from ledger.command import By, Command, Receipt
from ledger.facts import CommandRefused, Fact
from ledger.recorded import Recorded
from ledger.refusals import KeyReused, Refusal
from ledger.states import State

SHANGHAI = ZoneInfo("Asia/Shanghai")
ORGANIZER = "volunteer-li"


def clock(text: str) -> datetime:
    """Read `2026-11-22 09:00` or `2026-11-22 09:00:05` as people in Shanghai mean it."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


class Happened(Command, frozen=True, kw_only=True):
    """Once upon a time: these facts, whatever the rules would say today."""

    facts: tuple[Fact, ...]

    def asks(self, now: datetime) -> tuple[State, ...]:
        """Nothing: the past asks nobody."""
        return ()

    def decide(self, now: datetime, *states: State) -> tuple[Fact, ...]:
        """The facts as they are told."""
        return self.facts


class Story:
    """A real book on a real store, told in three words: given, when, then.

    It is strict. After each answer the store holds exactly the facts named and no other; every
    answer is looked at; every fact given by hand matters to a command of the story (a fact that
    no state it asks for listens to is a mistake of the teller); time only goes forward.
    """

    def __init__(self, recorder: DCBRecorder, now: str = "2026-11-22 09:00") -> None:
        self._recorder = recorder
        self.book = Book(recorder)
        self.now = clock(now)
        self._keys = 0
        self._unheard: list[Fact] = []
        self._asked: tuple[Command, By] | None = None
        self._head = self.book.head()

    def at(self, time: str) -> Self:
        """Turn the clock to a local time."""
        begun = self._keys > 0
        assert not begun or clock(time) >= self.now, "time in a story only goes forward"
        self.now = clock(time)
        return self

    def given(self, *past: Fact | Command) -> Self:
        """Let this have happened: facts as told, and commands that were carried out."""
        for step in past:
            if isinstance(step, Fact):
                self._unheard.append(step)
                step = Happened(facts=(step,))
            self._hear(step)
            self.book.record(step, self._by(), self.now)
        return self

    def reopened(self) -> Self:
        """Let the program end and start anew: only the store remembers."""
        self.book.close()
        self.book = Book(self._recorder)
        return self

    def when(
        self,
        command: Command,
        *,
        by: str = ORGANIZER,
        role: str = "organizer",
        key: str | None = None,
        at: str | None = None,
    ) -> Self:
        """Ask the book, now or at a later time; under a fresh key unless one is named."""
        assert self._asked is None, "the answer before this one was never looked at"
        self.at(at) if at else None
        self._hear(command)
        self._asked = command, self._by(command, by, role, key)
        self._head = self.book.head()
        self._answer: Receipt | Exception
        try:
            self._answer = self.book.record(*self._asked, self.now)
        except Exception as failure:  # Whatever it is, the next word of the story judges it.
            self._answer = failure
        return self

    def then(self, *facts: Fact) -> Self:
        """Exactly this happened, and stands in the book; with no facts: nothing did."""
        assert self._answered() == (facts, False)
        assert tuple(recorded.fact for recorded in self._written()) == facts
        return self

    def then_again(self, *facts: Fact) -> Self:
        """It had happened before, so the same answer came and nothing was written."""
        assert self._answered() == (facts, True)
        assert self._written() == []
        return self

    def then_refused(self, refusal: type[Refusal], **details: int | str) -> Self:
        """It was refused for this reason; the book holds the refusal and nothing else."""
        command, _ = self._told_off(refusal, details, replayed=False)
        written = [recorded.fact for recorded in self._written()]
        if refusal is KeyReused:  # The key tells already what stands under it.
            assert written == []
        else:
            name = type(command).__name__
            told = CommandRefused(at=self.now, command=name, refusal=refusal.code, details=details)
            assert written == [told]
        return self

    def then_refused_again(self, refusal: type[Refusal], **details: int | str) -> Self:
        """It was refused before, so the same refusal came and nothing was written."""
        self._told_off(refusal, details, replayed=True)
        assert self._written() == []
        return self

    def then_fails(self, fault: type[Exception]) -> Self:
        """It could not even be judged; nothing was written."""
        assert isinstance(self._answer, fault), self._answer
        assert self._written() == []
        return self

    def end(self) -> None:
        """Close the book; complain of an answer nobody looked at and of a pointless past."""
        self.book.close()
        assert self._asked is None, "the last answer was never looked at"
        assert self._unheard == [], "no command of this story depends on these facts"

    def _by(
        self,
        command: Command | None = None,
        actor: str = ORGANIZER,
        role: str = "organizer",
        key: str | None = None,
    ) -> By:
        self._keys += 1
        return By(actor, role, key or f"key-{self._keys}", repr(command))

    def _hear(self, command: Command) -> None:
        try:
            asked = command.asks(self.now)
            known = tuple(map(self.book.look, asked))
            further = command.asks_further(self.now, *known)
            asked += further
            known += tuple(map(self.book.look, further))
            asked += command.asks_last(self.now, *known)
        except Refusal:
            return
        self._unheard = [fact for fact in self._unheard if not _concerns(asked, fact)]

    def _answered(self) -> tuple[tuple[Fact, ...], bool]:
        if isinstance(self._answer, Exception):
            raise self._answer
        return self._answer.facts, self._answer.replayed

    def _told_off(
        self, refusal: type[Refusal], details: dict[str, int | str], *, replayed: bool
    ) -> tuple[Command, By]:
        answer = self._answer
        assert isinstance(answer, refusal), answer
        assert (answer.details, answer.replayed) == (details, replayed)
        assert self._asked is not None
        return self._asked

    def _written(self) -> list[Recorded]:
        """What the book holds since the question; each fact in the envelope it was asked in."""
        assert self._asked is not None, "nothing was asked"
        (_, by), self._asked = self._asked, None
        written = list(self.book.facts(after=self._head))
        for recorded in written:
            envelope = recorded.actor, recorded.role, recorded.key, recorded.fingerprint
            assert envelope == (by.actor, by.role, by.key, by.fingerprint)
            assert recorded.recorded_at == self.now
        return written


def _concerns(asked: tuple[State, ...], fact: Fact) -> bool:
    tags = set(fact.tags())
    return any(isinstance(fact, state.listens) and set(state.tags) <= tags for state in asked)
