"""Retrying: when a message that did not arrive is sent again (Standard Webhooks 1.0.0)."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import blake2b

SCHEDULE = (
    timedelta(seconds=5), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2),
    timedelta(hours=5), timedelta(hours=10), timedelta(hours=14), timedelta(hours=20),
    timedelta(hours=24),
)  # fmt: skip
"""How long after each failure; after the last of these as long again each time."""
GIVEN_UP_AFTER = timedelta(days=5)
"""Who has failed for so long is paused until somebody resumes it."""
LONGEST_WISH = timedelta(hours=24)
"""A receiver's `Retry-After` is heeded up to this."""
_JITTER_PERMILLE = 200


def next_try(
    webhook: str, tries: int, now: datetime, wished: timedelta = timedelta()
) -> datetime:
    """When to try again after so many failures, never earlier than the receiver `wished`.

    Up to a fifth is added, another part for each endpoint and each try: those who failed together
    do not come back together. It is no dice, so that the same case gives the same time.
    """
    delay = SCHEDULE[min(tries, len(SCHEDULE)) - 1]
    drawn = int.from_bytes(blake2b(f"{webhook}:{tries}".encode(), digest_size=4).digest(), "big")
    delay += delay * (drawn % _JITTER_PERMILLE) / 1000
    return now + max(delay, min(wished, LONGEST_WISH))
