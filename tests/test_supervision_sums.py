"""What a street has is what its communities have and what is attached to the street itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import asdict

from api.pages.supervising.sources import FIGURES
from ledger.counting.periods import read_period
from ledger.facts import Figures
from ledger.supervision import FreezeDocuments
from projections.shelf.moment import moment_of
from projections.supervision import Supervision
from projections.supervision_days import SupervisionDays
from projections.supervision_sums import ADDED_VIEWS, KINDS, SupervisionSums
from tests.fortnight import TREE, Town, below
from tests.neighbourhood import RULES
from tests.shelves import KINDS as STORES
from tests.shelves import Desk, empty_desk, rows_on
from tests.story import SHANGHAI
from tests.tree import opened


@pytest.fixture(params=STORES)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """The tree with nobody in it, and a place for its views."""
    with empty_desk(request, tmp_path) as empty:
        told = [opened(unit, kind, parent) for unit, (kind, parent) in TREE.items()]
        empty.do("2026-11-01 08:00", RULES, *told)
        yield empty


def figures(desk: Desk, name: str) -> dict[str, Figures]:
    """What the views come to, for every unit; asked for alone it is the same."""
    shelf, period = desk.shelf(), read_period(name)
    shelf.follow()
    with moment_of(shelf, ADDED_VIEWS) as moment:
        assert moment is not None and moment.position == desk.book.head()
        sums = SupervisionSums(moment, SHANGHAI)
        found = sums.of(period)
        assert found == {unit: sums.of_unit(unit, period) for unit in found}
    return found


def added(*parts: Figures) -> Figures:
    """Figures added up, one by one."""
    total: Counter[str] = Counter()
    for part in parts:
        total.update(asdict(part))
    return Figures(**total)


PERIODS = ("2026-11-25", "2026-11-30", "2026-W48", "2026-W49", "2026-11", "2026-Q4", "2026")


@pytest.mark.parametrize("seed", [1, 2])
def test_a_parent_is_the_sum_of_its_children_and_of_what_is_directly_attached(
    desk: Desk, seed: int
) -> None:
    town = Town(seed)
    desk.together("2026-12-08 09:00", *town.facts)
    for name in PERIODS:
        period, found = read_period(name), figures(desk, name)
        for unit, (kind, _) in TREE.items():
            told = found.get(unit, Figures())
            if kind not in KINDS:
                assert unit not in found
                continue
            assert told == town.of(below(unit), period.first, period.last), (name, unit)
            children = [each for each, (_, parent) in TREE.items() if parent == unit]
            if kind != "community":
                parts = [found.get(each, Figures()) for each in children]
                directly = town.of({unit}, period.first, period.last)
                assert told == added(*parts, directly), (name, unit)


def test_every_figure_with_a_page_of_its_own_is_the_sum_of_what_is_on_it(desk: Desk) -> None:
    desk.together("2026-12-08 09:00", *Town(4).facts)
    period, found = read_period("2026-11"), figures(desk, "2026-11")
    with moment_of(desk.shelf(), ADDED_VIEWS) as moment:
        assert moment is not None
        sums = SupervisionSums(moment, SHANGHAI)
        for unit, told in found.items():
            parts = {each: sums.behind(each, period, unit) for each in FIGURES}
            assert {each: sum(one.number for one in parts[each]) for each in parts} == {
                each: asdict(told)[each] for each in FIGURES
            }, unit
        changed = sums.behind("corrections", period, "unit-d")
    assert {one.source.partition("-")[0] for one in changed} == {"activity", "volunteer"}


def test_what_the_views_know_is_the_same_when_they_are_made_anew(desk: Desk) -> None:
    desk.together("2026-12-08 09:00", *Town(3).facts)
    told = figures(desk, "2026-11")
    asked = FreezeDocuments(
        period="2026-11", book_position=desk.book.head(), figures=told, frozen_by="clock"
    )
    desk.do("2026-12-08 09:00", asked)
    shelf = desk.shelf()
    shelf.follow()
    views = (Supervision, SupervisionDays)
    live = rows_on(shelf, views)
    assert all(live.values())
    kept = Supervision(shelf).document("unit-d", "2026-11")
    assert kept is not None and kept.figures == told["unit-d"]
    shelf.rebuild()
    assert rows_on(shelf, views) == live
    assert figures(desk, "2026-11") == told
