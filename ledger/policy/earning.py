"""The part of a policy that turns service into minutes, beans and stars."""

from typing import Literal

from ledger.policy.numbers import (
    AtLeastOne,
    Count,
    Days,
    LifeMonths,
    Months,
    Section,
)

NotService = Literal[
    "travel", "meal", "rest", "waiting_before", "waiting_after", "training", "paid_shift"
]
GrantingLevel = Literal["county", "city", "province"]


class SupplementRules(Section):
    """When a record may be made after the fact (补录), and how many people must agree."""

    within_days: Days
    approvals_needed: Count
    max_minutes_per_year: Count
    evidence_required: bool


class TimeRules(Section):
    """How presence becomes recorded minutes (Order 67 art. 7 and 11)."""

    record_exact_minutes: bool
    display_hours_decimals: Count
    min_session_minutes: Count
    max_session_minutes: Count
    daily_auto_minutes: Count
    daily_reviewed_max_minutes: Count
    early_count_minutes: Count
    late_count_minutes: Count
    checkin_opens_before_minutes: Count
    checkout_closes_after_minutes: Count
    excluded: tuple[NotService, ...]
    confirm_within_working_days: AtLeastOne
    escalate_at_working_day: Count
    correction_request_days: Days
    supplement: SupplementRules


class Category(Section):
    """A kind of service and its beans for each whole unit of time."""

    code: str
    per_unit: Count


class FixedAward(Section):
    """Beans for a deed that has no hours, in grades of its worth."""

    code: str
    grades: tuple[Count, ...]
    max_per_month: Count


class QualityRules(Section):
    """The organiser's rating, and the rating at which beans stop."""

    scale_max: AtLeastOne
    zero_beans_at_or_below: Count


class ExpiryRules(Section):
    """How long a lot of beans lives, in months after the month it was earned in."""

    months: LifeMonths
    spend_order: Literal["earliest_expiry_first"]
    remind_days_before: tuple[Days, ...]
    hours_expire: bool


class BeanRules(Section):
    """What minutes are worth in beans, and what beans may never become."""

    unit_minutes: AtLeastOne
    unit_grace_minutes: Count
    base_per_unit: Count
    max_per_day: Count
    max_per_month: Count
    max_per_year: Count
    streak_bonus: bool
    referral_bonus: Count
    donation_bonus: Count
    purchase_allowed: bool
    transfer_allowed: bool
    cash_out_allowed: bool
    inheritable: bool
    max_reference_fen_per_hour: Count
    category: tuple[Category, ...]
    fixed: tuple[FixedAward, ...]
    quality: QualityRules
    expiry: ExpiryRules


class StarTier(Section):
    """One star: the lifetime hours it asks for and the level that may grant it."""

    star: AtLeastOne
    hours: AtLeastOne
    granting_level: GrantingLevel


class StarConditions(Section):
    """What a star asks for beside hours."""

    min_average_rating_x10: Count
    no_upheld_violation_months: Months


class StarRules(Section):
    """Stars for lifetime hours, granted by a body and never lost by spending."""

    basis: Literal["confirmed_hours_lifetime"]
    review_cycle: Literal["annual", "semiannual"]
    grant: Literal["by_decision"]
    demote_on_spend: bool
    tier: tuple[StarTier, ...]
    conditions: StarConditions


class Benefit(Section):
    """A perk that opens at a number of lifetime hours and costs none of them."""

    code: str
    hours: Count
