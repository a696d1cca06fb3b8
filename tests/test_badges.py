"""Badges: a code on paper and six digits in the head; lost, it opens nothing within a second."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from api.signing_in import badges as badges_room
from api.signing_in.badges import PinUnfit, pretty
from api.signing_in.waiting import MustWait
from tests.gates import JINSHA, NINE, WANG, Gate
from tests.vaults import BOTH_KINDS, empty_vault

OFFICE = "key-office"


@pytest.fixture(params=BOTH_KINDS)
def gate(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Gate]:
    """A gate over an empty vault, at nine in the morning."""
    with empty_vault(request, tmp_path) as opened:
        yield Gate(opened)


def test_a_badge_and_its_pin_say_whose_they_are_however_they_are_typed(gate: Gate) -> None:
    issued = gate.badges.issue(WANG, JINSHA, "471 953", issued_by=OFFICE)
    assert issued.code.startswith("GBB") and len(issued.code) == 23 and issued.pin == "471953"
    assert "wang" not in issued.code.lower()
    for code in (issued.code, pretty(issued.code), f" {issued.code.lower()}\n"):
        for pin in ("471953", "４７１９５３", "471 953"):
            assert gate.badges.check(code, pin).volunteer == WANG


def test_a_drawn_pin_is_never_the_first_that_comes_to_mind(gate: Gate) -> None:
    issued = gate.badges.issue(WANG, JINSHA, issued_by=OFFICE)
    assert len(issued.pin) == 6 and gate.badges.check(issued.code, issued.pin)
    for plain in ("000000", "123456", "987654", "12345", "1234567", "abcdef", ""):
        with pytest.raises(PinUnfit):
            gate.badges.issue(WANG, JINSHA, plain, issued_by=OFFICE)


def test_a_lost_badge_opens_nothing_and_the_new_one_is_for_the_same_volunteer(gate: Gate) -> None:
    lost = gate.badges.issue(WANG, JINSHA, "471953", issued_by=OFFICE)
    new = gate.badges.issue(WANG, JINSHA, "471953", issued_by=OFFICE)
    assert gate.badges.check(lost.code, "471953") is None
    assert gate.badges.check(new.code, "471953").volunteer == WANG

    assert gate.badges.withdraw(new.badge) and not gate.badges.withdraw(new.badge)
    assert gate.badges.check(new.code, "471953") is None and not gate.badges.in_force(new.badge)
    told = [(each.id, each.withdrawn_at is None) for each in gate.badges.list_of(WANG)]
    assert sorted(told) == sorted([(lost.badge, False), (new.badge, False)])
    assert {each.issued_by for each in gate.badges.list_of(WANG)} == {OFFICE}
    assert gate.badges.withdraw_all_of(WANG) == 0


def test_of_badges_that_are_printed_at_once_the_last_one_counts(gate: Gate) -> None:
    """Two desks, one volunteer: a badge that nobody knows of must not stay in force."""
    other = Gate(gate.engine, gate.clock)
    with ThreadPoolExecutor(6) as desks:
        badges = [gate.badges, other.badges] * 3
        issued = list(
            desks.map(lambda desk: desk.issue(WANG, JINSHA, "471953", issued_by=OFFICE), badges)
        )
    assert len([each for each in gate.badges.list_of(WANG) if not each.withdrawn_at]) == 1
    assert len([each for each in issued if gate.badges.check(each.code, "471953")]) == 1


def test_a_finder_who_guesses_the_pin_gets_seventeen_tries_a_day(gate: Gate) -> None:
    found = gate.badges.issue(WANG, JINSHA, "471953", issued_by=OFFICE)
    guesses = 0
    while gate.clock.now() < NINE + timedelta(days=1):
        try:
            assert gate.badges.check(found.code, f"{guesses:06d}") is None
            guesses += 1
        except MustWait as wait:
            gate.later(seconds=wait.seconds)
    assert guesses == 17
    assert f"{guesses}/1,000,000 = {told(Fraction(guesses, 10**6))}" in one_line(
        badges_room.Badges.__doc__
    )


def test_the_owner_who_slips_once_is_not_kept_waiting(gate: Gate) -> None:
    issued = gate.badges.issue(WANG, JINSHA, "471953", issued_by=OFFICE)
    for _ in range(3):
        assert gate.badges.check(issued.code, "471954") is None
        assert gate.badges.check(issued.code, "471953")


def told(chance: Fraction) -> str:
    """A chance as people say it: one in so many."""
    return f"1/{int(1 / chance):,}"


def one_line(text: str | None) -> str:
    """A docstring without its line ends."""
    return " ".join((text or "").split())
