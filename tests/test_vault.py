"""The vault opens for everybody at once, and closes before a program that is too old."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect, text

import api.app  # noqa: F401  Whoever serves has declared every table.
from api.people.migrations.moving import HEAD
from api.people.vault import TABLES, VaultFault, open_vault, writing
from tests.stores import PostgresqlServer
from tests.vaults import BOTH_KINDS, empty_vault, fresh_database


@pytest.fixture(params=BOTH_KINDS)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty vault."""
    with empty_vault(request, tmp_path) as opened:
        yield opened


def reopened(engine: Engine, folder: Path) -> None:
    """Open the same vault again, as a second program would."""
    address = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    open_vault(folder, "" if engine.dialect.name == "sqlite" else address).dispose()


def _layout(engine: Engine) -> str:
    return f"{_schema(engine) or 'main'}.alembic_version"


def _schema(engine: Engine) -> str | None:
    return "people" if engine.dialect.name == "postgresql" else None


def test_a_newer_vault_is_left_alone(engine: Engine, tmp_path: Path) -> None:
    with writing(engine) as connection:
        connection.execute(text(f"UPDATE {_layout(engine)} SET version_num = '9999_moon'"))

    with pytest.raises(VaultFault) as fault:
        reopened(engine, tmp_path)
    assert fault.value.english == (
        f"The people database has layout 9999_moon, newer than layout {HEAD} of this"
        " program: upgrade the program."
    )
    assert fault.value.chinese.endswith("请升级程序。")


def test_opening_again_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    reopened(engine, tmp_path)

    with engine.connect() as connection:
        assert connection.scalar(text(f"SELECT version_num FROM {_layout(engine)}")) == HEAD


def test_what_is_raised_undoes_what_was_written(engine: Engine) -> None:
    with pytest.raises(RuntimeError), writing(engine) as connection:
        connection.execute(text(f"DELETE FROM {_layout(engine)}"))
        raise RuntimeError("the door slammed")

    with engine.connect() as connection:
        assert connection.scalar(text(f"SELECT version_num FROM {_layout(engine)}")) == HEAD


def test_eight_doors_open_a_new_sqlite_vault_at_once(tmp_path: Path) -> None:
    assert _opened_by_eight(tmp_path, "") == [_tables_of_the_vault()] * 8
    assert stat.S_IMODE((tmp_path / "people.db").stat().st_mode) == 0o600


def test_eight_doors_open_a_new_postgresql_vault_at_once(
    tmp_path: Path, postgresql: PostgresqlServer
) -> None:
    assert _opened_by_eight(tmp_path, fresh_database(postgresql)) == [_tables_of_the_vault()] * 8


def _tables_of_the_vault() -> list[str]:
    return sorted([*TABLES.tables, "alembic_version"])


def _opened_by_eight(folder: Path, database_url: str) -> list[list[str]]:
    """Open the vault through eight engines of their own, and say which tables each one finds."""

    def open_and_look(_door: int) -> list[str]:
        engine = open_vault(folder, database_url)
        tables = inspect(engine).get_table_names(schema=_schema(engine))
        with engine.connect() as connection:
            layouts = connection.scalars(text(f"SELECT version_num FROM {_layout(engine)}")).all()
        engine.dispose()
        assert layouts == [HEAD]
        return sorted(tables)

    with ThreadPoolExecutor(8) as doors:
        return list(doors.map(open_and_look, range(8)))


def test_a_vault_that_is_no_database_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "people.db").write_text("once upon a time " * 100)

    with pytest.raises(VaultFault) as fault:
        open_vault(tmp_path)
    assert fault.value.english == "The people database cannot be opened: file is not a database."


def test_a_missing_folder_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(VaultFault, match="cannot be opened: .*No such file or directory"):
        open_vault(tmp_path / "nowhere")


def test_a_server_that_is_away_is_one_sentence_without_the_password(tmp_path: Path) -> None:
    with pytest.raises(VaultFault) as fault:
        open_vault(tmp_path, "postgresql://clerk:pearl@127.0.0.1:1/beans")
    assert "cannot be opened: " in fault.value.english
    assert "pearl" not in fault.value.english
    assert "\n" not in fault.value.english
