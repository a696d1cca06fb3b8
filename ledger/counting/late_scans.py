"""Late scans: when somebody scanned whose telephone had no network, as the server sees it."""

from __future__ import annotations

from datetime import datetime, timedelta

from ledger.policy import Policy
from ledger.refusals import InTheFuture, ScanDoesNotFit, ScanTooOld

TELEPHONE_SKEW = timedelta(minutes=5)
"""How wrong the clock of a telephone may be. Without a network nothing sets it right; the
seconds that a till is allowed (code_clock_skew_seconds) would turn honest people away, and
nothing is won by lying within it, for the moment that counts lies within the code's own time."""

_MOMENT = timedelta(seconds=1)


def scanned_at(
    policy: Policy, now: datetime, shown_at: datetime | None, client_at: datetime | None
) -> datetime:
    """The moment of a scan that comes in late, from what the code and the telephone say of it.

    `shown_at` is when the code appeared on the screen, None for a printed one, which proves no
    time; `client_at` what the telephone says, None when the code alone has to do. A telephone's
    time counts as far as the code was there to be scanned then. Raises `InTheFuture`,
    `ScanDoesNotFit` and `ScanTooOld`.
    """
    told = client_at if client_at is not None else shown_at
    assert told is not None, "a late scan tells a time or shows a code that does"
    if told > now + (TELEPHONE_SKEW if shown_at else timedelta()):
        raise InTheFuture()
    at = told if shown_at is None else min(_within_the_code(policy, shown_at, told), now)
    if now - at > timedelta(hours=policy.evidence.late_scan_hours):
        raise ScanTooOld(hours=policy.evidence.late_scan_hours)
    return at


def _within_the_code(policy: Policy, shown_at: datetime, told: datetime) -> datetime:
    integrity = policy.integrity
    rotates = timedelta(seconds=integrity.activity_code_rotates_seconds)
    counted = rotates * (1 + integrity.activity_code_accepts_previous)
    if not shown_at - TELEPHONE_SKEW <= told < shown_at + counted + TELEPHONE_SKEW:
        raise ScanDoesNotFit()
    return min(max(told, shown_at), shown_at + rotates - _MOMENT)
