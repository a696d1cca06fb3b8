"""Wang and Zhao had signed up at the API when the patrol moved: who has read it, who is told."""

from __future__ import annotations

from typing import Any

from tests.house_open import OpenHouse, problem
from tests.test_api_signing_up import plan


def states(home: OpenHouse, path: str) -> tuple[int, dict[str, str]]:
    """How many are left, and how each of them learnt of it."""
    seen: dict[str, Any] = home.organizer.sees(path)
    return seen["left"], {one["name_masked"]: one["state"] for one in seen["items"]}


def test_one_reads_it_one_is_told_and_a_second_move_opens_both_again(home: OpenHouse) -> None:
    wang, zhao = home.volunteer("王秀英"), home.volunteer("赵小梅")
    here = f"/activities/{plan(home, capacity=1)['id']}"
    path = f"{here}/notices"
    for each in (wang, zhao):
        each.gets(f"{here}/sign-ups")
    assert home.organizer.sees(path) == {"change": 0, "left": 0, "items": []}
    assert problem(wang.asks(path)) == (404, "activity_unknown")
    home.organizer.gets(f"{here}/move", {"place": "西门"})
    assert states(home, path) == (2, {"王**": "open", "赵**": "open"})
    wang.gets(path, {"change": 1})
    told = {"volunteer": zhao.who.volunteer}
    home.organizer.gets(path, told)
    home.organizer.gets(path, told)
    assert states(home, path) == (0, {"王**": "seen", "赵**": "told"})
    home.organizer.gets(f"{here}/cancellation", {"reason": "下雨"})
    assert states(home, path) == (2, {"王**": "open", "赵**": "open"})
    assert problem(wang.asks(path, {"change": 1})) == (409, "changed_again")


def test_nobody_says_for_a_neighbour_that_they_know(home: OpenHouse) -> None:
    wang, zhao = home.volunteer("王秀英"), home.volunteer("赵小梅")
    here = f"/activities/{plan(home)['id']}"
    zhao.gets(f"{here}/sign-ups")
    home.organizer.gets(f"{here}/move", {"place": "西门"})
    answer = wang.asks(f"{here}/notices", {"volunteer": zhao.who.volunteer})
    assert answer.status_code == 404
    assert problem(home.organizer.asks(f"{here}/notices")) == (422, "who_untold")
    assert states(home, f"{here}/notices") == (1, {"赵**": "open"})
