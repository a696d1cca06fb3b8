"""Afterthoughts: the part of the reckoning about records made anew, looked at again, forgiven."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from ledger.policy import Policy
from tests.abacus import Person, Plan, Presence, day_of, dies_on, month_of
from tests.paper_dealings import PaperDealings
from tests.reckoning import Answer, Facts, Reasons, because, seconds


class Told(NamedTuple):
    """How a presence is told now: its span, the rest in it, the rating."""

    span: tuple[int, int]
    rest: int
    rating: int


class Afterthoughts(PaperDealings):
    """Everything people may ask, with what comes to light afterwards."""

    def __init__(self, policy: Policy) -> None:
        super().__init__(policy)
        self.cases: set[str] = set()
        self.rewarded: Counter[tuple[str, str, int]] = Counter()
        self.proposals: dict[str, tuple[str, str, int]] = {}
        self._judges |= {
            "CorrectService": self._correct,
            "RevokeActivity": self._revoke_activity,
            "ReviewPending": self._review,
            "GiveAward": self._give,
            "ProposeWriteOff": self._propose,
            "ApproveWriteOff": self._approve,
        }

    def _record(self, attendance: str) -> tuple[Reasons, Person, Presence, Plan]:
        _, activity, volunteer = attendance.split("-")
        person = self.people.get(f"volunteer-{volunteer}", Person())
        was, plan = self._presence(attendance), self.plans.get(f"activity-{activity}")
        if was is None or plan is None:
            return {"attendance_unknown"}, person, Presence(0), Plan(0, 0, "")
        reasons = because(not_confirmed=not was.confirmed, already_revoked=was.revoked)
        return reasons, person, was, plan

    # Corrections --------------------------------------------------------------------------------

    def _correct(self, asked: Any, now: int) -> Answer:
        reasons, person, was, plan = self._record(asked.attendance)
        if reasons:
            return reasons, []
        came = seconds(asked.came_at) if asked.came_at else was.span[0]
        left = seconds(asked.left_at) if asked.left_at else was.span[1]
        anew = Presence(came, left)
        anew.span, anew.rating = self._span(plan, anew), asked.rating or was.rating
        anew.rest = was.rest if asked.break_minutes is None else asked.break_minutes
        anew.day = day_of(max(plan.starts, came))
        others = [other for other in person.standing() if other is not was]
        reasons = self._not_to_correct(asked, now, (plan, was, anew), others)
        if reasons:
            return reasons, []
        self._count_anew(plan, was, anew, others)
        if anew.minutes + anew.pending > was.minutes + was.pending and (
            was.answers == asked.corrected_by.answers
        ):
            return {"same_person"}, []
        return set(), self._replace(asked, now, (plan, person), was, anew, others)

    def _not_to_correct(
        self, asked: Any, now: int, told: tuple[Plan, Presence, Presence], others: list[Presence]
    ) -> Reasons:
        plan, was, anew = told
        named = [seconds(at) for at in (asked.came_at, asked.left_at) if at is not None]
        _, _, volunteer = asked.attendance.split("-")
        return because(
            own_service=f"volunteer-{volunteer}" in asked.corrected_by.own_volunteers,
            too_late=self._long_ago(plan, now)
            or (asked.came_at is not None and anew.came >= plan.ends),
            in_the_future=any(at > now for at in named),
            left_before_arriving=bool(named) and (anew.left or 0) < anew.came,
            nothing_to_correct=Told(anew.span, anew.rest, anew.rating)
            == Told(was.span, was.rest, was.rating),
            overlaps_another_service=any(
                max(anew.span[0], other.span[0]) < min(anew.span[1], other.span[1])
                for other in others
            ),
        )

    def _count_anew(
        self, plan: Plan, was: Presence, anew: Presence, others: list[Presence]
    ) -> None:
        present = anew.present
        if plan.category == "training":
            anew.training = present
        elif (anew.span, anew.rest) == (was.span, was.rest):
            anew.minutes, anew.pending = was.minutes, was.pending
        else:
            anew.minutes = self._at_once(anew, present, others)
            if anew.day == was.day:  # What stood is not held back a second time.
                anew.minutes = min(present, max(anew.minutes, was.minutes))
            anew.pending = present - anew.minutes

    def _replace(
        self,
        asked: Any,
        now: int,
        whose: tuple[Plan, Person],
        was: Presence,
        anew: Presence,
        others: list[Presence],
    ) -> Facts:
        plan, person = whose
        trained = plan.category == "training"
        anew.beans = 0 if trained else self._worth(plan, person, anew, others)
        same_day = anew.day == was.day
        fewer = max(was.beans - anew.beans, 0) if same_day else was.beans
        facts = [("ServiceCorrected", anew.minutes), *self._claw(person, was, fewer, now)]
        facts += self._award(person, anew, anew.beans - (was.beans - fewer))
        was.span, was.rest, was.rating, was.day = anew.span, anew.rest, anew.rating, anew.day
        was.minutes, was.pending, was.training = anew.minutes, anew.pending, anew.training
        was.beans, was.answers = anew.beans, asked.corrected_by.answers
        return facts

    # Whole activities, second looks -------------------------------------------------------------

    def _revoke_activity(self, asked: Any, now: int) -> Answer:
        plan = self.plans.get(asked.activity)
        if plan is None or asked.activity in self.called_off:
            return because(activity_unknown=plan is None,
                           activity_already_revoked=plan is not None), []  # fmt: skip
        self.called_off.add(asked.activity)
        facts: Facts = [("ActivityRevoked", 0)]
        for name in plan.crowd:
            was = self.people[name].presences[asked.activity]
            if was.counts:
                facts += self._take_back(self.people[name], was, now)
        return set(), facts

    def _review(self, asked: Any, now: int) -> Answer:
        reasons, person, was, plan = self._record(asked.attendance)
        if reasons:
            return reasons, []
        _, _, volunteer = asked.attendance.split("-")
        accepted = asked.accepted_minutes
        that_day = sum(each.minutes for each in person.standing() if each.day == was.day)
        most = self.rules.time.daily_reviewed_max_minutes
        reasons = because(
            nothing_pending=not was.pending,
            more_than_pending=accepted > was.pending,
            same_person=was.answers == asked.second.answers,
            own_benefit=f"volunteer-{volunteer}" in asked.second.own_volunteers,
            too_late=self._long_ago(plan, now),
            beyond_the_day=bool(accepted) and that_day + accepted > most,
        )
        if reasons:
            return reasons, []
        was.minutes, was.pending = was.minutes + accepted, 0
        others = [other for other in person.standing() if other is not was]
        more = max(self._worth(plan, person, was, others) - was.beans, 0)
        was.beans += more
        return set(), [("PendingReviewed", 0), *self._award(person, was, more)]

    # Gifts and debts ----------------------------------------------------------------------------

    def _give(self, asked: Any, now: int) -> Answer:
        person, today = self.people.get(asked.volunteer), day_of(now)
        if person is None:
            return {"volunteer_unknown"}, []
        (kind,) = (each for each in self.rules.beans.fixed if each.code == asked.code)
        this_month = asked.volunteer, asked.code, month_of(today)
        beans = min(asked.grade, self._room(person, today, person.standing()))
        reasons = because(
            own_benefit=asked.volunteer in asked.giver.own_volunteers,
            already_awarded=asked.award in self.cases,
            award_limit=self.rewarded[this_month] + asked.grade > kind.max_per_month,
            limit_exceeded=beans <= 0,
        )
        if reasons:
            return reasons, []
        self.cases.add(asked.award)
        self.rewarded[this_month] += beans
        person.given[today] += beans
        person.earn(dies_on(today, self.rules.beans.expiry.months), beans)
        return set(), [("BeansGranted", beans)]

    def _propose(self, asked: Any, now: int) -> Answer:
        person = self.people.get(asked.volunteer)
        reasons = because(
            volunteer_unknown=person is None,
            nothing_to_forgive=person is not None and not person.debt,
        )
        if reasons or person is None:
            return reasons, []
        told = asked.volunteer, asked.proposer.answers, person.debt
        self.proposals[asked.proposal] = told
        return set(), [("WriteOffProposed", person.debt)]

    def _approve(self, asked: Any, now: int) -> Answer:
        if asked.proposal not in self.proposals:
            return {"proposal_unknown"}, []
        name, proposer, most = self.proposals[asked.proposal]
        person = self.people.get(name)
        reasons = because(
            proposal_settled=person is None,
            same_person=proposer == asked.second.answers,
            nothing_to_forgive=person is not None and not person.debt,
        )
        if reasons or person is None:
            return reasons, []
        beans = min(person.debt, most)
        person.debt -= beans
        self.proposals[asked.proposal] = ("", proposer, 0)
        return set(), [("ProposalApproved", 0), ("DebtForgiven", beans)]
