"""The outside check as the house lives with it: at night, at the desk, at a terminal, over HTTP."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.access.roles import Role
from api.errands.running import Errands
from api.journals.outside import PROGRAMS
from tests.bookkeepers import bookkeepers_at_hand, forge, outcomes_of
from tests.doorstep import WANG, Browser
from tests.house_open import OpenHouse, problem
from tests.office_day import ZHOU, OfficeDay, path_of
from tests.story import clock
from tests.terminal import goldenbean

PAGE = "/desk/books"


@pytest.fixture(scope="module", autouse=True)
def at_hand() -> None:
    """Both programs are there."""
    bookkeepers_at_hand()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeDay]:
    """Sunday morning; Wang sweeps the yard and has twenty beans."""
    day = OfficeDay(tmp_path)
    day.serves(WANG)
    yield day
    day.close()


def night_of(office: OfficeDay, day: str) -> None:
    """Turn the clock to ten past two of that night."""
    office.clock.turn_to(clock(f"{day} 02:10"))


def said(office: OfficeDay) -> dict[str, str]:
    """What each program said last."""
    check = office.ledger.checks.last()
    return {each.program: each.outcome for each in check.verdicts} if check else {}


# At night ---------------------------------------------------------------------------------------


def test_every_night_both_programs_are_asked_once(office: OfficeDay) -> None:
    errands = Errands(office.house)
    assert (errands.check_journals(), said(office)) == (0, {})  # It is the middle of the day.
    for night in ("2026-11-23", "2026-11-24"):
        night_of(office, night)
        assert (errands.check_journals(), errands.check_journals()) == (1, 0)
        assert said(office) == {"beancount": "ok", "hledger": "ok"}
    office.later(hours=20)
    assert errands.check_journals() == 0


def test_a_night_without_power_is_made_up_for_in_the_morning(office: OfficeDay) -> None:
    errands = Errands(office.house)
    night_of(office, "2026-11-23")
    errands.check_journals()
    office.clock.turn_to(clock("2026-11-24 09:00"))
    assert (errands.check_journals(), errands.check_journals()) == (1, 0)


def test_a_bean_that_was_slipped_into_a_view_is_found_in_the_night(
    office: OfficeDay, caplog: pytest.LogCaptureFixture
) -> None:
    forge(office.ledger.shelf, "account", f"SET beans = beans + 1 WHERE volunteer = '{WANG}'")
    night_of(office, "2026-11-23")
    Errands(office.house).check_journals()
    assert said(office) == {"beancount": "differs", "hledger": "differs"}
    assert "hledger, asked about the book of home: differs" in caplog.messages


def test_a_house_that_is_closing_stops_the_check_and_keeps_no_half_answer(
    office: OfficeDay,
) -> None:
    errands = Errands(office.house)
    errands.start()
    errands.stop()
    night_of(office, "2026-11-23")
    check = office.ledger.checks.run(office.clock.now(), stopping=lambda: True)
    assert check is not None and {each.outcome for each in check.verdicts} == {"unfinished"}
    assert (errands.check_journals(), office.ledger.checks.last()) == (0, None)


def test_views_that_cannot_be_read_are_told_too(office: OfficeDay) -> None:
    forge(office.ledger.shelf, "account_group", "SET name = 'treasury' WHERE name = 'issuance'")
    with pytest.raises(KeyError):
        office.ledger.checks.run(office.clock.now())
    assert said(office) == dict.fromkeys(PROGRAMS, "unfinished")


def test_a_house_without_the_programs_says_so_and_goes_on(
    office: OfficeDay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    night_of(office, "2026-11-23")
    assert Errands(office.house).check_journals() == 1
    assert said(office) == dict.fromkeys(PROGRAMS, "not_installed")
    assert "没有可用的核对程序" in office.at_desk().open(PAGE)


# At the desk ------------------------------------------------------------------------------------


def test_the_office_is_led_to_the_check_and_may_ask_for_one(office: OfficeDay) -> None:
    desk = office.at_desk()
    assert f'href="{PAGE}"' in desk.open("/desk")
    assert "尚未核对" in desk.open(PAGE)
    assert "已安排核对" in desk.press(f"{PAGE}/check")
    assert path_of(desk) == PAGE
    assert Errands(office.house).check_journals() == 1
    told = desk.open(PAGE)
    assert "数字全部一致" in told and "已安排核对" not in told
    assert "/desk/books/journal" not in told


def test_what_exactly_differs_is_for_those_who_may_read_the_book(office: OfficeDay) -> None:
    forge(office.ledger.shelf, "account", f"SET beans = beans + 1 WHERE volunteer = '{WANG}'")
    office.ledger.checks.run(office.clock.now())
    staff, admin = office.at_desk().open(PAGE), office.admin().open(PAGE)
    assert "未能确认一致" in staff and "发现不一致" in staff
    assert "Assets:Volunteers" in admin and "Assets:Volunteers" not in staff


def test_the_auditor_comes_straight_to_the_check_and_takes_the_journal_home(
    office: OfficeDay, tmp_path: Path
) -> None:
    office.appoint(ZHOU, Role.AUDITOR)
    auditor = office.at_desk(role=Role.AUDITOR)
    assert 'action="/sign-out"' in auditor.open(PAGE)
    texts = {layout: _downloaded(auditor, layout) for layout in PROGRAMS}
    assert outcomes_of(texts, tmp_path) == dict.fromkeys(PROGRAMS, "ok")


def _downloaded(browser: Browser, layout: str) -> str:
    answer = browser.get(f"{PAGE}/journal", params={"format": layout})
    kept = answer.headers["content-disposition"]
    assert answer.status_code == 200 and kept.startswith('attachment; filename="golden-bean-home-')
    assert len(answer.content) == int(answer.headers["content-length"])
    return answer.text


# Over HTTP --------------------------------------------------------------------------------------


def test_the_auditors_key_fetches_the_journal_as_of_the_last_fact(
    any_home: OpenHouse, tmp_path: Path
) -> None:
    wang = any_home.volunteer()
    assert any_home.serves(wang).status_code == 201
    texts = {}
    for layout in PROGRAMS:
        answer = any_home.auditor.looks("/ledger/journal", format=layout)
        assert f"position {any_home.facts()}" in answer.text
        texts[layout] = answer.text
    assert outcomes_of(texts, tmp_path) == dict.fromkeys(PROGRAMS, "ok")
    assert problem(any_home.auditor.looks("/ledger/journal", format="abacus"))[0] == 400
    assert problem(any_home.organizer.looks("/ledger/journal", format="hledger"))[0] == 403


def test_whoever_watches_the_house_hears_what_the_programs_said(home: OpenHouse) -> None:
    told = home.client.get("/health/ready").json()["ledgers"][0]["outside_check"]
    home.ledger.checks.run(home.clock.now())
    again = home.client.get("/health/ready").json()["ledgers"][0]["outside_check"]
    assert (told, again) == ({}, dict.fromkeys(PROGRAMS, "ok"))


# At a terminal ----------------------------------------------------------------------------------


def test_the_clerk_exports_for_both_and_has_both_asked(jinsha: Path, tmp_path: Path) -> None:
    for layout, name in (("beancount", "a.beancount"), ("hledger", "a.journal")):
        file = tmp_path / name
        ended = goldenbean("export", "--format", layout, file, "--data", jinsha)
        assert (ended.returncode, ended.stdout) == (0, "")
        assert outcomes_of({layout: file.read_text()}, tmp_path) == {layout: "ok"}
    ended = goldenbean("verify", "--outside", "--data", jinsha)
    assert ended.returncode == 0
    assert "beancount: 一致 agrees" in ended.stdout and "hledger: 一致 agrees" in ended.stdout


def test_whoever_is_asked_tells_of_a_bean_that_never_was(own: Path) -> None:
    views = own / "ledgers" / "home" / "views.db"
    with sqlite3.connect(views) as opened:
        names = opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        (table,) = [name for (name,) in names if name.startswith("account_group_")]
        opened.execute(f"INSERT INTO {table} VALUES ('expired', 1, 1)")
    opened.close()
    ended = goldenbean("verify", "--outside", "--data", own)
    assert ended.returncode == 1
    assert "hledger: 不一致 differs" in ended.stdout and "Equity:Expired" in ended.stdout
