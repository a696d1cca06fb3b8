"""The order in memory, moved on step by step, is the order that a fresh look would find."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from api.places import Order, PlacesInMemory
from ledger.counting.board_periods import read_board_period
from ledger.facts import (
    AttendanceRevoked,
    ConsentGiven,
    ConsentWithdrawn,
    Fact,
    IdentityErased,
    PendingReviewed,
    VolunteerMoved,
    VolunteerRegistered,
)
from projections.leaderboards import Leaderboards
from tests.shelves import KINDS, Desk, empty_desk
from tests.story import clock

AT = clock("2026-11-22 09:00")
LANES = ("unit-sunny", "unit-moonlight", "unit-brightwater")
PEOPLE = [f"volunteer-{number:018d}" for number in range(12)]
DAYS = [AT.replace(month=month, day=day).date() for month, day in ((1, 1), (10, 31), (11, 22))]


@pytest.fixture(params=KINDS)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """An empty book, with a place for its views."""
    with empty_desk(request, tmp_path) as opened:
        yield opened


def anything(dice: Random) -> Fact:
    """Something that happens to somebody."""
    one, day = dice.choice(PEOPLE), dice.choice(DAYS)
    told = {"attendance": "attendance-1", "activity": "activity-1", "service_day": day}
    match dice.randrange(8):
        case 0:
            return VolunteerMoved(at=AT, volunteer=one, community=dice.choice(LANES))
        case 1:
            return ConsentGiven(
                at=AT, volunteer=one, purpose="publishing", text_version="publishing.2026-11",
                given_by=dice.choice(("self", "guardian")), means="screen",
            )  # fmt: skip
        case 2:
            return ConsentWithdrawn(at=AT, volunteer=one, purpose="publishing")
        case 3:
            return AttendanceRevoked(
                at=AT, volunteer=one, minutes=30, training_minutes=0, **told
            )
        case 4 if dice.random() < 0.1:
            return IdentityErased(at=AT, volunteer=one)
    return PendingReviewed(
        at=AT, volunteer=one, accepted_minutes=dice.choice((30, 60)), declined_minutes=0,
        reviewed_by="person-zhou", **told,
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(2))
def test_whatever_happens_the_order_in_memory_follows(desk: Desk, seed: int) -> None:
    dice, shelf = Random(seed), desk.shelf()
    boards = Leaderboards(shelf)
    places = PlacesInMemory(boards)
    desk.together(
        "2026-11-22 09:00",
        *(
            VolunteerRegistered(at=AT, volunteer=one, number=one[-9:], community=dice.choice(LANES))
            for one in PEOPLE
        ),
    )
    asked = [
        (read_board_period(name), communities, shown_only)
        for name in ("2026-11", "2026-Q4", "2026-W47", "all")
        for communities in (None, frozenset(LANES[:2]))
        for shown_only in (False, True)
    ]
    for _ in range(10):
        for _ in range(dice.randrange(1, 12)):
            desk.together("2026-11-22 09:00", anything(dice))
        shelf.follow()
        for period, communities, shown_only in asked:
            anew = sorted(
                boards.places(period, communities, shown_only),
                key=lambda each: (-each.minutes, each.since),
            )
            known = places.ask(
                period, communities, shown_only, lambda order: order.since_from(1, 100)
            )
            assert known == [each.since for each in anew]
            for rank, each in enumerate(anew, 1):
                assert rank == places.ask(
                    period, communities, shown_only, lambda order: order.rank_of(each)  # noqa: B023
                )
            by_position = boards.standing_at(period, known)
            counted = {each.volunteer for each in by_position if each.gone == 0}
            assert counted >= {each.volunteer for each in anew}


def test_an_order_of_nobody_has_no_first() -> None:
    assert Order([], 0).since_from(1, 5) == []
