"""Foreseeing: what the book would write now. Rules are pure, so they may be asked beforehand."""

from __future__ import annotations

from api.v1.asking import Caller
from ledger.command import Command
from ledger.facts import Fact
from ledger.states import State


def foreseen(caller: Caller, command: Command) -> tuple[Fact, ...]:
    """The facts that the command would bring now; nothing is written. Raises `Refusal`."""
    book, now = caller.ledger.book, caller.now()
    states: list[State] = [book.look(state) for state in command.asks(now)]
    states += [book.look(state) for state in command.asks_further(now, *states)]
    states += [book.look(state) for state in command.asks_last(now, *states)]
    return tuple(command.decide(now, *states))
