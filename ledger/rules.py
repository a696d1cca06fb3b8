"""Rules: a policy is adopted, word for word, before anything is counted under it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ledger.command import Command
from ledger.facts import Fact, PolicyAdopted
from ledger.policy import read_policy
from ledger.refusals import PolicyChangedInPlace
from ledger.states import RULEBOOK, Rulebook, State


class AdoptPolicy(Command, frozen=True, kw_only=True):
    """Let this text be the policy from its own date on.

    A version stands for ever as it was adopted (domain README 3.1): the same text again changes
    nothing, other words under the same version are refused. Raises `PolicyFault` for a text that
    is no sound policy.
    """

    text: str

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The policies so far."""
        return (Rulebook(),)

    def decide(self, now: datetime, rules: Rulebook) -> Iterator[Fact]:
        """The policy is adopted, or stands already."""
        policy = read_policy(self.text)
        known = rules.named(policy.name)
        if known is not None and known.digest != policy.digest:
            raise PolicyChangedInPlace(policy=policy.name)
        if known is None:
            yield PolicyAdopted(
                at=now, rulebook=RULEBOOK, policy=policy.name, digest=policy.digest, text=self.text
            )
