"""Tally: what this process's book answered, and how many commands shared a commit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ledger.command import Receipt
from ledger.refusals import Refusal


class Tally:
    """Counts of commands by what became of them, and of commits by the commands in them.

    `outcomes` has `written`, `again` (a key that was answered before) and `failed`; `refusals`
    goes by code; `commits` goes by the number of commands.
    """

    def __init__(self) -> None:
        self.outcomes: Counter[str] = Counter()
        self.refusals: Counter[str] = Counter()
        self.commits: Counter[int] = Counter()

    def add(self, outcomes: Iterable[Receipt | BaseException | None], *, wrote: bool) -> None:
        """A batch was answered; `wrote` says whether a commit was needed for it."""
        count = 0
        for outcome in outcomes:
            count += 1
            if isinstance(outcome, Receipt | Refusal) and outcome.replayed:
                self.outcomes["again"] += 1
            elif isinstance(outcome, Refusal):
                self.refusals[outcome.code] += 1
            else:
                self.outcomes["written" if isinstance(outcome, Receipt) else "failed"] += 1
        if wrote:
            self.commits[count] += 1
