"""A batch: commands decided together, what they wrote and what they relied on."""

from __future__ import annotations

from ledger.recorded import Recorded
from ledger.states import State
from ledger.writing.memory_of_states import Question
from ledger.writing.seen import Seen
from ledger.writing.waiting import Asked


class Batch:
    """What one commit is made of.

    `written` are the facts with their tags, `answers` the same by command, `keys` those of all
    commands decided anew, `again` the commands whose key was seen before (perhaps in this very
    batch), `relied_on` the states the answers depend on, `touched` those that took in a fact
    which is not durable yet. After the commit `last` is its last position, and `between` is
    what others had written just before it.
    """

    def __init__(self) -> None:
        self.written: list[tuple[Recorded, list[str]]] = []
        self.answers: list[tuple[Asked, list[Recorded]]] = []
        self.keys: list[str] = []
        self.again: list[tuple[Asked, Seen]] = []
        self.relied_on: dict[Question, State] = {}
        self.touched: list[State] = []
        self.last = 0
        self.between: list[Recorded] = []

    def number(self, first: int) -> None:
        """Tell the facts their positions, now that they have some."""
        for position, (recorded, _) in enumerate(self.written, first):
            recorded.position = self.last = position

    def tell(self) -> None:
        """Settle the answers: all of this is durable."""
        for asked, written in self.answers:
            asked.outcome = Seen(written).answer(asked.by.fingerprint, first_time=True)
        for asked, seen in self.again:
            asked.outcome = seen.answer(asked.by.fingerprint)
