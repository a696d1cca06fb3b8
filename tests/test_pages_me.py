"""王秀英, 72, opens her own page: what to do now comes first, then what there is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from ledger.activities import PublishActivity
from ledger.attendance import CheckIn, CheckOut
from ledger.signing_up import SignUp
from tests.doorstep import LI, MORNING, SWEEPING, WANG, Doorstep
from tests.neighbourhood import SUNNY_LANE

LATER = [f"activity-01hf7m3clater0000{number}" for number in range(1, 5)]


@pytest.fixture
def lane(tmp_path: Path) -> Iterator[Doorstep]:
    """Sunny Lane on a Sunday morning at nine."""
    lane = Doorstep(tmp_path)
    yield lane
    lane.close()


def arrives(lane: Doorstep) -> None:
    """Wang scans in."""
    lane.happens(CheckIn(activity=SWEEPING, volunteer=WANG, means="scan", at=lane.clock.now()))


def test_whoever_is_nowhere_is_not_told_where_she_is(lane: Doorstep) -> None:
    page = lane.phone_of(WANG).open("/me")
    assert "您正在参加" not in page and "您还没有报名" in page and "还没有记录" in page


def test_while_she_serves_the_first_words_are_where_and_what_to_do_next(lane: Doorstep) -> None:
    arrives(lane)
    lane.later(minutes=30)
    page = lane.phone_of(WANG).open("/me")
    assert "您正在参加：楼道清洁" in page and "11月22日 周日 09:00 签到" in page
    assert "离开时请再扫一次码" in page and "活动已经结束" not in page
    assert page.index("您正在参加") < page.index("出示兑换码") < page.index("我的下次服务")
    assert page.index("我的下次服务") < page.index("我的服务") < page.index("最近记录")
    assert "您正在参加" not in lane.phone_of(LI).open("/me")


def test_when_the_activity_is_over_she_is_reminded_and_then_it_waits(lane: Doorstep) -> None:
    arrives(lane)
    lane.later(hours=2)
    phone = lane.phone_of(WANG)
    assert "活动已经结束。请再扫一次码，或告诉组织者您几点离开" in phone.open("/me")
    now = lane.clock.now()
    lane.happens(CheckOut(activity=SWEEPING, volunteer=WANG, means="scan", at=now))
    page = phone.open("/me")
    assert "您正在参加" not in page and "有 1 次服务等待组织者确认" in page
    lane.confirms(WANG)
    page = phone.open("/me")
    assert "等待组织者确认" not in page
    assert "楼道清洁 · 2 小时 × 10 豆 = 20 豆，由社区办公室确认" in page


def test_the_next_three_shifts_are_there_and_the_rest_a_link_away(lane: Doorstep) -> None:
    for number, activity in enumerate(LATER, 1):
        starts_at = MORNING + timedelta(days=number)
        lane.happens(
            PublishActivity(
                activity=activity, title=f"第{number}班", category="general",
                community=SUNNY_LANE, place="东门", starts_at=starts_at,
                ends_at=starts_at + timedelta(hours=1),
            )
        )  # fmt: skip
        lane.happens(SignUp(activity=activity, volunteer=WANG))
    phone = lane.phone_of(WANG)
    page = phone.open("/me")
    assert all(f"第{number}班" in page for number in (1, 2, 3)) and "第4班" not in page
    assert "第4班" in phone.open("/me/shifts")
    lane.later(days=1, hours=1)
    page = phone.open("/me")
    assert "第1班" not in page and "第4班" in page


def test_everything_else_is_a_link_away(lane: Doorstep) -> None:
    phone = lane.phone_of(WANG)
    for address in ("/me/record", "/activities", "/me/shifts", "/me/data"):
        assert f'href="{address}"' in phone.open("/me")
        assert phone.open(address) and phone.page.status_code == 200


def test_the_first_page_leads_those_on_who_are_signed_in(lane: Doorstep) -> None:
    assert 'href="/activities"' in lane.phone_of(WANG).open("/")
    assert 'href="/activities"' not in lane.stranger().open("/")
    assert 'href="/activities"' not in lane.desk().open("/")
