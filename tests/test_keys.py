"""Keys: shown once, believed for a second, and good for nobody after they are revoked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, text

from api.access.keys import Keys, Role
from api.access.roles import RoleUnfit
from api.clock import FixedClock
from api.lately import Lately
from api.people.vault import open_vault
from tests.vaults import BOTH_KINDS, empty_vault

JINSHA = "jinsha"
NINE = datetime(2026, 11, 23, 1, tzinfo=UTC)


class Stopwatch:
    """Seconds that pass when the story says so."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture(params=BOTH_KINDS)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty vault."""
    with empty_vault(request, tmp_path) as opened:
        yield opened


@pytest.fixture
def clock() -> FixedClock:
    """It is nine in the morning."""
    return FixedClock(NINE)


@pytest.fixture
def keys(engine: Engine, clock: FixedClock) -> Keys:
    """A board without a key on it."""
    return Keys(engine, clock, Stopwatch())


def questions(engine: Engine) -> list[str]:
    """Every statement that reaches the database from now on."""
    asked: list[str] = []
    event.listen(
        engine, "before_cursor_execute", lambda *words: asked.append(words[2]), named=False
    )
    return asked


def test_the_noodle_shop_comes_in_by_its_key(keys: Keys) -> None:
    key_text, key = keys.create(Role.MERCHANT, JINSHA, merchant="merchant-noodles")

    assert re.fullmatch(r"gb_[0-9A-Za-z]{36}", key_text)
    assert key.id.startswith("key-")
    assert (key.role, key.ledger, key.merchant) == (Role.MERCHANT, JINSHA, "merchant-noodles")
    assert keys.check(key_text) == key


def test_the_vault_does_not_know_the_key(keys: Keys, engine: Engine) -> None:
    key_text, _ = keys.create(Role.ADMIN, JINSHA)
    place = "people.keys" if engine.dialect.name == "postgresql" else "keys"
    with engine.connect() as connection:
        row = connection.execute(text(f"SELECT * FROM {place}")).one()

    assert not any(key_text in str(value) or key_text[3:33] in str(value) for value in row)


def test_a_slip_of_the_pen_never_reaches_the_vault(keys: Keys, engine: Engine) -> None:
    key_text, _ = keys.create(Role.ADMIN, JINSHA)
    asked = questions(engine)
    slips = [
        key_text[:at] + ("x" if key_text[at] != "x" else "y") + key_text[at + 1 :]
        for at in range(len(key_text))
    ]

    for slip in [*slips, key_text[:-1], key_text + "0", "", "gb_", "gb_" + "豆" * 36]:
        assert keys.check(slip) is None
    assert asked == []


def test_a_key_of_another_house_opens_nothing(keys: Keys, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    other_house = open_vault(tmp_path / "elsewhere")
    key_text, key = Keys(other_house, FixedClock(NINE)).create(Role.ADMIN, JINSHA)
    other_house.dispose()

    assert keys.check(key_text) is None
    assert not keys.revoke(key.id)


def test_a_busy_key_costs_one_question_a_second(engine: Engine, clock: FixedClock) -> None:
    watch = Stopwatch()
    keys = Keys(engine, clock, watch)
    key_text, key = keys.create(Role.VOLUNTEER, JINSHA, volunteer="volunteer-guifang")
    asked = questions(engine)

    for _ in range(100):
        assert keys.check(key_text) == key
    assert len([each for each in asked if "SELECT" in each]) == 1

    watch.seconds = 1.0
    assert keys.check(key_text) == key
    assert len([each for each in asked if "SELECT" in each]) == 2


def test_a_key_revoked_in_another_process_is_dead_within_a_second(
    engine: Engine, clock: FixedClock
) -> None:
    watch = Stopwatch()
    here, elsewhere = Keys(engine, clock, watch), Keys(engine, clock)
    key_text, key = here.create(Role.AUDITOR, JINSHA)
    assert here.check(key_text) == key

    assert elsewhere.revoke(key.id)
    assert elsewhere.check(key_text) is None

    watch.seconds = 1.0
    assert here.check(key_text) is None


def test_a_key_revoked_here_is_dead_at_once(keys: Keys) -> None:
    key_text, key = keys.create(Role.STAFF, JINSHA)
    assert keys.check(key_text) == key

    assert keys.revoke(key.id)
    assert keys.check(key_text) is None
    assert not keys.revoke(key.id)


def test_the_last_use_is_written_aside_and_at_most_once_a_minute(
    keys: Keys, clock: FixedClock, engine: Engine
) -> None:
    key_text, _ = keys.create(Role.ADMIN, JINSHA)
    asked = questions(engine)
    keys.check(key_text)
    assert not any("UPDATE" in each for each in asked)
    assert last_used_at(keys) is None

    keys.note_uses()
    assert last_used_at(keys) == NINE

    clock.turn_to(NINE + timedelta(seconds=59))
    keys.check(key_text)
    keys.note_uses()
    assert last_used_at(keys) == NINE

    clock.turn_to(NINE + timedelta(seconds=60))
    keys.check(key_text)
    keys.note_uses()
    keys.note_uses()
    assert last_used_at(keys) == NINE + timedelta(seconds=60)


def last_used_at(keys: Keys) -> datetime | None:
    """When the only key of this board was last used, as far as it has been written down."""
    (kept,) = keys.all()
    return kept.last_used_at


@pytest.mark.parametrize(
    ("role", "stands_for", "sentence"),
    [
        (Role.MERCHANT, {}, "The role merchant needs a merchant."),
        (Role.VOLUNTEER, {}, "The role volunteer needs a volunteer."),
        (Role.ORGANIZER, {}, "The role organizer needs a unit or team."),
        (Role.ORGANIZER, {"volunteer": "v"}, "The role organizer needs a unit or team."),
        (Role.ADMIN, {"unit": "u"}, "The role admin cannot be bound to: unit."),
        (Role.AUDITOR, {"team": "t"}, "The role auditor cannot be bound to: team."),
        (
            Role.MERCHANT,
            {"merchant": "m", "unit": "u", "volunteer": "v"},
            "The role merchant cannot be bound to: unit, volunteer.",
        ),
    ],
)
def test_a_key_stands_for_what_its_role_needs_and_nothing_else(
    keys: Keys, role: Role, stands_for: dict[str, str], sentence: str
) -> None:
    with pytest.raises(RoleUnfit) as unfit:
        keys.create(role, JINSHA, **stands_for)
    assert unfit.value.english == sentence
    assert unfit.value.chinese.endswith("。")


@pytest.mark.parametrize(
    ("role", "stands_for"),
    [
        (Role.ADMIN, {}),
        (Role.AUDITOR, {}),
        (Role.STAFF, {}),
        (Role.STAFF, {"unit": "unit-jinsha"}),
        (Role.ORGANIZER, {"unit": "unit-jinsha"}),
        (Role.ORGANIZER, {"team": "team-red-hats", "volunteer": "volunteer-guifang"}),
    ],
)
def test_every_role_gets_its_key(keys: Keys, role: Role, stands_for: dict[str, str]) -> None:
    key_text, key = keys.create(role, JINSHA, **stands_for)

    assert keys.check(key_text) == key
    assert key.role is role


def test_a_small_memory_forgets_whoever_was_asked_for_longest_ago() -> None:
    asked: list[str] = []
    memory: Lately[str, str] = Lately(lambda who: asked.append(who) or who, 1, 2, Stopwatch())

    for who in ["桂芳", "建国", "桂芳", "小妹", "小妹", "建国"]:
        assert memory.of(who) == who
    assert asked == ["桂芳", "建国", "小妹"]

    assert memory.of("桂芳") == "桂芳"
    assert asked[-1] == "桂芳"
    assert len(memory) == 2


def test_a_stranger_is_not_remembered() -> None:
    memory: Lately[str, str] = Lately(lambda who: None, 1, 2, Stopwatch())

    assert memory.of("nobody") is None
    assert len(memory) == 0
