"""What every story may ask for: a real server, a real browser, and an honest account of the run."""

from __future__ import annotations

import gc
import os
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.stores import NoPostgresql, PostgresqlServer, share_postgresql

pytest_plugins = [
    "tests.books",
    "tests.shared_places",
    "tests.house_open",
    "tests.badge_lane",
    "tests.terminal",
    "tests.overheard",
    "tests.city_hall",
    "tests.city_platform",
    "tests.quick_hashes",
]

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET_BROWSER = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
BROWSER_STORIES = Path(__file__).with_name("browser")
FIXTURE_MARKS = {"postgresql": "postgresql", "browser_type_launch_args": "browser"}


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresqlServer]:
    """Give the run's private PostgreSQL server; parallel workers share one."""
    own = tmp_path_factory.getbasetemp()
    in_parallel = "PYTEST_XDIST_WORKER" in os.environ
    try:
        server = share_postgresql(own.parent if in_parallel else own)
    except NoPostgresql as missing:
        pytest.skip(f"no PostgreSQL server: {missing}")
    yield server
    server.leave()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Drive the machine's own Chromium: nothing is downloaded for a test."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        pytest.skip(f"no browser: none of {', '.join(BROWSERS)} on the path")
    return {**browser_type_launch_args, "executable_path": program, "args": QUIET_BROWSER}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each story by what it uses, so that nobody has to remember to.

    Only one folder is looked through for stories with a browser, so none may stand elsewhere.
    """
    for item in items:
        used = getattr(item, "fixturenames", ())
        for fixture, mark in FIXTURE_MARKS.items():
            if fixture in used:
                item.add_marker(mark)
        if item.get_closest_marker("browser") and BROWSER_STORIES not in item.path.parents:
            raise pytest.UsageError(f"{item.nodeid} drives a browser outside tests/browser")


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Let the collector of cycles pass by what stays until the end: six thousand stories, and all
    that they import. Looking through it again and again took it longer than some files take."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Iterator[None]:
    """Say last and loudly what this run has not shown, and why."""
    yield
    skipped = terminalreporter.stats.get("skipped", [])
    if not skipped:
        return
    reasons = Counter(_reason(report) for report in skipped)
    terminalreporter.section("NOT SHOWN BY THIS RUN", sep="#", yellow=True, bold=True)
    for reason, stories in reasons.most_common():
        terminalreporter.line(f"SKIPPED {stories:4} × {reason}", yellow=True, bold=True)
    terminalreporter.section(f"{len(skipped)} skipped", sep="#", yellow=True, bold=True)


def _reason(report: Any) -> str:
    """Return why a story was skipped, in the words of whoever skipped it."""
    why = report.longrepr
    return (why[2] if isinstance(why, tuple) else str(why)).removeprefix("Skipped: ")
