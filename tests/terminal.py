"""A terminal: the command line as people type it, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl

from tests.processes import HOUSE

GOLDENBEAN = (sys.executable, "-m", "api.cli")
DEMO = HOUSE / "demo"
UNSET = "GOLDENBEAN_"


def surroundings(**settings: str) -> dict[str, str]:
    """The environment of a fresh terminal with these GOLDENBEAN_… settings."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(UNSET)}
    return plain | {f"{UNSET}{name}": value for name, value in settings.items()}


def goldenbean(
    *words: object,
    settings: Mapping[str, str] | None = None,
    before: Callable[[], object] | None = None,
    user: str | None = None,
) -> subprocess.CompletedProcess[str]:
    """Type a command and wait until it has ended; `before` runs in the new process first."""
    return subprocess.run(
        [*GOLDENBEAN, *map(str, words)],
        cwd=HOUSE,
        env=surroundings(**(settings or {})),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        preexec_fn=before,
        user=user,
    )


def one_sentence(ended: subprocess.CompletedProcess[str]) -> str:
    """What a failed command said, after making sure that it said one thing, in two languages."""
    assert ended.returncode == 1, (ended.returncode, ended.stderr)
    assert ended.stdout == ""
    (sentence,) = ended.stderr.splitlines()
    assert any("一" <= sign <= "鿿" for sign in sentence), sentence
    assert "Traceback" not in sentence
    return sentence


def small_files(folder: Path, people: int = 40, activities: int = 24) -> Path:
    """The demo's files cut short: its first volunteers, a few shops and activities."""
    folder.mkdir()
    for name, rows in (("volunteers.csv", people + 2), ("activities.csv", activities + 1)):
        lines = (DEMO / name).read_bytes().splitlines(keepends=True)
        (folder / name).write_bytes(b"".join(lines[:rows]))
    shops = openpyxl.load_workbook(DEMO / "merchants.xlsx")
    for sheet in shops.worksheets:
        sheet.delete_rows(12, sheet.max_row)
    shops.save(folder / "merchants.xlsx")
    return folder
