"""Nightly: what is worked out about a ledger once a night, and the answer, kept beside it.

An answer tells how the house is doing, not what happened in the community: so it stands in a file
of the ledger's folder and not in the book. Losing the file loses nothing but the last answer.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Generic, Protocol, TypeVar
from zoneinfo import ZoneInfo

import msgspec

NIGHT_TO = 5
"""The local hour until which a first answer is worked out; without one before it, a house that is
opened at noon would have a busy noon."""
_RAN_AHEAD = timedelta(days=1)


class Dated(Protocol):
    """Whatever says when it was worked out."""

    @property
    def at(self) -> datetime:
        """An aware datetime."""


Answer = TypeVar("Answer", bound=Dated)


class Nightly(Generic[Answer]):
    """One answer a night about one ledger; safe to use from any thread and process.

    It is due at the local hour `hour` of a new day, or later when nobody was there then.
    """

    def __init__(
        self, folder: Path, name: str, kind: type[Answer], hour: int, zone: Callable[[], ZoneInfo]
    ) -> None:
        self._kind, self._hour, self._zone = kind, hour, zone
        self._kept = folder / f"{name}.json"
        self._wish = folder / f"{name}.wanted"
        self._lock = folder / f"{name}.lock"

    def last(self) -> Answer | None:
        """The last one, None before the first."""
        try:
            return msgspec.json.decode(self._kept.read_bytes(), type=self._kind)
        except (FileNotFoundError, msgspec.MsgspecError):  # What cannot be read is made again.
            return None

    def want(self) -> None:
        """Ask for one soon; asking twice is asking once."""
        self._kept.parent.mkdir(parents=True, exist_ok=True)
        self._wish.touch()

    @property
    def wanted(self) -> bool:
        """Whether one was asked for and has not ended."""
        return self._wish.exists()

    def due(self, now: datetime) -> bool:
        """Whether to work now: somebody asked for it, or a night has come since the last."""
        if self.wanted:
            return True
        local = now.astimezone(self._zone())
        last = self.last()
        if last is None:
            return self._hour <= local.hour < NIGHT_TO
        if last.at > now + _RAN_AHEAD:  # The clock ran ahead that night, and was put right since.
            return True
        return last.at.astimezone(local.tzinfo).date() < local.date() and local.hour >= self._hour

    def keep(self, answer: Answer) -> None:
        """This is the last one from now on."""
        self._kept.parent.mkdir(parents=True, exist_ok=True)
        self._wish.unlink(missing_ok=True)
        unfinished = self._kept.with_suffix(".unfinished")
        unfinished.write_bytes(msgspec.json.encode(answer))
        os.replace(unfinished, self._kept)

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Whether nobody else is at it; the kernel takes the lock back however we end."""
        self._lock.parent.mkdir(parents=True, exist_ok=True)
        with self._lock.open("a") as held:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True
