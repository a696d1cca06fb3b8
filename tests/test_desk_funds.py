"""The office opens a fund, enters what is given, and sees how far the money reaches."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.access.roles import Role
from api.ledgers import FIRST
from api.pages.arriving.welcome import home_of
from api.pages.money.capitals import in_capitals
from api.signing_in.sessions import guest
from ledger.facts import DonationReceived
from tests.doorstep import Browser
from tests.neighbourhood import SUNNY_LANE, earned
from tests.office_day import BEYOND, SUN, OfficeDay, path_of
from tests.patterns import happened

NEW = "/desk/funds/new"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeDay]:
    """A day at the office."""
    day = OfficeDay(tmp_path)
    yield day
    day.close()


def opened(desk: Browser, name: str = "阳光里爱心基金") -> str:
    """The office opens a fund for its community; returns where its page is."""
    desk.open(NEW)
    desk.press(NEW, name=name, community=SUNNY_LANE, holder="盘龙区慈善会")
    return path_of(desk)


def given(desk: Browser, fund: str, **typed: str) -> str:
    """Somebody gives, the office reads it back and enters it; returns the page of the sheet."""
    desk.open(fund)
    desk.press(fund, **typed)
    return desk.press(fund, step="enter")


def donations(office: OfficeDay) -> list[DonationReceived]:
    """What the book has, beside what the lane began with."""
    facts = (each.fact for each in office.ledger.book.facts())
    return [fact for fact in facts if isinstance(fact, DonationReceived)][1:]


def test_a_donation_is_read_back_entered_and_printed(office: OfficeDay) -> None:
    desk = office.at_desk()
    fund = opened(desk)
    desk.open(fund)
    read_back = desk.press(fund, yuan="1,005.30", donor="欧阳先生", receipt="2026-0031")
    assert "¥1,005.30" in read_back and "壹仟零伍元叁角整" in read_back
    assert donations(office) == []

    sheet = desk.press(fund, step="enter")

    assert path_of(desk).startswith(f"{fund}/donations/donation-")
    for words in ("人民币壹仟零伍元叁角整", "欧阳先生", "2026-0031", "盘龙区慈善会", "阳光里社区"):
        assert words in sheet
    (fact,) = donations(office)
    assert (fact.fen, fact.kind, fact.receipt) == (100_530, "cash", "2026-0031")
    assert "欧阳" not in str(fact) and office.house.notes.text(str(fact.note)) == "欧阳先生"
    assert "2026-0031" in desk.open(fund) and "欧阳" not in desk.open(fund)


def test_the_donor_is_named_to_those_who_enter_donations_alone(office: OfficeDay) -> None:
    desk = office.at_desk()
    fund = opened(desk)
    given(desk, fund, yuan="200", donor="欧阳先生")
    sheet = path_of(desk)
    keeper = office.signed_in(guest(Role.FUND_KEEPER, FIRST, unit=SUNNY_LANE))
    inspector = office.signed_in(guest(Role.INSPECTOR, FIRST, unit=SUNNY_LANE))
    assert "欧阳先生" in keeper.open(sheet)
    assert "欧阳先生" not in inspector.open(sheet) and "贰佰元整" in inspector.open(sheet)
    assert "登记捐赠" not in inspector.open(fund) and "登记捐赠" in keeper.open(fund)


def test_the_table_has_every_donation_and_no_name(office: OfficeDay) -> None:
    desk = office.at_desk()
    fund = opened(desk)
    given(desk, fund, yuan="200", donor="欧阳先生", receipt="A-1")
    given(desk, fund, yuan="99.5", kind="in_kind", receipt="A-2")
    table = desk.get(f"{fund}/donations.csv")
    assert table.headers["content-type"].startswith("text/csv")
    lines = table.content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[1:] for line in lines[1:]] == [
        ["A-2", "物资或服务", "99.50"], ["A-1", "资金", "200.00"],
    ]  # fmt: skip
    assert "欧阳" not in table.text


def test_an_amount_that_cannot_be_read_enters_nothing(office: OfficeDay) -> None:
    desk = office.at_desk()
    fund = opened(desk)
    for yuan in ("", "一百", "0", "-5", "1.234"):
        desk.open(fund)
        assert "请输入金额" in desk.press(fund, yuan=yuan, step="enter"), yuan
        assert desk.page.status_code == 422
    assert donations(office) == []


def test_pressed_twice_it_is_entered_once_and_a_receipt_is_one_for_ever(
    office: OfficeDay,
) -> None:
    desk = office.at_desk()
    fund = opened(desk)
    desk.open(fund)
    desk.press(fund, yuan="200", receipt="A-1")
    form = desk.form(fund)
    desk.submit(form, step="enter")
    first = path_of(desk)
    desk.submit(form, step="enter")
    assert path_of(desk) == first and len(donations(office)) == 1
    assert "收据 A-1 已经登记过" in given(desk, fund, yuan="300", receipt="A-1")
    assert len(donations(office)) == 1


def test_a_zero_too_many_is_corrected_at_the_desk_and_on_the_sheet(office: OfficeDay) -> None:
    desk = office.at_desk()
    fund = opened(desk)
    given(desk, fund, yuan="2000", receipt="A-2")
    form = f"{path_of(desk)}/correction"
    assert f'href="{form}"' in desk.open(fund)
    desk.open(form)
    assert "请选择登记有误的原因" in desk.press(form, yuan="200")
    sheet = desk.press(form, yuan="200", reason="mistyped", words="李会计多按了一个零")
    for words in ("贰佰元整", "原登记：¥2,000.00", "金额输错了"):
        assert words in sheet
    assert "原登记 ¥2,000.00" in desk.open(fund) and "¥200.00" in desk.page.text
    assert "李会计" not in str([each.fact for each in office.ledger.book.facts()])
    desk.open(form)
    assert "已经是这个金额" in desk.press(form, yuan="200", reason="mistyped")
    assert "贰佰元整" not in desk.press(form, yuan="0", reason="not_received")
    row = office.ledger.funds.fund(fund.rpartition("/")[2])
    assert row and (row.cash_fen, row.free_fen) == (0, 0)


def test_what_is_across_the_river_is_not_there(office: OfficeDay) -> None:
    desk = office.at_desk()
    fund = opened(desk)
    given(desk, fund, yuan="200")
    sheet, across = path_of(desk), office.across_the_river()
    for address in (fund, sheet, f"{fund}/donations.csv"):
        assert across.get(address).status_code == 404
    assert "阳光里爱心基金" not in across.open("/desk/funds")
    across.open(NEW)
    across.press(NEW, name="别人家的基金", community=SUNNY_LANE)
    assert across.page.status_code == 404


def test_a_fund_without_a_name_is_not_opened(office: OfficeDay) -> None:
    desk = office.at_desk()
    desk.open(NEW)
    assert "请填写基金名称" in desk.press(NEW, name=" ", community=SUNNY_LANE)
    assert desk.page.status_code == 422


def test_the_desk_says_when_there_is_too_little_money_behind_the_beans(office: OfficeDay) -> None:
    happened(office, earned(40, volunteer=SUN), earned(40))
    across = office.across_the_river()
    assert "可用资金太少" in across.open("/desk")
    across.open(NEW)
    across.press(NEW, name="河对岸基金", community=BEYOND)
    given(across, path_of(across), yuan="3")  # Of the four that her beans are worth.
    page = across.open("/desk")
    assert "可用资金少于" in page and "保障率：75%" in page
    assert "可用资金少于" in across.open("/desk/funds")
    assert "可用资金" not in office.at_desk().open("/desk")


def test_the_keeper_of_a_fund_begins_with_the_funds_and_can_leave(office: OfficeDay) -> None:
    keeper = guest(Role.FUND_KEEPER, FIRST, unit=SUNNY_LANE)
    assert home_of(keeper) == "/desk/funds"
    page = office.signed_in(keeper).open("/desk/funds")
    assert "金豆基金" in page and 'action="/sign-out"' in page and "设立基金" not in page


def test_everybody_sees_what_all_funds_have_together(office: OfficeDay) -> None:
    desk = office.at_desk()
    given(desk, opened(desk), yuan="200", donor="欧阳先生")
    page = office.stranger().open("/")
    assert "金豆背后的资金" in page and "¥1,000,200.00" in page and "欧阳" not in page


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (1, "壹分"), (10, "壹角整"), (105, "壹元零伍分"), (1_010, "壹拾元壹角整"),
        (100_005, "壹仟元零伍分"), (140_950, "壹仟肆佰零玖元伍角整"),
        (600_714, "陆仟零柒元壹角肆分"), (1_680_032, "壹万陆仟捌佰元叁角贰分"),
        (10_700_053, "壹拾万零柒仟元伍角叁分"), (100_010_000, "壹佰万零壹佰元整"),
        (100_000_100_000, "壹拾亿零壹仟元整"), (10_000_000_000, "壹亿元整"),
    ],
)  # fmt: skip
def test_an_amount_in_the_numerals_of_receipts(fen: int, words: str) -> None:
    assert in_capitals(fen) == words


@pytest.mark.parametrize("fen", [0, -1, 10**18])
def test_what_is_no_amount_of_a_receipt_has_no_words(fen: int) -> None:
    with pytest.raises(ValueError):
        in_capitals(fen)
