"""The demo's year, played: every step in the order of time, under a clock turned to its moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Future
from datetime import date, datetime, timedelta
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from api.demo.attendances import Step
from api.demo.sender import Sender
from api.demo.shopping import Shopping
from ledger.command import Receipt
from ledger.facts import PurseMovement
from ledger.policy import Policy
from ledger.refusals import Refusal

Tell = Callable[[date], None]


class Played(NamedTuple):
    """How many steps were carried out, and how many the book refused."""

    carried_out: int
    refused: int


class Year:
    """Plays planned steps and each day's shopping until `until`.

    Answers are waited for at the end of a day: whoever goes shopping knows yesterday's balance.
    """

    def __init__(self, sender: Sender, shopping: Shopping, policy: Policy) -> None:
        self._sender = sender
        self._shopping = shopping
        self._policy = policy
        self._balances: dict[str, int] = {}
        self._carried_out = self._refused = 0

    def play(self, steps: Iterable[Step], until: datetime, tell: Tell) -> Played:
        """Play everything that lies before `until`."""
        queue = [(step.at, number, step) for number, step in enumerate(steps)]
        number = len(queue)
        heapify(queue)
        day = self._policy.local_date(queue[0][0]) if queue else self._policy.local_date(until)
        last = self._policy.local_date(until)
        while day <= last:
            for step in self._shopping.steps(day, self._balances):
                number += 1
                heappush(queue, (step.at, number, step))
            midnight = datetime.combine(day + timedelta(days=1), datetime.min.time())
            ends = min(midnight.replace(tzinfo=self._policy.zone), until)
            asked: list[Future[Receipt]] = []
            while queue and queue[0][0] < ends:
                step = heappop(queue)[2]
                asked.append(self._sender.send(step.command, step.actor, step.role, step.at))
            self._wait_for(asked)
            tell(day)
            day += timedelta(days=1)
        return Played(self._carried_out, self._refused)

    def _wait_for(self, asked: list[Future[Receipt]]) -> None:
        for answer in asked:
            try:
                receipt = answer.result()
            except Refusal:
                self._refused += 1
                continue
            self._carried_out += 1
            for fact in receipt.facts:
                if isinstance(fact, PurseMovement):
                    self._balances[fact.volunteer] = fact.balance_after
