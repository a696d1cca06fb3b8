"""The shelf: one note on the wall for each visitor, whoever pins it there and whenever."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.facts import UnitOpened
from tests.neighbourhood import DISTRICT_OPEN, LANE_OPEN, STREET_OPEN
from tests.shelves import KINDS, Desk, empty_desk
from tests.wall import NINE, Note, Wall, grids, notes


@pytest.fixture(params=KINDS)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """An empty book, with a place for its views."""
    with empty_desk(request, tmp_path) as opened:
        yield opened


def test_a_row_adds_up_keeps_its_first_and_its_last(desk: Desk) -> None:
    shelf = desk.shelf((Wall,), batch_facts=2)
    grids(desk, 1, 2, 3)
    shelf.follow()
    grids(desk, 4)

    assert shelf.follow() == 4
    assert notes(shelf) == {"grid": Note("grid", 4, "unit-grid1", "unit-grid4")}


def test_a_writer_sees_the_own_write(desk: Desk) -> None:
    shelf = desk.shelf((Wall,))
    for number in range(1, 6):
        assert shelf.wait_for(grids(desk, number), timeout_seconds=30)
        assert notes(shelf)["grid"].last == f"unit-grid{number}"


def test_a_writer_on_an_event_loop_sees_the_own_write(desk: Desk) -> None:
    shelf = desk.shelf((Wall,))

    async def write_and_look() -> list[int]:
        seen = []
        for number in range(1, 6):
            position = await asyncio.to_thread(grids, desk, number)
            assert await shelf.at_least(position, timeout_seconds=30)
            seen.append(notes(shelf)["grid"].opened)
        return seen

    assert asyncio.run(write_and_look()) == [1, 2, 3, 4, 5]


def test_who_waits_for_what_was_never_written_is_told_so(desk: Desk) -> None:
    shelf = desk.shelf((Wall,))
    assert not shelf.wait_for(1, timeout_seconds=0)
    assert not asyncio.run(shelf.at_least(1, timeout_seconds=0))


def test_many_shelves_that_follow_at_once_count_everything_once(desk: Desk) -> None:
    shelves = [desk.shelf((Wall,), batch_facts=7) for _ in range(4)]
    grids(desk, *range(1, 301))
    threads = [threading.Thread(target=shelf.follow) for shelf in shelves]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {shelf.position for shelf in shelves} == {300}
    assert notes(shelves[0])["grid"].opened == 300


def test_what_one_command_wrote_is_seen_whole_or_not_at_all(desk: Desk) -> None:
    batches: list[int] = []
    shelf = desk.shelf((Wall,), batch_facts=1)
    three = (DISTRICT_OPEN, STREET_OPEN, LANE_OPEN)
    desk.together(NINE, *three)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Wall, "blot", lambda fact: batches.append(len(notes(shelf))))
        shelf.follow()

    assert batches == [0, 0, 0] and len(notes(shelf)) == 3


def test_who_dies_in_the_middle_leaves_the_wall_as_it_was(desk: Desk) -> None:
    shelf = desk.shelf((Wall,), batch_facts=2)
    grids(desk, 1, 2, 3, 4)

    def die(fact: UnitOpened) -> None:
        if fact.unit == "unit-grid4":
            raise MemoryError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Wall, "blot", die)
        with pytest.raises(MemoryError):
            shelf.follow()
        assert shelf.standings()["wall"].position == 2
        assert notes(shelf)["grid"].opened == 2

    assert shelf.follow() == 4
    assert notes(shelf)["grid"] == Note("grid", 4, "unit-grid1", "unit-grid4")


def test_the_follower_tells_its_fault_and_recovers_from_it(desk: Desk) -> None:
    shelf = desk.shelf((Wall,))

    deaths = threading.Semaphore(0)

    def die(fact: UnitOpened) -> None:
        deaths.release()
        raise MemoryError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Wall, "blot", die)
        position = grids(desk, 1)
        shelf.keep_warm().hurry()
        deaths.acquire()
        shelf.keep_warm().hurry()
        deaths.acquire()  # It tries once more only after it has told of the first time.
        assert isinstance(shelf.fault, MemoryError)

    assert shelf.wait_for(position, timeout_seconds=30)
    assert shelf.wait_for(grids(desk, 2), timeout_seconds=30) and shelf.fault is None
