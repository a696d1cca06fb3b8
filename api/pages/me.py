"""My page: what there is to do, what a volunteer has, and what happened lately."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from litestar import get
from litestar.response import Template

from api.access.table import Deed, opens_to
from api.ledgers import Ledger
from api.pages.office.callers import caller_here
from api.pages.own.lines import read_lines
from api.pages.own.plans import plans_of
from api.pages.own.shifts import NEXT_SHIFTS, next_shifts, where_now
from api.pages.visits import Visit, page, volunteer_here
from api.stars import stars_of
from ledger.counting.stars import stars_for
from ledger.policy import Policy
from projections.balances import Account, Lot

LATEST_ENTRIES = 5


@get("/me", opt=opens_to(Deed.SEE_OWN_PAGE), sync_to_thread=True)
def me(request: Visit) -> Template:
    """The volunteer's own page: what to do now comes first."""
    _, volunteer = volunteer_here(request)
    caller = caller_here(request)
    ledger = caller.ledger
    account = account_of(ledger, volunteer)
    policy = ledger.rules.at(ledger.clock.now())
    here, waiting = where_now(caller, volunteer)
    plans = plans_of(caller, volunteer)
    return page(
        request, "me.html", held=account.held, minutes=account.minutes,
        volunteer_masked=caller.masked_name(volunteer), here=here, waiting=waiting,
        shifts=next_shifts(caller, volunteer, plans, NEXT_SHIFTS),
        blocked=blocked(policy, account), star=_star(policy, account.minutes),
        stars=stars_of(ledger, volunteer, ledger.clock.now()),
        lines=read_lines(caller, volunteer, LATEST_ENTRIES).lines, **purse(ledger, account),
    )  # fmt: skip


def account_of(ledger: Ledger, volunteer: str) -> Account:
    """The account as the views know it now, with everything written before this was asked."""
    ledger.shelf.wait_for(ledger.book.head())
    return ledger.balances.of(volunteer) or Account(volunteer)


def blocked(policy: Policy, account: Account) -> bool:
    """Whether a debt keeps the volunteer from redeeming."""
    return policy.reversal.negative_blocks_redemption and account.debt > 0


def purse(ledger: Ledger, account: Account) -> dict[str, Any]:
    """The beans that can be used today, and the lots they are in.

    Lots whose day has come stay in the account until the book says that they are gone, but
    nobody can use them any more.
    """
    now = ledger.clock.now()
    policy = ledger.rules.at(now)
    today = policy.local_date(now)
    lots = ledger.balances.lots_of(account.volunteer)
    living = [lot for lot in lots if date.fromisoformat(lot.dies_on) > today]
    dead = sum(lot.beans for lot in lots) - sum(lot.beans for lot in living)
    told = ledger.reminders.of(account.volunteer)
    return {
        "beans": account.beans - dead,
        "lots": [
            {"beans": lot.beans, "expires_at": _ends(lot, policy.zone),
             "reminded_at": told.get(lot.dies_on)}
            for lot in living
        ],
    }  # fmt: skip


def _ends(lot: Lot, zone: ZoneInfo) -> datetime:
    return datetime.combine(date.fromisoformat(lot.dies_on), time(), zone)


def _star(policy: Policy, minutes: int) -> dict[str, int | None]:
    """How far the hours reach, and where the way to the next star begins and ends."""
    reached = stars_for(policy, minutes)
    begins = {tier.star: tier.hours * 60 for tier in policy.stars.tier}
    return {
        "held": reached.star,
        "next": reached.next_star,
        "minutes_held": begins.get(reached.star, 0),
        "minutes_next": begins.get(reached.next_star) if reached.next_star else None,
        "minutes_needed": reached.minutes_missing,
    }


ROUTES = [me]
