"""Supervision: on which day the document of a period is due, by the policy's rhythm."""

from __future__ import annotations

from datetime import date, timedelta

from ledger.counting.periods import Period
from ledger.counting.working_days import working_day_after
from ledger.policy import Policy


def document_due_on(policy: Policy, period: Period) -> date | None:
    """The local day on which a period's documents are frozen; None where the policy has none.

    A day is checked when it is over, a week is summed up on the policy's weekday after it, a
    month and a quarter on the policy's working days. Halves and years end with a quarter and are
    frozen with it, so that none of them is older than its parts. Source: L39, L34.
    """
    rhythm, last = policy.supervision, period.last
    match period.kind:
        case "day":
            return last + timedelta(days=1) if rhythm.daily_check else None
        case "week":
            return last + timedelta(days=rhythm.weekly_summary_weekday)  # A week ends on Sunday.
        case "month":
            return working_day_after(last, rhythm.monthly_assessment_working_day).day
        case "half" if not rhythm.half_year_report:
            return None
        case "year" if not rhythm.annual_assessment:
            return None
    return working_day_after(last, rhythm.quarterly_review_working_day).day
