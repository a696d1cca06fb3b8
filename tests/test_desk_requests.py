"""The desk is told whose records need no longer be kept; whether they go, people decide."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.office_day import SUN, OfficeDay

PAST = "保存期已过的记录"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeDay]:
    """A day at the office."""
    day = OfficeDay(tmp_path)
    yield day
    day.close()


def test_after_ten_years_without_service_the_own_desk_is_told(office: OfficeDay) -> None:
    assert PAST not in office.at_desk().open("/desk/requests")
    office.later(days=11 * 366)
    here = office.at_desk().open("/desk/requests")
    beyond = office.across_the_river().open("/desk/requests")
    assert PAST in here and "王**" in here and SUN not in here
    assert PAST in beyond and SUN in beyond and "王**" not in beyond
