"""Scans as people make them on the lane: by whose telephone, of which code, and when sent in."""

from __future__ import annotations

from typing import Any

from ledger.attendance import CheckIn, CheckOut
from ledger.facts import AttendanceFlagged, CheckedIn, CheckedOut, FlagReason
from ledger.subjects.presence import attendance_of
from tests.doorstep import Doorstep
from tests.neighbourhood import DAY, PATROL, WANG
from tests.story import clock

DUCK, HEN = "device-duck", "device-hen"
"""A telephone with a duck on its case, and one with a hen."""


def at(time: str | None):
    """A time of the Sunday on which everything here happens."""
    return None if time is None else clock(f"{DAY} {time}")


def scans(
    time: str, who: str = WANG, *, shown: str | None = None, device: str | None = DUCK,
    step: type[CheckIn | CheckOut] = CheckIn, activity: str = PATROL, means: str = "scan",
) -> CheckIn | CheckOut:  # fmt: skip
    """Somebody scans the code that appeared at `shown`."""
    return step(
        activity=activity, volunteer=who, means=means, at=at(time), device=device,
        shown_at=at(shown),
    )  # fmt: skip


def sends(
    now: str, told: str | None, shown: str | None, who: str = WANG, *,
    step: type[CheckIn | CheckOut] = CheckIn, device: str | None = None,
) -> CheckIn | CheckOut:  # fmt: skip
    """Somebody sends in later what a telephone without network had scanned."""
    return step(
        activity=PATROL, volunteer=who, means="late_scan", at=at(now), device=device,
        shown_at=at(shown), client_at=at(told),
    )  # fmt: skip


def came(
    time: str, who: str = WANG, *, shown: str | None = None, device: str | None = DUCK,
    activity: str = PATROL, means: str = "scan", told: str | None = None,
) -> CheckedIn:  # fmt: skip
    """The arrival that came of it."""
    return CheckedIn(
        at=at(time), attendance=attendance_of(activity, who), activity=activity, volunteer=who,
        means=means, device=device, shown_at=at(shown), client_at=at(told),
    )  # fmt: skip


def went(
    time: str, minutes: int, who: str = WANG, *, shown: str | None = None,
    device: str | None = DUCK, activity: str = PATROL, means: str = "scan",
    told: str | None = None,
) -> CheckedOut:  # fmt: skip
    """The departure that came of it."""
    return CheckedOut(
        at=at(time), attendance=attendance_of(activity, who), activity=activity, volunteer=who,
        means=means, device=device, shown_at=at(shown), client_at=at(told),
        minutes_present=minutes,
    )  # fmt: skip


def flagged(
    time: str, reason: FlagReason, who: str = WANG, *, beside: str | None = None,
    activity: str = PATROL,
) -> AttendanceFlagged:  # fmt: skip
    """Somebody is to have a second look; `beside` is the other attendance."""
    return AttendanceFlagged(
        at=at(time), attendance=attendance_of(activity, who), activity=activity, volunteer=who,
        reason=reason, beside=beside,
    )  # fmt: skip


def happened(lane: Doorstep) -> list[Any]:
    """What scans led to, in the order of the book."""
    kinds = (CheckedIn, CheckedOut, AttendanceFlagged)
    return [each.fact for each in lane.ledger.book.facts() if isinstance(each.fact, kinds)]
