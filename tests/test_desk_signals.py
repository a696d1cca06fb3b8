"""The desk looks at what stands out at a shop, and writes down what it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.access.roles import Role
from api.ledgers import FIRST
from api.signing_in.sessions import guest
from ledger.facts import SignalReviewed
from tests.doorstep import LI, NOODLES, TOFU, WANG
from tests.neighbourhood import SUNNY_LANE
from tests.office_day import ZHOU, OfficeDay, path_of
from tests.patterns import burst, happened, round_trips, took

LIST = "/desk/signals"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeDay]:
    """A day at the office, on which three things stand out at two shops."""
    day = OfficeDay(tmp_path)
    happened(
        day, took(NOODLES, WANG, 700), took(NOODLES, LI, 200),
        *round_trips(NOODLES, LI, "2026-11-02", 3),
        *burst(TOFU, [WANG, LI], "2026-11-20", 12),
    )  # fmt: skip
    yield day
    day.close()


def address_of(shop: str, kind: str, *more: str) -> str:
    """Where the signal of a shop is."""
    return "-".join((f"{LIST}/signal", kind, *(one.partition("-")[2] for one in (shop, *more))))


SHARE = f"{address_of(NOODLES, 'share', WANG)}-202611"
TRIPS = f"{address_of(NOODLES, 'trips', LI)}-202611"
CLOSING = f"{address_of(TOFU, 'closing')}-20261120"


def looked(office: OfficeDay) -> list[SignalReviewed]:
    """Every look the book has."""
    facts = (each.fact for each in office.ledger.book.facts())
    return [fact for fact in facts if isinstance(fact, SignalReviewed)]


def test_the_office_sees_what_stands_out_in_the_month(office: OfficeDay) -> None:
    desk = office.at_desk()
    assert f'href="{LIST}"' in desk.open("/desk")
    page = desk.open(LIST)
    for address in (SHARE, TRIPS, CLOSING):
        assert f'href="{address}"' in page
    assert "本月 900 颗中的 700 颗，占 77%" in page and "30 天内 3 次" in page
    assert "晚间 30 分钟内兑换 12 次" in page and page.count("待核查") == 3
    assert "没有需要核查的情况" in desk.open(f"{LIST}?month=2026-10")


def test_a_look_is_written_down_with_its_words_and_asked_for_no_more(office: OfficeDay) -> None:
    desk = office.at_desk()
    page = desk.open(SHARE)
    assert "老陈面馆" in page and "王**" in page and "700 颗" in page
    desk.press(f"{SHARE}/review", outcome="dismissed", words="寿宴,全家一起来的")
    assert path_of(desk) == SHARE
    page = desk.open(SHARE)
    assert "寿宴,全家一起来的" in page and "周*" in page and "情况正常" in page
    assert f'action="{SHARE}/review"' not in page
    (fact,) = looked(office)
    assert (fact.outcome, fact.figure, fact.reviewer) == ("dismissed", 700, ZHOU)
    assert desk.open(LIST).count("待核查") == 2

    happened(office, took(NOODLES, WANG, 100))

    assert "上次核查后又有增加" in desk.open(LIST)
    assert f'action="{SHARE}/review"' in desk.open(SHARE)


def test_a_look_without_an_outcome_is_asked_for_one(office: OfficeDay) -> None:
    desk = office.at_desk()
    desk.open(CLOSING)
    assert "请选择核查结果" in desk.press(f"{CLOSING}/review", words="看过了")
    assert desk.page.status_code == 422 and looked(office) == []


def test_two_who_look_at_once_are_told_that_one_was_faster(office: OfficeDay) -> None:
    desk, other = office.at_desk(), office.admin()
    desk.open(TRIPS)
    other.open(TRIPS)
    desk.press(f"{TRIPS}/review", outcome="upheld")
    assert "已经有人核查过" in other.press(f"{TRIPS}/review", outcome="dismissed")
    assert other.page.status_code == 409 and len(looked(office)) == 1


def test_what_is_across_the_river_is_not_there(office: OfficeDay) -> None:
    across = office.across_the_river()
    assert "没有需要核查的情况" in across.open(LIST)
    assert across.get(SHARE).status_code == 404


def test_an_inspector_reads_and_writes_nothing(office: OfficeDay) -> None:
    inspector = office.signed_in(guest(Role.INSPECTOR, FIRST, unit=SUNNY_LANE))
    assert "本月 900 颗中的 700 颗" in inspector.open(SHARE)
    assert f'action="{SHARE}/review"' not in inspector.page.text
