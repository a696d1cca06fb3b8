"""A private, real PostgreSQL server that lives as long as the tests that share it.

All workers of one test run meet in a folder. Whoever comes first starts a keeper (`tests.keeper`),
which boots the server and then waits for one lock. Each worker holds a share of that lock, and the
kernel takes a share back however its worker dies. So the keeper gets the lock when the last worker
is gone, and clears up: after an end, an interrupt and a crash alike.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import IO

DEBIAN_POSTGRESQL = Path("/usr/lib/postgresql")
HOUSE = Path(__file__).resolve().parent.parent
DOOR, SHARE, ADDRESS = "postgresql.door", "postgresql.share", "postgresql.address"


class NoPostgresql(Exception):
    """This machine has no PostgreSQL server programs."""


@dataclass
class PostgresqlServer:
    """A server that belongs to the tests alone, reached by `url`."""

    url: str
    share: IO[str] = field(repr=False)
    _numbers: Iterator[int] = field(default_factory=count, repr=False)

    def fresh_schema(self) -> str:
        """Return a schema name that nobody has used on this server; it does not exist yet."""
        return f"story_{os.getpid()}_{next(self._numbers)}"

    def leave(self) -> None:
        """Give our share of the server back; it stops with the last one."""
        self.share.close()


def postgresql_programs() -> Path:
    """Return the folder of `initdb` and `pg_ctl`, of the newest server when there are several.

    Debian keeps them off the path. Raises `NoPostgresql` where there are none.
    """
    on_path = shutil.which("pg_ctl")
    folders = [Path(on_path).resolve().parent] if on_path else []
    folders += sorted(DEBIAN_POSTGRESQL.glob("*/bin"), key=_version, reverse=True)
    for folder in folders:
        if all((folder / program).exists() for program in ("initdb", "pg_ctl", "postgres")):
            return folder
    raise NoPostgresql("no initdb and pg_ctl on the path or below /usr/lib/postgresql")


def share_postgresql(meeting: Path) -> PostgresqlServer:
    """Join the server of those who meet in the folder, or start it when we are the first.

    Raises `NoPostgresql` without the programs, `RuntimeError` with the server's own words when
    it does not start.
    """
    programs = postgresql_programs()
    with (meeting / DOOR).open("a") as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        share = (meeting / SHARE).open("a")
        fcntl.flock(share, fcntl.LOCK_SH)
        address = meeting / ADDRESS
        try:
            if not address.exists():
                address.write_text(_start_keeper(programs, meeting / SHARE))
        except BaseException:
            share.close()
            raise
        return PostgresqlServer(address.read_text(), share)


def _version(folder: Path) -> list[int]:
    return [int(part) for part in folder.parent.name.split(".") if part.isdigit()]


@contextmanager
def postgresql_url() -> Iterator[str]:
    """Run a server for the block alone, for programs beside the tests; give its address."""
    with tempfile.TemporaryDirectory(prefix="goldenbean-meeting-") as meeting:
        server = share_postgresql(Path(meeting))
        try:
            yield server.url
        finally:
            server.leave()


def _start_keeper(programs: Path, share: Path) -> str:
    words = [programs, share, share.with_name(ADDRESS)]
    with subprocess.Popen(
        [sys.executable, "-m", "tests.keeper", *map(str, words)],
        cwd=HOUSE,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as keeper:
        assert keeper.stdout is not None
        said = keeper.stdout.read()
    if keeper.returncode != 0:
        raise RuntimeError(f"PostgreSQL did not start:\n{said}")
    return said.strip()
