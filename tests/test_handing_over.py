"""A book is taken elsewhere: the same minutes and beans there, once, nothing out of thin air."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from api.clock import FixedClock
from api.guarding.sheets import csv_of, xlsx_of
from api.handing_over.balances import balance_rows
from api.handing_over.people import console, everybody, named, on_record
from api.handing_over.records import record_rows
from api.house import House
from api.importing.report import RowResult
from api.importing.tables import table_of
from api.intake.bringing_in import bring_in_table, desk_of
from api.ledgers import FIRST, Ledger
from api.settings import Settings
from api.verifying.verification import Verification
from ledger.fixed_awards import GiveAward
from ledger.subjects.second_person import Second
from tests.doorstep import LI, NAMES, WANG, Doorstep
from tests.second_desk import SecondDesk


@pytest.fixture
def old(tmp_path: Path) -> Iterator[SecondDesk]:
    """Wang has swept twice and was thanked for a deed, Li once; the book has names and beans."""
    day = SecondDesk(tmp_path / "old")
    day.serves_by_hand(WANG)
    day.serves_by_hand(LI, hours=1)
    day.happens(
        GiveAward(
            award="award-1", volunteer=WANG, code="verified_clue", grade=5,
            giver=Second(answers="person-wu"),
        )
    )  # fmt: skip
    yield day
    day.close()


@pytest.fixture
def new(tmp_path: Path, old: SecondDesk) -> Iterator[House]:
    """An empty house beside it."""
    settings = Settings.from_environment({"GOLDENBEAN_ENV": "test"}, tmp_path / "new")
    house = House(settings, FixedClock(old.clock.now()))
    yield house
    house.close()


def handed_over(old: Doorstep) -> tuple[bytes, bytes]:
    """The records as CSV, the balances as XLSX."""
    ledger = old.ledger
    ledger.shelf.follow()
    look_up = on_record(old.house, ledger, console(FIRST), "other: 迁移")
    records = csv_of(record_rows(ledger, named(ledger, everybody(ledger), look_up)))
    return records, xlsx_of(balance_rows(ledger, named(ledger, everybody(ledger), look_up)))


def brings(house: House, kind: str, content: bytes) -> list[RowResult]:
    """What becomes of every row."""
    ledger = house.ledgers.of(FIRST)
    desk = desk_of(ledger, house.people, house.settings)
    found = list(bring_in_table(desk, kind, table_of(content)).results)
    ledger.shelf.follow()
    return found


def has(house: House, ledger: Ledger) -> dict[str, tuple[int, int, list[tuple[str, int]]]]:
    """Minutes, beans and lots of everybody, by the name the vault knows."""
    ledger.shelf.follow()
    found = {}
    for name, phone in NAMES.values():
        account = ledger.balances.of(house.people.by_phone(FIRST, phone))
        lots = ledger.balances.lots_of(account.volunteer)
        found[name] = (account.minutes, account.beans, [(lot.dies_on, lot.beans) for lot in lots])
    return found


def states(results: Sequence[RowResult]) -> list[str]:
    return [result.state for result in results]


def test_a_book_moves_with_all_its_minutes_and_beans_and_only_once(
    old: SecondDesk, new: House
) -> None:
    records, balances = handed_over(old)
    assert states(brings(new, "balances", balances)) == ["refused", "refused"]  # Nobody is known.
    assert states(brings(new, "records", records)) == ["imported"] * 3
    assert states(brings(new, "balances", balances)) == ["imported"] * 2
    there = new.ledgers.of(FIRST)
    assert has(new, there) == has(old.house, old.ledger)
    assert has(new, there)["王秀英"][:2] == (120, 25)
    today = there.rules.current.local_date(old.clock.now())
    sums = there.supply.of(None, today, 90)
    assert (sums.imported, sums.issued, sums.outstanding) == (35, 0, 35)
    assert sum(there.trial_balance.of().values()) == 0

    checked = Verification(new.settings, FIRST).run(lambda done, all: None)
    assert list(map(str, checked)) == []

    before = there.book.head()
    assert states(brings(new, "records", records)) == ["unchanged"] * 3
    assert states(brings(new, "balances", balances)) == ["unchanged"] * 2
    assert there.book.head() == before


def test_whoever_is_named_can_read_what_for(old: SecondDesk) -> None:
    handed_over(old)
    assert {look.purpose for look in old.house.particulars.looked_up(WANG)} == {"other: 迁移"}


def row(**changed: object) -> list[object]:
    told = {
        "姓名": "王秀英", "手机号码": "13800000001", "所属社区": "阳光里社区", "记录编号": "A-1",
        "活动名称": "敬老院陪护", "服务日期": "2026-03-08", "服务时长(分钟)": 60,
        "记录单位": "河对岸社区", "金豆": 10,
    }  # fmt: skip
    return list((told | changed).values())


HEADER = [
    "姓名", "手机号码", "所属社区", "记录编号", "活动名称", "服务日期", "服务时长(分钟)",
    "记录单位", "金豆",
]  # fmt: skip


def test_rubbish_rows_are_refused_each_with_its_reason(old: SecondDesk) -> None:
    rubbish = {
        "not_a_mobile": row(手机号码="12345", 记录编号="A-2"),
        "not_a_date": row(服务日期="2026-02-30", 记录编号="A-3"),
        "out_of_range": row(**{"服务时长(分钟)": 1441, "记录编号": "A-4"}),
        "in_the_future": row(服务日期="2027-01-01", 记录编号="A-5"),
        "import_earns_too_much": row(金豆=500, 记录编号="A-6"),
        "imported_day_full": row(**{"服务时长(分钟)": 1440, "记录编号": "A-7"}),
        "duplicate_record": row(),
        "unknown_community": row(所属社区="没有的社区", 记录编号="A-8"),
    }  # fmt: skip
    results = brings(old.house, "records", csv_of([HEADER, row(), *rubbish.values()]))
    assert results[0].state == "imported"
    assert [result.problems[0].code for result in results[1:]] == list(rubbish)
    (changed,) = brings(old.house, "records", csv_of([HEADER, row(服务日期="2026-03-09")]))
    assert changed.problems[0].code == "import_differs"


def test_no_purse_is_opened_with_more_than_its_records_had_earned(old: SecondDesk) -> None:
    brings(old.house, "records", csv_of([HEADER, row()]))
    purse = ["手机号码", "到期日", "金豆", "欠豆"]
    dead = csv_of([purse, ["13800000001", "2026-01-01", 5, ""]])
    for content, why in (
        (csv_of([purse, ["13800000001", "2027-12-01", 11, ""]]), "balance_not_earned"),
        (dead, "lot_unfit"),
        (csv_of([purse, ["13800000009", "2027-12-01", 1, ""]]), "volunteer_unknown"),
        (csv_of([purse, ["13800000001", "", 1, ""]]), "neither_lot_nor_debt"),
    ):
        (result,) = brings(old.house, "balances", content)
        assert result.problems[0].code == why
    before = old.ledger.balances.of(WANG)
    lot_and_debt = [["13800000001", "2027-12-01", 4, ""], ["13800000001", "", "", 7]]
    brings(old.house, "balances", csv_of([purse, *lot_and_debt]))
    after = old.ledger.balances.of(WANG)
    assert (after.beans - before.beans, after.debt) == (-3, 7)
    assert after.minutes == before.minutes
