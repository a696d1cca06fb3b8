"""A terminal: the command line as people type it, in a process of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest

from tests.processes import HOUSE, overhear

GOLDENBEAN = (sys.executable, "-m", "api")
DEMO = HOUSE / "demo"
UNSET = "GOLDENBEAN_"
ROSTER, SHOPS, PLAN = "volunteers.csv", "merchants.xlsx", "activities.csv"


def surroundings(**settings: str) -> dict[str, str]:
    """The environment of a fresh terminal with these GOLDENBEAN_… settings."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(UNSET)}
    return plain | {f"{UNSET}{name}": value for name, value in settings.items()}


def goldenbean(
    *words: object,
    settings: Mapping[str, str] | None = None,
    before: Callable[[], object] | None = None,
    by_way_of: tuple[str, ...] = (),
) -> subprocess.CompletedProcess[str]:
    """Type a command and wait until it has ended; `before` runs in the new
    process first, `by_way_of` is a program that starts ours."""
    ended = subprocess.run(
        [*by_way_of, *GOLDENBEAN, *map(str, words)],
        cwd=HOUSE,
        env=surroundings(**(settings or {})),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        preexec_fn=before,
    )
    overhear(ended.stderr)
    return ended


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


@pytest.fixture(scope="session")
def jinsha(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory into which the three files of a small Jinsha were imported."""
    place = tmp_path_factory.mktemp("clerk")
    files, data = small_files(place / "files"), place / "data"
    for kind, file in (("volunteers", ROSTER), ("merchants", SHOPS), ("activities", PLAN)):
        ended = goldenbean("import", files / file, "--kind", kind, "--data", data)
        assert ended.returncode == 0, ended.stderr
    return data


@pytest.fixture
def own(jinsha: Path, tmp_path: Path) -> Path:
    """A copy of that directory, to spoil."""
    return Path(shutil.copytree(jinsha, tmp_path / "own"))
