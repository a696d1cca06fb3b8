"""Certified: which sessions a certificate speaks of, and the digest of that list."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import NamedTuple


class Session(NamedTuple):
    """One recorded session: whole minutes of service on a local day."""

    attendance: str
    day: date
    minutes: int


def certified(
    sessions: Iterable[Session], first_day: date | None, last_day: date
) -> list[Session]:
    """Those with minutes in these days, both included; by day, then by id."""
    within = (
        each
        for each in sessions
        if each.minutes and (first_day is None or first_day <= each.day) and each.day <= last_day
    )
    return sorted(within, key=lambda each: (each.day, each.attendance))


def digest_of(sessions: Iterable[Session]) -> str:
    """SHA-256 over one line a session, so that anybody with the list may compare."""
    said = "".join(f"{each.attendance} {each.day} {each.minutes}\n" for each in sessions)
    return sha256(said.encode()).hexdigest()
