"""Places: folders on a real disk, those of one run and those kept for the next."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
_RUN, _UNFINISHED = "run-", "-unfinished-"
_OWN_VARIABLE = "GOLDENBEAN_BENCH_PLACE"
_SHAPED_BY = (
    "ledger/facts/*.py", "ledger/recorded.py", "ledger/storing/*.py", "ledger/policy/default.toml",
    "benchmarks/past.py", "benchmarks/books.py", "benchmarks/city.py",
)  # fmt: skip
"""Whatever decides how a kept book looks on the disk."""


def place() -> Path:
    """The folder all benchmarks work in: `GOLDENBEAN_BENCH_PLACE`, else the user's cache."""
    given = os.environ.get(_OWN_VARIABLE)
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = Path(given) if given else cache / "goldenbean-benchmarks"
    folder.mkdir(parents=True, exist_ok=True)
    return folder.resolve()


def file_system(folder: Path) -> str:
    """What kind of file system a folder is on and where that comes from: `ext4 (/dev/vda)`."""
    found = ("", "unknown")
    for line in Path("/proc/self/mountinfo").read_text(encoding="utf-8").splitlines():
        before, _, after = line.partition(" - ")
        point, (kind, source, *_) = before.split()[4], after.split()
        if folder.is_relative_to(point) and len(point) >= len(found[0]):
            found = (point, f"{kind} ({source})")
    return found[1]


@contextmanager
def alone() -> Iterator[None]:
    """Nobody else measures here meanwhile; what a killed run has left behind is cleared away."""
    with (place() / "lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("another run is measuring: waiting for its end …", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        for left in (*place().glob(f"{_RUN}*"), *place().glob(f"*{_UNFINISHED}*")):
            shutil.rmtree(left)
        yield


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder that is gone after the block."""
    with tempfile.TemporaryDirectory(prefix=_RUN, dir=place()) as folder:
        yield Path(folder)


def kept(name: str, make: Callable[[Path], None]) -> Path:
    """A folder that `make` fills once; later runs find it as the last one left it.

    It is made anew when the source that shapes it has changed. An interrupted making leaves
    nothing behind that would be taken for a whole one.
    """
    folder = place() / f"{name}-{_shape()}"
    if not folder.is_dir():
        for old in place().glob(f"{name}-*"):
            shutil.rmtree(old)
        print(f"making the {name} book, once: this takes a while …", flush=True)
        unfinished = Path(tempfile.mkdtemp(prefix=name + _UNFINISHED, dir=place()))
        make(unfinished)
        unfinished.rename(folder)
    return folder


def _shape() -> str:
    digest = blake2b(digest_size=6)
    for pattern in _SHAPED_BY:
        for source in sorted(HOUSE.glob(pattern)):
            digest.update(source.read_bytes())
    return digest.hexdigest()
