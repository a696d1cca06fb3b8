"""The reckoning: what each question to the book must lead to, worked out on the abacus.

`answer` returns the reasons there are to refuse and, when there are none, the facts that must
follow, each by its name and its number of beans or minutes. Which of several reasons the book
names is the book's choice.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from ledger.policy import Policy
from tests.abacus import (
    Deal,
    Offered,
    Person,
    Plan,
    Presence,
    Shop,
)

Reasons = set[str]
Facts = list[tuple[str, int]]
Answer = tuple[Reasons, Facts]
MINUTE, DAY = 60, 86_400


def seconds(instant: datetime) -> int:
    """Whole seconds since 1970."""
    return int(instant.timestamp())


def because(**reasons: bool) -> Reasons:
    """The reasons that hold."""
    return {reason for reason, holds in reasons.items() if holds}


class Reckoning:
    """Everybody's books in plain numbers, under one policy."""

    def __init__(self, policy: Policy) -> None:
        self.rules = policy
        self.units: dict[str, str] = {}
        self.people: dict[str, Person] = {}
        self.numbers: set[str] = set()
        self.shops: dict[str, Shop] = {}
        self.plans: dict[str, Plan] = {}
        self.deals: dict[str, Deal] = {}
        self.offers: dict[str, Offered] = {}
        self.gone = self.given_fen = 0
        self.called_off: set[str] = set()
        self._judges: dict[str, Callable[[Any, int], Answer]] = {
            "OpenUnit": self._open,
            "RegisterVolunteer": self._register,
            "WelcomeMerchant": self._welcome,
            # The fund of the town is so rich that money never stands in anybody's way.
            "OpenFund": lambda asked, now: (set(), [("FundOpened", 0)]),
            "ReceiveDonation": self._receive,
            "PublishActivity": self._publish,
            "CheckIn": self._check_in,
            "CheckOut": self._check_out,
        }

    @property
    def fen_per_bean(self) -> int:
        """What a fund owes for a bean; the rest of its worth is the shop's own gift."""
        settled = self.rules.settlement
        return settled.fen_per_bean * settled.fund_share_permille // 1000

    @property
    def promised_fen(self) -> int:
        """What the fund keeps for the shops: for beans they have, and for beans that wait."""
        return sum(deal.backed for deal in self.deals.values()) * self.fen_per_bean

    def answer(self, command: object, now: datetime) -> Answer:
        """Judge a command and, when nothing speaks against it, carry it out on the abacus."""
        return self._judges[type(command).__name__](command, seconds(now))

    def _receive(self, asked: Any, now: int) -> Answer:
        self.given_fen += asked.fen
        return set(), [("DonationReceived", 0)]

    # People, places and plans -------------------------------------------------------------------

    def _open(self, asked: Any, now: int) -> Answer:
        self.units[asked.unit] = asked.kind
        return set(), [("UnitOpened", 0)]

    def _no_community(self, unit: str) -> Reasons:
        kind = self.units.get(unit)
        return because(unit_unknown=kind is None, unit_misplaced=kind not in (None, "community"))

    def _register(self, asked: Any, now: int) -> Answer:
        reasons = self._no_community(asked.community) | because(
            already_registered=asked.volunteer in self.people,
            number_taken=asked.number in self.numbers,
        )
        if not reasons:
            self.people[asked.volunteer] = Person()
            self.numbers.add(asked.number)
        return reasons, [("VolunteerRegistered", 0)]

    def _welcome(self, asked: Any, now: int) -> Answer:
        reasons = self._no_community(asked.community)
        if not reasons:
            self.shops[asked.merchant] = Shop(asked.kind, asked.monthly_cap)
        return reasons, [("MerchantWelcomed", 0)]

    def _publish(self, asked: Any, now: int) -> Answer:
        starts, ends = seconds(asked.starts_at), seconds(asked.ends_at)
        reasons = self._no_community(asked.community) | because(
            activity_ends_before_start=ends <= starts,
            category_unknown=asked.category not in self.rules.categories,
        )
        if not reasons:
            self.plans[asked.activity] = Plan(starts, ends, asked.category)
        return reasons, [("ActivityPublished", 0)]

    # Presence -----------------------------------------------------------------------------------

    def _presence(self, attendance: str) -> Presence | None:
        _, activity, volunteer = attendance.split("-")
        person = self.people.get(f"volunteer-{volunteer}")
        return person.presences.get(f"activity-{activity}") if person else None

    def _check_in(self, asked: Any, now: int) -> Answer:
        plan, person = self.plans.get(asked.activity), self.people.get(asked.volunteer)
        if plan is None or person is None:
            return because(activity_unknown=plan is None, volunteer_unknown=person is None), []
        at = seconds(asked.at)
        reasons = because(
            called_off=asked.activity in self.called_off,
            already_checked_in=asked.activity in person.presences,
            in_the_future=at > now,
            too_early=at < plan.starts - self.rules.time.checkin_opens_before_minutes * MINUTE,
            too_late=at >= plan.ends,
        )
        if not reasons:
            person.presences[asked.activity] = Presence(came=at)
            plan.crowd.append(asked.volunteer)
        return reasons, [("CheckedIn", 0)]

    def _check_out(self, asked: Any, now: int) -> Answer:
        plan, person = self.plans.get(asked.activity), self.people.get(asked.volunteer)
        was = person.presences.get(asked.activity) if person else None
        if plan is None or was is None:
            return because(activity_unknown=plan is None, not_checked_in=was is None), []
        at = seconds(asked.at)
        closes = plan.ends + self.rules.time.checkout_closes_after_minutes * MINUTE
        reasons = because(
            already_checked_out=was.left is not None,
            in_the_future=at > now,
            left_before_arriving=at < was.came,
            too_late=asked.means == "scan" and at > closes,
        )
        if not reasons:
            was.left = at
        return reasons, [("CheckedOut", (at - was.came) // MINUTE)]
