"""Chen's November at the API: closed, looked at, agreed to, paid; and nobody else sees it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from api.access.roles import Role
from api.ledgers import FIRST
from tests.house_open import open_house, problem
from tests.market_day import Market
from tests.settling import CLOSING, NEXT_CLOSING, NOVEMBER, gives_back, takes


@pytest.fixture
def market(tmp_path: Path) -> Iterator[Market]:
    """A served house."""
    with open_house(tmp_path) as home:
        yield Market(home, tmp_path)


def test_a_month_is_closed_agreed_to_and_paid(market: Market) -> None:
    home, chen, path = market.home, market.chen, f"/settlements/{market.of_chen}"
    told = {"merchant": chen.who.merchant, "month": NOVEMBER}
    closed = home.let_in(Role.STAFF).gets("/settlements", told)
    assert closed == {
        "id": market.of_chen, "state": "frozen", "beans": 580, "fen": 5_800, "lines": 3,
        "due_fen": 5_800,
    }  # fmt: skip
    seen = chen.sees(path)
    assert (seen["captured_beans"], seen["refunded_beans"], seen["closing_fen"]) == (600, 20, 5_800)
    assert [(line["kind"], line["beans"]) for line in seen["items"]] == [
        ("captured", 400), ("captured", 200), ("refunded", 20),
    ]  # fmt: skip
    assert seen["items"][0]["receipt"] == "ONE-"
    assert chen.gets(f"{path}/agreement")["state"] == "agreed"
    paid = home.admin.gets(f"{path}/payment", {"reference": "B-1"}, key="pay-november")
    assert (paid["state"], paid["due_fen"]) == ("paid", 0)
    assert home.admin.gets(f"{path}/payment", {"reference": "B-1"}, key="pay-november") == paid
    (share,) = chen.sees(path)["funds"]
    assert share == {
        "fund": market.fund, "closing_fen": 5_800, "due_fen": 0, "paid_fen": 5_800,
        "reference": "B-1",
    }  # fmt: skip
    fund = home.admin.sees(f"/funds/{market.fund}")
    assert (fund["reserved_fen"], fund["paid_fen"]) == (700, 5_800)
    again = home.admin.asks(f"{path}/payment", {"reference": "B-2"})
    assert problem(again) == (409, "statement_settled")


def test_whoever_closed_the_month_does_not_pay_it(market: Market) -> None:
    staff = market.home.let_in(Role.STAFF)
    staff.gets("/settlements", {"merchant": market.chen.who.merchant, "month": NOVEMBER})
    market.chen.gets(f"/settlements/{market.of_chen}/agreement")
    asked = staff.asks(f"/settlements/{market.of_chen}/payment", {"reference": "B-1"})
    assert problem(asked) == (403, "same_person")


def test_a_line_is_objected_to_and_answered(market: Market) -> None:
    market.closes()
    path = f"/settlements/{market.of_chen}"
    told = {"line": "redemption-one", "reason": "given_back", "words": "客人退了两碗面"}
    assert market.chen.gets(f"{path}/objection", told)["state"] == "objected"
    answer = {"line": "redemption-one", "outcome": "upheld", "fen": -100, "words": "核对无误"}
    assert market.home.admin.gets(f"{path}/answers", answer)["state"] == "answered"
    (said,) = market.chen.sees(path)["objections"]
    assert said == {
        "line": "redemption-one", "reason": "given_back", "state": "upheld", "adjusted_fen": -100,
        "words": "客人退了两碗面", "answer": "核对无误",
    }  # fmt: skip
    assert "面" not in "".join(
        str(each.fact) for each in market.home.ledger.book.facts() if "Object" in str(each.fact)
    )
    fund = market.home.admin.sees(f"/funds/{market.fund}")
    assert fund["reserved_fen"] == 5_800 + 700 - 100


def test_the_clock_closes_every_month_once_and_makes_up_for_what_it_missed(market: Market) -> None:
    market.home.it_is("2026-12-02 23:59")
    assert market.closes() == 0
    market.home.it_is(CLOSING)
    assert market.closes() == 2
    assert market.closes() == 0
    listed = market.home.admin.sees("/settlements", month=NOVEMBER)["items"]
    assert {(row["merchant"], row["state"]) for row in listed} == {
        (market.chen.who.merchant, "frozen"), (market.fang.who.merchant, "rolled_over"),
    }  # fmt: skip
    market.home.it_is("2027-03-20 09:00")
    assert market.closes() == 1  # What Fang is owed from November; nothing else has happened.
    (last,) = market.fang.sees("/settlements", month="2027-02")["items"]
    assert (last["opening_fen"], last["closing_fen"]) == (700, 700)


def test_the_shops_own_gift_stands_beside_what_the_fund_owes(market: Market) -> None:
    told = {"merchant": str(market.fang.who.merchant), "paid_by": market.fund}
    taken = takes(40, "2026-11-21 09:00", redemption="redemption-bowls", **told)
    back = gives_back(10, "2026-11-21 09:30", redemption="redemption-bowls", **told)
    market.happens(replace(taken, fen=240, gift_fen=160), replace(back, fen=60, gift_fen=40))
    assert market.closes() == 2
    seen = market.fang.sees(f"/settlements/{market.of_fang}")
    lines = [(line["beans"], line["fen"], line["gift_fen"]) for line in seen["items"]]
    assert lines == [(70, 700, 0), (40, 240, 160), (10, 60, 40)]
    gifts = [seen[f"{kind}_gift_fen"] for kind in ("captured", "voided", "refunded")]
    assert (gifts, seen["gift_fen"], seen["closing_fen"]) == ([160, 0, 40], 120, 880)


def test_what_comes_late_is_carried_into_the_next_statement(market: Market) -> None:
    market.closes()
    late = takes(
        300, "2026-12-04 09:00", redemption="redemption-late", paid_by=market.fund, month=NOVEMBER,
        merchant=str(market.chen.who.merchant),
    )  # fmt: skip
    market.happens(late)
    market.home.it_is(NEXT_CLOSING)
    assert market.closes() == 2
    (december,) = market.chen.sees("/settlements", month="2026-12")["items"]
    assert (december["adjusted_fen"], december["closing_fen"]) == (3_000, 3_000)
    before = market.chen.sees(f"/settlements/{market.of_chen}")
    assert (before["lines"], len(before["items"])) == (3, 3)


def test_a_view_that_lies_blocks_the_closing(market: Market) -> None:
    with closing(sqlite3.connect(market.data / "ledgers" / FIRST / "views.db")) as views:
        (table,) = views.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'till_line%'"
        ).fetchone()
        views.execute(f"UPDATE {table} SET beans = 199 WHERE redemption = 'redemption-two'")
        views.commit()
    told = {"merchant": market.chen.who.merchant, "month": NOVEMBER}
    asked = market.home.admin.asks("/settlements", told)
    assert problem(asked) == (409, "statement_differs")
    assert market.closes() == 1  # Fang's month is as it was.


def test_another_shop_learns_nothing_not_even_that_it_is_there(market: Market) -> None:
    market.closes()
    fang, stranger = market.fang, market.of_chen.replace("-202611", "-202610")
    line = {"line": "redemption-one", "reason": "other"}
    for settlement in (market.of_chen, stranger, f"settlement-{'0' * 18}-202611"):
        address = f"/settlements/{settlement}"
        for answer in (
            fang.looks(address), fang.asks(f"{address}/agreement"),
            fang.asks(f"{address}/objection", line),
        ):  # fmt: skip
            assert problem(answer) == (404, "settlement_unknown")


def test_another_shops_statements_are_neither_listed_nor_paged_into(market: Market) -> None:
    market.closes()
    fang, chen = market.fang, market.chen
    assert [row["id"] for row in fang.sees("/settlements")["items"]] == [market.of_fang]
    of_chen = fang.looks("/settlements", merchant=chen.who.merchant)
    assert problem(of_chen) == (404, "merchant_unknown")
    first = chen.sees(f"/settlements/{market.of_chen}", limit=2)
    assert len(first["items"]) == 2
    rest = chen.sees(f"/settlements/{market.of_chen}", limit=2, cursor=first["next_cursor"])
    assert [line["kind"] for line in rest["items"]] == ["refunded"]
    hers = fang.sees(f"/settlements/{market.of_fang}", cursor=first["next_cursor"])
    assert {line["redemption"] for line in hers["items"]} <= {"redemption-fang"}


def test_what_cannot_be_is_refused(market: Market) -> None:
    market.closes()
    path, admin = f"/settlements/{market.of_chen}", market.home.admin
    for reference in ("", "../x", "一号", "x" * 41):
        assert problem(admin.asks(f"{path}/payment", {"reference": reference}))[0] == 400
    nowhere = {"merchant": market.chen.who.merchant, "month": "2026-13"}
    assert problem(admin.asks("/settlements", nowhere))[0] == 400
    unripe = nowhere | {"month": "2026-12"}
    assert problem(admin.asks("/settlements", unripe)) == (422, "month_not_over")
