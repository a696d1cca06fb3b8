"""Outside: the accounting programs that are asked, each in a process of its own.

They are programs of their own, under licences of their own: they are run where they are found,
never imported, and a house without them does everything else as before.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from api.journals.journal import journal_of
from api.journals.layouts import LAYOUTS, write
from ledger.book import Book
from projections.shelf import Shelf

PATIENCE_SECONDS = 1800
"""A million movements take minutes; what takes longer than this has got stuck."""
LOOK_AGAIN_SECONDS = 0.2
COMPLAINT_LINES, COMPLAINT_CHARACTERS = 12, 300
"""How much of what a program says is kept: the first difference is near the beginning."""

Outcome = Literal["ok", "differs", "not_installed", "unfinished"]


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What a program says of the journal; `complaint` are its first lines where it differs.

    `unfinished`: it took too long, was stopped, or there was no journal to give it.
    """

    program: str
    outcome: Outcome
    complaint: tuple[str, ...] = ()


class Program(NamedTuple):
    """A program, and how it is told to check a file."""

    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]


PROGRAMS: Mapping[str, Program] = {
    "beancount": Program("bean-check", ("--no-cache",), ()),
    "hledger": Program("hledger", ("-f",), ("check", "--strict")),
}
"""By the layout of the journal it reads."""

Stopping = Callable[[], bool]


def ask_all(
    book: Book, shelf: Shelf, ledger: str, stopping: Stopping = lambda: False
) -> tuple[int, list[Verdict]]:
    """Write the journal and have every program check it; the position it was as of, and what
    each of them said. Raises what writing a journal raises."""
    found = {layout: _found(program) for layout, program in PROGRAMS.items()}
    with tempfile.TemporaryDirectory(prefix="goldenbean-journal-") as folder:
        files = {
            layout: Path(folder, f"{ledger}.{LAYOUTS[layout].suffix}")
            for layout, program in found.items() if program is not None
        }  # fmt: skip
        position = _write(book, shelf, ledger, files)
        verdicts = [
            _ask(layout, program, files[layout], stopping)
            if program is not None
            else Verdict(program=layout, outcome="not_installed")
            for layout, program in found.items()
        ]
    return position, verdicts


def _found(program: Program) -> str | None:
    """Where the program is: on the path, or beside the Python that we run on."""
    return shutil.which(program.name) or shutil.which(
        program.name, path=str(Path(sys.executable).parent)
    )


def _write(book: Book, shelf: Shelf, ledger: str, files: Mapping[str, Path]) -> int:
    with ExitStack() as open_files, journal_of(book, shelf) as journal:
        writing = {
            layout: open_files.enter_context(file.open("w", encoding="utf-8"))
            for layout, file in files.items()
        }
        write(journal, ledger, writing)
        return journal.position


def _ask(layout: str, program: str, file: Path, stopping: Stopping) -> Verdict:
    told = PROGRAMS[layout]
    said = file.with_suffix(".said")
    with said.open("wb") as into, subprocess.Popen(
        [program, *told.before, file.name, *told.after],
        cwd=file.parent, env=_surroundings(file.parent), stdin=subprocess.DEVNULL,
        stdout=into, stderr=subprocess.STDOUT,
    ) as running:  # fmt: skip
        ended = _wait(running, stopping)
    if not ended:
        return Verdict(program=layout, outcome="unfinished")
    if running.returncode == 0:
        return Verdict(program=layout, outcome="ok")
    return Verdict(program=layout, outcome="differs", complaint=_first_lines(said, file.parent))


def _wait(running: subprocess.Popen[bytes], stopping: Stopping) -> bool:
    """Whether it came to an end by itself."""
    waited = 0.0
    while waited < PATIENCE_SECONDS and not stopping():
        try:
            running.wait(LOOK_AGAIN_SECONDS)
            return True
        except subprocess.TimeoutExpired:
            waited += LOOK_AGAIN_SECONDS
    running.kill()
    return False


def _surroundings(folder: Path) -> dict[str, str]:
    """Where to find programs, and that text is UTF-8; none of our own settings and secrets."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8", "HOME": str(folder)}


def _first_lines(said: Path, folder: Path) -> tuple[str, ...]:
    with said.open(encoding="utf-8", errors="replace") as lines:
        told = (line.replace(f"{folder}/", "").rstrip()[:COMPLAINT_CHARACTERS] for line in lines)
        kept = [line for _, line in zip(range(4 * COMPLAINT_LINES), told, strict=False) if line]
    return tuple(kept[:COMPLAINT_LINES])
