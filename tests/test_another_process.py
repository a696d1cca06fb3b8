"""A list that decides about people is the same in every process, on every store, next year too."""

from __future__ import annotations

import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import msgspec

from projections.eligibility import Eligibility
from projections.shelf import Shelf
from tests.evaluator import views_of
from tests.places import Place
from tests.processes import HOUSE
from tests.shelves import Desk
from tests.test_eligibility import DIGEST, everything_changes, november_on_the_lane, of_november


def computed_elsewhere(place: Place, position: int, own_views: Path) -> list[str]:
    """The digests that another process comes to, by the served views and by its own."""
    told = (msgspec.json.encode(place).decode(), str(position), str(own_views))
    done = subprocess.run(
        [sys.executable, "-m", "tests.evaluator", *told], cwd=HOUSE, check=True, timeout=120,
        capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout.split()


def test_two_processes_come_to_one_digest_also_after_a_rebuild(
    place: Place, tmp_path: Path
) -> None:
    with ExitStack() as closing:
        desk = Desk(lambda: views_of(place), closing)
        desk.book = closing.enter_context(place.book())
        november_on_the_lane(desk)
        position, shelf = desk.book.head(), Shelf(views_of(place), desk.book, (Eligibility,))
        closing.callback(shelf.close)
        shelf.follow()
        live = of_november(shelf, position).digest
        elsewhere = computed_elsewhere(place, position, tmp_path / "own")
        assert elsewhere == [live, live] == [DIGEST, DIGEST]
        everything_changes(desk)
        shelf.follow()
        changed_at = desk.book.head()
        changed = of_november(shelf, changed_at).digest
        shelf.rebuild()
        assert of_november(shelf, position).digest == DIGEST != changed
        assert of_november(shelf, changed_at).digest == changed
        assert computed_elsewhere(place, changed_at, tmp_path / "new") == [changed, changed]
