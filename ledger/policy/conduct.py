"""The part of a policy that keeps the scheme honest, people safe and their data private."""

from typing import Literal

from ledger.policy.numbers import (
    AtLeastOne,
    Count,
    Days,
    Hour,
    Months,
    Permille,
    Section,
    Weekday,
    Years,
)

TwoPersonAct = Literal[
    "supplement",
    "fixed_award_50",
    "write_off",
    "settlement",
    "honour_grant",
    "policy_change",
    "over_cap_hours",
]
PersonField = Literal[
    "display_name",
    "phone",
    "legal_name",
    "id_number",
    "birth_date",
    "gender",
    "area",
    "skills",
]


class IntegrityRules(Section):
    """Controls against false presence, and the acts that need a second person."""

    activity_code_rotates_seconds: AtLeastOne
    activity_code_accepts_previous: Count
    printed_activity_code_needs_organiser_confirm: bool
    no_show_limit_per_year: Count
    no_show_signup_pause_days: Days
    fraud_exclusion_months: Months
    overlap_allowed: bool
    audit_sample_permille: Permille
    audit_sample_min: Count
    maker_checker: tuple[TwoPersonAct, ...]


class PeopleRules(Section):
    """Ages, guardians and the care owed to the young and the old."""

    volunteer_self_register_age: Years
    guardian_consent_below_age: Years
    special_rules_below_age: Years
    min_age: Years
    organiser_min_age: Years
    minor_max_minutes_per_day: Count
    minor_forbidden_categories: tuple[str, ...]
    minor_latest_hour: Hour
    elder_mode_default_age: Years
    hazard_needs_insurance: bool


class PrivacyRules(Section):
    """Which personal data are kept, for how long, and what may be shown.

    A team, building or community of fewer people than `leaderboard_min_sample` is not compared
    with others: one person's figure could be read out of it. Policies without are read with it.
    """

    required_fields: tuple[PersonField, ...]
    on_demand_fields: tuple[PersonField, ...]
    id_number_store: Literal["vault_encrypted"]
    location_trace: Literal["never"]
    leaderboard_opt_in: bool
    leaderboard_name: Literal["masked"]
    leaderboard_min_age: Years
    leaderboard_size: Count
    service_record_retention_years: Years
    impact_assessment_retention_years: Years
    rights_request_answer_working_days: Days
    erasure: Literal["destroy_vault_key"]
    leaderboard_min_sample: AtLeastOne = 10


class SupervisionRules(Section):
    """The rhythm of looking back: day, week, month, quarter, half-year, year."""

    daily_check: bool
    weekly_summary_weekday: Weekday
    monthly_assessment_working_day: AtLeastOne
    quarterly_review_working_day: AtLeastOne
    half_year_report: bool
    annual_assessment: bool
    innovation_review_years: Years
    community_rank_mandatory: bool
