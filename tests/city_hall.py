"""A city hall with a real single sign-on: `oidc-provider` from npm, on a port of its own."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import httpx
import pytest

from tests.processes import HOUSE, free_port, running

RECIPE = HOUSE / "tests" / "oidc_provider"
OLDEST_NODE = (20, 12)
INSTALLED_WITHIN_SECONDS = 180
HOME = "http://testserver.local"
"""Where the house stands for a browser of the tests."""
COMES_BACK_TO = "/sign-in/city/back"
CLIENT_ID, CLIENT_SECRET = "golden-bean", "what city hall and the house know: 100% + more"


class NoCityHall(Exception):
    """This machine cannot run the provider."""


@dataclass
class CityHall:
    """A provider under `issuer`, and the house's registration with it."""

    issuer: str

    @property
    def environ(self) -> dict[str, str]:
        """What the house's operator enters."""
        return {
            "GOLDENBEAN_OIDC_ISSUER": self.issuer,
            "GOLDENBEAN_OIDC_CLIENT_ID": CLIENT_ID,
            "GOLDENBEAN_OIDC_CLIENT_SECRET": CLIENT_SECRET,
        }

    def signs_in(self, address: str, login: str, **shown: str) -> str:
        """Somebody follows `address`, says who they are, and is sent back: to which address?

        `shown` is how they proved it (`amr`) or to which class (`acr`). No login: they decline.
        """
        with httpx.Client(timeout=30) as browser:
            while not address.startswith(HOME):
                sent = browser.get(address)
                assert sent.is_redirect, sent.text
                address = str(sent.url.join(sent.headers["location"]))
                if "/desk/" in address:
                    address = str(httpx.URL(address, params={"login": login, **shown}))
        return address.removeprefix(HOME)


@contextmanager
def city_hall(program: Path, port: int | None = None, home: str = HOME) -> Iterator[CityHall]:
    """Open city hall for the block; opened again at the same port, it signs with new keys."""
    port = port or free_port()
    told = {
        "PORT": str(port), "CLIENT_ID": CLIENT_ID, "CLIENT_SECRET": CLIENT_SECRET,
        "REDIRECT_URIS": f"{home}{COMES_BACK_TO}",
    }  # fmt: skip
    with running(["node", str(program)], "ready ", told) as provider:
        yield CityHall(provider.ready_line.removeprefix("ready "))


@pytest.fixture(scope="session")
def provider_program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The provider, installed from whatever registry npm asks on this machine."""
    # An environment of our own keeps it from one run to the next.
    own = sys.prefix != sys.base_prefix
    shelf = Path(sys.prefix) if own else tmp_path_factory.getbasetemp().parent
    try:
        return installed(shelf)
    except NoCityHall as missing:
        pytest.skip(f"no OpenID Connect provider: {missing}")


@pytest.fixture(scope="session")
def sunny_city(provider_program: Path) -> Iterator[CityHall]:
    """City hall, open all day."""
    with city_hall(provider_program) as hall:
        yield hall


def installed(shelf: Path) -> Path:
    """Install the provider below `shelf` unless it is there; raises NoCityHall."""
    _check_node()
    recipe = {path.name: path.read_bytes() for path in sorted(RECIPE.iterdir())}
    edition = sha256(b"".join(recipe.values())).hexdigest()[:12]
    folder = shelf / f"oidc-provider-{edition}"
    with (shelf / "oidc-provider.door").open("a") as door:
        # Parallel workers come here at once; the first one installs.
        fcntl.flock(door, fcntl.LOCK_EX)
        if not (folder / "installed").exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            for name, content in recipe.items():
                (folder / name).write_bytes(content)
            _install(folder)
            (folder / "installed").touch()
    return folder / "provider.mjs"


def _check_node() -> None:
    if not (shutil.which("node") and shutil.which("npm")):
        raise NoCityHall("no node and npm on the path")
    said = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout
    version = tuple(map(int, re.findall(r"\d+", said)[:2]))
    if version < OLDEST_NODE:
        raise NoCityHall(f"Node.js {said.strip()} is older than {OLDEST_NODE[0]}.{OLDEST_NODE[1]}")


def _install(folder: Path) -> None:
    words = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    quiet = {**os.environ, "NO_UPDATE_NOTIFIER": "1"}
    try:
        done = subprocess.run(
            words, cwd=folder, env=quiet, capture_output=True, text=True,
            timeout=INSTALLED_WITHIN_SECONDS,
        )  # fmt: skip
    except subprocess.TimeoutExpired as silent:
        raise NoCityHall("npm ci did not end") from silent
    if done.returncode != 0:
        # A lock that does not fit is our fault, and must not look like a missing registry.
        assert "EINTEGRITY" not in done.stderr and "EUSAGE" not in done.stderr, done.stderr
        raise NoCityHall(f"npm ci failed: {(done.stderr.strip() or '?').splitlines()[0]}")
