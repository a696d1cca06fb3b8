"""The desk in the morning: what is on, how many came, and what of earlier days still waits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.access.roles import Role
from api.ledgers import FIRST
from api.signing_in.sessions import guest
from ledger.rescheduling import CancelActivity
from ledger.signing_up import SignUp
from tests.doorstep import LI, SWEEPING, WANG, Browser
from tests.neighbourhood import SUNNY_LANE
from tests.office_day import BEYOND, OfficeDay

PARK = "activity-01hf7m3c00000000pk"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeDay]:
    """Sunday morning, and the office is open."""
    office = OfficeDay(tmp_path)
    yield office
    office.close()


def organizer(office: OfficeDay, unit: str = SUNNY_LANE) -> Browser:
    """The laptop of somebody who organises there."""
    return office.signed_in(guest(Role.ORGANIZER, FIRST, unit=unit))


def figures(page: str) -> dict[str, str]:
    """What the first card counts, by its Chinese words."""
    card = page[page.index("<article") : page.index("</article>")]
    found = re.findall(r"<dt>(.*?)</dt><dd>(\d+)", card)
    return dict(found)


def comes(office: OfficeDay, volunteer: str, *, times: int) -> None:
    """Somebody scans the screen, once to come and twice to go."""
    phone = office.phone_of(volunteer)
    for _ in range(times):
        at = f"/a/{office.code_on_screen()}"
        phone.open(at)
        phone.press(at)
        office.later(minutes=30)


def test_the_card_counts_who_signed_up_came_left_and_waits(office: OfficeDay) -> None:
    office.plan(PARK, "公园值守")
    assert figures(organizer(office).open("/desk")) == {"已签到": "0", "已签退": "0"}
    comes(office, WANG, times=2)
    comes(office, LI, times=1)
    page = organizer(office).open("/desk")
    assert figures(page) == {"已签到": "2", "已签退": "1", "待确认": "2"}
    office.confirms(WANG)
    page = organizer(office).open("/desk")
    assert figures(page) == {"已签到": "2", "已签退": "1", "待确认": "1"}
    assert f'href="/desk/activities/{SWEEPING}"' in page
    assert f'href="/desk/activities/{SWEEPING}/code"' in page


def test_a_place_that_was_taken_is_counted_before_anybody_comes(office: OfficeDay) -> None:
    office.later(hours=-2)
    office.happens(SignUp(activity=SWEEPING, volunteer=WANG))
    assert figures(organizer(office).open("/desk"))["已报名"] == "1"


def test_what_was_called_off_says_so_and_offers_no_code(office: OfficeDay) -> None:
    office.later(hours=-2)
    office.happens(CancelActivity(activity=SWEEPING))
    page = organizer(office).open("/desk")
    assert "不举行" in page and f"{SWEEPING}/code" not in page


def test_an_earlier_day_that_waits_is_listed_until_it_is_confirmed(office: OfficeDay) -> None:
    comes(office, WANG, times=2)
    assert "往日活动" not in organizer(office).open("/desk"), "it is today's still"
    office.later(days=1)
    page = organizer(office).open("/desk")
    assert "今天没有活动" in page and "往日活动，仍待确认" in page
    assert f'href="/desk/activities/{SWEEPING}"' in page and "楼道清洁" in page
    office.confirms(WANG)
    assert "往日活动" not in organizer(office).open("/desk")


def test_across_the_river_nothing_of_the_lane_is_on_or_waits(office: OfficeDay) -> None:
    comes(office, WANG, times=2)
    assert "楼道清洁" not in organizer(office, BEYOND).open("/desk")
    office.later(days=1)
    assert "楼道清洁" not in organizer(office, BEYOND).open("/desk")


def test_who_looks_on_sees_the_day_and_neither_code_nor_a_way_to_announce(
    office: OfficeDay,
) -> None:
    inspector = office.signed_in(guest(Role.INSPECTOR, FIRST, unit=SUNNY_LANE))
    page = inspector.open("/desk")
    assert "楼道清洁" in page
    assert f"{SWEEPING}/code" not in page and "/desk/activities/new" not in page
    assert "/desk/activities/new" in organizer(office).open("/desk")
