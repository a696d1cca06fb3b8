"""Errands of journals: every night programs that we did not write add the book up again."""

from __future__ import annotations

from logging import getLogger

from api.errands.asking import Asking

_log = getLogger("goldenbean")


def check_journals(asking: Asking) -> int:
    """Have each ledger checked whose night has come, or whose check was asked for; returns how
    many were."""
    checked = 0
    for ledger in asking.led():
        now = ledger.clock.now()
        if asking.stopping or not ledger.checks.due(now):
            continue
        check = ledger.checks.run(now, lambda: asking.stopping, only_if_due=True)
        if check is None or asking.stopping:
            continue
        checked += 1
        for verdict in check.verdicts:
            if verdict.outcome in ("differs", "unfinished"):
                _log.error("%s, asked about the book of %s: %s", verdict.program, ledger.name,
                           verdict.outcome)  # fmt: skip
    return checked
