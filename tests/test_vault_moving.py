"""An old vault moves on: nobody in it is lost, and no name is left in clear in any file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, inspect, text

import api.app  # noqa: F401  Whoever serves has declared every table.
from api.people.migrations.moving import HEAD, REVISIONS
from api.people.notes import Notes
from api.people.particulars import Particulars
from api.people.register import Contact, People
from api.people.vault import TABLES, VaultFault, open_vault, writing
from tests.vaults import BOTH_KINDS, empty_vault

SECRET = b"the secret of the people"
GUIFANG, PHONE = "volunteer-guifang", "13800138000"
MARK = "b1d0"
OLD_LAYOUT = """
CREATE TABLE layout (version INTEGER NOT NULL, PRIMARY KEY (version));
INSERT INTO layout VALUES (1);
CREATE TABLE volunteers (volunteer TEXT NOT NULL, ledger TEXT NOT NULL, display_name TEXT NOT NULL,
  phone TEXT NOT NULL, phone_mark TEXT NOT NULL, birth_date DATE, extra JSON NOT NULL,
  PRIMARY KEY (volunteer), UNIQUE (ledger, phone_mark));
CREATE TABLE merchant_contacts (merchant TEXT NOT NULL, ledger TEXT NOT NULL,
  contact_name TEXT NOT NULL, phone TEXT NOT NULL, PRIMARY KEY (merchant));
CREATE TABLE keys (id TEXT NOT NULL, digest TEXT NOT NULL, role TEXT NOT NULL, ledger TEXT NOT NULL,
  unit TEXT, team TEXT, merchant TEXT, volunteer TEXT, created_at TIMESTAMP NOT NULL,
  last_used_at TIMESTAMP, revoked_at TIMESTAMP, PRIMARY KEY (id), UNIQUE (digest));
CREATE TABLE notes (note TEXT NOT NULL, ledger TEXT NOT NULL, about TEXT NOT NULL,
  author TEXT NOT NULL, text TEXT NOT NULL, written_at TIMESTAMP NOT NULL, PRIMARY KEY (note));
CREATE INDEX ix_notes_about ON notes (about);
"""


@pytest.fixture(params=BOTH_KINDS)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty vault."""
    with empty_vault(request, tmp_path) as opened:
        yield opened


@pytest.fixture
def old(engine: Engine) -> Engine:
    """A vault as the first release left it, with Zhang Guifang, a shop and a note."""
    on_a_server = engine.dialect.name == "postgresql"
    with writing(engine) as connection:
        _clear(connection, on_a_server)
        if on_a_server:
            connection.execute(text("SET LOCAL search_path TO people"))
        for statement in OLD_LAYOUT.split(";"):
            if statement.strip():
                connection.execute(text(statement))
        _fill(connection)
    return engine


def _clear(connection: Connection, on_a_server: bool) -> None:
    if on_a_server:
        connection.execute(text("DROP SCHEMA people CASCADE"))
        connection.execute(text("CREATE SCHEMA people"))
        return
    left = inspect(connection).get_table_names()
    connection.execute(text("PRAGMA defer_foreign_keys = ON"))
    for table in left:
        connection.execute(text(f"DROP TABLE {table}"))


def _fill(connection: Connection) -> None:
    wishes = json.dumps({"wishes": ["敬老助老"]})
    for row in (
        f"volunteers VALUES ('{GUIFANG}', 'home', '张桂芳', '{PHONE}', '{MARK}', '1948-05-20',"
        f" '{wishes}')",
        "merchant_contacts VALUES ('merchant-noodles', 'home', '陈师傅', '02885123456')",
        "keys VALUES ('key-1', 'd1', 'admin', 'home', NULL, NULL, NULL, NULL,"
        " '2026-11-22 01:00:00', NULL, NULL)",
        "notes VALUES ('note-1', 'home', 'attendance-patrol-guifang', 'key-1', '张桂芳没来',"
        " '2026-11-22 01:00:00')",
        "notes VALUES ('note-2', 'home', 'attendance-patrol-nobody', 'key-1', '没有登记',"
        " '2026-11-22 01:00:00')",
    ):
        # The driver would take the colons of a time for places to fill in.
        connection.exec_driver_sql(f"INSERT INTO {row}")


def moved(old: Engine, folder: Path, secret: bytes = SECRET) -> Engine:
    """Open the old vault with today's program."""
    address = old.url.set(drivername="postgresql").render_as_string(hide_password=False)
    old.dispose()
    return open_vault(folder, "" if old.dialect.name == "sqlite" else address, secret)


def test_the_revisions_make_exactly_the_tables_that_the_program_means(engine: Engine) -> None:
    with engine.connect() as connection:
        # The tables name no schema; for this look they stand where the path leads.
        if engine.dialect.name == "postgresql":
            connection.execute(text("SET search_path TO people"))
            connection.dialect.default_schema_name = "people"
        plain = connection.execution_options(schema_translate_map={})
        context = MigrationContext.configure(plain, opts={"compare_server_default": True})
        assert compare_metadata(context, TABLES) == []


def test_everybody_in_an_old_vault_is_found_in_the_new_one(old: Engine, tmp_path: Path) -> None:
    engine = moved(old, tmp_path)
    people, notes = People(engine, SECRET), Notes(engine, SECRET)

    assert people.display_name(GUIFANG) == "张桂芳"
    assert people.contact("merchant-noodles") == Contact("陈师傅", "02885123456")
    assert Particulars(engine, SECRET, people).all_of(GUIFANG) == {
        "display_name": "张桂芳", "phone": PHONE, "birth_date": "1948-05-20",
        "wishes": ["敬老助老"],
    }  # fmt: skip
    assert notes.about("attendance-patrol-guifang") == ["张桂芳没来"]
    assert notes.text("note-2") == "没有登记"
    with engine.connect() as connection:
        place = "people." if engine.dialect.name == "postgresql" else ""
        mark = connection.scalar(text(f"SELECT phone_mark FROM {place}volunteers"))
        key = connection.execute(text(f"SELECT id, created_at FROM {place}keys")).one()
        version = connection.scalar(text(f"SELECT version_num FROM {place}alembic_version"))
    assert (mark, key.id, version) == (MARK, "key-1", HEAD)
    assert "2026-11-22 01:00:00" in str(key.created_at)
    engine.dispose()


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_no_page_of_a_moved_vault_keeps_a_name_in_clear(old: Engine, tmp_path: Path) -> None:
    assert "张桂芳".encode() in _bytes_of(tmp_path)

    engine = moved(old, tmp_path)
    while_open = _bytes_of(tmp_path)
    engine.dispose()

    for told in ("张桂芳", PHONE, "陈师傅", "02885123456", "敬老助老", "没有登记"):
        assert told.encode() not in while_open + _bytes_of(tmp_path)


def test_people_are_not_moved_without_the_secret_they_are_sealed_with(
    old: Engine, tmp_path: Path
) -> None:
    with pytest.raises(VaultFault, match="secret"):
        moved(old, tmp_path, secret=b"")

    engine = moved(old, tmp_path)  # Nothing was touched, so the right one still finds everybody.
    assert People(engine, SECRET).display_name(GUIFANG) == "张桂芳"
    engine.dispose()


def test_a_step_is_named_as_its_file_and_follows_the_one_before() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", "api:people/migrations")
    config.set_main_option("path_separator", "os")
    steps = ScriptDirectory.from_config(config).walk_revisions()
    assert tuple(step.revision for step in steps)[::-1] == REVISIONS


def _bytes_of(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())
