"""Grandma Zhou's jar of beans: earned in lots, spent oldest first, given back, taken back."""

from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as some

from ledger.counting.lots import claw_back, dead, dies_on, give_back, spend
from ledger.policy import read_policy

SHIPPED = Path(__file__).parents[1] / "ledger" / "policy" / "default.toml"
POLICY = read_policy(SHIPPED.read_text(encoding="utf-8"))

A, B = "2030-02-01", "2030-03-01"
JAR = {A: 30, B: 50}


def put(jar: dict[str, int], lots: dict[str, int], sign: int = 1) -> dict[str, int]:
    changed = {lot: jar.get(lot, 0) + sign * lots.get(lot, 0) for lot in {*jar, *lots}}
    return {lot: beans for lot, beans in changed.items() if beans}


@pytest.mark.parametrize(
    ("earned_on", "gone_on"),
    [
        (date(2027, 1, 15), date(2030, 2, 1)),
        (date(2027, 1, 31), date(2030, 2, 1)),
        (date(2027, 2, 1), date(2030, 3, 1)),
        (date(2027, 11, 30), date(2030, 12, 1)),
        (date(2027, 12, 1), date(2031, 1, 1)),
        (date(2028, 2, 29), date(2031, 3, 1)),
    ],
)
def test_a_lot_dies_when_the_thirty_sixth_month_after_it_ends(
    earned_on: date, gone_on: date
) -> None:
    assert dies_on(POLICY, earned_on) == gone_on


def test_the_oldest_beans_are_spent_first() -> None:
    taken = spend(JAR, 40, date(2030, 1, 10))
    assert taken == {A: 30, B: 10}
    assert put(JAR, taken, -1) == {B: 40}


def test_a_lot_is_alive_on_its_last_evening_and_gone_the_next_morning() -> None:
    assert spend(JAR, 30, date(2030, 1, 31)) == {A: 30}
    assert spend(JAR, 30, date(2030, 2, 1)) == {B: 30}
    assert dead(JAR, date(2030, 1, 31)) == {}
    assert dead(JAR, date(2030, 2, 1)) == {A: 30}


def test_dead_beans_pay_for_nothing() -> None:
    with pytest.raises(ValueError):
        spend(JAR, 51, date(2030, 2, 1))
    assert spend({}, 0, date(2030, 2, 1)) == {}


def test_a_refund_in_time_puts_every_bean_back_where_it_was() -> None:
    back = give_back(POLICY, {A: 30, B: 10}, 40, date(2030, 1, 20))
    assert put({B: 40}, back) == {A: 30, B: 50}


def test_beans_whose_lot_died_meanwhile_come_back_for_thirty_days() -> None:
    back = give_back(POLICY, {A: 30, B: 10}, 40, date(2030, 2, 10))
    assert put({B: 40}, back) == {"2030-03-12": 30, B: 50}


def test_a_part_refund_leaves_what_a_smaller_redemption_would_have_left() -> None:
    today = date(2030, 1, 20)
    taken = spend(JAR, 40, today)
    after = put(put(JAR, taken, -1), give_back(POLICY, taken, 15, today))
    assert after == put(JAR, spend(JAR, 25, today), -1)


def test_two_part_refunds_are_one_whole_refund() -> None:
    taken, today = {A: 30, B: 10}, date(2030, 1, 20)
    first = give_back(POLICY, taken, 15, today)
    second = give_back(POLICY, taken, 25, today, returned_before=15)
    assert (first, second) == ({A: 5, B: 10}, {A: 25})


def test_no_refund_gives_back_more_than_was_taken() -> None:
    with pytest.raises(ValueError):
        give_back(POLICY, {A: 30}, 31, date(2030, 1, 20))
    with pytest.raises(ValueError):
        give_back(POLICY, {A: 30}, 10, date(2030, 1, 20), returned_before=21)


def test_a_revived_lot_joins_the_lot_that_dies_on_the_same_day() -> None:
    assert give_back(POLICY, {A: 3, "2030-03-12": 4}, 7, date(2030, 2, 10)) == {"2030-03-12": 7}


def test_a_policy_may_let_refunded_beans_live_anew() -> None:
    anew = msgspec.structs.replace(
        POLICY,
        reversal=msgspec.structs.replace(POLICY.reversal, refund_keeps_original_expiry=False),
    )
    assert give_back(anew, JAR, 40, date(2030, 1, 20)) == {"2033-02-01": 40}


def test_a_revoked_session_takes_its_own_beans_and_leaves_the_rest_as_debt() -> None:
    left = put({B: 20}, spend({B: 20}, 15, date(2030, 1, 1)), -1)
    assert claw_back(left, 20, own_lot=B) == ({B: 5}, 15)


def test_a_claw_back_begins_with_its_own_lot_and_goes_on_with_the_oldest() -> None:
    taken, debt = claw_back({"2030-04-01": 9, A: 30, B: 5}, 20, own_lot=B)
    assert (taken, debt) == ({B: 5, A: 15}, 0)
    assert list(taken) == [B, A]


def test_beans_below_zero_are_no_beans() -> None:
    today = date(2030, 1, 1)
    with pytest.raises(ValueError):
        spend(JAR, -1, today)
    with pytest.raises(ValueError):
        give_back(POLICY, JAR, -1, today)
    with pytest.raises(ValueError):
        claw_back(JAR, -1, A)


days = some.dates(date(2029, 1, 1), date(2031, 12, 31))
jars = some.dictionaries(days.map(date.isoformat), some.integers(0, 500), max_size=8)


@given(jars, days, some.integers(0, 2000))
def test_spending_conserves_beans_and_never_touches_a_dead_lot(
    jar: dict[str, int], today: date, beans: int
) -> None:
    living = put(jar, dead(jar, today), -1)
    if beans > sum(living.values()):
        with pytest.raises(ValueError):
            spend(jar, beans, today)
        return
    taken = spend(jar, beans, today)
    assert sum(taken.values()) == beans
    assert all(0 < part <= living[lot] for lot, part in taken.items())
    assert list(taken) == sorted(taken)
    left_behind = [lot for lot in put(living, taken, -1) if lot < max(taken, default="")]
    assert left_behind == []


@given(jars, days, some.data())
def test_a_refund_gives_back_exactly_what_was_asked_and_alive(
    taken: dict[str, int], today: date, draw: some.DataObject
) -> None:
    beans = draw.draw(some.integers(0, sum(taken.values())))
    back = give_back(POLICY, taken, beans, today)
    assert sum(back.values()) == beans
    assert dead(back, today) == {}
    revived = (today + timedelta(days=30)).isoformat()
    assert all(lot == revived or part <= taken[lot] for lot, part in back.items())


@given(jars, days.map(date.isoformat), some.integers(0, 5000))
def test_a_claw_back_takes_or_owes_every_bean(jar: dict[str, int], own: str, beans: int) -> None:
    taken, debt = claw_back(jar, beans, own)
    assert sum(taken.values()) + debt == beans
    assert all(part <= jar[lot] for lot, part in taken.items())
    assert debt == 0 or sum(taken.values()) == sum(jar.values())
