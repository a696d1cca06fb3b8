"""One-time codes: sent to whoever has the number, good once, and useless to a guesser."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from api.signing_in.one_time_codes import OneTimeCodes, PhoneOwner
from api.signing_in.waiting import AskedTooOften, MustWait
from tests.gates import JINSHA, NINE, WANG, WANGS_PHONE, Gate
from tests.test_badges import one_line, told
from tests.vaults import BOTH_KINDS, empty_vault

NOBODYS = "13800009999"


@pytest.fixture(params=BOTH_KINDS)
def gate(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Gate]:
    """A gate over an empty vault, at nine in the morning."""
    with empty_vault(request, tmp_path) as opened:
        yield Gate(opened)


def wrong(code: str) -> str:
    """Another code."""
    return f"{(int(code) + 1) % 10**6:06d}"


def test_a_code_comes_to_the_phone_and_opens_the_door_once(gate: Gate) -> None:
    asked = gate.codes.ask(" +86 138-0000-0001 ")
    ((phone, code, number),) = gate.letters.sent
    assert (phone, number) == (WANGS_PHONE, asked.number) and len(code) == 6

    assert gate.codes.check(asked.request, wrong(code)) is None
    assert gate.codes.check(asked.request, f" {code[:3]} {code[3:]}") == PhoneOwner(JINSHA, WANG)
    assert gate.codes.check(asked.request, code) is None  # It was used.


def test_a_code_is_good_for_five_minutes(gate: Gate) -> None:
    asked = gate.codes.ask(WANGS_PHONE)
    gate.later(minutes=5)
    assert gate.codes.check(asked.request, gate.letters.sent[-1][1]) is None


def test_after_five_wrong_tries_not_even_the_right_code_opens(gate: Gate) -> None:
    asked = gate.codes.ask(WANGS_PHONE)
    code = gate.letters.sent[-1][1]
    for _ in range(5):
        assert gate.codes.check(asked.request, wrong(code)) is None
    with pytest.raises(MustWait) as wait:
        gate.codes.check(asked.request, code)
    gate.later(seconds=wait.value.seconds)
    assert gate.codes.check(asked.request, code) is None


def test_only_the_newest_code_counts(gate: Gate) -> None:
    first = gate.codes.ask(WANGS_PHONE)
    gate.later(minutes=1)
    second = gate.codes.ask(WANGS_PHONE)
    (_, old, _), (_, new, _) = gate.letters.sent
    assert gate.codes.check(first.request, old) is None
    assert gate.codes.check(first.request, new) is None
    assert gate.codes.check(second.request, new)


def test_a_number_that_nobody_has_is_treated_like_any_other(gate: Gate) -> None:
    known, unknown = gate.codes.ask(WANGS_PHONE), gate.codes.ask(NOBODYS)
    assert len(gate.letters.sent) == 1 and gate.rows("one_time_codes") == 2
    assert len(known.request) == len(unknown.request)
    for phone in (WANGS_PHONE, NOBODYS):
        with pytest.raises(AskedTooOften) as wait:
            gate.codes.ask(phone)
        assert wait.value.seconds == 60
    for asked in (known, unknown):
        for _ in range(5):
            assert gate.codes.check(asked.request, "") is None
        with pytest.raises(MustWait):
            gate.codes.check(asked.request, "")
    assert gate.codes.ask("a chocolate wrapper") is None


def test_a_phone_is_sent_one_a_minute_five_an_hour_ten_a_day(gate: Gate) -> None:
    waits = []
    while gate.clock.now() < NINE + timedelta(days=1):
        try:
            gate.codes.ask(WANGS_PHONE)
        except AskedTooOften as wait:
            waits.append(wait.seconds)
            gate.later(seconds=wait.seconds)
    assert len(gate.letters.sent) == 10
    assert waits[0] == 60 and waits[4] == 3_360 and gate.clock.now() == NINE + timedelta(days=1)
    gate.later(days=1)
    assert gate.codes.forget_old() == 10 and gate.rows("one_time_codes") == 0


def test_whoever_guesses_all_day_gets_as_many_tries_as_are_told(gate: Gate) -> None:
    tries, asked = 0, gate.codes.ask(WANGS_PHONE)
    while gate.clock.now() < NINE + timedelta(days=1):
        try:
            assert gate.codes.check(asked.request, wrong(gate.letters.sent[-1][1])) is None
            tries += 1
        except MustWait as wait:
            gate.later(seconds=wait.seconds)
            try:
                asked = gate.codes.ask(WANGS_PHONE)
            except AskedTooOften:
                continue
    assert tries == 33
    chance = f"{tries}/1,000,000 = {told(Fraction(tries, 10**6))}"
    assert chance in one_line(OneTimeCodes.__doc__)


def test_a_request_that_was_never_made_opens_nothing(gate: Gate) -> None:
    gate.codes.ask(WANGS_PHONE)
    code = gate.letters.sent[-1][1]
    for request in ("", "x", "A" * 22, gate.letters.sent[-1][2]):
        assert gate.codes.check(request, code) is None
