"""Looking: staff have looked at what a pattern of redemptions seemed to say."""

from typing import Literal

from ledger.facts.fact import Fact


class SignalReviewed(Fact, frozen=True, kw_only=True):
    """A person has looked at a signal: it was nothing, or the suspicion is upheld.

    A signal's id says its kind, its merchant, its volunteer where it has one, and its month or
    day. `figure` is how strong it was then: a signal that grows beyond it wants to be looked at
    once more. `reviewer` is the person, or the key, that answers for the look; `note` points at
    what was found.
    """

    signal: str
    merchant: str
    volunteer: str | None = None
    outcome: Literal["dismissed", "upheld"]
    figure: int
    reviewer: str
    note: str | None = None
