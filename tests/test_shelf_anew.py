"""The shelf made anew: by a later program, after a loss, or because somebody wants it so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from ledger.book import Book
from ledger.storing.stores import open_memory
from projections.shelf import Shelf, open_store
from projections.shelf.faults import ShelfFault
from projections.views import VIEWS
from tests.shelves import KINDS, Desk, empty_desk, rows_on
from tests.wall import LaterWall, Note, Wall, grids, notes


@pytest.fixture(params=KINDS)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """An empty book, with a place for its views."""
    with empty_desk(request, tmp_path) as opened:
        yield opened


def test_a_later_version_is_made_anew_and_the_earlier_program_stops(desk: Desk) -> None:
    before = desk.shelf((Wall,))
    grids(desk, 1)
    before.follow()

    later = desk.shelf((LaterWall,))

    standing = later.standings()["wall"]
    assert (standing.version, standing.position) == (2, 1)
    assert notes(later) == notes(before)
    grids(desk, 2)
    with pytest.raises(ShelfFault, match="newer program"):
        before.follow()
    with pytest.raises(ShelfFault) as refused:
        desk.shelf((Wall,))
    assert "请升级程序" in refused.value.chinese


def test_readers_and_followers_go_on_while_the_wall_is_made_anew(desk: Desk) -> None:
    shelf, other = desk.shelf((Wall,), batch_facts=3), desk.shelf((Wall,))
    grids(desk, *range(1, 10))
    other.follow()
    told: list[tuple[str, int, int]] = []

    def meanwhile(*progress: Any) -> None:
        told.append(progress)
        assert notes(other)["grid"].opened == other.position
        if len(told) <= 3:
            grids(desk, 100 + len(told))
            other.follow()

    shelf.rebuild(progress=meanwhile)

    assert told[0] == ("wall", 3, 9) and told[-1] == ("wall", 12, 12)
    assert notes(other)["grid"] == Note("grid", 12, "unit-grid1", "unit-grid103")
    grids(desk, 200)
    assert other.follow() == 13 and notes(other)["grid"].opened == 13


def tables(shelf: Shelf) -> list[str]:
    """The tables there are."""
    with shelf.store.engine.connect() as connection:
        return sorted(shelf.store.tables(connection))


def test_a_killed_rebuild_changes_nothing_and_the_next_one_clears_it_away(desk: Desk) -> None:
    shelf = desk.shelf((Wall,), batch_facts=2)
    grids(desk, 1, 2, 3, 4)
    shelf.follow()

    def die(*_: Any) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        shelf.rebuild(progress=die)
    assert tables(shelf) == ["note_1", "note_2", "shelf"]
    assert notes(shelf)["grid"].opened == 4

    shelf.rebuild(["wall"])

    assert tables(shelf) == ["note_3", "shelf"]
    assert notes(shelf)["grid"].opened == 4


def test_nobody_makes_a_view_anew_that_there_is_not(desk: Desk) -> None:
    with pytest.raises(KeyError):
        desk.shelf((Wall,)).rebuild(["ceiling"])


def test_a_view_that_comes_back_catches_up_with_the_others(desk: Desk) -> None:
    desk.shelf((Wall, *VIEWS)).follow()
    alone = desk.shelf(VIEWS, batch_facts=2)
    grids(desk, 1, 2, 3)
    alone.follow()
    both = desk.shelf((Wall, *VIEWS), batch_facts=2)
    assert both.standings()["wall"].position == 0 and both.position == 0

    assert both.follow() == 3
    assert notes(both)["grid"].opened == 3
    assert len(rows_on(both)["unit"]) == 3


def test_views_of_another_book_are_made_anew(desk: Desk) -> None:
    shelf = desk.shelf((Wall,))
    grids(desk, 1, 2)
    shelf.follow()
    restored = Desk(desk.open_store, desk.closing)
    restored.keys("other")
    grids(restored, 7, 8)

    assert notes(restored.shelf((Wall,)))["grid"].last == "unit-grid8"


def test_views_that_are_ahead_of_the_book_are_made_anew(desk: Desk) -> None:
    shelf = desk.shelf((Wall,))
    grids(desk, 1, 2)
    shelf.follow()
    empty = Book(open_memory())

    assert notes(desk.shelf((Wall,), book=empty)) == {}
    empty.close()


def test_a_shelf_laid_out_by_a_later_program_is_left_alone(desk: Desk) -> None:
    shelf = desk.shelf((Wall,))
    with shelf.store.writing() as connection:
        name = shelf.store.qualified("shelf")
        connection.execute(text(f"UPDATE {name} SET version = 99 WHERE view = 'shelf'"))

    with pytest.raises(ShelfFault, match="newer program"):
        desk.shelf((Wall,))


def test_a_file_that_is_no_database_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "views.db").write_bytes(b"noodles, " * 1000)
    book = Book(open_memory())
    with pytest.raises(ShelfFault, match="cannot be read or written: file is not a") as refused:
        Shelf(open_store(tmp_path, "panlong"), book, VIEWS)
    assert "请删除" in refused.value.chinese
    book.close()


def test_a_server_that_is_not_there_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ShelfFault, match="cannot be read or written"):
        open_store(tmp_path, "panlong", "postgresql://nobody@127.0.0.1:1/nowhere")
