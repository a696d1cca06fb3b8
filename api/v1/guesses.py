"""Guesses: whoever tries code after code waits, and the book hears nothing of it."""

from __future__ import annotations

import asyncio

from api.guarding.attempts import Attempts
from api.problems import Stop
from api.v1.asking import Caller, comes_again
from ledger.command import By
from ledger.refusals import Refusal


class AGuess:
    """The block in which a code is tried; `subject` is who tries, None when it is no guess.

    Raises `Stop` (429) before the block when the subject must wait. A code that the book calls
    unknown is counted; one that is too old or used was genuine, and an answer given again is
    no new guess, nor is a wish that was made before.
    """

    __slots__ = ("_attempts", "_begun", "_caller", "_sender", "_subject")

    def __init__(self, caller: Caller, sender: By, subject: str | None) -> None:
        self._attempts: Attempts = caller.house.attempts
        self._begun = False
        self._caller = caller
        self._sender = sender
        self._subject = subject

    async def __aenter__(self) -> None:
        seconds = self._attempts.begin(self._subject) if self._subject else 0
        self._begun = self._subject is not None and not seconds
        if seconds and not await comes_again(self._caller, self._sender):
            raise Stop("too_many_attempts", details={"seconds": seconds})

    async def __aexit__(self, _kind: object, failure: BaseException | None, _at: object) -> None:
        wrong = isinstance(failure, Refusal) and failure.code == "code_unknown"
        try:
            if self._subject and wrong and not failure.replayed:
                await asyncio.to_thread(self._attempts.failed, self._subject)
        finally:
            if self._subject and self._begun:
                self._attempts.end(self._subject)
