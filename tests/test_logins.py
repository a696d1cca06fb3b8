"""Logins: names nobody can read, passwords nobody can guess, and a telephone that counts."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import timedelta
from itertools import islice
from pathlib import Path

import pyotp
import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, update

from api.people.vault import TABLES, writing
from api.signing_in import passwords
from api.signing_in.logins import Login, UserNameTaken, UserNameUnfit
from api.signing_in.passwords import PasswordUnfit, check_password
from api.signing_in.second_step import SealedSecrets, address_of_secret
from api.signing_in.waiting import AskedTooOften, MustWait
from tests.gates import JINSHA, NINE, SECRET, ZHAO, Gate
from tests.quick_hashes import QUICK
from tests.vaults import BOTH_KINDS, empty_vault

QIAN = "person-qian0000000000000"
WORDS = "牡丹亭 四更天 cycling"


@pytest.fixture(params=BOTH_KINDS)
def gate(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Gate]:
    """A gate over an empty vault, at nine in the morning."""
    with empty_vault(request, tmp_path) as opened:
        yield Gate(opened)


@pytest.fixture
def zhao(gate: Gate) -> Gate:
    """The gate when Zhao has chosen a name and a password."""
    gate.logins.set_password(ZHAO, JINSHA, "zhao.min", WORDS)
    return gate


def shown(secret: str, gate: Gate) -> str:
    """What a telephone with this secret shows now."""
    return pyotp.TOTP(secret).at(gate.clock.now())


# Names and passwords ------------------------------------------------------------------------


def test_name_and_password_open_the_door_however_the_keyboard_stood(zhao: Gate) -> None:
    for name in ("zhao.min", " ZHAO.MIN ", "ｚｈａｏ.min"):
        assert zhao.logins.check(name, WORDS) == Login(ZHAO, JINSHA, second_step=False)
    for name, password in (("zhao.min", f"{WORDS}!"), ("zhao", WORDS), ("", ""), (WORDS, WORDS)):
        assert zhao.logins.check(name, password) is None


def test_the_vault_holds_neither_the_name_nor_the_password(zhao: Gate) -> None:
    with zhao.engine.connect() as connection:
        (row,) = connection.execute(select(TABLES.tables["logins"])).all()
    assert "zhao.min" not in str(row) and "牡丹" not in str(row)
    assert row.password_hash.startswith("$argon2id$")


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("短短的密码", "too_short"), ("a" * 9, "too_short"), ("x1" * 101, "too_long"),
        ("1234567890", "too_common"), ("Woaini5201314", "too_common"), ("a" * 12, "too_common"),
        ("１２３４５６７８９０", "too_common"), ("Zhao.Min.77", "same_as_name"),
    ],
)  # fmt: skip
def test_a_password_that_is_tried_first_will_not_do(password: str, why: str) -> None:
    with pytest.raises(PasswordUnfit) as unfit:
        check_password(password, "zhao.min.77")
    assert unfit.value.reason == why


def test_nothing_is_asked_of_a_long_password_but_that_it_is_long() -> None:
    for password in ("我家门前有两棵枣树一棵老", "all lower case words", "8316429057", WORDS):
        check_password(password, "zhao.min")


def test_two_people_of_one_community_never_have_one_name(zhao: Gate) -> None:
    with pytest.raises(UserNameTaken):
        zhao.logins.set_password(QIAN, JINSHA, "Zhao.Min", WORDS)
    for unfit in ("ab", "x" * 41, "zhao min", "\x00\x01\x02", ""):
        with pytest.raises(UserNameUnfit):
            zhao.logins.set_password(QIAN, JINSHA, unfit, WORDS)
    assert zhao.logins.of(QIAN) is None


def test_two_communities_may_have_one_name_and_neither_learns_of_the_other(zhao: Gate) -> None:
    zhao.logins.set_password(QIAN, "beyond", "zhao.min", "another long password")
    assert zhao.logins.check("zhao.min", WORDS).person == ZHAO
    assert zhao.logins.check("zhao.min", "another long password").person == QIAN


def test_whoever_knows_the_old_password_gets_a_new_one(zhao: Gate) -> None:
    logins = zhao.logins
    assert not logins.change_password(ZHAO, "not the old one", "zhao.min", "long enough, too")
    assert not logins.change_password(QIAN, WORDS, "zhao.min", "long enough, too")
    with pytest.raises(PasswordUnfit):
        logins.change_password(ZHAO, WORDS, "zhao.min", "short")
    assert logins.check("zhao.min", WORDS)
    assert logins.change_password(ZHAO, WORDS, "zhao.min", "long enough, too")
    assert logins.check("zhao.min", WORDS) is None
    assert logins.check("zhao.min", "long enough, too")


def test_known_or_unknown_a_guesser_of_passwords_waits_alike(zhao: Gate) -> None:
    waits = []
    for name in ("zhao.min", "nobody"):
        for _ in range(10):
            assert zhao.logins.check(name, "guess") is None
        with pytest.raises(MustWait) as wait:
            zhao.logins.check(name, WORDS)
        waits.append(wait.value.seconds)
    assert waits == [30, 30]
    zhao.later(seconds=30)
    assert zhao.logins.check("zhao.min", WORDS)


def test_a_stranger_costs_as_much_as_somebody_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted, not timed: both are hashed once."""
    verified: list[str] = []

    class Counting(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> bool:
            verified.append(str(password))
            return super().verify(hash, password)

    monkeypatch.setattr(passwords, "_HASHER", Counting(1, 8, 1))
    passwords._nobodys.cache_clear()
    kept = passwords.hashed("known")
    assert passwords.fits(kept, "known") and not passwords.fits(kept, "x")
    assert not passwords.fits(None, "known") and not passwords.fits(None, "")
    assert len(verified) == 4
    passwords._nobodys.cache_clear()


def test_a_cheaper_hash_of_earlier_days_is_renewed_at_the_next_sign_in(
    zhao: Gate, dear_hashes: None
) -> None:
    logins, cheap = TABLES.tables["logins"], QUICK.hash(WORDS)
    with writing(zhao.engine) as connection:
        connection.execute(update(logins).values(password_hash=cheap))
    assert zhao.logins.check("zhao.min", WORDS)
    with zhao.engine.connect() as connection:
        kept = connection.scalar(select(logins.c.password_hash))
    assert kept.startswith("$argon2id$v=19$m=47104,t=2,p=1$") and passwords.outdated(cheap)
    assert not passwords.outdated(kept)


# The second step ----------------------------------------------------------------------------


def test_a_telephone_counts_from_its_first_right_code(zhao: Gate) -> None:
    secret = zhao.logins.begin_second_step(ZHAO)
    assert zhao.logins.begin_second_step(ZHAO) == secret  # The page may be loaded again.
    assert not zhao.logins.of(ZHAO).second_step
    assert not zhao.logins.second_step(ZHAO, "")
    assert zhao.logins.second_step(ZHAO, shown(secret, zhao))
    assert zhao.logins.of(ZHAO).second_step and zhao.logins.begin_second_step(ZHAO) is None


def test_each_code_is_good_once_and_so_is_none_before_it(zhao: Gate) -> None:
    secret = zhao.logins.begin_second_step(ZHAO)
    earlier, now = shown(secret, zhao), zhao.clock.now()
    zhao.later(seconds=30)
    code = shown(secret, zhao)
    with ThreadPoolExecutor(4) as presses:
        told = list(presses.map(lambda _: zhao.logins.second_step(ZHAO, code), range(4)))
    assert sorted(told) == [False, False, False, True]
    assert not zhao.logins.second_step(ZHAO, earlier)
    zhao.clock.turn_to(now + timedelta(seconds=60))
    fresh = shown(secret, zhao)
    assert zhao.logins.second_step(ZHAO, f"{fresh[:3]} {fresh[3:]}")


def test_a_clock_may_be_half_a_minute_wrong_and_not_more(zhao: Gate) -> None:
    secret = zhao.logins.begin_second_step(ZHAO)
    for seconds, right in ((-60, False), (60, False), (-30, True), (0, True), (30, True)):
        at = zhao.clock.now() + timedelta(seconds=seconds)
        assert zhao.logins.second_step(ZHAO, pyotp.TOTP(secret).at(at)) is right, seconds


def test_a_guesser_of_the_second_step_gets_seventeen_tries_a_day(zhao: Gate) -> None:
    secret, tries = zhao.logins.begin_second_step(ZHAO), 0
    while zhao.clock.now() < NINE + timedelta(days=1):
        wrong = f"{(int(shown(secret, zhao)) + 500_000) % 10**6:06d}"
        try:
            zhao.logins.second_step(ZHAO, wrong)
            tries += 1
        except MustWait as wait:
            zhao.later(seconds=wait.seconds)
    assert tries == 17


def test_a_lost_telephone_is_let_go_and_a_new_one_has_a_new_secret(zhao: Gate) -> None:
    lost = zhao.logins.begin_second_step(ZHAO)
    assert zhao.logins.second_step(ZHAO, shown(lost, zhao))
    zhao.logins.drop_second_step(ZHAO)
    new = zhao.logins.begin_second_step(ZHAO)
    assert new != lost and not zhao.logins.of(ZHAO).second_step
    zhao.later(minutes=5)
    assert not zhao.logins.second_step(ZHAO, shown(lost, zhao))
    assert zhao.logins.second_step(ZHAO, shown(new, zhao))


def test_the_secret_is_sealed_for_one_person_and_names_nobody(zhao: Gate) -> None:
    secret = zhao.logins.begin_second_step(ZHAO)
    with zhao.engine.connect() as connection:
        sealed = connection.scalar(select(TABLES.tables["logins"].c.totp_secret))
    assert secret not in sealed
    assert SealedSecrets(SECRET).open(sealed, ZHAO) == secret
    assert SealedSecrets(SECRET).open(sealed, QIAN) is None
    assert SealedSecrets(SECRET[::-1]).open(sealed, ZHAO) is None
    assert "zhao" not in address_of_secret(secret).lower()
    assert address_of_secret(secret).startswith("otpauth://totp/")


def test_a_crowd_of_guessers_stands_in_a_short_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two are checked, fourteen wait, the rest are sent away at once."""
    served, door = threading.Event(), threading.Semaphore(0)

    class Slow(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> bool:
            door.release()
            assert served.wait(10)
            return True

    monkeypatch.setattr(passwords, "_HASHER", Slow())
    with ThreadPoolExecutor(20) as crowd:
        waiting = [crowd.submit(passwords.fits, "kept", "guess") for _ in range(20)]
        assert all(door.acquire(timeout=10) for _ in range(2))
        sent_away = list(islice(as_completed(waiting, timeout=10), 4))
        assert all(isinstance(one.exception(), AskedTooOften) for one in sent_away)
        served.set()
    assert sum(one.exception() is None for one in waiting) == 16
