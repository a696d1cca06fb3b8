"""The whole book added up again, with everything in it that came to light later."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from api.access.roles import Role
from api.settings import Settings
from api.verifying.verification import Verification
from tests.house_open import OpenHouse, open_house
from tests.test_ripples_of_imports import brought_in

DAY = "2026-11-22"


def a_month_with_second_looks(home: OpenHouse) -> None:
    """Eleven hours, reviewed and corrected; spent beans of a day that never was; an award."""
    wang, zhao = home.volunteer("王秀英"), home.volunteer("赵小梅")
    office = home.let_in(Role.STAFF, unit=home.lane)
    activity = home.activity(f"{DAY} 08:00", f"{DAY} 19:00")
    home.it_is(f"{DAY} 19:00")
    both = [home.presence(who, activity, f"{DAY} 08:00", f"{DAY} 19:00") for who in (wang, zhao)]
    rated = {"attendances": [{"attendance": one, "rating": 5} for one in both]}
    home.admin.gets(f"/activities/{activity}/confirmations", rated)
    office.gets(f"/attendances/{both[0]}/review", {"accepted_minutes": 90, "reason": "有人看见"})
    shorter = {"out_at": f"{DAY}T16:40:00+08:00", "reason": "提前离开"}
    office.gets(f"/attendances/{both[0]}/correction", shorter)
    office.gets(f"/attendances/{both[1]}/correction", {"break_minutes": 60, "reason": "午休"})
    told = {"code": "verified_clue", "grade": 20, "reference": "燃气隐患 7 号楼"}
    office.gets(f"/volunteers/{zhao.who.volunteer}/awards", told)
    code = wang.gets("/redemption-codes")["code"]
    home.merchant().gets("/redemptions", {"code": code, "beans": 40, "capture": True})
    home.admin.gets(f"/activities/{activity}/revocation", {"reason": "没有举办"})
    why = {"reason": "平台重复登记"}
    asked = home.admin.gets(f"/volunteers/{wang.who.volunteer}/write-offs", why)
    office.gets(f"/proposals/{asked['proposal']}/approval")
    home.serves(zhao, "2026-11-24")
    for imported in (brought_in(home, wang), brought_in(home, wang)):
        shorter = {"minutes": 60, "service_day": "2026-04-02", "reason": "日期写错"}
        office.gets(f"/records/{imported}/correction", shorter)
    office.gets(f"/records/{imported}/revocation", {"reason": "没有的事"})


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The data of that month, with the house closed."""
    with open_house(tmp_path) as home:
        a_month_with_second_looks(home)
    return tmp_path


def differences(data: Path) -> list[str]:
    """What somebody finds who adds it all up."""
    settings = Settings.from_environment({"GOLDENBEAN_ENV": "test"}, data)
    return [str(each) for each in Verification(settings, "home").run(lambda done, all: None)]


def test_replayed_from_the_first_fact_everything_agrees(kept: Path) -> None:
    assert differences(kept) == []
    with sqlite3.connect(kept / "ledgers" / "home" / "book.db") as book:
        kinds = {kind for (kind,) in book.execute("SELECT DISTINCT type FROM fact")}
    book.close()
    assert kinds >= {
        "ServiceCorrected", "PendingReviewed", "ActivityRevoked", "AttendanceRevoked",
        "BeansGranted", "BeansClawedBack", "DebtForgiven",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("fact", "before", "after", "found"),
    [
        ("PendingReviewed", '"accepted_minutes":90', '"accepted_minutes":95', "minutes of att"),
        ("ServiceCorrected", '"minutes_before":570', '"minutes_before":500', "the book says"),
        ("DebtForgiven", '"balance_after":0', '"balance_after":9', "the fact says 9"),
    ],
)
def test_somebody_who_changes_what_was_looked_at_is_found(
    kept: Path, fact: str, before: str, after: str, found: str
) -> None:
    with sqlite3.connect(kept / "ledgers" / "home" / "book.db") as book:
        book.execute("DROP TRIGGER facts_are_not_changed")
        changed = book.execute(
            "UPDATE fact SET data = replace(data, ?, ?) WHERE type = ?", (before, after, fact)
        ).rowcount
    book.close()
    assert changed
    assert any(found in each for each in differences(kept))


@pytest.mark.parametrize("sheet", ["hours_session", "hours_served"])
def test_hours_on_the_wall_that_nobody_served_are_found(kept: Path, sheet: str) -> None:
    assert differences(kept) == []  # The views have read everything now.
    with sqlite3.connect(kept / "ledgers" / "home" / "views.db") as views:
        (table,) = views.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE ?", (f"{sheet}_%",)
        ).fetchone()
        views.execute(f'UPDATE "{table}" SET minutes = minutes + 1')
    views.close()
    assert any(f"View {sheet}, row" in each for each in differences(kept))


def test_supply_that_was_changed_in_its_view_is_found(kept: Path) -> None:
    with closing(sqlite3.connect(kept / "ledgers" / "home" / "views.db")) as views:
        names = views.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        (table,) = [name for (name,) in names if name.startswith("supply_source_")]
        views.execute(f"UPDATE {table} SET issued = issued + 5 WHERE clawed_back > 0")
        views.commit()
    found = differences(kept)
    assert found and all("View supply_source" in each for each in found)


def test_a_row_of_a_view_that_is_nobodys_is_a_difference_like_any_other(kept: Path) -> None:
    with closing(sqlite3.connect(kept / "ledgers" / "home" / "views.db")) as views, views:
        names = [name for (name,) in views.execute("SELECT name FROM sqlite_master")]
        (table,) = (name for name in names if re.fullmatch(r"attendance_\d+", name))
        views.execute(f"UPDATE {table} SET volunteer = NULL")
    assert any("View attendance, row None" in line for line in differences(kept))
