"""Power cuts: what a disk may hold when the lights go out between two system calls.

A program is watched by strace while it writes. Its log is then walked call by call: what was
synced is safe, what was not may have arrived, may be lost, or may have arrived in parts of 512
bytes. (A new or removed file counts as safe; shared memory is none of the disk's business.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import NamedTuple

CALLS = "openat,pwrite64,write,fdatasync,fsync,ftruncate,close,unlink"
SECTOR_BYTES = 512

_LINE = re.compile(r"^(\d+) +(.*)$")
_BEGUN = re.compile(r"^(.*) <unfinished \.\.\.>$")
_RESUMED = re.compile(r"^<\.\.\. \w+ resumed>(.*)$")
_CALL = re.compile(r"^(\w+)\((.*)\) += (-?\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


class Call(NamedTuple):
    """A system call that succeeded: its name, its words, the first text among them, its result."""

    name: str
    words: str
    text: bytes
    result: int

    def number(self, place: int) -> int:
        """One of its numbers; a text in between counts as one word."""
        return int(_TEXT.sub("-", self.words).split(", ")[place])


def strace(log: Path) -> list[str]:
    """What to put before a command to have its calls written down."""
    return ["strace", "-f", "-xx", "-s", "200000", "-o", str(log), "-e", f"trace={CALLS}"]


def calls(log: Path) -> Iterator[Call]:
    """The successful calls of a log, each where it ended."""
    begun: dict[str, str] = {}
    with log.open() as lines:
        for line in lines:
            found = _LINE.match(line.rstrip("\n"))
            assert found, line
            thread, said = found.groups()
            if unfinished := _BEGUN.match(said):
                begun[thread] = unfinished[1]
                continue
            if resumed := _RESUMED.match(said):
                said = begun.pop(thread) + resumed[1]
            call = _CALL.match(said)
            if call and int(call[3]) >= 0:
                text = _TEXT.search(call[2])
                raw = bytes.fromhex(text[1].replace("\\x", "")) if text else b""
                yield Call(call[1], call[2], raw, int(call[3]))


Write = tuple[str, int, bytes]
"""A file's name, where in it, and what; a negative place means: cut off so much before the end."""
Files = dict[str, bytearray]


def apply(files: Files, write: Write) -> None:
    """Let one write arrive."""
    name, place, what = write
    image = files.setdefault(name, bytearray())
    if place < 0:
        del image[-place - 1:]
        return
    image.extend(bytes(max(place + len(what) - len(image), 0)))
    image[place:place + len(what)] = what


@dataclass
class Disk:
    """What is safe, what is under way, and what the program has said so far."""

    folder: Path
    safe: Files
    pending: list[Write] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    _open: dict[int, str] = field(default_factory=dict)

    def follow(self, call: Call) -> bool:
        """Take one call in; says whether a power cut after it is worth a look."""
        match call.name:
            case "openat":
                path = Path(call.text.decode())
                ours = path.parent == self.folder and not path.name.endswith("-shm")
                self._open.pop(call.result, None)
                if ours:
                    self._open[call.result] = path.name
                    self.safe.setdefault(path.name, bytearray())
                return False
            case "unlink":
                return self._unlink(Path(call.text.decode()).name)
            case "write" if call.number(0) == 1:
                self.said += call.text.decode().splitlines()
                return True
        name = self._open.get(call.number(0))
        return name is not None and self._change(name, call)

    def _unlink(self, name: str) -> bool:
        self.pending = [write for write in self.pending if write[0] != name]
        return self.safe.pop(name, None) is not None

    def _change(self, name: str, call: Call) -> bool:
        match call.name:
            case "pwrite64":
                self.pending.append((name, call.number(3), call.text[:call.result]))
            case "ftruncate":
                self.pending.append((name, -call.number(1) - 1, b""))
            case "fsync" | "fdatasync":
                for write in self.pending:
                    if write[0] == name:
                        apply(self.safe, write)
                self.pending = [write for write in self.pending if write[0] != name]
            case "close":
                del self._open[call.number(0)]
                return False
            case _:
                raise AssertionError(f"{call.name} to {name} is not understood")
        return True

    def after_the_cut(self, chance: Random) -> Iterator[Files]:
        """What may be found: nothing pending arrived, all of it, or some in some parts."""
        yield self._arrived([])
        if self.pending:
            yield self._arrived(self.pending)
            for _ in range(2):
                some = [write for write in self.pending if chance.random() < 0.5]
                yield self._arrived([self._torn(write, chance) for write in some])

    def _arrived(self, writes: list[Write]) -> Files:
        files = deepcopy(self.safe)
        for write in writes:
            apply(files, write)
        return files

    @staticmethod
    def _torn(write: Write, chance: Random) -> Write:
        name, place, what = write
        sectors = len(what) // SECTOR_BYTES
        if sectors < 2 or chance.random() < 0.5:
            return write
        return name, place, what[: SECTOR_BYTES * chance.randrange(1, sectors)]
