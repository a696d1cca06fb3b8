"""States: small folds over the facts about one subject, each the answer to one question."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from ledger.facts import Fact, PolicyAdopted
from ledger.policy import Policies, Policy, read_policy

RULEBOOK = "rulebook-district"
"""A ledger has one line of policies; this is the subject they are adopted under."""


class State:
    """What is known about one subject; `listens` names the facts it folds.

    A state belongs to the tags it was asked with: a fact concerns it when the fact carries all
    of them and is of a type it listens to. `evolve` never fails: what has happened cannot be
    refused any more.
    """

    __slots__ = ("tags",)
    listens: ClassVar[tuple[type[Fact], ...]] = ()

    def __init__(self, *tags: str) -> None:
        self.tags = tags

    def evolve(self, fact: Fact) -> None:
        """Take in one more fact, in the order of the book."""
        raise NotImplementedError(type(self).__name__)


class Rulebook(State):
    """Which policies have been adopted, and which one rules a day?"""

    __slots__ = ("_policies",)
    listens = (PolicyAdopted,)

    def __init__(self) -> None:
        super().__init__(RULEBOOK)
        self._policies: tuple[Policy, ...] = ()

    def evolve(self, fact: Fact) -> None:
        """A policy joins the line."""
        if isinstance(fact, PolicyAdopted):
            self._policies = (*self._policies, read_policy(fact.text))

    def named(self, name: str) -> Policy | None:
        """The policy adopted under that name and version."""
        return next((policy for policy in self._policies if policy.name == name), None)

    def on(self, day: date) -> Policy:
        """The policy for what begins on that local day."""
        return Policies(self._policies).on(day)

    def at(self, instant: datetime) -> Policy:
        """The policy for what begins at that instant."""
        return self.on(self.current.local_date(instant))

    @property
    def current(self) -> Policy:
        """The newest policy."""
        return Policies(self._policies).current
