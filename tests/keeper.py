"""The process beside the tests that boots one PostgreSQL server, and clears it away at the end."""

from __future__ import annotations

import fcntl
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.processes import free_port

PATIENTLY = ("--wait", "--timeout", "60")
PORTS_TRIED = 5
LONGEST_SOCKET_FOLDER = 80

SETTINGS = {
    "fsync": "on",
    "listen_addresses": "127.0.0.1",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "max_wal_size": "256MB",
    "log_min_messages": "fatal",
}


def _server_person() -> pwd.struct_passwd | None:
    """Return whom to run the server as; None is ourselves. It refuses to run as superuser."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            return pwd.getpwnam(name)
    raise RuntimeError("neither a user 'postgres' nor 'nobody' to run PostgreSQL as")


class _Keeper:
    """One server in a folder of its own."""

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        self._person = _server_person()
        self._folder = Path(tempfile.mkdtemp(prefix="goldenbean-postgresql-"))
        if self._person is not None:
            os.chown(self._folder, self._person.pw_uid, self._person.pw_gid)

    def boot(self) -> str:
        """Make a database cluster, start its server, and return the server's address."""
        data = self._folder / "data"
        self._run(
            *("initdb", "--pgdata", data, "--username", "goldenbean", "--auth", "trust"),
            *("--encoding", "UTF8", "--locale", "C", "--no-sync", "--no-instructions"),
        )
        with (data / "postgresql.conf").open("a") as settings:
            for name, setting in (SETTINGS | self._sockets()).items():
                settings.write(f"{name} = '{setting}'\n")
        for attempt in range(1, PORTS_TRIED + 1):
            port = free_port()
            try:
                self._control("start", "--log", self._folder / "log", "--options", f"-p {port}")
            except subprocess.CalledProcessError:
                # Somebody else may have taken the port since we looked.
                if attempt == PORTS_TRIED:
                    raise
            else:
                break
        return f"postgresql://goldenbean:goldenbean@127.0.0.1:{port}/postgres"

    def clear(self) -> None:
        """Stop the server at once and take its folder away; nobody will want its data."""
        with suppress(subprocess.CalledProcessError):
            self._control("stop", "--mode", "immediate")
        shutil.rmtree(self._folder, ignore_errors=True)

    def last_words(self) -> str:
        """Return what the server wrote into its log."""
        log = self._folder / "log"
        return log.read_text(errors="replace") if log.exists() else ""

    def _sockets(self) -> dict[str, str]:
        # The kernel allows a socket's path about a hundred bytes; a deep folder gets none.
        short = len(str(self._folder)) <= LONGEST_SOCKET_FOLDER
        return {"unix_socket_directories": str(self._folder) if short else ""}

    def _control(self, *words: object) -> None:
        self._run("pg_ctl", "--pgdata", self._folder / "data", *PATIENTLY, *words)

    def _run(self, program: str, *words: object) -> None:
        person: dict[str, Any] = {}
        if self._person is not None:
            person = {"user": self._person.pw_uid, "group": self._person.pw_gid}
            person["extra_groups"] = []
        subprocess.run(
            [str(self._programs / program), *map(str, words)],
            cwd=self._folder,
            check=True,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            **person,
        )


def keep(programs: Path, share: Path, address: Path) -> int:
    """Boot a server, tell its address, and keep it until the last sharer is gone."""
    with share.open("a") as lock:
        keeper = _Keeper(programs)
        try:
            url = keeper.boot()
        except (OSError, subprocess.CalledProcessError) as trouble:
            said = f"{trouble}\n{getattr(trouble, 'stderr', '')}\n{keeper.last_words()}"
            sys.stdout.write(said)
            keeper.clear()
            return 1
        if os.fork() != 0:
            sys.stdout.write(url)
            return 0
        # From here on we are nobody's child, and hold nothing that the tests wait for.
        with Path(os.devnull).open("r+") as nowhere:
            for stream in (sys.stdout, sys.stderr):
                os.dup2(nowhere.fileno(), stream.fileno())
        fcntl.flock(lock, fcntl.LOCK_EX)
        keeper.clear()
        address.unlink(missing_ok=True)
        return 0


if __name__ == "__main__":
    sys.exit(keep(*map(Path, sys.argv[1:])))
