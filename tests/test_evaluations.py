"""Who is eligible for the month on Sunny Lane, for the quarter, the year and a star, and why."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.counting.conditions import Lowering
from ledger.counting.evaluations import (
    Candidate,
    Judged,
    Served,
    Weight,
    evaluate,
    places_for,
)
from ledger.counting.periods import read_period
from ledger.policy import read_policy
from tests.neighbourhood import (
    POLICY_TEXT,
    amended,
)

POLICY = read_policy(POLICY_TEXT)
NOVEMBER = read_period("2026-11")


def did(*days: str, minutes: int = 240, rating: int = 5, grade: str = "A") -> tuple[Served, ...]:
    """Served on these days, at another activity each, written one after the other."""
    return tuple(
        Served(f"activity-{day}", date.fromisoformat(day), minutes, rating, grade, position)
        for position, day in enumerate(days, 1)
    )


def who(name: str, *served: Served, **more: object) -> Candidate:
    """A volunteer with a number by which the last of all ties is decided."""
    return Candidate(volunteer=f"volunteer-{name}", number=name, served=served, **more)


def told(judged: Judged) -> dict[str, tuple[int, int, bool]]:
    """Need, have and ok, by condition."""
    return {each.condition: (each.need, each.have, each.ok) for each in judged.reasons}


def alone(candidate: Candidate, kind: str = "monthly", period: str = "2026-11") -> Judged:
    """How one person is judged."""
    (judged,) = evaluate(POLICY, kind, read_period(period), [candidate])
    return judged


def test_eight_hours_at_two_activities_on_two_days_make_a_month() -> None:
    judged = alone(who("wang", *did("2026-11-03", "2026-11-05")))
    assert judged.eligible and judged.rank == 1 and judged.chosen
    assert told(judged) == {
        "minutes": (480, 480, True), "activities": (2, 2, True), "distinct_days": (2, 2, True),
        "violations": (0, 0, True), "paid_staff": (0, 0, True),
    }  # fmt: skip


def test_a_minute_short_is_short_and_one_long_day_does_not_buy_a_month() -> None:
    short = alone(who("wang", *did("2026-11-03", minutes=240), *did("2026-11-05", minutes=239)))
    assert not short.eligible and told(short)["minutes"] == (480, 479, False)
    flood = alone(who("li", *did("2026-11-03", minutes=900)))
    assert told(flood)["minutes"] == (480, 480, True)
    assert told(flood)["distinct_days"] == (2, 1, False)


def test_only_evidence_that_the_policy_takes_counts_and_only_days_of_the_month() -> None:
    by_proof = did("2026-11-03", "2026-11-05", grade="C")
    assert told(alone(who("wang", *by_proof)))["minutes"] == (480, 0, False)
    around = did("2026-10-31", "2026-12-01")
    assert told(alone(who("wang", *around)))["minutes"] == (480, 0, False)


def test_an_excuse_lowers_what_is_needed_and_adds_nothing() -> None:
    paper = Lowering(date(2026, 11, 1), date(2026, 11, 15), 100, "R-12")
    judged = alone(who("wang", *did("2026-11-20", "2026-11-21", minutes=120), lowerings=(paper,)))
    first = judged.reasons[0]
    assert (first.need, first.before, first.have, first.ok) == (240, 480, 240, True)
    assert first.excused_by == ("R-12",) and judged.minutes == 240 and judged.eligible
    other_month = Lowering(date(2026, 10, 1), date(2026, 10, 31), 100, "R-11")
    judged = alone(who("wang", *did("2026-11-20", minutes=240), lowerings=(other_month,)))
    assert judged.reasons[0].before is None


def test_a_violation_excludes_for_twelve_months_and_paid_staff_are_not_chosen() -> None:
    good = did("2026-11-03", "2026-11-05")
    last_year = who("wang", *good, weights=(Weight("misconduct", date(2025, 12, 1)),))
    assert told(alone(last_year))["violations"] == (0, 1, False)
    over = who("wang", *good, weights=(Weight("misconduct", date(2025, 11, 30)),))
    assert alone(over).eligible
    assert not alone(who("zhou", *good, paid_staff=True)).eligible


def test_quarter_and_year_look_at_months_and_ratings() -> None:
    days = [f"2026-{month:02}-{day:02}" for month in (10, 11) for day in (3, 4, 5)]
    judged = alone(who("wang", *did(*days, rating=4)), "quarterly", "2026-Q4")
    assert judged.eligible and told(judged)["active_months"] == (2, 2, True)
    assert told(judged)["average_rating_x10"] == (40, 40, True)
    judged = alone(who("wang", *did(*days[1:], rating=4), *did(days[0], rating=3)),
                   "quarterly", "2026-Q4")  # fmt: skip
    assert told(judged)["average_rating_x10"] == (40, 38, False)
    judged = alone(who("wang", *did(*days)), "annual", "2026")
    assert told(judged)["minutes"] == (3600, 1440, False)
    assert told(judged)["active_months"] == (6, 2, False)


def test_a_star_is_reached_by_the_last_minute_of_the_lifetime_record() -> None:
    nearly = did("2025-05-01", minutes=5999)
    judged = alone(who("wang", *nearly), "stars", "2026")
    assert (judged.star, told(judged)["lifetime_minutes"]) == (0, (6000, 5999, False))
    whole = (*nearly, *did("2026-12-01", minutes=1))
    assert alone(who("wang", *whole), "stars", "2026").star == 1
    assert alone(who("wang", *nearly, *did("2026-12-02", minutes=1)), "stars", "2026").star == 0


@pytest.mark.parametrize(
    ("active", "places"), [(1, 3), (300, 3), (301, 4), (800, 8), (1999, 20), (90_000, 20)]
)
def test_the_number_of_places_is_a_share_rounded_up_between_its_bounds(
    active: int, places: int
) -> None:
    assert places_for(POLICY.evaluation.monthly, active) == places


def test_ties_go_to_whoever_was_there_first_and_a_shared_last_place_enters_while_it_fits() -> None:
    days = ("2026-11-03", "2026-11-05")
    crowd = [
        who(f"{n:02}", *(each._replace(position=100 - n) for each in did(*days))) for n in range(5)
    ]
    judged = evaluate(POLICY, "monthly", NOVEMBER, crowd)
    assert [each.volunteer[-2:] for each in judged] == ["04", "03", "02", "01", "00"]
    assert all(each.chosen for each in judged)
    few = read_policy(amended(
        ("winners_min = 3\nwinners_max = 20\n[evaluation.quarterly]",
         "winners_min = 3\nwinners_max = 4\n[evaluation.quarterly]")
    ))  # fmt: skip
    judged = evaluate(few, "monthly", NOVEMBER, crowd)
    assert [each.chosen for each in judged] == [True, True, True, False, False]
