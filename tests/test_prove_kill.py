"""The long proofs of durability: killed at every sync and every write, and without power."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from random import Random

import pytest

from tests.afterlife import Afterlife, crasher
from tests.crasher import NOON, by, town
from tests.places import Place
from tests.power_cut import Disk, Files, calls, strace

pytestmark = [
    pytest.mark.prove,
    pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed"),
]

SYNCS, WRITES = range(1, 71), range(1, 201, 2)
DAYS = "8"


def _killed_at(place: Place, call: str, number: int) -> list[str]:
    inject = f"inject={call}:signal=KILL:when={number}"
    program = crasher(place, f"{call.partition(',')[0]}{number}", 1, DAYS)
    watched = ["strace", "-f", "-o", "/dev/null", "-e", f"trace={call}", "-e", inject, *program]
    life = subprocess.run(watched, capture_output=True, text=True, check=False)
    return [line for line in life.stdout.splitlines() if line.startswith("stands ")]


@pytest.mark.parametrize(
    ("call", "numbers"), [("fsync,fdatasync", SYNCS), ("pwrite64", WRITES)], ids=["sync", "write"]
)
def test_killed_at_each_single_step_nothing_answered_is_lost(
    tmp_path: Path, call: str, numbers: range
) -> None:
    place = Place(str(tmp_path), "panlong")
    afterlife = Afterlife(place)
    whole_life = int(DAYS) * 9
    killed = 0
    for number in numbers:
        lines = _killed_at(place, call, number)
        afterlife.judge(lines)
        killed += len(lines) < whole_life
    assert killed > len(numbers) // 2, "hardly anybody was killed: this shows nothing"


def _watch_a_life(folder: Path, careless: str) -> tuple[Place, Disk, Path]:
    place = Place(str(folder), "panlong")
    with place.book() as book:
        book.record(town(), by("key-townx5"), NOON)
    files = folder / "ledgers" / "panlong"
    disk = Disk(files, {found.name: bytearray(found.read_bytes()) for found in files.iterdir()})
    log = folder / "strace.log"
    command = [*strace(log), *crasher(place, "power", 1, DAYS, careless)]
    subprocess.run(command, check=True, capture_output=True)
    return place, disk, log


def _cut_the_power(folder: Path, careless: str = "") -> tuple[int, int]:
    """Cut after each call of one life; returns how many cuts there were and how many lost."""
    _, disk, log = _watch_a_life(folder, careless)
    chance, cuts, lost = Random(20261122), 0, 0
    for call in calls(log):
        if disk.follow(call):
            for files in disk.after_the_cut(chance):
                cuts += 1
                lost += not _stands(folder / f"cut{cuts}", files, disk.said)
    assert disk.said[-1].startswith("stands "), "the log was not understood"
    return cuts, lost


def _stands(folder: Path, files: Files, said: list[str]) -> bool:
    place = Place(str(folder), "panlong")
    home = folder / "ledgers" / "panlong"
    home.mkdir(parents=True)
    for name, content in files.items():
        (home / name).write_bytes(content)
    try:
        Afterlife(place).judge(line for line in said if line.startswith("stands "))
    except AssertionError as fault:
        assert "is lost" in str(fault), fault
        return False
    finally:
        shutil.rmtree(folder)
    return True


def test_no_power_cut_takes_back_what_was_answered(tmp_path: Path) -> None:
    cuts, lost = _cut_the_power(tmp_path)
    assert cuts > 500 and lost == 0


def test_power_cuts_would_find_out_a_book_that_answers_too_early(tmp_path: Path) -> None:
    _, lost = _cut_the_power(tmp_path, careless="yes")
    assert lost > 0, "the method finds nothing, so its silence says nothing"
