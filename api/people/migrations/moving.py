"""Moving: an older vault is brought to the tables of this program, all in one transaction."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from sqlalchemy import Connection, inspect, text

REVISIONS = tuple(
    sorted(file.stem for file in Path(__file__).with_name("versions").glob("[0-9]*.py"))
)
"""Every revision that this program knows, the first one first; a file is named as its revision."""
HEAD = REVISIONS[-1]
BEFORE_ALEMBIC = REVISIONS[0]
"""What a vault holds that counted its layouts by itself."""
_ONE_AT_A_TIME = Lock()


class SecretMissing(Exception):
    """People are to be sealed with the secret of their house, and none was given."""


class Newer(Exception):
    """A later program has been here; `found` is the layout that it left."""

    def __init__(self, found: str) -> None:
        super().__init__(found)
        self.found = found


def moved_to_head(connection: Connection, schema: str | None, secret: bytes) -> bool:
    """Bring the tables to `HEAD`; True when an older vault was moved. Raises `Newer` and
    `SecretMissing`.

    The caller holds the vault's lock. `secret` is what names are sealed with on the way.
    """
    found = _found(connection, schema)
    if found == HEAD:
        return False
    if found is not None and found not in REVISIONS:
        raise Newer(found)
    if connection.dialect.name == "postgresql":
        # Alembic's own statements name no schema, so the path leads to it for this transaction.
        connection.exec_driver_sql(f"SET LOCAL search_path TO {schema}")
    _upgrade(connection, schema, secret, found)
    return found is not None


def _found(connection: Connection, schema: str | None) -> str | None:
    tables = set(inspect(connection).get_table_names(schema=schema))
    place = f"{schema}." if schema else ""
    if "alembic_version" in tables:
        return connection.scalar(text(f"SELECT version_num FROM {place}alembic_version"))
    if "layout" not in tables:
        return None
    layout = connection.scalar(text(f"SELECT version FROM {place}layout"))
    return BEFORE_ALEMBIC if layout == 1 else str(layout)


def _upgrade(connection: Connection, schema: str | None, secret: bytes, found: str | None) -> None:
    # A vault is moved once in its life and opened every day: only the move waits for Alembic.
    from alembic import command
    from alembic.config import Config

    given = {"connection": connection, "schema": schema, "secret": secret}
    config = Config(attributes=given)
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with _ONE_AT_A_TIME:  # Alembic keeps what it is doing in the module, not in the thread.
        if found == BEFORE_ALEMBIC:
            command.stamp(config, BEFORE_ALEMBIC)
        command.upgrade(config, "head")
