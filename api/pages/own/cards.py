"""Cards: an activity as somebody reads it who may come: when, where, and is there room."""

from __future__ import annotations

import msgspec

from api.pages.own.asking_first import Opinions
from api.pages.visits import told
from ledger.counting.minors import why_not
from ledger.facts import ActivityPublished, AffiliationKind
from ledger.policy import Policy
from ledger.subjects.activity import Activity, SignUps
from projections.activity_board import Activity as Row


class Card(msgspec.Struct, kw_only=True):
    """One activity for one reader.

    `places_left` is None where everybody finds room; `standing` is place, waiting or nothing,
    `in_line` the number in the line. `belongs` are the kinds of bodies as one of which somebody
    may come (C11), empty where there is nothing to choose. `problem` is the code of what stands
    in the way and `problem_told` its sentence, both empty when nothing does.
    """

    plan: ActivityPublished
    moved: bool
    cancelled: bool
    places_left: int | None
    waiting: int
    standing: str
    in_line: int
    belongs: list[AffiliationKind]
    for_minors: bool
    problem: str
    problem_told: str

    @property
    def offers(self) -> bool:
        """Whether there is a button to come."""
        return not (self.standing or self.problem or self.cancelled)


def card(opinions: Opinions, policy: Policy, volunteer: str, row: Row) -> Card:
    """The card of one activity on the board."""
    plan: Activity = opinions.look(Activity(row.activity))
    sign_ups: SignUps = opinions.look(SignUps(row.activity))
    refusal = opinions.why_not(row.activity)
    announced = plan.must_exist()
    belongs = opinions.belongs_on(policy.local_date(announced.starts_at))
    left = None if announced.capacity is None else announced.capacity - len(sign_ups.places)
    return Card(
        plan=announced, moved=row.moves > 0, cancelled=plan.cancelled or plan.revoked,
        places_left=None if left is None else max(left, 0), waiting=len(sign_ups.waiting),
        in_line=_in_line(sign_ups, volunteer), standing=_standing(sign_ups, volunteer),
        for_minors=_is_for_minors(policy, announced), belongs=belongs if len(belongs) > 1 else [],
        problem=refusal.code if refusal else "", problem_told=told(refusal) if refusal else "",
    )  # fmt: skip


def _standing(sign_ups: SignUps, volunteer: str) -> str:
    if volunteer in sign_ups.places:
        return "place"
    return "waiting" if volunteer in sign_ups.waiting else ""


def _in_line(sign_ups: SignUps, volunteer: str) -> int:
    in_order = list(sign_ups.waiting)
    return in_order.index(volunteer) + 1 if volunteer in sign_ups.waiting else 0


def _is_for_minors(policy: Policy, plan: ActivityPublished) -> bool:
    return why_not(policy, plan.category, plan.starts_at, plan.ends_at) is None
