"""A November on Sunny Lane that an evaluation looks at, and the people who served in it."""

from __future__ import annotations

from datetime import date

from ledger.facts import CheckedIn, ServiceConfirmed
from ledger.subjects.presence import attendance_of
from tests.story import clock


def served(
    volunteer: str,
    day: str,
    minutes: int = 120,
    *,
    activity: str = "",
    rating: int = 5,
    grade: str = "A",
) -> ServiceConfirmed:
    """Somebody served on this day, and an organizer said so in the evening."""
    activity = activity or f"activity-of-{day}"
    return ServiceConfirmed(
        at=clock(f"{day} 20:00"), attendance=attendance_of(activity, volunteer),
        activity=activity, volunteer=volunteer, category="patrol", rating=rating,
        break_minutes=0, minutes=minutes, pending_minutes=0, training_minutes=0, grade=grade,
        service_day=date.fromisoformat(day), started_at=clock(f"{day} 09:00"),
        ended_at=clock(f"{day} 20:00"), policy="default/1", confirmed_by="person-li",
    )  # fmt: skip


def arrived(volunteer: str, day: str) -> CheckedIn:
    """Somebody came in the morning."""
    activity = f"activity-of-{day}"
    return CheckedIn(
        at=clock(f"{day} 09:00"), attendance=attendance_of(activity, volunteer),
        activity=activity, volunteer=volunteer, means="scan",
    )  # fmt: skip
