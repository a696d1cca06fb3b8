"""Errands of purses: holds and vouchers that nobody took, and beans that die, now or soon.

A reminder stands in the book and is shown on the volunteer's own page; no text message goes out.
"""

from __future__ import annotations

from datetime import date

from api.errands.asking import Asking, Named
from api.expiring import to_be_reminded
from api.ledgers import Ledger
from ledger.accounts import ExpireBeans
from ledger.reminding import RemindOfExpiry
from ledger.reversals import LapseHold
from ledger.vouchers import LapseVoucher
from projections.balances import Balances
from projections.till import Till
from projections.vouchers import Vouchers


def lapse_holds(asking: Asking) -> int:
    """Let every hold go whose merchant's time is over; returns how many were."""
    lapsed = 0
    for ledger in asking.led():
        ledger.shelf.follow()
        overdue = Till(ledger.shelf).waiting_holds(ledger.clock.now())
        named = ((f"lapse:{each}", LapseHold(redemption=each)) for each in overdue)
        lapsed += asking.ask(ledger, named)[0]
    return lapsed


def lapse_vouchers(asking: Asking) -> int:
    """Give the beans of every voucher back whose days are over; returns how many were."""
    lapsed = 0
    for ledger in asking.led():
        ledger.shelf.follow()
        overdue = Vouchers(ledger.shelf).overdue(ledger.clock.now())
        named = ((f"voucher:{each}", LapseVoucher(redemption=each)) for each in overdue)
        lapsed += asking.ask(ledger, named)[0]
    return lapsed


def expire_beans(asking: Asking) -> int:
    """On a new local day, end the beans of lots whose day has come; returns of how many
    volunteers."""
    return asking.once_a_day("expire", _dead)


def _dead(ledger: Ledger, today: date) -> Named:
    whose = Balances(ledger.shelf).with_dead_lots(today)
    return ((f"expire:{each}:{today}", ExpireBeans(volunteer=each)) for each in whose)


def remind_of_expiry(asking: Asking) -> int:
    """On a new local day, remind everybody whose beans will be gone in so many days; returns how
    many people were."""
    return asking.once_a_day("remind of expiry", _soon_dead)


def _soon_dead(ledger: Ledger, today: date) -> Named:
    for each in to_be_reminded(ledger, today):
        yield f"expiry:{each}:{today}", RemindOfExpiry(volunteer=each)
