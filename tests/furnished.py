"""Furnished houses: laid out once in a run, and copied for each story that wants an empty one.

Making the tables of the people, of the book and of two dozen views takes longer than most stories
do. What is copied is a whole house on a Sunday morning, closed before anybody came: its secret,
its tables, and the rules that it has adopted. That a house grows out of nothing is proved where
that is the story: by the command line, the vault and the views.
"""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from api.clock import FixedClock
from api.house import House
from api.settings import Settings
from tests.stores import PostgresqlServer
from tests.story import clock
from tests.vaults import database_like, fresh_database

MORNING = "2026-11-22 09:00"
"""When the rules were adopted; a house of an earlier day must not be furnished."""


def furnish(data: Path) -> None:
    """Bring a house over SQLite into this folder, where none has been."""
    shutil.copytree(_over_sqlite().name, data, dirs_exist_ok=True)


def furnished_database(server: PostgresqlServer) -> str:
    """Make a database with a house in it, and give its address; `keep_secret` goes with it."""
    if server.url not in _over_postgresql:
        _over_postgresql[server.url] = _laid_out_on(server)
    return database_like(server, _over_postgresql[server.url])


def keep_secret(data: Path) -> None:
    """Bring what is sealed by the secret alone: all furnished houses have the same."""
    data.mkdir(parents=True, exist_ok=True)
    shutil.copy(Path(_over_sqlite().name) / "secret", data)


@cache
def _over_sqlite() -> TemporaryDirectory[str]:
    folder: TemporaryDirectory[str] = TemporaryDirectory(prefix="goldenbean-furnished-")
    _lay_out(Path(folder.name))
    return folder


_over_postgresql: dict[str, str] = {}


def _laid_out_on(server: PostgresqlServer) -> str:
    url = fresh_database(server)
    with TemporaryDirectory(prefix="goldenbean-furnished-") as folder:
        keep_secret(Path(folder))
        _lay_out(Path(folder), url)
    return url


def _lay_out(data: Path, database_url: str = "") -> None:
    environ = {"GOLDENBEAN_ENV": "test", "GOLDENBEAN_DATABASE_URL": database_url}
    House(Settings.from_environment(environ, data), FixedClock(clock(MORNING))).close()
