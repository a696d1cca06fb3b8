"""Journals: every account has one name, and everything that moves comes to zero."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.journals.accounts import part
from api.journals.postings import MONEY, UnknownAccount, amount_of, entry_of
from ledger.facts import FACTS, Movement, SettlementRolledOver
from ledger.recorded import Recorded, decode
from tests.neighbourhood import earned

LINES = [
    json.loads(line)
    for line in Path(__file__).with_name("golden_facts.jsonl").read_text().splitlines()
]


def golden(name: str) -> Recorded:
    """The fact of that kind as it was first written."""
    told = next(line for line in LINES if line["type"] == name)
    return decode(name, json.dumps(told["stored"]).encode(), 7)


@pytest.mark.parametrize("name", [k.__name__ for k in FACTS.values() if issubclass(k, Movement)])
def test_every_movement_of_beans_is_an_entry_that_comes_to_zero(name: str) -> None:
    told = golden(name)
    entry = entry_of(told)
    assert entry is not None and (entry.position, entry.kind) == (7, name)
    beans = [posting.amount for posting in entry.postings if posting.unit == "BEAN"]
    money = [posting.amount for posting in entry.postings if posting.unit == "CNY"]
    assert sorted(beans) == [-told.fact.beans, told.fact.beans]
    assert sum(money) == 0 and len(money) in (0, 2)


def test_every_fact_that_tells_of_money_is_posted() -> None:
    telling = {kind for kind in FACTS.values() if "fen" in kind.__struct_fields__}
    assert telling - MONEY.keys() == {SettlementRolledOver}, "what is rolled over does not move"


@pytest.mark.parametrize("name", [kind.__name__ for kind in MONEY])
def test_every_entry_of_money_comes_to_zero(name: str) -> None:
    for line in LINES:
        if line["type"] == name:
            entry = entry_of(decode(name, json.dumps(line["stored"]).encode(), 7))
            assert entry is None or sum(
                posting.amount for posting in entry.postings if posting.unit == "CNY"
            ) == 0


@pytest.mark.parametrize("name", ["VolunteerRegistered", "CommandRefused", "PolicyAdopted"])
def test_what_moves_nothing_is_no_entry(name: str) -> None:
    assert entry_of(golden(name)) is None


def test_beans_through_an_account_without_a_name_are_not_passed_over() -> None:
    told = golden("BeansAwarded")
    told.fact = msgspec.structs.replace(earned(10), source="treasury-1")
    with pytest.raises(UnknownAccount, match="treasury-1"):
        entry_of(told)


IDS = st.text(max_size=12).map(lambda rest: f"volunteer-{rest}")


@given(IDS, IDS)
def test_no_two_ids_share_a_name_and_each_is_one_that_a_program_takes(one: str, two: str) -> None:
    assert (part(one) == part(two)) == (one == two)
    assert part(one).startswith("V-")
    assert all(sign.isascii() and (sign.isalnum() or sign == "-") for sign in part(one))


@pytest.mark.parametrize(
    ("amount", "unit", "told"),
    [(50, "BEAN", "50"), (-5, "CNY", "-0.05"), (1234, "CNY", "12.34"), (0, "CNY", "0.00")],
)
def test_beans_are_whole_and_fen_are_told_in_yuan(amount: int, unit: str, told: str) -> None:
    assert amount_of(amount, unit) == told  # type: ignore[arg-type]
