"""An inspector draws two in a hundred records by lot, and anybody can draw them again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from api.access.roles import Role
from ledger.counting.samples import sample_of
from ledger.policy import read_policy
from tests.house_open import OpenHouse, problem
from tests.neighbourhood import POLICY_TEXT, amended

INTEGRITY = read_policy(POLICY_TEXT).integrity


def records(number: int) -> list[str]:
    """So many attendances."""
    return [f"attendance-{each}-x" for each in range(number)]


def test_it_is_two_in_a_hundred_rounded_up_and_at_least_five() -> None:
    wanted = {0: 0, 3: 3, 5: 5, 100: 5, 250: 5, 251: 6, 1_000: 20, 1_001: 21}
    for there, drawn in wanted.items():
        assert len(sample_of(INTEGRITY, records(there), "draw-1")) == drawn


def test_another_policy_draws_another_share() -> None:
    half = amended(("audit_sample_permille = 20 ", "audit_sample_permille = 500 "))
    assert len(sample_of(read_policy(half).integrity, records(100), "draw-1")) == 50


@given(st.permutations(records(60)), st.text("abc", min_size=1))
def test_the_same_seed_draws_the_same_in_whatever_order_they_lie(
    shuffled: list[str], seed: str
) -> None:
    drawn = sample_of(INTEGRITY, shuffled, seed)
    assert drawn == sample_of(INTEGRITY, records(60), seed) and set(drawn) <= set(shuffled)


def test_every_record_is_drawn_as_often_as_any_other() -> None:
    there = records(50)
    drawn = [one for seed in range(2_000) for one in sample_of(INTEGRITY, there, str(seed))]
    times = [drawn.count(one) for one in there]
    assert 140 < min(times) and max(times) < 260  # 200 expected; beyond four deviations


def test_the_inspector_draws_from_what_was_confirmed_within_reach(any_home: OpenHouse) -> None:
    home = any_home
    home.serves(home.volunteer("王秀英"), "2026-11-20")
    home.serves(home.volunteer("赵小梅"), "2026-11-21")
    inspector = home.let_in(Role.INSPECTOR, unit=home.lane)
    elsewhere = home.let_in(Role.INSPECTOR, unit=home.beyond)
    drawn = inspector.sees("/samples", seed="draw-1", month="2026-11")
    assert (drawn["confirmed"], len(drawn["items"]), drawn["seed"]) == (2, 2, "draw-1")
    assert {item["minutes"] for item in drawn["items"]} == {120}
    assert drawn == inspector.sees("/samples", seed="draw-1")
    assert elsewhere.sees("/samples", seed="draw-1")["confirmed"] == 0
    assert inspector.sees("/samples", seed="draw-1", month="2026-10")["items"] == []


def test_without_a_seed_there_is_no_draw(home: OpenHouse) -> None:
    inspector = home.let_in(Role.INSPECTOR)
    for query in ({}, {"seed": ""}, {"seed": "王"}):
        assert problem(inspector.looks("/samples", **query))[0] == 400
