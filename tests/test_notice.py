"""The public notice: a stranger reads what a place did, never who, and it stays as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest

from api.reporting.published import published
from ledger.counting.periods import read_period
from ledger.facts import Fact, VolunteerRegistered
from ledger.subjects.fund import first_page
from tests.busy_deeds import awarded, on, redeemed, served
from tests.doorstep import NOODLES
from tests.neighbourhood import PATROL, READING, SUNNY_LANE, planned
from tests.office_day import BEYOND, OfficeDay
from tests.patterns import happened
from tests.story import clock

PAGE_OF_MONEY = first_page("fund-ofsunnylane")
PEOPLE = [f"volunteer-p{number:017d}" for number in range(12)]
"""Seven on the lane, five beyond the river."""
FREEZING = "2026-12-03 09:00"


def _registered(number: int, volunteer: str) -> VolunteerRegistered:
    home = SUNNY_LANE if number < 7 else BEYOND
    return VolunteerRegistered(
        at=on("2026-10-01"), volunteer=volunteer, number=f"30000000{number:02d}", community=home
    )


def november() -> list[Fact]:
    """Everybody patrolled; three of the lane read to others, and five of the lane had noodles."""
    told: list[Fact] = [planned(activity=PATROL, category="patrol")]
    told += [planned(activity=READING, category="care")]
    told += [_registered(*each) for each in enumerate(PEOPLE)]
    for volunteer in PEOPLE:
        told += [served("2026-11-10", 84, volunteer), awarded("2026-11-10", 18, volunteer)]
    for volunteer in PEOPLE[:3]:
        told += [served("2026-11-11", 125, volunteer, READING)]
    for volunteer in PEOPLE[:5]:
        told += redeemed("2026-11-15", 3, volunteer, NOODLES, PAGE_OF_MONEY)
    return told


@pytest.fixture
def lane(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeDay]:
    """The third of December, when November is frozen."""
    day = OfficeDay(tmp_path_factory.mktemp("lane"))
    happened(day, *november())
    day.clock.turn_to(clock(FREEZING))
    yield day
    day.close()


def words(page: str) -> str:
    """What a page says, without its marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_a_stranger_reads_what_the_place_did_and_no_small_number(lane: OfficeDay) -> None:
    stranger = lane.stranger()
    assert 'href="/notice"' in stranger.open("/")
    page = stranger.open("/notice")
    seen = words(page)
    # Seven and five people patrolled; three read, so the lane's patrol stays untold beside them.
    assert "2026年11月" in seen and "日间巡逻 5 人以上 5 7 90" in seen
    assert "关爱陪护" not in seen
    assert re.search(r"合计 — 5 7 90\b", seen)
    here = words(stranger.open(f"/notice?unit={SUNNY_LANE}"))
    assert "不列出" in here and "日间巡逻" not in here and "兑出金豆 15" in here
    assert "default/2" in here and "5 个工作日内答复" in here
    for volunteer in PEOPLE:
        assert volunteer not in page


def test_no_sum_and_no_bar_holds_what_is_withheld(lane: OfficeDay) -> None:
    stranger = lane.stranger()
    for address in ("/notice", f"/notice?unit={SUNNY_LANE}", f"/notice?unit={BEYOND}"):
        page = stranger.open(address)
        # 375 minutes of reading, the 588 of the lane's patrol, and all sums that hold them.
        for minutes in (375, 588, 963, 1008, 1383):
            assert f">{minutes // 60}<" not in page, (address, minutes)
        assert page.count("<rect") == 0
    everything = published(lane.ledger, read_period("2026-11"))
    assert {place.community for place in everything.service} == {BEYOND}
    assert sum(each.minutes for each in everything.service.values()) == 5 * 84


def test_what_comes_later_changes_nothing(lane: OfficeDay) -> None:
    stranger = lane.stranger()
    before = stranger.open(f"/notice?unit={BEYOND}")
    happened(
        lane, served("2026-11-12", 600, PEOPLE[8], known="2026-12-04"),
        served("2026-11-13", 31, PEOPLE[9], READING, known="2026-12-05"),
    )  # fmt: skip
    lane.clock.turn_to(clock("2026-12-20 09:00"))
    later = published(lane.ledger, read_period("2026-11"))
    assert sum(each.minutes for each in later.service.values()) == 5 * 84
    assert stranger.open(f"/notice?unit={BEYOND}") == before


def test_a_month_is_told_from_its_day_on_and_only_for_places_there_are(lane: OfficeDay) -> None:
    stranger = lane.stranger()
    lane.clock.turn_to(clock(FREEZING) - timedelta(days=1))
    assert "2026年10月" in stranger.open("/notice")
    for wrong in ("month=2026-11", "unit=unit-nowhere", "month=2020-01"):
        assert stranger.get(f"/notice?{wrong}").status_code == 404, wrong
