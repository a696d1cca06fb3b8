"""Views of shops: what a till took, holds and gave back, and what the clock finds there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ledger.reversals import CaptureRedemption, LapseHold, RefundRedemption, VoidRedemption
from projections.balances import Balances
from projections.statements import Statements
from projections.till import Takings, Till
from projections.trial_balance import TrialBalance
from tests.deeds import redeems
from tests.neighbourhood import (
    CHARITY,
    CHEN,
    CODE,
    OTHER_CODE,
    WANG,
    ZHAO,
    earned,
)
from tests.shelves import KINDS, Desk, empty_desk
from tests.story import clock
from tests.sunday import SUNDAY, caught_up, settle, shows_code, told

NOVEMBER = "2026-11"
CODES = tuple(f"redemption-{word}" for word in ("breakfast", "lunch", "supper"))


@pytest.fixture(params=KINDS)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """An empty book, with a place for its views."""
    with empty_desk(request, tmp_path) as opened:
        yield opened


@pytest.fixture
def lane(desk: Desk) -> Desk:
    """Rules, a community, two volunteers, a noodle shop and a charity shop."""
    return settle(desk)


def test_the_till_counts_what_the_shop_took_held_and_gave_back(lane: Desk) -> None:
    lane.do("2026-11-20 18:00", earned(100))
    breakfast, noon, supper = CODES
    shows_code(lane, f"{SUNDAY} 08:00", breakfast)
    lane.do(f"{SUNDAY} 08:00", redeems(30, breakfast))
    shows_code(lane, f"{SUNDAY} 12:00", noon)
    lane.do(f"{SUNDAY} 12:00", redeems(20, noon, capture=False))
    lane.do(f"{SUNDAY} 12:01", CaptureRedemption(redemption=noon, merchant=CHEN, beans=15))
    lane.do(f"{SUNDAY} 12:02", RefundRedemption(redemption=noon, merchant=CHEN, beans=5))
    shows_code(lane, f"{SUNDAY} 18:00", supper)
    lane.do(f"{SUNDAY} 18:00", redeems(11, supper, capture=False))
    shelf = caught_up(lane)
    till = Till(shelf)

    takings = till.takings(CHEN, NOVEMBER)

    assert takings == Takings(CHEN, NOVEMBER, 45, 5, 11, 2, 400) and takings.net_beans == 40
    assert till.months_of(CHEN) == [takings]
    assert till.takings(CHARITY, NOVEMBER) == Takings(CHARITY, NOVEMBER)
    newest = till.redemptions_of(CHEN, date(2026, 11, 22))
    assert [(one.redemption, one.state, one.beans) for one in newest] == [
        (supper, "authorised", 11), (noon, "captured", 10), (breakfast, "captured", 30),
    ]  # fmt: skip
    assert till.redemptions_of(CHEN, limit=1, before_position=newest[0].position) == [newest[1]]
    assert till.redemptions_of(CHEN, date(2026, 11, 21)) == []
    assert Balances(shelf).of(WANG).held == 11
    assert TrialBalance(shelf).of() == {
        "volunteers": 49, "held": 11, "merchants": 40, "issuance": -100, "expired": 0,
    }  # fmt: skip
    assert [told(line)[:3] for line in Statements(shelf).of(WANG)] == [
        ("held", -11, 49), ("returned", 5, 60), ("released", 5, 55), ("captured", 0, 50),
        ("held", -20, 50), ("redeemed", -30, 70), ("award", 100, 100),
    ]  # fmt: skip


def test_the_clock_finds_holds_that_lapsed_and_lots_that_died(lane: Desk) -> None:
    lane.do("2026-11-20 18:00", earned(50, dies="2026-12-01"), earned(1, volunteer=ZHAO))
    shows_code(lane, f"{SUNDAY} 12:00", CODE)
    lane.do(f"{SUNDAY} 12:00", redeems(20, capture=False))
    shows_code(lane, f"{SUNDAY} 12:00", OTHER_CODE)
    lane.do(f"{SUNDAY} 12:01", redeems(20, OTHER_CODE, capture=False))
    shelf = caught_up(lane)
    till, balances = Till(shelf), Balances(shelf)
    assert list(till.waiting_holds(clock(f"{SUNDAY} 12:02"))) == [CODE]
    assert list(balances.with_dead_lots(date(2026, 11, 30))) == []
    assert list(balances.with_dead_lots(date(2026, 12, 1))) == [WANG]

    lane.do(f"{SUNDAY} 12:02", LapseHold(redemption=CODE))
    lane.do(f"{SUNDAY} 12:02", VoidRedemption(redemption=OTHER_CODE, merchant=CHEN))
    shelf.follow()

    assert list(till.waiting_holds(clock(f"{SUNDAY} 13:00"))) == []
    assert till.redemption(CODE).state == "released"
    assert balances.of(WANG).beans == 50 and till.takings(CHEN, NOVEMBER).held == 0
