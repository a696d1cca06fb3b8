"""Waiting: what people are told who have tried too often."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from api.guarding.attempts import Attempts

Found = TypeVar("Found")


class MustWait(Exception):
    """Too many wrong tries: the next one counts in so many seconds."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"{seconds} s")
        self.seconds = seconds


class AskedTooOften(MustWait):
    """Too much was asked for at once, nothing was wrong: come back in so many seconds."""


def counted(
    attempts: Attempts, subject: str, look: Callable[[], Found | None]
) -> Found | None:
    """What `look` finds; None counts as a wrong try at `subject`. Raises MustWait.

    The try is counted before it is looked at: a hundred at the same moment count as a hundred.
    """
    if seconds := attempts.trying(subject):
        raise MustWait(seconds)
    found = look()
    if found is not None:
        attempts.succeeded(subject)
    return found
