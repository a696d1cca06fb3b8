"""Random days: whatever people do at whichever hours, the record stays true and the caps hold."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.activities import PublishActivity
from ledger.attendance import CheckIn, CheckOut
from ledger.book import Book
from ledger.command import By, Command
from ledger.confirmations import ConfirmService, Rated
from ledger.facts import BeansAwarded, BeansClawedBack, Fact, ServiceConfirmed
from ledger.refusals import Refusal
from ledger.revocations import RevokeAttendance
from ledger.rules import AdoptPolicy
from ledger.states import Rulebook
from ledger.storing.stores import open_memory
from ledger.subjects.presence import ServiceDays, attendance_of
from ledger.subjects.purse import Purse
from tests.neighbourhood import LANE_OPEN, POLICY_TEXT, SUNNY_LANE, WANG, ZHAO, registered
from tests.story import Happened, clock

MIDNIGHT = clock("2026-11-30 00:00")
"""The days lie on both sides of the end of a month, and of a local midnight."""
QUARTERS = st.integers(0, 4 * 24 * 3)
minutes = st.integers(-40, 200)
sessions = st.lists(
    st.tuples(
        st.sampled_from((WANG, WANG, ZHAO)),
        st.sampled_from(("general", "care", "professional", "patrol_night", "training")),
        QUARTERS,  # when it is to begin
        st.integers(2, 60),  # for how many quarters of an hour
        minutes,  # how long after the planned start somebody arrives
        st.integers(0, 900),  # and leaves after so many minutes
        st.integers(0, 90),  # of which so many are rest
        st.integers(1, 5),
        st.booleans(),  # taken back at once
    ),
    min_size=1,
    max_size=14,
)


class Days:
    """A book in memory, and what it wrote."""

    def __init__(self) -> None:
        self.book = Book(open_memory())
        self._keys = count(1)
        self.now = MIDNIGHT - timedelta(days=1)
        self.ask(AdoptPolicy(text=POLICY_TEXT))
        past = (LANE_OPEN, registered(WANG), registered(ZHAO, "1000000002"))
        self.ask(Happened(facts=past))
        self.policy = self.book.look(Rulebook()).current

    def ask(self, command: Command) -> tuple[Fact, ...]:
        """What happened; nothing where the book said no."""
        key = f"key-{next(self._keys)}"
        try:
            return self.book.record(command, By("tester", "staff", key, key), self.now).facts
        except Refusal:
            return ()

    def standing(self, who: str) -> tuple[object, ...]:
        """Everything that revoking must give back: lots, debt, counts and minutes."""
        purse, days = self.book.look(Purse(who)), self.book.look(ServiceDays(who))
        span = [MIDNIGHT.date() + timedelta(days=each) for each in range(-1, 6)]
        earned = {day: beans for day, beans in purse.earned.items() if beans}
        return dict(purse.lots), purse.debt, earned, [days.minutes_on(day) for day in span]

    def serve(self, number: int, session: tuple) -> tuple[datetime, datetime] | None:
        """One presence, entered and confirmed; returns when the person came and left."""
        who, category, begins, quarters, late, stayed, rest, rating, _ = session
        activity = f"activity-{number}"
        starts = MIDNIGHT + timedelta(minutes=15 * begins)
        ends = starts + timedelta(minutes=15 * quarters)
        came = starts + timedelta(minutes=late)
        left = came + timedelta(minutes=stayed)
        self.now = MIDNIGHT - timedelta(days=1)
        self.ask(
            PublishActivity(
                activity=activity, title="活动", category=category, community=SUNNY_LANE,
                place="东门", starts_at=starts, ends_at=ends,
            )
        )  # fmt: skip
        self.now = MIDNIGHT + timedelta(days=6)
        here = {"activity": activity, "volunteer": who, "means": "organizer"}
        self.ask(CheckIn(at=came, **here))
        self.ask(CheckOut(at=left, **here))
        rated = Rated(attendance=attendance_of(activity, who), rating=rating, break_minutes=rest)
        written = self.ask(ConfirmService(activity=activity, rated=(rated,)))
        return (came, left) if written else None


@given(sessions)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_the_record_is_true_and_the_caps_hold(planned: list[tuple]) -> None:
    days, presences, facts = Days(), {}, []
    for number, session in enumerate(planned):
        who, before = session[0], days.standing(session[0])
        head = days.book.head()
        presence = days.serve(number, session)
        attendance = attendance_of(f"activity-{number}", who)
        if presence is not None and session[-1]:
            days.ask(RevokeAttendance(attendance=attendance))
            assert days.standing(who) == before, "revoked: as if it had never been"
        elif presence is not None:
            presences[attendance] = (*presence, session[6])
        facts += [recorded.fact for recorded in days.book.facts(after=head)]
    days.book.close()
    _is_true(presences, facts)
    _within_caps(days, facts)


def _is_true(presences: dict[str, tuple[datetime, datetime, int]], facts: list[Fact]) -> None:
    """No minute that nobody was there, and nobody twice at one time."""
    standing = [
        fact for fact in facts
        if isinstance(fact, ServiceConfirmed) and fact.attendance in presences
    ]  # fmt: skip
    for fact in standing:
        came, left, rest = presences[fact.attendance]
        there = max((left - came) // timedelta(minutes=1) - rest, 0)
        assert fact.minutes + fact.pending_minutes + fact.training_minutes <= there
        assert came <= fact.started_at and (fact.ended_at <= left)
    for number, one in enumerate(standing):
        for other in standing[:number]:
            if one.volunteer == other.volunteer:
                begun = max(one.started_at, other.started_at)
                assert begun >= min(one.ended_at, other.ended_at)


def _within_caps(days: Days, facts: list[Fact]) -> None:
    """At no moment more beans for a local day or month than the policy allows."""
    rule, earned = days.policy.beans, Counter()
    for fact in facts:
        if isinstance(fact, BeansAwarded | BeansClawedBack):
            sign = 1 if isinstance(fact, BeansAwarded) else -1
            _add(earned, fact.volunteer, fact.earned_on, sign * fact.beans)
        for (_, period), beans in earned.items():
            assert beans <= (rule.max_per_day if len(period) == 10 else rule.max_per_month)
    served = Counter()
    for fact in facts:
        if isinstance(fact, ServiceConfirmed):
            assert fact.service_day == days.policy.local_date(fact.started_at) or not fact.minutes
            served[fact.attendance] += fact.minutes
    assert all(minutes <= days.policy.time.max_session_minutes for minutes in served.values())


def _add(earned: Counter, who: str, day: date, beans: int) -> None:
    earned[who, day.isoformat()] += beans
    earned[who, day.isoformat()[:7]] += beans
