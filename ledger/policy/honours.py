"""The part of a policy that says who may be honoured, and by which steps."""

from typing import Literal

from msgspec import field

from ledger.policy.earning import GrantingLevel
from ledger.policy.numbers import AtLeastOne, Count, Days, Months, Percent, Permille, Section

Cycle = Literal["monthly", "quarterly", "semiannual", "annual"]
Nominator = Literal[
    "group_leader",
    "building_leader",
    "community",
    "residents_joint_10",
    "self_with_5_households",
]
AwardStep = Literal[
    "eligibility_snapshot",
    "nomination",
    "screening",
    "public_notice",
    "vote",
    "result_notice",
    "grant",
]


class MonthlyEvaluation(Section):
    """The monthly assessment (月考核): its thresholds and the number of its winners."""

    min_hours: Count
    min_activities: Count
    min_distinct_days: Count
    winners_permille_of_active: Permille
    winners_min: Count
    winners_max: Count


class LongEvaluation(Section):
    """A quarterly review or an annual evaluation: thresholds and number of winners."""

    min_hours: Count
    min_active_months: Count
    min_average_rating_x10: Count
    winners_permille_of_active: Permille
    winners_min: Count
    winners_max: Count


class EvaluationCommon(Section):
    """What holds for every evaluation: ranks use hours and conduct, never the balance."""

    hours_counted_per_day_max: Count
    excluded_if_violation_months: Months
    paid_staff_eligible: bool
    data_freeze_day: AtLeastOne
    spent_beans_matter: bool


class EvaluationRules(Section):
    """The evaluations of the month, the quarter and the year."""

    monthly: MonthlyEvaluation
    quarterly: LongEvaluation
    annual: LongEvaluation
    common: EvaluationCommon


class WarmheartedResident(Section):
    """热心居民: a person known for hours or for contributions."""

    subject: Literal["person"]
    cycle: Cycle
    min_hours: Count
    or_min_contributions: Count
    nominators: tuple[Nominator, ...]


class FiveGoodFamily(Section):
    """五好家庭: a household that serves together."""

    subject: Literal["household"]
    cycle: Cycle
    min_registered_members: Count
    min_household_hours: Count
    min_hours_each_of_two: Count
    checklist: tuple[str, ...]
    nominators: tuple[Nominator, ...]


class CivilisedBuilding(Section):
    """文明楼院: a building, compared with others of its own estate type."""

    subject: Literal["building"]
    cycle: Cycle
    min_household_participation_permille: Permille
    min_hours_per_household_x10: Count
    peer_group: Literal["neighbourhood_type"]
    nominators: tuple[Nominator, ...]


class CovenantKeeper(Section):
    """遵守居(村)民公约: a household that keeps the residents' covenant."""

    subject: Literal["household"]
    cycle: Cycle
    min_household_hours: Count
    checklist: tuple[str, ...]
    nominators: tuple[Nominator, ...]


class ScoreWeights(Section):
    """The shares of the three voices in a group leader's score, in per cent."""

    own: Percent = field(name="self")
    community: Percent
    cross_courtyard: Percent


class GoodGroupLeader(Section):
    """优秀居民小组长 / 楼栋长: a leader scored by three voices."""

    subject: Literal["person"]
    cycle: Cycle
    weights_percent: ScoreWeights
    min_score: Percent
    nominators: tuple[Nominator, ...]


class HonourRules(Section):
    """The honours a community gives as plaques."""

    warmhearted_resident: WarmheartedResident
    five_good_family: FiveGoodFamily
    civilised_building: CivilisedBuilding
    covenant_keeper: CovenantKeeper
    good_group_leader: GoodGroupLeader


class AwardFlowRules(Section):
    """The steps from a list of the eligible to a plaque on the door, and their terms."""

    order: tuple[AwardStep, ...]
    nomination_days: Days
    screening_working_days: Days
    public_notice_working_days: Days
    public_notice_min: Days
    public_notice_max: Days
    notice_counts_first_day: bool
    objection_answer_working_days: Days
    vote_days: Days
    vote_quorum_permille: Permille
    vote_pass_permille: Permille
    result_notice_working_days: Days
    publicity_consent: Literal["separate"]
    notice_removed_days_after_close: Days
    appeal_days: Days
    revocable_on_upheld_fraud: bool
    approval_reference_required_at: tuple[GrantingLevel, ...]
