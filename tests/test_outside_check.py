"""Two programs that we did not write add the book up, and believe neither a forger nor a view."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.journals.journal import journal_of
from api.journals.layouts import texts
from tests.bookkeepers import (
    BOTH_AGREE,
    BOTH_REFUSE,
    a_life,
    asked,
    bookkeepers_at_hand,
    forge,
    journal,
    outcomes,
    outcomes_of,
)
from tests.deeds import awarded, confirmed
from tests.neighbourhood import RULES, ZHAO, earned
from tests.shelves import KINDS, Desk, empty_desk
from tests.story import clock
from tests.sunday import caught_up, settle


@pytest.fixture(scope="module", autouse=True)
def at_hand() -> None:
    """Both programs are there."""
    bookkeepers_at_hand()


@pytest.fixture(params=KINDS)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """An empty book, with a place for its views."""
    with empty_desk(request, tmp_path) as opened:
        yield opened


on_a_file = pytest.mark.parametrize("desk", ["sqlite"], indirect=True)


def test_both_agree_with_everything_that_happened_on_the_lane(desk: Desk) -> None:
    assert outcomes(desk, a_life(desk)) == BOTH_AGREE


@on_a_file
def test_both_agree_that_in_an_empty_book_there_is_nothing(desk: Desk) -> None:
    desk.do("2026-11-01 08:00", RULES)
    assert outcomes(desk, desk.shelf()) == BOTH_AGREE


FORGERIES = {
    "one side of a movement": ("M-chen:2027-02  60 BEAN", "M-chen:2027-02  61 BEAN"),
    "a movement, both sides": (
        "V-wang  -60 BEAN\n  Assets:Merchants:M-chen:2027-02  60 BEAN",
        "V-wang  -61 BEAN\n  Assets:Merchants:M-chen:2027-02  61 BEAN",
    ),
    "who it came from": ("V-wang  -60 BEAN", "V-zhao  -60 BEAN"),
    "one fen": (
        "2027-02  -6.00 CNY\n  Equity:Promised  6.00 CNY",
        "2027-02  -6.01 CNY\n  Equity:Promised  6.01 CNY",
    ),
}  # fmt: skip


@on_a_file
@pytest.mark.parametrize("forged", FORGERIES)
def test_both_refuse_a_journal_in_which_somebody_changed(
    desk: Desk, tmp_path: Path, forged: str
) -> None:
    shelf, (before, after) = a_life(desk), FORGERIES[forged]
    told = {layout: journal(desk, shelf, layout) for layout in BOTH_REFUSE}
    assert all(text.count(before) == 1 for text in told.values())
    changed = {layout: text.replace(before, after) for layout, text in told.items()}
    assert outcomes_of(changed, tmp_path) == BOTH_REFUSE


def test_both_refuse_one_bean_too_many_in_a_balance(desk: Desk) -> None:
    shelf = a_life(desk)
    forge(shelf, "account", "SET beans = beans + 1 WHERE volunteer = 'volunteer-zhao'")
    said = asked(desk, shelf)
    assert {program: verdict.outcome for program, verdict in said.items()} == BOTH_REFUSE
    assert all("V-zhao" in "\n".join(verdict.complaint) for verdict in said.values())


@on_a_file
@pytest.mark.parametrize(
    ("sheet", "change"),
    [
        ("account", "SET held = 0 WHERE held = 10"),
        ("statement_line", "SET balance = balance + 1 WHERE volunteer = 'volunteer-zhao'"),
        ("takings", "SET refunded = refunded + 1 WHERE month = '2026-11'"),
        ("takings", "SET payable_fen = payable_fen + 1 WHERE month = '2027-02'"),
        ("takings", "SET held = 11 WHERE held = 10"),
        ("redemption", "SET held = 1 WHERE redemption = 'redemption-tea'"),
        ("redemption", "SET fen = fen + 1 WHERE redemption = 'redemption-gift'"),
        ("account_group", "SET beans = beans - 1 WHERE name = 'issuance'"),
    ],
)
def test_both_refuse_whatever_a_view_got_wrong(desk: Desk, sheet: str, change: str) -> None:
    shelf = a_life(desk)
    forge(shelf, sheet, change)
    assert outcomes(desk, shelf) == BOTH_REFUSE


@on_a_file
def test_a_service_that_opens_a_month_is_not_told_of_the_month_before(desk: Desk) -> None:
    lane, noon = settle(desk), clock("2026-12-01 12:00")
    lane.do("2026-11-20 18:00", earned(100))
    lane.together("2026-12-01 12:00", confirmed(noon, "09:00–11:00", 120),
                  awarded(noon, 20, left=120))  # fmt: skip
    shelf = caught_up(lane)
    assert outcomes(desk, shelf) == BOTH_AGREE
    told = journal(desk, shelf, "beancount")
    assert "2026-12-01 balance Assets:Volunteers:V-wang  100 ~ 0 BEAN" in told


def test_what_is_written_meanwhile_is_in_neither_half_of_a_journal(desk: Desk) -> None:
    shelf = a_life(desk)
    before = journal(desk, shelf, "hledger")
    with journal_of(desk.book, shelf) as told:
        desk.do("2027-03-01 18:00", earned(10, on="2027-02-28", volunteer=ZHAO, left=50))
        shelf.follow()
        assert "".join(texts(told, "lane", "hledger")) == before
    assert journal(desk, shelf, "hledger") != before


@on_a_file
def test_no_journal_says_who_anybody_is(desk: Desk) -> None:
    told = journal(desk, a_life(desk), "beancount")
    assert "老陈面馆" not in told and "1000000002" not in told
