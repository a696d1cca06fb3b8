"""The office enters who goes to the shop for somebody, and never itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.facts import HelperAuthorised, HelperEnded
from ledger.subjects.entrusted import Entrusted
from tests.doorstep import LI, WANG
from tests.second_desk import LIS_NUMBER, WANGS_NUMBER, SecondDesk


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SecondDesk]:
    """Sunday morning at the office."""
    day = SecondDesk(tmp_path)
    yield day
    day.close()


def test_zhou_enters_a_helper_once_and_ends_it_once(office: SecondDesk) -> None:
    zhou, at = office.zhou(), office.to_wang("helpers")
    assert "只有本人" in zhou.open(at)
    form = zhou.form(at)
    for _ in range(2):
        assert "李**" in zhou.submit(form, named=LIS_NUMBER)
    again = zhou.press(at, named=LIS_NUMBER)
    assert zhou.page.status_code == 409 and "已经可以代办" in again
    assert [fact.helper for fact in office.told(HelperAuthorised)] == [LI]
    zhou.open(at)
    form = zhou.form(f"{at}/end")
    for _ in range(2):
        assert "只有本人" in zhou.submit(form)
    assert len(office.told(HelperEnded)) == 1
    assert office.ledger.book.look(Entrusted(WANG)).since == {}


@pytest.mark.parametrize("named", ["2000000003", "nobody", ""])
def test_nobody_known_goes_for_nobody(office: SecondDesk, named: str) -> None:
    zhou, at = office.zhou(), office.to_wang("helpers")
    zhou.open(at)
    assert "须先登记为志愿者" in zhou.press(at, named=named)
    assert zhou.page.status_code == 422 and office.told(HelperAuthorised) == []


def test_nobody_is_their_own_helper(office: SecondDesk) -> None:
    zhou, at = office.zhou(), office.to_wang("helpers")
    zhou.open(at)
    assert "本人不能做自己的代办人" in zhou.press(at, named=WANGS_NUMBER)
