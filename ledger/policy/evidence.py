"""The part of a policy about what a record rests on, and when one person's word is not enough."""

from typing import Literal

from ledger.policy.numbers import AtLeastOne, Count, Section

Grade = Literal["A", "B", "C", "D"]
"""What a record rests on: A scanned in and out, B one scan or the organizer's word, C entered
afterwards with proof, D brought in from elsewhere."""

TEN_DOMAINS = (
    "new_customs", "elders_and_children", "poverty_relief", "disability_help", "mutual_aid",
    "public_welfare", "neighbourliness", "public_safety", "environment", "social_order",
)  # fmt: skip
"""The ten concerns of the seed (L47), for a policy that names none of its own."""


class EvidenceRules(Section):
    """Which evidence earns what, and how much one person may vouch for alone.

    Policies adopted before this table existed are read with these numbers.
    """

    earn_beans: tuple[Grade, ...] = ("A", "B")
    count_for_evaluation: tuple[Grade, ...] = ("A", "B")
    late_scan_hours: Count = 24
    remind_check_out_after_minutes: Count = 15
    batch_people_per_day: Count = 100
    batch_minutes_per_day: Count = 30_000
    objection_answer_working_days: AtLeastOne = 5
    adults_where_minors_are_served: Count = 2
