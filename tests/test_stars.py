"""Uncle Chen counts his hours towards a star."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ledger.counting.stars import StarStanding, stars_for
from ledger.policy import read_policy

SHIPPED = Path(__file__).parents[1] / "ledger" / "policy" / "default.toml"
POLICY = read_policy(SHIPPED.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("hours", "minutes", "standing"),
    [
        (0, 0, StarStanding(0, 1, 6000)),
        (99, 59, StarStanding(0, 1, 1)),
        (100, 0, StarStanding(1, 2, 200 * 60)),
        (299, 59, StarStanding(1, 2, 1)),
        (600, 0, StarStanding(3, 4, 400 * 60)),
        (1499, 59, StarStanding(4, 5, 1)),
        (1500, 0, StarStanding(5, None, 0)),
        (9000, 0, StarStanding(5, None, 0)),
    ],
)
def test_a_star_is_reached_by_the_last_minute_and_not_before(
    hours: int, minutes: int, standing: StarStanding
) -> None:
    assert stars_for(POLICY, hours * 60 + minutes) == standing


@given(some.integers(0, 200_000))
def test_the_minutes_missing_lead_exactly_to_the_next_star(lifetime_minutes: int) -> None:
    standing = stars_for(POLICY, lifetime_minutes)
    if standing.next_star is not None:
        reached = stars_for(POLICY, lifetime_minutes + standing.minutes_missing)
        assert reached.star == standing.next_star
        just_short = stars_for(POLICY, lifetime_minutes + standing.minutes_missing - 1)
        assert just_short.star == standing.star
