"""Who is eligible for the month on Sunny Lane, why, and that the list can always be proved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from api.evaluating import Evaluated, evaluated
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
from ledger.facts import (
    AttendanceRevoked,
    ExcuseGranted,
    ServiceCorrected,
    ViolationAnnulled,
    ViolationUpheld,
)
from ledger.policy import Policy, read_policy
from projections.eligibility import Eligibility
from projections.shelf import Shelf
from projections.shelf.sqlite_store import SQLiteStore
from tests.evaluating import served
from tests.neighbourhood import (
    DISTRICT_OPEN,
    LANE_OPEN,
    LI,
    POLICY_TEXT,
    RULES,
    STREET_OPEN,
    SUNNY_LANE,
    WANG,
    ZHAO,
    amended,
    registered,
)
from tests.shelves import KINDS, Desk, empty_desk
from tests.story import clock

POLICY = read_policy(POLICY_TEXT)
NOVEMBER = read_period("2026-11")
DAYS = ("2026-11-03", "2026-11-05")
DIGEST = "93370d3582ad470eb50cdb973e5be7d3730096e9afb55078eee6e3ca4f5033d2"
"""Of that November, computed once by a process that ended long ago."""


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


# From the book ------------------------------------------------------------------------------


@pytest.fixture(params=KINDS)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """A book, and views on each kind of database."""
    with empty_desk(request, tmp_path) as desk:
        yield desk


def of_november(shelf: Shelf, at: int, policy: Policy = POLICY) -> Evaluated:
    """November on the lane, as the book stood at a position."""
    return evaluated(Eligibility(shelf), policy, "monthly", SUNNY_LANE, NOVEMBER, at)


def november_on_the_lane(desk: Desk) -> None:
    """Wang and Li serve twice, Zhao does not."""
    people = (registered(WANG, "1000000001"), registered(LI, "1000000002"))
    desk.do("2026-10-01 09:00", RULES, DISTRICT_OPEN, STREET_OPEN, LANE_OPEN, *people,
            registered(ZHAO, "1000000003"))  # fmt: skip
    for day in DAYS:
        desk.do(f"{day} 20:00", served(WANG, day, 240), served(LI, day, 300))


def everything_changes(desk: Desk) -> None:
    """Li's first day was shorter and something was found against him, Wang's last is taken back,
    and Zhao was ill."""
    wrong, last = served(LI, DAYS[0], 300), served(WANG, DAYS[1], 240)
    as_it_was = {name: getattr(wrong, name) for name in wrong.__struct_fields__}
    desk.do(
        "2026-12-04 09:00",
        ServiceCorrected(**as_it_was | {"minutes": 30}, minutes_before=300, pending_before=0,
                         training_before=0, day_before=wrong.service_day),
        AttendanceRevoked(at=last.at, attendance=last.attendance, activity=last.activity,
                          volunteer=WANG, minutes=240, training_minutes=0,
                          service_day=last.service_day),
        ViolationUpheld(at=wrong.at, violation="violation-1", volunteer=LI, kind="fraud",
                        reference="R-1", decided_by="person-zhou"),
        ExcuseGranted(at=wrong.at, excuse="excuse-1", volunteer=ZHAO, first=date(2026, 11, 1),
                      last=date(2026, 11, 30), percent=50, reference="R-2",
                      granted_by="person-zhou"),
    )  # fmt: skip


def test_one_position_has_one_digest_live_rebuilt_on_any_store_and_in_any_process(
    desk: Desk, tmp_path: Path
) -> None:
    november_on_the_lane(desk)
    frozen_at, shelf = desk.book.head(), desk.shelf()
    shelf.follow()
    live = of_november(shelf, frozen_at)
    judged = [(each.volunteer, each.eligible) for each in live.items]
    assert judged == [(LI, True), (WANG, True), (ZHAO, False)]
    everything_changes(desk)
    changed_at = desk.book.head()
    shelf.follow()
    now = of_november(shelf, changed_at)
    assert now.digest != live.digest and not any(each.eligible for each in now.items)
    assert [told(each)["minutes"][:2] for each in now.items] == [(480, 330), (480, 240), (240, 0)]
    desk.do("2026-12-05 09:00", ViolationAnnulled(
        at=clock("2026-12-05 09:00"), violation="violation-1", volunteer=LI, reference="R-3",
        decided_by="person-x",
    ))  # fmt: skip
    shelf.rebuild()
    assert of_november(shelf, changed_at) == now
    elsewhere = Shelf(SQLiteStore(tmp_path / "elsewhere"), desk.book, (Eligibility,), batch_facts=3)
    with_other_cuts = of_november(elsewhere, frozen_at)
    elsewhere.close()
    assert of_november(shelf, frozen_at) == with_other_cuts == live
    assert live.digest == DIGEST, "another process computes another list"


def test_a_record_put_right_to_another_day_counts_there_and_nowhere_else(desk: Desk) -> None:
    november_on_the_lane(desk)
    wrong, right = served(WANG, DAYS[1], 240), date(2026, 10, 30)
    as_it_was = {name: getattr(wrong, name) for name in wrong.__struct_fields__}
    moved = ServiceCorrected(
        **as_it_was | {"service_day": right}, minutes_before=240, pending_before=0,
        training_before=0, day_before=wrong.service_day,
    )  # fmt: skip
    desk.do("2026-12-04 09:00", moved)
    shelf = desk.shelf((Eligibility,))
    shelf.follow()
    for month, minutes in (("2026-10", 240), ("2026-11", 240), ("2026-12", 0)):
        found = evaluated(
            Eligibility(shelf), POLICY, "monthly", SUNNY_LANE, read_period(month), desk.book.head()
        )
        assert {each.volunteer: each.minutes for each in found.items}[WANG] == minutes
