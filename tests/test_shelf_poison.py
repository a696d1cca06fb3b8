"""A poisoned view: it chokes on one fact and stands still, and the others go on without it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from ledger.facts import UnitOpened
from projections.tree import Tree
from tests.shelves import KINDS, Desk, empty_desk, rows_on
from tests.wall import LaterWall, Note, Wall, grids, notes

BOTH = (Wall, Tree)


@pytest.fixture(params=KINDS)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """An empty book, with a place for its views."""
    with empty_desk(request, tmp_path) as opened:
        yield opened


def choke(fact: UnitOpened) -> None:
    """The third grid goes down the wrong way."""
    if fact.unit == "unit-grid3":
        raise KeyError("a note that never was")


def test_the_view_stops_before_the_fact_and_the_others_go_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Wall, "blot", choke)
    shelf = desk.shelf(BOTH)
    grids(desk, 1, 2, 3, 4)

    assert shelf.follow() == 4 and grids(desk, 5) == shelf.follow() == 5

    assert notes(shelf)["grid"] == Note("grid", 2, "unit-grid1", "unit-grid2")
    assert len(rows_on(shelf, BOTH)["unit"]) == 5
    wall, tree = (shelf.standings()[view.name] for view in BOTH)
    assert (wall.position, wall.stopped_at, wall.stopped_by) == (2, 3, "KeyError at UnitOpened")
    assert (tree.position, tree.stopped_at) == (5, None)
    assert shelf.stopped == {"wall": wall}
    opened_again = desk.shelf(BOTH)
    assert opened_again.position == 5 and opened_again.follow() == 5
    assert opened_again.stopped == {"wall": wall}


def test_it_goes_on_once_it_is_made_anew(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = desk.shelf(BOTH)
    with monkeypatch.context() as patch:
        patch.setattr(Wall, "blot", choke)
        grids(desk, 1, 2, 3, 4)
        shelf.follow()
        assert shelf.rebuild(["wall"])["wall"].stopped_at == 3
    assert notes(shelf)["grid"].opened == 2

    assert shelf.rebuild(["wall"]) == {}

    assert notes(shelf)["grid"].opened == 4
    grids(desk, 5)
    assert shelf.follow() == 5 and shelf.stopped == {} and notes(shelf)["grid"].opened == 5


def test_a_later_version_goes_on_by_itself(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Wall, "blot", choke)
        grids(desk, 1, 2, 3, 4)
        desk.shelf(BOTH)

    later = desk.shelf((LaterWall, Tree))

    assert later.standings()["wall"].stopped_at is None and notes(later)["grid"].opened == 4


def test_what_no_column_holds_is_poison_too(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = desk.shelf(BOTH)
    fold = Wall.folds

    def too_many(*changes: object) -> dict:
        pin = fold(*changes)[UnitOpened]

        def pin_many(recorded: object) -> None:
            pin(recorded)
            if recorded.fact.unit == "unit-grid3":
                changes[0]["grid"].opened += 2**70

        return {UnitOpened: pin_many}

    monkeypatch.setattr(Wall, "folds", too_many)
    grids(desk, 1, 2, 3, 4)

    assert shelf.follow() == 4
    assert notes(shelf)["grid"].opened == 2 and shelf.stopped["wall"].stopped_at == 3
    assert shelf.rebuild()["wall"].stopped_at == 3
    assert notes(shelf)["grid"].opened == 2 and len(rows_on(shelf, BOTH)["unit"]) == 4


def test_who_chokes_once_by_bad_luck_is_not_stopped(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    choked = []

    def choke_once(fact: UnitOpened) -> None:
        if fact.unit == "unit-grid3" and not choked:
            choked.append(fact)
            raise RuntimeError

    shelf = desk.shelf(BOTH)
    monkeypatch.setattr(Wall, "blot", choke_once)
    grids(desk, 1, 2, 3, 4)

    assert shelf.follow() == 4 and shelf.stopped == {} and notes(shelf)["grid"].opened == 4


def test_what_stands_is_not_given_up_for_less(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = desk.shelf(BOTH)
    grids(desk, 1, 2, 3, 4)
    shelf.follow()
    monkeypatch.setattr(Wall, "blot", choke)

    assert set(shelf.rebuild()) == {"wall"}

    assert notes(shelf)["grid"].opened == 4
    assert shelf.standings()["wall"].stopped_at is None


def test_a_shelf_of_an_earlier_layout_learns_to_tell(desk: Desk) -> None:
    shelf = desk.shelf(BOTH)
    grids(desk, 1)
    shelf.follow()
    with shelf.store.writing() as connection:
        name = shelf.store.qualified("shelf")
        for column in ("stopped_at", "stopped_by"):
            connection.execute(text(f"ALTER TABLE {name} DROP COLUMN {column}"))
        connection.execute(text(f"UPDATE {name} SET version = 1 WHERE view = 'shelf'"))

    again = desk.shelf(BOTH)

    assert again.standings()["wall"].stopped_at is None and notes(again)["grid"].opened == 1
