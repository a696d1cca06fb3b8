"""Evaluations: who meets the conditions of a month, a quarter or a year, and who comes first.

Minutes and conduct decide, never beans: nothing here knows what anybody spent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Literal, NamedTuple

import msgspec

from ledger.counting.conditions import Lowering, Reason, at_least, none_of
from ledger.counting.months import months_later
from ledger.counting.periods import Period, PeriodKind
from ledger.counting.stars import stars_for
from ledger.policy import Policy
from ledger.policy.honours import LongEvaluation, MonthlyEvaluation

EvaluationKind = Literal["monthly", "quarterly", "annual", "stars"]
PERIODS: dict[str, PeriodKind] = {
    "monthly": "month", "quarterly": "quarter", "annual": "year", "stars": "year"
}  # fmt: skip
"""The kind of period that each evaluation looks at."""
RATED_MONTHS, RATINGS_THAT_TELL = 24, 5
"""A star looks at the ratings of two years, if there are five or more (domain README 3.3)."""
STARS_LOOK_UNTIL = (12, 1)
"""Stars of a year go by the data of 1 December, that day included."""


class Served(NamedTuple):
    """One counted attendance as the record stands; `position` is where it was last written."""

    activity: str
    day: date
    minutes: int
    rating: int
    grade: str
    position: int


class Weight(NamedTuple):
    """A violation that was upheld, and not annulled."""

    kind: str
    day: date


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """One volunteer, with everything an evaluation may look at; no beans."""

    volunteer: str
    number: str
    served: tuple[Served, ...] = ()
    weights: tuple[Weight, ...] = ()
    lowerings: tuple[Lowering, ...] = ()
    paid_staff: bool = False


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """Whether a volunteer is eligible, and every condition with what is needed and what is there.

    `rank` is 1 for the first of the eligible, None for the others; `chosen` says that there is a
    place for them. `star` is the star that lifetime hours reach, 0 in other evaluations.
    """

    volunteer: str
    number: str
    eligible: bool
    reasons: tuple[Reason, ...]
    minutes: int
    rank: int | None = None
    chosen: bool = False
    star: int = 0


class _Counted(NamedTuple):
    candidate: Candidate
    minutes: int
    reached: int
    reasons: tuple[Reason, ...]
    star: int

    @property
    def order(self) -> tuple[bool, int, int, str]:
        """The eligible first, then by minutes, then whoever reached them first, then by number."""
        eligible = all(reason.ok for reason in self.reasons)
        return not eligible, -self.minutes, self.reached, self.candidate.number


def last_day(kind: EvaluationKind, period: Period) -> date:
    """The last local day that the evaluation looks at."""
    if kind == "stars" and period.kind == "year":
        return period.last.replace(month=STARS_LOOK_UNTIL[0], day=STARS_LOOK_UNTIL[1])
    return period.last


def evaluate(
    policy: Policy, kind: EvaluationKind, period: Period, candidates: Iterable[Candidate]
) -> list[Judged]:
    """Everybody, judged: the eligible first, in the order of their rank."""
    judge: Callable[[Policy, Period, Candidate], _Counted] = {
        "monthly": _of_month, "quarterly": _of_quarter, "annual": _of_year, "stars": _of_stars,
    }[kind]  # fmt: skip
    counted = sorted((judge(policy, period, each) for each in candidates), key=lambda c: c.order)
    eligible = [each for each in counted if not each.order[0]]
    places = 0 if kind == "stars" else _places(_rules(policy, kind), counted, eligible)
    return [_told(each, rank, places, kind) for rank, each in enumerate(counted, 1)]


def _told(each: _Counted, rank: int, places: int, kind: EvaluationKind) -> Judged:
    eligible = all(reason.ok for reason in each.reasons)
    ranked = rank if eligible and kind != "stars" else None
    return Judged(
        volunteer=each.candidate.volunteer, number=each.candidate.number, eligible=eligible,
        reasons=each.reasons, minutes=each.minutes, rank=ranked,
        chosen=ranked is not None and ranked <= places, star=each.star,
    )  # fmt: skip


def places_for(rules: MonthlyEvaluation | LongEvaluation, active: int) -> int:
    """How many places there are: a share of the active, rounded up, between the bounds."""
    share = -(-active * rules.winners_permille_of_active // 1000)
    return min(max(share, rules.winners_min), rules.winners_max)


def _places(
    rules: MonthlyEvaluation | LongEvaluation, counted: list[_Counted], eligible: list[_Counted]
) -> int:
    """The places, and more where all who share the last one still fit under the maximum."""
    places = places_for(rules, sum(each.minutes > 0 for each in counted))
    if 0 < places < len(eligible):
        last = eligible[places - 1].minutes
        tied = sum(each.minutes >= last for each in eligible)
        places = tied if tied <= rules.winners_max else places
    return places


def _rules(policy: Policy, kind: str) -> MonthlyEvaluation | LongEvaluation:
    rules = policy.evaluation
    return {"monthly": rules.monthly, "quarterly": rules.quarterly, "annual": rules.annual}[kind]


def _of_month(policy: Policy, period: Period, who: Candidate) -> _Counted:
    rules, own = policy.evaluation.monthly, _within(policy, period, who)
    minutes, reached = _minutes_by_day(policy, own)
    asked = (period, who.lowerings)
    return _Counted(who, minutes, reached, (
        at_least("minutes", rules.min_hours * 60, minutes, *asked),
        at_least("activities", rules.min_activities, len({s.activity for s in own}), *asked),
        at_least("distinct_days", rules.min_distinct_days, len({s.day for s in own}), *asked),
        *conduct(policy, period.last, who),
    ), 0)  # fmt: skip


def _of_quarter(policy: Policy, period: Period, who: Candidate) -> _Counted:
    return _of_long(policy, policy.evaluation.quarterly, period, who)


def _of_year(policy: Policy, period: Period, who: Candidate) -> _Counted:
    return _of_long(policy, policy.evaluation.annual, period, who)


def _of_long(policy: Policy, rules: LongEvaluation, period: Period, who: Candidate) -> _Counted:
    own = _within(policy, period, who)
    minutes, reached = _minutes_by_day(policy, own)
    months = len({(each.day.year, each.day.month) for each in own})
    return _Counted(who, minutes, reached, (
        at_least("minutes", rules.min_hours * 60, minutes, period, who.lowerings),
        at_least("active_months", rules.min_active_months, months, period, who.lowerings),
        at_least("average_rating_x10", rules.min_average_rating_x10, _average_x10(own)),
        *conduct(policy, period.last, who),
    ), 0)  # fmt: skip


def _of_stars(policy: Policy, period: Period, who: Candidate) -> _Counted:
    """Lifetime minutes of every grade: the record itself, and no day is cut short."""
    until, rules = last_day("stars", period), policy.stars.conditions
    own = [each for each in who.served if each.day <= until and each.minutes > 0]
    minutes = sum(each.minutes for each in own)
    star = stars_for(policy, minutes).star
    tier = policy.stars.tier[max(star, 1) - 1]
    since = months_later(until, -RATED_MONTHS)
    lately = [each for each in own if each.day > since and each.rating > 0]
    reasons = [at_least("lifetime_minutes", tier.hours * 60, minutes)]
    if len(lately) >= RATINGS_THAT_TELL:
        reasons.append(
            at_least("average_rating_x10", rules.min_average_rating_x10, _average_x10(lately))
        )
    months = rules.no_upheld_violation_months
    reasons.append(none_of("violations", _weighing(who, months, months, until)))
    reached = max((each.position for each in own), default=0)
    return _Counted(who, minutes, reached, tuple(reasons), star)


def conduct(
    policy: Policy, until: date, who: Candidate, *, paid_matters: bool = True
) -> list[Reason]:
    """What is asked of everybody beside minutes, in the months until that day."""
    common = policy.evaluation.common
    months, of_fraud = common.excluded_if_violation_months, policy.integrity.fraud_exclusion_months
    weighing = _weighing(who, months, max(months, of_fraud), until)
    reasons = [none_of("violations", weighing)]
    if paid_matters and not common.paid_staff_eligible:
        reasons.append(none_of("paid_staff", int(who.paid_staff)))
    return reasons


def _weighing(who: Candidate, months: int, of_fraud: int, until: date) -> int:
    return sum(
        months_later(each.day, of_fraud if each.kind == "fraud" else months) > until
        for each in who.weights
        if each.kind in ("fraud", "misconduct")
    )


def counted_minutes(policy: Policy, period: Period, who: Candidate) -> int:
    """The minutes that an evaluation of this period counts."""
    return _minutes_by_day(policy, _within(policy, period, who))[0]


def _within(policy: Policy, period: Period, who: Candidate) -> list[Served]:
    """What counts: in the period, and on evidence that the policy takes for evaluations."""
    grades = policy.evidence.count_for_evaluation
    return [
        each
        for each in who.served
        if period.first <= each.day <= period.last and each.minutes > 0 and each.grade in grades
    ]


def _minutes_by_day(policy: Policy, own: list[Served]) -> tuple[int, int]:
    """The minutes, no day counting for more than its limit, and where the last was written."""
    most, days = policy.evaluation.common.hours_counted_per_day_max * 60, {}
    for each in own:
        days[each.day] = days.get(each.day, 0) + each.minutes
    reached = max((each.position for each in own), default=0)
    return sum(min(minutes, most) for minutes in days.values()), reached


def _average_x10(own: list[Served]) -> int:
    """Ten times the average rating, rounded down; 0 without any."""
    ratings = [each.rating for each in own if each.rating > 0]
    return sum(ratings) * 10 // len(ratings) if ratings else 0
