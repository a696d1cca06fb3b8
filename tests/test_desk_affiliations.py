"""What somebody belongs to, kept at the desk by its kind and its days alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ledger.subjects.affiliations import Affiliations
from tests.doorstep import WANG
from tests.second_desk import SecondDesk


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SecondDesk]:
    """Sunday morning at the office."""
    day = SecondDesk(tmp_path)
    yield day
    day.close()


def held(office: SecondDesk, on: date) -> list[str]:
    """What Wang belongs to on a day."""
    return [each.kind for each in office.ledger.book.look(Affiliations(WANG)).held_on(on)]


def test_zhou_records_what_wang_belongs_to_and_when_it_ends(office: SecondDesk) -> None:
    zhou, at = office.zhou(), office.to_wang("affiliations")
    assert "归属" in zhou.open(office.to_wang("affiliations").rpartition("/")[0])
    zhou.open(at)
    page = zhou.press(at, kind="student", since="2026-09-01")
    assert "青年学生" in page and held(office, date(2026, 11, 22)) == ["student"]
    zhou.press(f"{at}/end", last="2026-11-30")
    assert held(office, date(2026, 11, 30)) == ["student"] and held(office, date(2026, 12, 1)) == []


def test_what_cannot_be_read_or_is_there_already_is_said(office: SecondDesk) -> None:
    zhou, at = office.zhou(), office.to_wang("affiliations")
    zhou.open(at)
    assert "请选择类别" in zhou.press(at, kind="student", since="去年秋天")
    zhou.open(at)
    zhou.press(at, kind="student", since="2026-09-01")
    assert "当天已有同类归属" in zhou.press(at, kind="student", since="2026-10-01")
    assert office.across_the_river().get(at).status_code == 404
