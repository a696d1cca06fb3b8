"""Errands of boards: a period's boards are frozen on the policy's day; what was missed follows."""

from __future__ import annotations

from datetime import date

from api.errands.asking import ACTOR, Asking, Named
from api.frozen_boards import KIND, closed_before, digest_of
from api.ledgers import Ledger
from ledger.counting.board_periods import BoardPeriod
from ledger.counting.periods import freezes_on
from ledger.freezing import FreezeList
from ledger.subjects.frozen_list import listing_of


def freeze_boards(asking: Asking) -> int:
    """On a new local day, freeze the boards of every period whose day has come; returns how many
    were. A board on which nobody stands is not frozen: there is nothing to prove."""
    return asking.once_a_day("boards", _ripe)


def _ripe(ledger: Ledger, today: date) -> Named:
    for period in closed_before(today):
        last = period.last
        if last is not None and freezes_on(ledger.rules.on(last), last) <= today:
            yield from _of_period(ledger, period, last)


def _of_period(ledger: Ledger, period: BoardPeriod, last: date) -> Named:
    policy, done = ledger.rules.on(last), ledger.frozen.units_done(KIND, period.name)
    position = ledger.shelf.position
    for unit in sorted(done)[:1]:  # All boards of a period are as of one position.
        begun = ledger.frozen.list(listing_of(KIND, unit, period.name))
        position = begun.book_position if begun else position
    tops = ledger.frozen_tops.as_of(period, position, policy.privacy.leaderboard_size)
    for unit, places in tops.items():
        if unit not in done:
            # The name has no day in it: whichever process comes second gets the first's answer.
            yield f"board:{unit}:{period.name}", FreezeList(
                kind=KIND, unit=unit, period=period.name, last=last, book_position=position,
                policy=policy.name, digest=digest_of(places), entries=len(places),
                frozen_by=ACTOR,
            )  # fmt: skip
