"""Errands of attendance: whoever forgot to check out, and what nobody has confirmed.

A reminder stands in the book and is shown: to the volunteer on the own page, to the organizer in
the list of who is still there. No text message goes out; there is a sender for codes only.
"""

from __future__ import annotations

from datetime import date

from api.deadlines import late, still_inside
from api.errands.asking import Asking, Named
from api.ledgers import Ledger
from ledger.reminding import EscalateConfirmation, RemindCheckOut


def remind_check_outs(asking: Asking) -> int:
    """Remind of every open attendance whose activity is over; returns how many were."""
    reminded = 0
    for ledger in asking.led():
        ledger.shelf.follow()
        named = (
            (f"check out:{each}", RemindCheckOut(attendance=each)) for each in still_inside(ledger)
        )
        reminded += asking.ask(ledger, named)[0]
    return reminded


def escalate_confirmations(asking: Asking) -> int:
    """On a new local day, tell of every activity whose confirmation is late; returns of how
    many."""
    return asking.once_a_day("escalate", _late)


def _late(ledger: Ledger, today: date) -> Named:
    for each in late(ledger, today):
        activity = each.waits.activity
        yield f"escalate:{activity}:{each.stage}", EscalateConfirmation(activity=activity)
