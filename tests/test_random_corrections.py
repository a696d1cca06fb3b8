"""Random corrections: made anew, a record stays true; taken back, nothing of it is left."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.corrections import CorrectService
from ledger.facts import BeansAwarded, BeansClawedBack, Fact, ServiceConfirmed, ServiceCorrected
from ledger.reviews import ReviewPending
from ledger.revocations import RevokeAttendance
from ledger.subjects.presence import Attendance, attendance_of
from ledger.subjects.purse import Purse
from ledger.subjects.second_person import Second
from tests.neighbourhood import WANG, ZHAO
from tests.test_random_days import MIDNIGHT, Days, sessions

looks = st.lists(
    st.tuples(
        st.integers(0, 13),  # at which of the sessions somebody looks again
        st.sampled_from(("later", "longer", "rest", "rating", "review", "all")),
        st.integers(-300, 600),
        st.integers(1, 5),
    ),
    max_size=16,
)
Record = ServiceConfirmed | ServiceCorrected


def looks_again(days: Days, session: tuple, number: int, look: tuple) -> tuple[Fact, ...]:
    """What comes of a second look at a session."""
    who, begins, late, stayed = session[0], session[2], session[4], session[5]
    _, kind, by, rating = look
    attendance = attendance_of(f"activity-{number}", who)
    somebody = Second(answers=f"person-{days.book.head()}")  # Never the one who answers for it.
    if kind == "review":
        accepted = abs(by) % (days.book.look(Attendance(attendance)).pending + 1)
        return days.ask(
            ReviewPending(attendance=attendance, accepted_minutes=accepted, second=somebody)
        )
    came = MIDNIGHT + timedelta(minutes=15 * begins + late)
    told = {
        "later": {"came_at": came + timedelta(minutes=by)},
        "longer": {"left_at": came + timedelta(minutes=max(stayed + by, 0))},
        "rest": {"break_minutes": abs(by)},
        "rating": {"rating": rating},
        "all": {"came_at": came, "left_at": came + timedelta(minutes=600), "rating": 5,
                "break_minutes": 0},
    }[kind]  # fmt: skip
    return days.ask(CorrectService(attendance=attendance, corrected_by=somebody, **told))


@given(sessions, looks)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_made_anew_it_is_true_and_taken_back_it_is_gone(
    planned: list[tuple], seen: list[tuple]
) -> None:
    days = Days()
    records: dict[str, Record] = {}
    earned: Counter[tuple[str, str]] = Counter()
    for number, session in enumerate(planned):
        days.serve(number, session)
    for number, session in enumerate(planned[::2]):  # Of some, what waits is looked at first.
        looks_again(days, session, 2 * number, (number, "review", 777, 5))
    for look in seen:
        number = look[0] % len(planned)
        looks_again(days, planned[number], number, look)
    for recorded in days.book.facts():
        fact = recorded.fact
        if isinstance(fact, Record):
            records[fact.attendance] = fact
            _must_be_true(days, fact, records)
        if isinstance(fact, BeansAwarded | BeansClawedBack):
            sign = 1 if isinstance(fact, BeansAwarded) else -1
            _must_fit(days, earned, fact, sign * fact.beans)
    for attendance in reversed(records):
        days.ask(RevokeAttendance(attendance=attendance))
        assert days.book.look(Attendance(attendance)).revoked
    for who in (WANG, ZHAO):
        purse = days.book.look(Purse(who))
        assert (purse.lots, purse.debt) == ({}, 0)
        assert not any(purse.earned.values()) and not any(purse.earned_long.values())
        lots, debt, counted, minutes = days.standing(who)
        assert (lots, debt, counted, set(minutes)) == ({}, 0, {}, {0})
    days.book.close()


def _must_be_true(days: Days, fact: Record, records: dict[str, Record]) -> None:
    """No more than the span holds, no time twice, and a day that is its own."""
    there = max((fact.ended_at - fact.started_at) // timedelta(minutes=1) - fact.break_minutes, 0)
    assert fact.minutes + fact.pending_minutes + fact.training_minutes <= there
    assert fact.minutes <= days.policy.time.daily_reviewed_max_minutes
    assert fact.service_day == days.policy.local_date(fact.started_at) or not there
    for other in records.values():
        if other.attendance != fact.attendance and other.volunteer == fact.volunteer:
            begun = max(fact.started_at, other.started_at)
            assert begun >= min(fact.ended_at, other.ended_at), "two places at one time"


def _must_fit(
    days: Days, earned: Counter[tuple[str, str]], fact: BeansAwarded | BeansClawedBack, beans: int
) -> None:
    """The caps hold after every movement, by the local date of the service."""
    rule, day = days.policy.beans, fact.earned_on.isoformat()
    for period, most in ((day, rule.max_per_day), (day[:7], rule.max_per_month)):
        earned[fact.volunteer, period] += beans
        assert 0 <= earned[fact.volunteer, period] <= most
