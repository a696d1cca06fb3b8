"""A batch: commands decided together, what they wrote and what they relied on."""

from __future__ import annotations

from ledger.memory_of_states import Question
from ledger.recorded import Recorded
from ledger.seen import Seen
from ledger.states import State
from ledger.waiting import Asked


class Batch:
    """What one commit is made of.

    `written` are the facts by command, `again` the commands whose key was seen before (perhaps
    in this very batch), `relied_on` the states the answers depend on, `touched` those that
    took in a fact which is not durable yet.
    """

    def __init__(self) -> None:
        self.written: list[tuple[Asked, list[Recorded]]] = []
        self.again: list[tuple[Asked, Seen]] = []
        self.relied_on: dict[Question, State] = {}
        self.touched: list[State] = []

    def number(self, first: int) -> None:
        """Tell the facts their positions, now that they have some."""
        position = first
        for _, written in self.written:
            for recorded in written:
                recorded.position = position
                position += 1

    def tell(self) -> None:
        """Settle the answers: all of this is durable."""
        for asked, written in self.written:
            asked.outcome = Seen(written).answer(asked.by.fingerprint, first_time=True)
        for asked, seen in self.again:
            asked.outcome = seen.answer(asked.by.fingerprint)
