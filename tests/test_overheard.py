"""The listener at the door of the test run: it hears a name wherever it is said, and tells."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.overheard import Listener, Register, leaks
from tests.processes import HOUSE

STORY = '''
import logging
from api.people.register import People
from api.people.vault import open_vault

def test_somebody_is_talkative(tmp_path):
    vault = open_vault(tmp_path)
    People(vault, b"s" * 32).enrol("volunteer-x", "home", "戚桂芳", "13912345678")
    logging.getLogger("goldenbean").debug({said!r})
    vault.dispose()
'''


@pytest.fixture
def lane() -> Register:
    """Two neighbours and a guest from abroad."""
    register = Register()
    register.met("戚桂芳", "+86 139-1234-5678")
    register.met("欧阳娜娜", "13912345679")
    register.met("Margaret O'Neil", None)
    register.met("x", "1")
    return register


@pytest.mark.parametrize("line", [
    "not kept: 戚桂芳", "志愿者戚桂芳已登记", "phone=13912345678", "+8613912345678!",
    "UNIQUE constraint failed: (欧阳娜娜)", "row 7: Margaret O'Neil",
])  # fmt: skip
def test_a_name_is_heard_in_the_middle_of_anything(lane: Register, line: str) -> None:
    assert leaks(lane, ["all is well", line])


@pytest.mark.parametrize("line", [
    "", "戚**", "戚桂", "volunteer-13912345", "139****5678", "at position 1 of x", "娜娜",
])  # fmt: skip
def test_what_names_nobody_passes(lane: Register, line: str) -> None:
    assert leaks(lane, [line]) == []


def test_a_traceback_is_heard_to_its_last_line() -> None:
    listener, log = Listener(), logging.getLogger("goldenbean.overheard")
    log.addHandler(listener)
    log.propagate = False  # A worker cannot report such letters to the one that collects.
    try:
        raise ValueError("no such volunteer: 戚桂芳 \ud800")
    except ValueError:
        log.exception("unexpected")
    finally:
        log.removeHandler(listener)
    register = Register()
    register.met("戚桂芳")
    assert leaks(register, listener.lines)


@pytest.mark.parametrize(
    ("said", "workers", "ends"),
    [("戚** is here", "0", 0), ("戚桂芳 is here", "0", 1), ("戚桂芳 is here", "2", 1)],
)
def test_a_run_that_says_a_name_has_failed(
    tmp_path: Path, said: str, workers: str, ends: int
) -> None:
    (tmp_path / "test_story.py").write_text(STORY.format(said=said), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.overheard", "-n", workers]
    ended = subprocess.run(
        [*command, "--rootdir", tmp_path, "-c", os.devnull, tmp_path],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(HOUSE)}, capture_output=True,
        text=True, encoding="utf-8",
    )  # fmt: skip
    assert ended.returncode == ends, ended.stdout
    assert "1 passed" in ended.stdout
    assert ("PERSONAL DATA IN THE LOG" in ended.stdout) is bool(ends)
