"""A sum under a line of the record is exact, or it is not shown at all."""

from __future__ import annotations

from typing import Any

import pytest

from api.pages.entries import summed
from api.pages.language import LANGUAGE
from api.pages.own.sums import Sum, sum_of
from ledger.counting.service_time import beans_for
from ledger.policy import read_policy
from tests.neighbourhood import POLICY_TEXT, amended
from tests.story import clock

POLICY = read_policy(POLICY_TEXT)
STARTS, ENDS = clock("2026-11-22 09:00"), clock("2026-11-22 17:00")


def told(minutes: int, **more: Any) -> dict[str, Any]:
    """What a line tells of a record."""
    return {"minutes": minutes, **more}


@pytest.mark.parametrize(
    ("minutes", "beans", "wanted"),
    [
        (150, 25, Sum(150, 10, 25, 0, 25)),
        (179, 30, Sum(180, 10, 30, 0, 30)),  # One minute short, which the grace gives.
        (174, 25, Sum(150, 10, 25, 0, 25)),
        (120, 24, Sum(120, 12, 24, 0, 24)),  # Home visits are thanked at a higher rate.
    ],
)
def test_hours_times_rate_are_the_beans(minutes: int, beans: int, wanted: Sum) -> None:
    assert sum_of(POLICY, told(minutes), beans) == wanted


@pytest.mark.parametrize("category", [each.code for each in POLICY.beans.category])
def test_whatever_the_book_counts_the_sum_leads_there(category: str) -> None:
    for minutes in range(0, 481):
        beans = beans_for(POLICY, category, STARTS, ENDS, minutes)
        found = sum_of(POLICY, told(minutes), beans)
        assert (found is None) == (beans == 0)
        if found is not None:
            assert found.minutes * found.beans_per_hour == 60 * beans == 60 * found.earned


def test_what_a_limit_cut_off_is_said_and_not_hidden() -> None:
    found = sum_of(POLICY, told(480, capped_beans=20), 60)
    assert found == Sum(480, 10, 80, 20, 60)
    token = LANGUAGE.set("zh")
    assert summed(found) == "8 小时 × 10 豆 = 80 豆（超出上限 20 豆未计，实得 60 豆）"
    LANGUAGE.set("en")
    assert summed(found) == "8 h × 10 beans = 80 beans (20 above the limit, 60 given)"
    LANGUAGE.reset(token)


@pytest.mark.parametrize(("minutes", "beans"), [(120, 0), (20, 5), (120, 23), (0, 5), (120, -20)])
def test_where_no_plain_sum_leads_to_the_beans_none_is_told(minutes: int, beans: int) -> None:
    assert sum_of(POLICY, told(minutes), beans) is None


def test_no_sum_is_told_of_rules_nobody_knows_or_units_that_make_no_tenths() -> None:
    assert sum_of(None, told(120), 20) is None
    odd = read_policy(amended(("unit_minutes = 30 ", "unit_minutes = 20 ")))
    assert sum_of(odd, told(20), 5) is None
    assert sum_of(odd, told(60), 15) == Sum(60, 15, 15, 0, 15)
