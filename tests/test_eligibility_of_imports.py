"""Records of another book in an evaluation: counted where grade D counts, and never rated."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from api.evaluating import evaluated
from ledger.counting.evaluations import Judged
from ledger.counting.periods import read_period
from ledger.facts import ToldRecord
from ledger.import_corrections import CorrectImport, RevokeImport
from ledger.imports import ImportRecord
from ledger.policy import Policy, read_policy
from ledger.subjects.second_person import Second
from projections.eligibility import Eligibility
from projections.shelf import Shelf
from tests.evaluating import served
from tests.neighbourhood import (
    DISTRICT_OPEN,
    LANE_OPEN,
    POLICY_TEXT,
    RULES,
    STREET_OPEN,
    SUNNY_LANE,
    WANG,
    amended,
    registered,
)
from tests.shelves import KINDS, Desk, empty_desk
from tests.test_eligibility import told

POLICY = read_policy(POLICY_TEXT)
D_COUNTS = read_policy(
    amended(('count_for_evaluation = ["A", "B"]', 'count_for_evaluation = ["A", "B", "D"]'))
)
DAYS = (date(2026, 11, 3), date(2026, 11, 5))


@pytest.fixture(params=KINDS)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """Wang served twice in November, says another book; here she came once, for an hour."""
    with empty_desk(request, tmp_path) as desk:
        desk.do("2026-10-01 09:00", RULES, DISTRICT_OPEN, STREET_OPEN, LANE_OPEN, registered(WANG))
        desk.do("2026-11-10 20:00", served(WANG, "2026-11-10", 60, rating=4))
        for number, day in enumerate(DAYS):
            told = ToldRecord(
                imported=f"imported-{number}", volunteer=WANG, title="敬老院陪护",
                recorder="河对岸社区", service_day=day, minutes=240,
            )  # fmt: skip
            desk.do("2026-11-20 09:00", ImportRecord(told=told, digest="5a7c"))
        yield desk


def judged(shelf: Shelf, policy: Policy, kind: str = "monthly", period: str = "2026-11") -> Judged:
    """What Wang has, by a policy."""
    (hers,) = evaluated(
        Eligibility(shelf), policy, kind, SUNNY_LANE, read_period(period), shelf.position
    ).items
    return hers


def caught_up(desk: Desk) -> Shelf:
    shelf = desk.shelf((Eligibility,))
    shelf.follow()
    return shelf


def test_they_count_where_the_policy_says_that_grade_d_does_and_nowhere_else(desk: Desk) -> None:
    shelf = caught_up(desk)
    without, counted = judged(shelf, POLICY), judged(shelf, D_COUNTS)
    assert (without.minutes, without.eligible) == (60, False)
    assert (counted.minutes, counted.eligible) == (540, True)
    assert told(counted)["distinct_days"][:2] == (2, 3)


def test_nobody_rated_them_so_they_weigh_in_no_average(desk: Desk) -> None:
    quarter = told(judged(caught_up(desk), D_COUNTS, "quarterly", "2026-Q4"))
    assert quarter["average_rating_x10"] == (40, 40, True)
    assert quarter["minutes"][1] == 540


def test_the_hours_of_a_lifetime_are_those_of_every_grade(desk: Desk) -> None:
    shelf = caught_up(desk)
    for policy in (POLICY, D_COUNTS):
        assert judged(shelf, policy, "stars", "2026").minutes == 540


def test_shortened_moved_or_taken_back_they_count_as_they_stand(desk: Desk) -> None:
    office, shelf = Second(answers="person-zhou"), caught_up(desk)
    before = shelf.position
    correct = {"corrected_by": office, "imported": "imported-0"}
    desk.do("2026-11-21 09:00", CorrectImport(minutes=120, **correct))
    shelf.follow()
    assert judged(shelf, D_COUNTS).minutes == 420
    desk.do("2026-11-21 09:00", CorrectImport(service_day=date(2026, 10, 30), **correct))
    shelf.follow()
    assert judged(shelf, D_COUNTS).minutes == 300
    assert judged(shelf, D_COUNTS, period="2026-10").minutes == 120
    desk.do("2026-11-22 09:00", RevokeImport(imported="imported-1"))
    shelf.follow()
    now = judged(shelf, D_COUNTS)
    assert now.minutes == 60
    shelf.rebuild()
    assert judged(shelf, D_COUNTS) == now
    (then,) = evaluated(
        Eligibility(shelf), D_COUNTS, "monthly", SUNNY_LANE, read_period("2026-11"), before
    ).items
    assert then.minutes == 540, "the list of that day stays what it was"
