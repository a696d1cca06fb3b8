"""The clock writes every document once, makes up for what it missed, and forgery is found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from api.errands.running import Errands
from api.supervision import ViewsStandStill
from ledger.facts import Figures
from ledger.supervision import document_digest
from projections.activity_board import ActivityBoard
from projections.shelf.faults import Poisoned
from projections.shelf.standings import standings, stop
from projections.supervision_sums import ADDED_VIEWS
from tests.house_open import open_house, problem
from tests.patterns import happened
from tests.supervising import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A served house."""
    with open_house(tmp_path) as home:
        yield Office(home, tmp_path)


def test_a_day_is_checked_at_its_end_once_by_whomever(office: Office) -> None:
    home = office.home
    office.serves("2026-11-22", 120)
    home.it_is("2026-11-22 23:59")
    assert office.runs() == 0
    home.it_is("2026-11-23 00:01")
    assert office.runs() == 1
    assert office.runs() == 0  # Another process, or the same after a restart.
    told = {fact.unit: fact.figures for fact in office.documents()}
    sunday = Figures(
        activities_held=1, arrivals=1, sessions=1, service_minutes=120, sessions_of_grade_a=1
    )
    assert told == {home.lane: sunday, home.street: sunday}  # Beyond the river nothing happened.
    assert office.finds() == []


def test_what_was_missed_is_made_up_once_and_only_where_something_happened(
    office: Office,
) -> None:
    for day in ("2026-11-20", "2026-11-22", "2026-11-24", "2026-11-25"):
        office.serves(day, 60)
    office.home.it_is("2026-12-07 08:00")
    assert (office.runs(), office.runs()) == (6, 0)
    street = [fact for fact in office.documents() if fact.unit == office.home.street]
    assert [(fact.period, fact.figures.service_minutes) for fact in street] == [
        ("2026-11-22", 60), ("2026-11-24", 60), ("2026-11-25", 60),
        ("2026-W47", 120), ("2026-W48", 120), ("2026-11", 240),
    ]  # fmt: skip


def test_a_later_correction_changes_no_document_and_a_forged_figure_is_found(
    office: Office,
) -> None:
    office.serves("2026-11-22", 120)
    office.home.it_is("2026-11-23 00:01")
    office.runs()
    before = office.documents()
    office.takes_back("2026-11-22", 120)
    office.home.it_is("2026-11-30 08:00")
    office.serves("2026-11-29", 30)
    assert office.runs() == 2  # The 29th, and the week of the 22nd, in which minutes are gone.
    assert office.documents()[:2] == before
    assert office.finds() == []
    (first, *_) = before
    more = replace(first.figures, service_minutes=180)
    forged = replace(
        first, listing="list-forged", figures=more,
        digest=document_digest(first.kind, first.unit, first.period, first.policy, more),
    )  # fmt: skip
    happened(office.home, forged, replace(first, period="2026-W99"))
    assert len(office.finds()) == 2


def test_whoever_reads_a_document_sees_what_has_changed_since_beside_it(office: Office) -> None:
    home = office.home
    office.serves("2026-11-22", 120)
    home.it_is("2026-11-23 00:01")
    office.runs()
    path = f"/supervision/{home.lane}/2026-11-22"
    read = home.admin.sees(path)
    assert (read["figures"]["service_minutes"], read["figures"]["no_shows"]) == (120, 0)
    assert (read["kind"], read["frozen_by"], read["adjustments"]) == ("day", "clock", [])
    office.takes_back("2026-11-22", 120)
    again = home.admin.sees(path)
    assert again["figures"] == read["figures"] and again["digest"] == read["digest"]
    told = {each["figure"]: (each["frozen"], each["now"]) for each in again["adjustments"]}
    assert told == {
        "sessions": (1, 0), "service_minutes": (120, 0), "sessions_of_grade_a": (1, 0),
        "revocations": (0, 1),
    }  # fmt: skip
    street = home.admin.sees(f"/supervision/{home.street}/2026-11-22")
    assert [part["unit"] for part in street["parts"]] == [home.lane]
    assert street["parts"][0]["figures"] == street["figures"]
    assert not any(street["directly"].values())
    assert problem(home.admin.looks(f"/supervision/{home.lane}/2026-11-24")) == (404, "not_found")
    assert problem(home.admin.looks(f"/supervision/{home.lane}/2026-13")) == (404, "not_found")


def test_documents_come_in_pages_the_last_first_and_by_kind(office: Office) -> None:
    home = office.home
    for day in ("2026-11-22", "2026-11-24", "2026-11-25"):
        office.serves(day, 60)
    home.it_is("2026-11-30 08:00")
    office.runs()
    told, cursor = [], ""
    while cursor is not None:
        page = home.admin.sees("/supervision", unit=home.lane, limit=2, cursor=cursor)
        told += [each["period"] for each in page["items"]]
        cursor = page["next_cursor"]
    assert told == ["2026-W47", "2026-11-25", "2026-11-24", "2026-11-22"]
    weeks = home.admin.sees("/supervision", unit=home.lane, kind="week")["items"]
    assert [each["period"] for each in weeks] == ["2026-W47"]
    everybody = home.auditor.sees("/supervision", kind="week")["items"]
    assert {each["unit"] for each in everybody} == {home.lane, home.street}


def test_a_lane_that_moves_back_in_time_leaves_its_street_the_sum_that_it_was(
    office: Office,
) -> None:
    home = office.home
    elsewhere = home.opens("street", "青云街道")
    office.serves("2026-11-22", 120)
    home.it_is("2026-11-23 00:01")
    office.runs()
    told = {"parent": elsewhere, "on": "2026-11-22"}
    home.admin.gets(f"/org-units/{home.lane}/move", told)
    street = home.admin.sees(f"/supervision/{home.street}/2026-11-22")
    assert [part["unit"] for part in street["parts"]] == [home.lane]
    assert not any(street["directly"].values())
    now = {each["figure"]: each["now"] for each in street["adjustments"]}
    assert now["sessions"] == 0
    assert office.finds() == []


def test_while_a_view_stands_still_nothing_is_frozen_and_once_it_goes_on_the_clock_makes_up(
    office: Office,
) -> None:
    home, shelf = office.home, office.home.ledger.shelf
    office.serves("2026-11-22", 120)
    poison = Poisoned(ActivityBoard.name, 9, "KeyError at ActivityPublished")
    with shelf.store.writing() as connection:
        stop(connection, standings(connection, ADDED_VIEWS)[ActivityBoard.name], poison)
    home.it_is("2026-11-23 00:01")
    errands = Errands(home.house)
    with pytest.raises(ViewsStandStill):
        errands.freeze_documents()
    assert office.documents() == []
    shelf.rebuild([ActivityBoard.name])
    assert errands.freeze_documents() == 1
