"""Wearing: who stands before an organizer, by the badge that was scanned or the number on it."""

from __future__ import annotations

import re

from api.access.reach import sure
from api.problems import Stop
from api.v1.asking import Caller
from ledger.subjects.presence import Attendance, attendance_of

_NUMBER = re.compile("[1-9][0-9]{9}")


def wearing(caller: Caller, shown: str) -> str:
    """The volunteer whose badge or number that is; raises `Stop` for nobody's."""
    if not _NUMBER.fullmatch(shown):
        return owner_of(caller, shown)
    directory = caller.ledger.directory
    found = sure(caller.ledger, lambda: directory.volunteer_by_number(shown))
    if found is None:
        raise Stop("volunteer_unknown")
    return found.volunteer


def owner_of(caller: Caller, badge_code: str) -> str:
    """The volunteer whose badge that is, by its code or its address; raises `Stop`.

    A badge that was withdrawn is nobody's from that moment on: the vault is asked every time.
    Whoever tries out codes must wait.
    """
    attempts, guesser = caller.house.attempts, f"badge_code:{caller.who.actor}"
    if seconds := attempts.begin(guesser):
        raise Stop("too_many_attempts", details={"seconds": seconds})
    try:
        badge = caller.house.gate.badges.whose(badge_code)
        if badge is None or badge.ledger != caller.ledger.name:
            attempts.failed(guesser)
            raise Stop("badge_unknown")
        return badge.volunteer
    finally:
        attempts.end(guesser)


def is_there(caller: Caller, activity: str, volunteer: str) -> bool:
    """Whether somebody has arrived: by a scan, or because the office said so. Whoever is there
    may be let go by whoever organises the activity, wherever they live."""
    attendance = Attendance(attendance_of(activity, volunteer))
    return caller.ledger.book.look(attendance).arrived is not None
