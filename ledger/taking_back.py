"""Taking back: beans of a record that stands no longer, or stands for less."""

from __future__ import annotations

from datetime import date, datetime

from ledger.counting.lots import claw_back, dies_on
from ledger.facts import ISSUANCE, BeansClawedBack
from ledger.policy import Policy
from ledger.subjects.purse import Purse


def take_back(
    now: datetime,
    policy: Policy,
    attendance: str,
    activity: str,
    earned_on: date,
    beans: int,
    purse: Purse,
) -> BeansClawedBack:
    """Beans leave the purse they were earned into: the lot of their day gives first, and what
    was spent already stands as a debt (golden vectors, Claw-back)."""
    own_lot = dies_on(policy, earned_on).isoformat()
    taken = claw_back(purse.living(policy.local_date(now)), beans, own_lot)
    volunteer = purse.tags[0]
    return BeansClawedBack(
        at=now, beans=beans, source=volunteer, target=ISSUANCE, volunteer=volunteer,
        lots=taken.taken, debt=taken.debt, balance_after=purse.balance - beans,
        attendance=attendance, activity=activity, earned_on=earned_on, policy=policy.name,
    )  # fmt: skip
