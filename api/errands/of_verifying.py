"""Errands of verifying: every night the whole book is replayed and held beside the views."""

from __future__ import annotations

from logging import getLogger

from api.errands.asking import Asking

_log = getLogger("goldenbean")


def verify_books(asking: Asking) -> int:
    """Have each ledger verified whose night has come; returns how many were."""
    verified = 0
    for ledger in asking.led():
        now = ledger.clock.now()
        if asking.stopping or not ledger.verifications.due(now):
            continue
        told = ledger.verifications.run(now, lambda: asking.stopping)
        if told is None or told.found is None:
            continue
        verified += 1
        if told.found.differences:
            _log.error("verify found %d differences in the book of %s; the first: %s",
                       told.found.differences, ledger.name, told.found.first[0])  # fmt: skip
    return verified
