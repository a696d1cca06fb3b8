"""What the operator decides before the doors open, and which clock she hangs on the wall."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from api.clock import FixedClock, OffsetClock, SystemClock, clock_from
from api.settings import Settings, SettingsFault

LONG_ENOUGH = "a secret of the street office"


def test_the_first_start_makes_a_secret_that_only_the_operator_reads(tmp_path: Path) -> None:
    """A second start finds the same secret, or nobody's telephone would be found again."""
    first = Settings.from_environment({"GOLDENBEAN_DATA": str(tmp_path / "new" / "data")})
    second = Settings.from_environment({}, data=first.data)

    kept = first.data / "secret"
    assert first.secret == second.secret == kept.read_bytes().strip()
    assert len(first.secret) == 64
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_eight_processes_that_start_at_once_agree_on_one_secret(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as starts:
        found = list(starts.map(lambda _: Settings.from_environment({}, tmp_path), range(32)))

    assert len({settings.secret for settings in found}) == 1


def test_a_secret_copied_back_for_all_to_read_is_closed_again(tmp_path: Path) -> None:
    kept = tmp_path / "secret"
    kept.write_text(LONG_ENOUGH)
    kept.chmod(0o644)

    assert Settings.from_environment({}, tmp_path).secret == LONG_ENOUGH.encode()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_the_command_line_wins_and_a_given_secret_leaves_no_file(tmp_path: Path) -> None:
    environ = {"GOLDENBEAN_DATA": str(tmp_path / "other"), "GOLDENBEAN_SECRET": LONG_ENOUGH}
    settings = Settings.from_environment(environ, data=tmp_path / "mine")

    assert settings.data == tmp_path / "mine"
    assert settings.secret == LONG_ENOUGH.encode()
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["mine"]
    assert (settings.database_url, settings.policy_path, settings.clock_text) == ("", None, "")
    assert settings.environment == "production"


def test_each_purpose_and_each_ledger_has_a_secret_of_its_own(tmp_path: Path) -> None:
    settings = Settings.from_environment({"GOLDENBEAN_SECRET": LONG_ENOUGH}, tmp_path)
    derived = [
        settings.derived_secret("codes", "jinsha"),
        settings.derived_secret("codes", "shuanglin"),
        settings.derived_secret("codesjinsha"),
        settings.derived_secret("seals", "jinsha"),
    ]

    assert len({*derived, settings.secret}) == 5
    assert {len(secret) for secret in derived} == {32}
    assert settings.derived_secret("codes", "jinsha") == derived[0]


def test_neither_the_secret_nor_the_database_password_is_shown(tmp_path: Path) -> None:
    environ = {
        "GOLDENBEAN_SECRET": LONG_ENOUGH,
        "GOLDENBEAN_DATABASE_URL": "postgresql://clerk:pearl@db/beans",
    }
    shown = repr(Settings.from_environment(environ, tmp_path))

    assert LONG_ENOUGH not in shown
    assert "pearl" not in shown


@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        (
            {"GOLDENBEAN_DATABASE_URL": "mysql://clerk:pearl@db/beans"},
            "GOLDENBEAN_DATABASE_URL must begin with postgresql:// or be empty for SQLite.",
        ),
        (
            {"GOLDENBEAN_DATABASE_URL": "postgresql://clerk:pearl@db:north/beans"},
            "GOLDENBEAN_DATABASE_URL is not a readable database address.",
        ),
        (
            {"GOLDENBEAN_DATABASE_URL": "pearl"},
            "GOLDENBEAN_DATABASE_URL is not a readable database address.",
        ),
        (
            {"GOLDENBEAN_POLICY": "no-such.toml"},
            "GOLDENBEAN_POLICY names no-such.toml, which is not a file.",
        ),
        (
            {"GOLDENBEAN_CLOCK": "+3600s"},
            "GOLDENBEAN_CLOCK is refused unless GOLDENBEAN_ENV=test.",
        ),
        (
            {"GOLDENBEAN_CLOCK": "noon", "GOLDENBEAN_ENV": "test"},
            "GOLDENBEAN_CLOCK must be like 2026-11-23T09:00:00+08:00 or +3600s, not 'noon'.",
        ),
        (
            {"GOLDENBEAN_SECRET": "bean"},
            "GOLDENBEAN_SECRET is too short: give at least 16 characters.",
        ),
    ],
)
def test_a_bad_setting_is_one_sentence_in_two_languages_and_leaves_nothing_behind(
    tmp_path: Path, environ: dict[str, str], sentence: str
) -> None:
    with pytest.raises(SettingsFault) as fault:
        Settings.from_environment(environ, tmp_path / "data")

    assert str(fault.value) == fault.value.english == sentence
    assert fault.value.chinese.endswith("。")
    assert "pearl" not in fault.value.english + fault.value.chinese
    assert not (tmp_path / "data").exists()


def test_a_file_where_the_directory_should_be_is_named(tmp_path: Path) -> None:
    in_the_way = tmp_path / "data"
    in_the_way.write_text("a shopping list")

    with pytest.raises(SettingsFault, match="data directory .* cannot be made: File exists"):
        Settings.from_environment({}, in_the_way)


def test_a_directory_that_cannot_be_written_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The superuser may write anywhere, so the machine's answer is given for it."""
    monkeypatch.setattr("os.access", lambda path, mode: False)

    with pytest.raises(SettingsFault, match="data directory .* is not writable"):
        Settings.from_environment({}, tmp_path)


@pytest.mark.parametrize("content", ["cut", "   cut   \n"])
def test_a_secret_cut_short_is_not_replaced_in_silence(tmp_path: Path, content: str) -> None:
    (tmp_path / "secret").write_text(content)

    with pytest.raises(SettingsFault, match="is damaged"):
        Settings.from_environment({}, tmp_path)
    assert (tmp_path / "secret").read_text() == content


def test_a_fixed_clock_stands_until_it_is_turned() -> None:
    clock = clock_from("2026-11-23T09:00:00+08:00")
    assert isinstance(clock, FixedClock)
    assert clock.now() == clock.now() == datetime(2026, 11, 23, 1, tzinfo=UTC)
    assert clock.now().tzinfo is UTC

    clock.turn_to(clock.now() + timedelta(days=1))
    assert clock.now().day == 24


@pytest.mark.parametrize(("text", "ahead"), [("+3600s", 3600), ("-5s", -5)])
def test_an_offset_clock_runs_beside_the_machine(text: str, ahead: int) -> None:
    clock = clock_from(text)
    assert isinstance(clock, OffsetClock)
    before = datetime.now(UTC)
    shown = clock.now() - timedelta(seconds=ahead)
    assert before <= shown <= datetime.now(UTC)


def test_without_a_word_the_clock_is_the_machine_s() -> None:
    clock = clock_from("")
    assert isinstance(clock, SystemClock)
    assert datetime.now(UTC) <= clock.now()


@pytest.mark.parametrize(
    "text",
    ["noon", "2026-11-23T09:00:00", "3600s", "+1.5s", "+９s", "0001-01-01T00:00:00+08:00", "+s"],
)
def test_a_time_without_an_offset_is_no_time(text: str) -> None:
    with pytest.raises(ValueError):
        clock_from(text)
