"""States: small folds over the facts about one subject, each the answer to one question."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, datetime
from typing import ClassVar, Self

from ledger.facts import Fact, PolicyAdopted
from ledger.policy import Policies, Policy, adopted_policy

RULEBOOK = "rulebook-district"
"""A ledger has one line of policies; this is the subject they are adopted under."""


class State:
    """What is known about one subject; `listens` names the facts it folds.

    A state belongs to the tags it was asked with: a fact concerns it when the fact carries all
    of them and is of a type it listens to; `boundary` keeps how the book says that to the
    store. `evolve` never fails: what has happened cannot be
    refused any more.
    """

    __slots__ = ("boundary", "tags")
    boundary: object
    listens: ClassVar[tuple[type[Fact], ...]] = ()

    def __init__(self, *tags: str) -> None:
        self.tags = tags
        self.boundary = None

    def evolve(self, fact: Fact) -> None:
        """Take in one more fact, in the order of the book."""
        raise NotImplementedError(type(self).__name__)

    def after(self, fact: Fact) -> Self:
        """What it would be once this had happened as well; it stays itself, for it may be asked
        by others."""
        later = deepcopy(self, {id(self.boundary): self.boundary})
        later.evolve(fact)
        return later


class Rulebook(State):
    """Which policies have been adopted, and which one rules a day?"""

    __slots__ = ("_by_name", "_policies")
    listens = (PolicyAdopted,)
    _policies: Policies

    def __init__(self, rulebook: str = RULEBOOK) -> None:
        super().__init__(rulebook)
        self._by_name: dict[str, Policy] = {}

    def evolve(self, fact: Fact) -> None:
        """A policy joins the line."""
        if isinstance(fact, PolicyAdopted):
            self._by_name[fact.policy] = adopted_policy(fact.text)
            self._policies = Policies(self._by_name.values())

    def named(self, name: str) -> Policy | None:
        """The policy adopted under that name and version."""
        return self._by_name.get(name)

    @property
    def names(self) -> list[str]:
        """The names of all policies that were adopted, in the order of their adoption."""
        return list(self._by_name)

    def on(self, day: date) -> Policy:
        """The policy for what begins on that local day."""
        return self._policies.on(day)

    def at(self, instant: datetime) -> Policy:
        """The policy for what begins at that instant."""
        return self.on(self.current.local_date(instant))

    @property
    def current(self) -> Policy:
        """The newest policy."""
        return self._policies.current
