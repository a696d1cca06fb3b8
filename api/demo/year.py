"""The demo's year, played: every step in the order of time, under a clock turned to its moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from datetime import date, datetime, timedelta
from heapq import heapify, heappop, heappush
from itertools import chain
from typing import NamedTuple, Protocol

from api.demo.attendances import Step
from api.demo.sender import Sender
from ledger.command import Receipt
from ledger.facts import PurseMovement
from ledger.policy import Policy
from ledger.refusals import Refusal

Tell = Callable[[date], None]


class Customers(Protocol):
    """People who decide each morning what to do with their beans."""

    def steps(self, day: date, balances: dict[str, int]) -> Iterator[Step]:
        """The steps that begin on one local day, not in the order of time."""
        ...


class Played(NamedTuple):
    """How many steps were carried out, and how many the book refused."""

    carried_out: int
    refused: int


class Year:
    """Plays planned steps and each day's customers until `until`.

    Answers are waited for at the end of a day: whoever goes shopping knows yesterday's balance.
    """

    def __init__(self, sender: Sender, policy: Policy, *customers: Customers) -> None:
        self._sender = sender
        self._customers = customers
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
            wishes = (each.steps(day, self._balances) for each in self._customers)
            for step in chain.from_iterable(wishes):
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
