"""Which service those may come to who are not grown up yet."""

import pytest

from ledger.counting.minors import must_be_for_minors, why_not
from ledger.policy import read_policy
from ledger.refusals import NotForMinors
from tests.neighbourhood import POLICY_TEXT, amended, planned
from tests.story import clock

POLICY = read_policy(POLICY_TEXT)


@pytest.mark.parametrize(
    ("starts", "ends", "broken"),
    [
        ("2026-11-22 09:00", "2026-11-22 13:00", None),
        ("2026-11-22 09:00", "2026-11-22 13:01", ("hours", 240)),
        ("2026-11-22 19:00", "2026-11-22 21:00", None),
        ("2026-11-22 19:00", "2026-11-22 21:01", ("time", 21)),
        ("2026-11-22 22:00", "2026-11-22 23:00", ("time", 21)),
        ("2026-11-22 23:00", "2026-11-23 01:00", ("time", 21)),
        ("2026-11-22 20:59", "2026-11-22 21:00", None),
    ],
)
def test_minors_serve_four_hours_a_day_and_until_nine_in_the_evening(
    starts: str, ends: str, broken: tuple[str, int] | None
) -> None:
    assert why_not(POLICY, "general", clock(starts), clock(ends)) == broken


@pytest.mark.parametrize("category", ["patrol_night", "emergency"])
def test_minors_go_on_no_night_patrol_and_to_no_emergency(category: str) -> None:
    span = clock("2026-11-22 09:00"), clock("2026-11-22 10:00")
    assert why_not(POLICY, category, *span) == ("category", 0)


def test_the_hour_is_that_of_the_policys_own_place() -> None:
    utc = [clock(f"2026-11-22 {time}").astimezone(tz=None) for time in ("20:00", "21:30")]
    assert why_not(POLICY, "general", utc[0], utc[1]) == ("time", 21)


def test_a_policy_may_let_them_stay_to_midnight() -> None:
    policy = read_policy(amended(("minor_latest_hour = 21", "minor_latest_hour = 24")))
    span = clock("2026-11-22 22:00"), clock("2026-11-23 00:00")
    assert why_not(policy, "general", *span) is None
    assert why_not(policy, "general", span[0], clock("2026-11-23 00:01")) == ("time", 24)


def test_the_refusal_names_the_rule_and_its_limit() -> None:
    with pytest.raises(NotForMinors) as refused:
        must_be_for_minors(POLICY, planned("2026-11-22 19:00", "2026-11-22 22:00"))
    assert refused.value.details == {"rule": "time", "most": 21}
    must_be_for_minors(POLICY, planned("2026-11-22 19:00", "2026-11-22 21:00"))
