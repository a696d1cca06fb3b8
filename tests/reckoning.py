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
    Person,
    Plan,
    Presence,
    Shop,
    day_of,
    dies_on,
    month_of,
    pick_from,
    year_of,
)

Reasons = set[str]
Facts = list[tuple[str, int]]
Answer = tuple[Reasons, Facts]
MINUTE, DAY = 60, 86_400
LATEST_DAYS = 366
"""Nobody confirms what is older than a year."""


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
        self.gone = 0
        self._judges: dict[str, Callable[[Any, int], Answer]] = {
            "OpenUnit": self._open,
            "RegisterVolunteer": self._register,
            "WelcomeMerchant": self._welcome,
            "PublishActivity": self._publish,
            "CheckIn": self._check_in,
            "CheckOut": self._check_out,
            "ConfirmService": self._confirm,
            "RevokeAttendance": self._revoke,
        }

    def answer(self, command: object, now: datetime) -> Answer:
        """Judge a command and, when nothing speaks against it, carry it out on the abacus."""
        return self._judges[type(command).__name__](command, seconds(now))

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
            already_checked_in=asked.activity in person.presences,
            in_the_future=at > now,
            too_early=at < plan.starts - self.rules.time.checkin_opens_before_minutes * MINUTE,
            too_late=at >= plan.ends,
        )
        if not reasons:
            person.presences[asked.activity] = Presence(came=at)
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

    # Service ------------------------------------------------------------------------------------

    def _confirm(self, asked: Any, now: int) -> Answer:
        plan = self.plans.get(asked.activity)
        reasons = because(activity_unknown=plan is None)
        names = [rated.attendance for rated in asked.rated]
        reasons |= because(
            already_confirmed=len(set(names)) < len(names),
            too_late=plan is not None and day_of(now) - day_of(plan.starts) > LATEST_DAYS,
        )
        for name in names:
            reasons |= self._not_to_confirm(asked, plan, name)
        if reasons or plan is None:
            return reasons, []
        return set(), [fact for rated in asked.rated for fact in self._count(plan, rated)]

    def _not_to_confirm(self, asked: Any, plan: Plan | None, attendance: str) -> Reasons:
        _, activity, volunteer = attendance.split("-")
        was = self._presence(attendance)
        elsewhere = was is None or plan is None or f"activity-{activity}" != asked.activity
        if was is None or plan is None or elsewhere:
            return {"attendance_unknown"}
        if was.left is None:
            return {"not_checked_out"}
        begins, ends = self._span(plan, was)
        others = self.people[f"volunteer-{volunteer}"].standing(asked.activity)
        return because(
            already_confirmed=was.confirmed,
            own_service=f"volunteer-{volunteer}" in asked.own_volunteers,
            overlaps_another_service=any(
                max(begins, other.span[0]) < min(ends, other.span[1]) for other in others
            ),
        )

    def _span(self, plan: Plan, was: Presence) -> tuple[int, int]:
        time = self.rules.time
        opens = plan.starts - time.early_count_minutes * MINUTE
        closes = plan.ends + time.late_count_minutes * MINUTE
        return max(was.came, opens), min(was.left or 0, closes)

    def _count(self, plan: Plan, rated: Any) -> Facts:
        _, activity, volunteer = rated.attendance.split("-")
        person = self.people[f"volunteer-{volunteer}"]
        was, others = person.presences[f"activity-{activity}"], person.standing()
        was.confirmed, was.span = True, self._span(plan, was)
        was.day = day_of(max(plan.starts, was.came))
        present = max((was.span[1] - was.span[0]) // MINUTE - rated.break_minutes, 0)
        if plan.category == "training":
            was.training = present
            return [("ServiceConfirmed", 0)]
        time, beans = self.rules.time, self.rules.beans
        today = sum(other.minutes for other in others if other.day == was.day)
        was.minutes = min(
            present, time.max_session_minutes, max(time.daily_auto_minutes - today, 0)
        )
        if rated.rating > beans.quality.zero_beans_at_or_below:
            units = (was.minutes + beans.unit_grace_minutes) // beans.unit_minutes
            was.beans = min(units * self._rate(plan), self._room(was, others))
        repaid = min(person.debt, was.beans)
        person.debt -= repaid
        if was.beans > repaid:
            person.put({self._lot(was): was.beans - repaid})
        awarded = [("BeansAwarded", was.beans)] if was.beans else []
        return [("ServiceConfirmed", was.minutes), *awarded]

    def _rate(self, plan: Plan) -> int:
        rates = {name: category.per_unit for name, category in self.rules.categories.items()}
        rate = rates[plan.category]
        by_day = plan.category == "patrol_night" and not plan.at_night
        return min(rate, rates["patrol"]) if by_day else rate

    def _room(self, was: Presence, others: list[Presence]) -> int:
        beans = self.rules.beans
        room = [
            most - sum(other.beans for other in others if same(other.day) == same(was.day))
            for most, same in (
                (beans.max_per_day, int),
                (beans.max_per_month, month_of),
                (beans.max_per_year, year_of),
            )
        ]
        return max(min(room), 0)

    def _lot(self, was: Presence) -> int:
        return dies_on(was.day, self.rules.beans.expiry.months)

    def _revoke(self, asked: Any, now: int) -> Answer:
        was = self._presence(asked.attendance)
        if was is None:
            return {"attendance_unknown"}, []
        if not was.counts:
            return because(already_revoked=was.revoked, not_confirmed=not was.revoked), []
        person = self.people[f"volunteer-{asked.attendance.split('-')[2]}"]
        was.revoked = True
        own, living = self._lot(was), person.living(day_of(now))
        order = sorted(living, key=lambda lot: (lot != own, lot))
        taken, missing = pick_from(living, order, was.beans)
        person.take(taken)
        person.debt += missing
        clawed = [("BeansClawedBack", was.beans)] if was.beans else []
        return set(), [("AttendanceRevoked", was.minutes), *clawed]
