"""The golden sessions, from arrival to beans, as an organizer enters them over HTTP."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.house_open import OpenHouse
from tests.story import clock

DAY = "2026-11-22"
GOLDEN = """
 1 | 09:00–11:00 | 08:50–11:05 |  0 | general      | 125 |  0 |  20 |  0
 2 | 09:00–11:00 | 08:30–12:30 |  0 | general      | 150 |  0 |  25 |  0
 4 | 09:00–09:30 | 09:02–09:27 |  0 | general      |  25 |  0 |   5 |  0
 5 | 14:00–17:00 | 14:00–16:55 |  0 | care         | 175 |  0 |  36 |  0
 7 | 08:00–18:00 | 08:00–18:00 | 60 | general      | 480 | 60 |  80 |  0
 8 | 08:00–16:00 | 08:00–16:00 |  0 | professional | 480 |  0 | 100 | 28
10 | 09:00–12:00 | 09:20–11:58 | 15 | professional | 143 |  0 |  32 |  0
"""


@pytest.mark.parametrize("row", GOLDEN.strip().splitlines())
def test_a_golden_session_comes_out_as_it_is_written(home: OpenHouse, row: str) -> None:
    _, plan, presence, rest, category, *worth = (cell.strip() for cell in row.split("|"))
    wang = home.volunteer()
    counted = session(home, wang.who.volunteer, plan, presence, int(rest), category)
    told = ("minutes", "pending_minutes", "beans", "capped_beans")
    assert [counted[name] for name in told] == [int(cell) for cell in worth]
    assert (counted["training_minutes"], counted["grade"]) == (0, "B")


def test_a_cap_that_leaves_nothing_still_says_what_it_cut_off(home: OpenHouse) -> None:
    zhao = home.volunteer("赵小梅").who.volunteer
    morning = session(home, zhao, "06:00–12:40", "06:00–12:40", 0, "professional")
    assert (morning["beans"], morning["capped_beans"]) == (100, 4)
    evening = session(home, zhao, "15:00–16:00", "15:00–16:00", 0, "professional")
    told = ("minutes", "pending_minutes", "beans", "capped_beans")
    assert [evening[name] for name in told] == [60, 0, 0, 16]


def test_training_is_recorded_as_training(home: OpenHouse) -> None:
    zhao = home.volunteer("赵小梅").who.volunteer
    counted = session(home, zhao, "09:00–11:00", "09:00–11:00", 0, "training")
    told = ("minutes", "training_minutes", "beans")
    assert [counted[name] for name in told] == [0, 120, 0]


def session(
    home: OpenHouse, volunteer: str, plan: str, presence: str, rest: int, category: str
) -> dict[str, int]:
    """One activity from its plan to its confirmation; returns what it came to."""
    starts, ends, came, left = (f"{DAY} {t}" for t in f"{plan}–{presence}".split("–"))
    activity = home.activity(starts, ends, category=category)
    home.it_is(f"{DAY} 20:00")
    here = f"/activities/{activity}"
    entered = home.organizer.gets(
        f"{here}/check-ins", {"volunteer": volunteer, "at": clock(came).isoformat()}
    )
    gone = home.organizer.gets(
        f"{here}/check-outs", {"volunteer": volunteer, "at": clock(left).isoformat()}
    )
    present = datetime.fromisoformat(gone["at"]) - datetime.fromisoformat(entered["at"])
    assert gone["minutes_present"] == present // timedelta(minutes=1)
    rated = {"attendance": entered["attendance"], "rating": 5, "break_minutes": rest}
    confirmed = home.organizer.gets(f"{here}/confirmations", {"attendances": [rated]})
    (counted,) = confirmed["results"]
    return counted
