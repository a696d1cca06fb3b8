"""A random year with everything that came to light in it, told once more, is the same year."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from ledger.facts import (
    AttendanceRevoked,
    BeansRedeemed,
    ExcuseGranted,
    HouseholdMoved,
    IdentityErased,
    ImportCorrected,
    ImportRevoked,
    ListFrozen,
    PendingReviewed,
    ServiceCorrected,
    ServiceImported,
    UnitMoved,
    ViolationAnnulled,
    VolunteerMoved,
)
from projections.shelf import Shelf
from projections.shelf.sqlite_store import SQLiteStore
from projections.views import VIEWS
from tests.random_year import digest_of, live_through
from tests.shelves import KINDS, Desk, empty_desk, rows_on

CAME_TO_LIGHT = {
    ServiceCorrected, AttendanceRevoked, PendingReviewed, ServiceImported, ListFrozen, UnitMoved,
    VolunteerMoved, HouseholdMoved, ExcuseGranted, ViolationAnnulled, IdentityErased,
    BeansRedeemed, ImportCorrected, ImportRevoked,
}  # fmt: skip
"""What has to be in a year that is worth telling again."""


@pytest.fixture(params=KINDS)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """An empty book, with a place for its views on each kind of database."""
    with empty_desk(request, tmp_path) as opened:
        yield opened


def told_again(desk: Desk, folder: Path, seed: int, wishes: int) -> None:
    """Live through a year with views that follow now and then; rebuild them; and let another
    store on another folder read it all at once: everywhere stands the same, byte for byte."""
    dice, shelf = Random(-seed), desk.shelf(batch_facts=60)
    for _ in live_through(desk, seed, wishes):
        if dice.random() < 0.02:
            shelf.follow()
    shelf.follow()
    assert {type(recorded.fact) for recorded in desk.book.facts()} >= CAME_TO_LIGHT
    live = rows_on(shelf)
    assert sum(map(len, live.values())) > wishes // 4 and not shelf.stopped
    assert not shelf.rebuild()
    assert digest_of(rows_on(shelf)) == digest_of(live), "a rebuild tells another year"
    elsewhere = Shelf(SQLiteStore(folder), desk.book, VIEWS, batch_facts=1_000_000)
    with_one_cut = digest_of(rows_on(elsewhere))
    elsewhere.close()
    assert with_one_cut == digest_of(live), "another store tells another year"


def test_a_short_year_is_the_same_live_made_anew_and_on_another_store(
    desk: Desk, tmp_path: Path
) -> None:
    told_again(desk, tmp_path / "elsewhere", seed=6, wishes=700)


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(2, 6))
def test_a_long_year_is_the_same_live_made_anew_and_on_another_store(
    desk: Desk, tmp_path: Path, seed: int
) -> None:
    told_again(desk, tmp_path / "elsewhere", seed=seed, wishes=20_000)
