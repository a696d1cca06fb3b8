"""A random year of two shops: nobody outside misses a bean, and nobody overlooks a forged one."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from api.journals.journal import journal_of
from api.journals.layouts import texts
from api.journals.outside import ask_all
from api.ledgers import FIRST
from api.verifying.verification import Verification
from ledger.facts import (
    BeansExpired,
    BeansHeld,
    BeansRedeemed,
    BeansReturned,
    Fact,
    HoldReleased,
    SettlementPaid,
    StatementFrozen,
    VoucherPrinted,
    VoucherReleased,
)
from tests.bookkeepers import BOTH_AGREE, BOTH_REFUSE, bookkeepers_at_hand, outcomes_of
from tests.house_open import OpenHouse, any_home
from tests.shop_year import ShopYear

HAPPENS = {
    BeansRedeemed, BeansHeld, HoldReleased, BeansReturned, BeansExpired, VoucherPrinted,
    VoucherReleased, StatementFrozen, SettlementPaid,
}  # fmt: skip
"""What no year is without."""
ONE_MOVE = re.compile(r"  (\S+)  (-?\d+) BEAN\n  (\S+)  (-?\d+) BEAN\n")
assert any_home


@pytest.fixture(autouse=True)
def at_hand() -> None:
    """Both programs are there."""
    bookkeepers_at_hand()


def told_by(home: OpenHouse) -> dict[str, str]:
    """The whole journal, in the words of each program."""
    ledger = home.ledger
    found = {}
    for layout in BOTH_AGREE:
        with journal_of(ledger.book, ledger.shelf) as told:
            found[layout] = "".join(texts(told, FIRST, layout))
    return found


def one_bean_more(text: str, which: float) -> str:
    """One movement of the journal is of one bean more, on both sides."""
    moves = list(ONE_MOVE.finditer(text))
    move = moves[int(len(moves) * which)]
    source, less, target, more = move.groups()
    forged = f"  {source}  {int(less) - 1} BEAN\n  {target}  {int(more) + 1} BEAN\n"
    return text[: move.start()] + forged + text[move.end() :]


def live(home: OpenHouse, seed: int, days: int = 365) -> list[Fact]:
    """Live through a year, settle it, and have everybody add it up; what happened in it."""
    year = ShopYear(home, Random(seed))
    last = home.clock.now() + timedelta(days=days)
    year.live(last.date())
    year.close_the_books(last + timedelta(days=75))
    year.check_statements()
    ledger = home.ledger
    ledger.shelf.follow()
    _, verdicts = ask_all(ledger.book, ledger.shelf, FIRST)
    assert {each.program: each.outcome for each in verdicts} == BOTH_AGREE, verdicts
    found = Verification(home.house.settings, FIRST)
    assert [str(each) for each in found.run(lambda done, all: None)] == []
    return [found.fact for found in ledger.book.facts()]


def forge_it(home: OpenHouse, folder: Path, which: float) -> None:
    """What both programs agree with as it was told they refuse with one bean forged."""
    told = told_by(home)
    assert outcomes_of(told, folder) == BOTH_AGREE
    forged = {layout: one_bean_more(text, which) for layout, text in told.items()}
    assert outcomes_of(forged, folder) == BOTH_REFUSE


def test_months_that_nobody_planned_add_up_until_a_bean_is_forged(
    any_home: OpenHouse, tmp_path: Path
) -> None:
    facts = live(any_home, seed=7, days=150)
    assert {type(fact) for fact in facts} >= HAPPENS
    assert any(len(fact.lots) > 1 for fact in facts if isinstance(fact, BeansReturned))
    forge_it(any_home, tmp_path, 0.6)


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(100, 120))
def test_many_years_that_nobody_planned_add_up_until_a_bean_is_forged(
    any_home: OpenHouse, tmp_path: Path, seed: int
) -> None:
    live(any_home, seed)
    forge_it(any_home, tmp_path, Random(seed).random())
