"""The same people do the same things under other rules: other beans, and not a minute changes."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from api.demo.building import FILES
from api.demo.community import first_start
from tests.neighbourhood import POLICY_TEXT, amended
from tests.replay import Replay, replayed
from tests.terminal import small_files

POLICY_B = amended(
    ("reading point\nper_unit = 5\n", "reading point\nper_unit = 7\n"),
    ("low-income, children\nper_unit = 6\n", "low-income, children\nper_unit = 3\n"),
    ("\nmax_per_day = 100\n", "\nmax_per_day = 25\n"),
    ("\nmax_per_month = 600\n", "\nmax_per_month = 120\n"),
    version=3,
)
A_YEAR_WEEKS = 60


def played(place: Path, files: Path, policy: str, weeks: int) -> Replay:
    """The weeks that follow the first activity, under that policy."""
    with replayed(place, files, policy) as replay:
        replay.play(first_start(files) + timedelta(weeks=weeks))
        return replay


@pytest.mark.parametrize(
    "weeks", [12, pytest.param(A_YEAR_WEEKS, marks=pytest.mark.prove)]
)
def test_other_rates_and_caps_give_other_beans_and_exactly_the_same_minutes(
    tmp_path: Path, weeks: int
) -> None:
    whole_year = weeks == A_YEAR_WEEKS
    files = FILES if whole_year else small_files(tmp_path / "files", people=90, activities=60)
    shipped = played(tmp_path / "a", files, POLICY_TEXT, weeks)
    other = played(tmp_path / "b", files, POLICY_B, weeks)

    assert other.outcomes == shipped.outcomes
    assert shipped.answered()[201] > 0.95 * len(shipped.outcomes), shipped.answered()
    minutes = [account["minutes"] for account in shipped.accounts]
    assert [account["minutes"] for account in other.accounts] == minutes
    assert sum(minutes) > 60 * weeks

    pairs = [
        (one["beans"], two["beans"])
        for one, two in zip(shipped.accounts, other.accounts, strict=True)
        if one["minutes"]
    ]
    assert sum(one != two for one, two in pairs) > len(pairs) / 2
    assert any(one > two for one, two in pairs) and any(one < two for one, two in pairs)
