"""Whoever verifies the book hears of a statement that says something else than the tills did."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from api.ledgers import FIRST
from api.settings import Settings
from api.verifying.verification import Verification
from ledger.facts import (
    DonationReceived,
    FundPageTurned,
    Kept,
    SettlementPaid,
    StatementFrozen,
)
from ledger.subjects.fund import Funds
from ledger.subjects.settlement import Settlement, settlement_of
from tests.house_open import open_house
from tests.market_day import Market
from tests.settling import NEXT_CLOSING, NOVEMBER, gives_back, takes
from tests.story import clock


@pytest.fixture
def market(tmp_path: Path) -> Iterator[Market]:
    """A served house; everybody in it is registered but Wang, who shops there."""
    with open_house(tmp_path) as home:
        yield Market(home, tmp_path)


def differences(market: Market, *about: str) -> list[str]:
    """What verifying finds that names one of these; Wang, whom nobody registered, aside."""
    found = Verification(Settings.from_environment({}, market.data), FIRST)
    told = [str(each) for each in found.run(lambda done, all: None)]
    return [line for line in told if any(each in line for each in about)]


def test_a_winter_of_statements_adds_up_with_the_book(market: Market) -> None:
    chen, fund = str(market.chen.who.merchant), market.fund
    market.closes()
    market.chen.gets(f"/settlements/{market.of_chen}/agreement")
    market.home.admin.gets(f"/settlements/{market.of_chen}/payment", {"reference": "B-1"})
    told = {"merchant": chen, "paid_by": fund}
    market.happens(
        takes(90, "2026-12-04 09:00", redemption="redemption-late", month=NOVEMBER, **told),
        gives_back(50, "2026-12-05 09:00", **told),
    )
    market.home.it_is(NEXT_CLOSING)
    assert market.closes() == 2
    assert differences(market, "settlement", "merchant-", "till") == []


def forged(market: Market) -> StatementFrozen:
    """Fang's November, on which somebody wrote ten beans more."""
    book, fang = market.home.ledger.book, str(market.fang.who.merchant)
    true = book.look(Settlement(market.of_fang)).frozen
    assert true is not None
    sums = msgspec.structs.replace(true.sums, captured_beans=80, captured_fen=800)
    return msgspec.structs.replace(
        true, settlement=settlement_of(fang, "2026-12"), month="2026-12", sums=sums,
        kept=Kept(80, {market.fund: 800}), opening_fen=0, closing_fen=800,
        owed_by_fund={market.fund: 800},
    )  # fmt: skip


def test_a_forged_statement_and_a_payment_too_many_are_found(market: Market) -> None:
    market.closes()
    statement = forged(market)
    market.happens(
        statement,
        SettlementPaid(
            at=statement.at, payment="payment-x", settlement=market.of_chen, page="",
            merchant=str(market.chen.who.merchant), paid_by=market.fund, fen=9, reference="X",
        ),
    )  # fmt: skip
    found = differences(market, statement.settlement, market.of_chen)
    assert any(f"{statement.settlement} states 80 beans on 1 lines" in line for line in found)
    assert any("does not open with what was rolled over" in line for line in found)
    assert any("5800 fen of" in line and "9 were paid" in line for line in found)


def test_a_statement_that_was_changed_in_the_view_is_found(market: Market) -> None:
    market.closes()
    with closing(sqlite3.connect(market.data / "ledgers" / FIRST / "views.db")) as views:
        names = views.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        (table,) = [name for (name,) in names if name.startswith("settlement_") and
                    name[-1].isdigit() and "share" not in name]  # fmt: skip
        views.execute(f"UPDATE {table} SET due_fen = 1 WHERE month = '{NOVEMBER}'")
        views.commit()
    found = differences(market, "settlement")
    assert [("View settlement" in line) for line in found] == [True, True]


def test_money_that_was_moved_in_the_view_of_funds_is_found(market: Market) -> None:
    market.closes()
    given = market.home.ledger.funds.donations_to(market.fund, 1)[0]
    told = {"fen": given.fen - 100, "reason": "mistyped"}
    market.home.admin.gets(f"/funds/{market.fund}/donations/{given.donation}/correction", told)
    assert differences(market, market.fund) == []
    with closing(sqlite3.connect(market.data / "ledgers" / FIRST / "views.db")) as views:
        names = views.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        (table,) = [name for (name,) in names if name.startswith("fund_") and name[-1].isdigit()]
        views.execute(f"UPDATE {table} SET free_fen = free_fen + 1 WHERE fund = '{market.fund}'")
        views.commit()
    assert len(differences(market, market.fund)) == 1


def test_a_promise_that_no_fund_can_keep_is_found(market: Market) -> None:
    market.closes()
    open_page = market.home.ledger.book.look(Funds(market.fund)).pages[market.fund]
    given = DonationReceived(
        at=clock("2026-12-04 09:00"), donation="donation-x", page=open_page, fen=1, kind="cash",
        receipt="X", free_fen_after=1,
    )  # fmt: skip
    turned = FundPageTurned(
        at=given.at, fund=market.fund, unit=market.home.lane, page=f"{open_page[:-1]}9",
        free_fen=-1, reserved_fen=0, paid_fen=0,
    )  # fmt: skip
    market.happens(given, turned)
    found = differences(market, market.fund, turned.page)
    assert any("begins with other sums" in line for line in found)
    assert any("promises money it does not have" in line for line in found)
    assert any("holds -1 fen in all" in line for line in found)
