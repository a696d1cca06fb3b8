"""Serving: the part of the reckoning that is about confirmed presence, and what it earns."""

from __future__ import annotations

from typing import Any

from ledger.policy import Policy
from tests.abacus import Person, Plan, Presence, day_of, dies_on, month_of, pick_from, year_of
from tests.reckoning import MINUTE, Answer, Facts, Reasons, Reckoning, because

LATEST_DAYS = 366
"""Nobody answers for what is older than a year."""


class Serving(Reckoning):
    """Presence that is confirmed and becomes minutes and beans, or is taken back."""

    def __init__(self, policy: Policy) -> None:
        super().__init__(policy)
        self._judges |= {"ConfirmService": self._confirm, "RevokeAttendance": self._revoke}

    def _confirm(self, asked: Any, now: int) -> Answer:
        plan = self.plans.get(asked.activity)
        reasons = because(activity_unknown=plan is None)
        names = [rated.attendance for rated in asked.rated]
        reasons |= because(
            already_confirmed=len(set(names)) < len(names),
            too_late=plan is not None and self._long_ago(plan, now),
            called_off=asked.activity in self.called_off,
        )
        for name in names:
            reasons |= self._not_to_confirm(asked, plan, name)
        if reasons or plan is None:
            return reasons, []
        return set(), [fact for rated in asked.rated for fact in self._count(plan, rated)]

    def _long_ago(self, plan: Plan, now: int) -> bool:
        return day_of(now) - day_of(plan.starts) > LATEST_DAYS

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
        was.span = self._span(plan, was)
        was.day = day_of(max(plan.starts, was.came))
        was.rating, was.rest = rated.rating, rated.break_minutes
        present = was.present
        if plan.category == "training":
            was.confirmed, was.training = True, present
            return [("ServiceConfirmed", 0)]
        was.minutes = self._at_once(was, present, others)
        was.pending = present - was.minutes
        was.confirmed, was.beans = True, self._worth(plan, person, was, others)
        awarded = self._award(person, was, was.beans)
        return [("ServiceConfirmed", was.minutes), *awarded]

    def _at_once(self, was: Presence, present: int, others: list[Presence]) -> int:
        """How much of it nobody needs to look at again."""
        time = self.rules.time
        today = sum(other.minutes for other in others if other.day == was.day)
        return min(present, time.max_session_minutes, max(time.daily_auto_minutes - today, 0))

    def _worth(self, plan: Plan, person: Person, was: Presence, others: list[Presence]) -> int:
        """What its minutes earn inside the caps."""
        beans = self.rules.beans
        if was.rating <= beans.quality.zero_beans_at_or_below:
            return 0
        units = (was.minutes + beans.unit_grace_minutes) // beans.unit_minutes
        return min(units * self._rate(plan), self._room(person, was.day, others))

    def _award(self, person: Person, was: Presence, beans: int) -> Facts:
        person.earn(self._lot(was), beans)
        return [("BeansAwarded", beans)] if beans else []

    def _rate(self, plan: Plan) -> int:
        rates = {name: category.per_unit for name, category in self.rules.categories.items()}
        rate = rates[plan.category]
        by_day = plan.category == "patrol_night" and not plan.at_night
        return min(rate, rates["patrol"]) if by_day else rate

    def _room(self, person: Person, day: int, others: list[Presence]) -> int:
        beans = self.rules.beans
        room = []
        for most, same in (
            (beans.max_per_day, int), (beans.max_per_month, month_of), (beans.max_per_year, year_of)
        ):  # fmt: skip
            served = sum(other.beans for other in others if same(other.day) == same(day))
            given = sum(n for on, n in person.given.items() if same(on) == same(day))
            room.append(most - served - given)
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
        return set(), self._take_back(person, was, now)

    def _take_back(self, person: Person, was: Presence, now: int) -> Facts:
        was.revoked = True
        clawed = self._claw(person, was, was.beans, now)
        return [("AttendanceRevoked", was.minutes), *clawed]

    def _claw(self, person: Person, was: Presence, beans: int, now: int) -> Facts:
        own, living = self._lot(was), person.living(day_of(now))
        order = sorted(living, key=lambda lot: (lot != own, lot))
        taken, missing = pick_from(living, order, beans)
        person.take(taken)
        person.debt += missing
        return [("BeansClawedBack", beans)] if beans else []
