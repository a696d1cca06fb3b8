"""The states the book used lately, kept up to date fact by fact, and never too many."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable

from ledger.facts import Fact
from ledger.states import State

Question = tuple[type[State], tuple[str, ...]]


def question(state: State) -> Question:
    """What tells one state from another: its kind and the subjects it was asked about."""
    return type(state), state.tags


class MemoryOfStates:
    """At most `most` states, the least lately used leaving first.

    All states in it stand at the same position of the book, because every fact that enters the
    book passes through `evolve`.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._states: OrderedDict[Question, State] = OrderedDict()
        self._by_tag: dict[str, list[State]] = {}

    def __len__(self) -> int:
        return len(self._states)

    def __getitem__(self, asked: State) -> State:
        """The state that answers the same question; it was loaded before."""
        key = (type(asked), asked.tags)
        self._states.move_to_end(key)
        return self._states[key]

    def missing(self, wanted: Iterable[State]) -> list[State]:
        """Those of `wanted` that are not known, each question once."""
        states = self._states
        unknown = {
            key: state for state in wanted if (key := (type(state), state.tags)) not in states
        }
        return list(unknown.values())

    def keep(self, state: State) -> None:
        """Remember a state just loaded."""
        self._states[question(state)] = state
        self._by_tag.setdefault(state.tags[0], []).append(state)

    def shrink(self) -> None:
        """Let the least lately used go; called between batches, never within one."""
        while len(self._states) > self._most:
            self._drop(next(iter(self._states.values())))

    def evolve(self, fact: Fact, tags: list[str]) -> list[State]:
        """Let every state this fact concerns take it in; returns those states."""
        evolved = []
        for tag in tags:
            for state in self._by_tag.get(tag, ()):
                if isinstance(fact, state.listens) and (
                    len(state.tags) == 1 or set(state.tags) <= set(tags)
                ):
                    state.evolve(fact)
                    evolved.append(state)
        return evolved

    def forget(self, states: Iterable[State]) -> None:
        """These may be wrong: load them anew when they are asked for."""
        for state in states:
            if question(state) in self._states:
                self._drop(state)

    def forget_tags(self, tags: Iterable[str]) -> None:
        """Forget every state about these subjects."""
        for tag in tags:
            self.forget(list(self._by_tag.get(tag, ())))

    def _drop(self, state: State) -> None:
        del self._states[question(state)]
        about = self._by_tag[state.tags[0]]
        about.remove(state)
        if not about:
            del self._by_tag[state.tags[0]]
