"""The machine: what the figures were measured on, so that nobody reads them as anything else."""

from __future__ import annotations

import os
import platform
import sqlite3
import time
from importlib.metadata import version
from pathlib import Path
from statistics import median

from benchmarks.places import file_system, place, scratch

LIBRARIES = (
    "eventsourcing", "litestar", "msgspec", "sqlalchemy", "uvicorn", "uvloop", "httptools",
    "psycopg",
)  # fmt: skip
SYNCS = 200
IN_MEMORY = ("tmpfs", "ramfs")


def description() -> list[tuple[str, str]]:
    """What the machine is, by name."""
    total = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    kind = file_system(place())
    warning = " — NO DISK: durable commits cost nothing here" if kind.startswith(IN_MEMORY) else ""
    return [
        ("CPU", f"{_cpu()}, {os.cpu_count()} cores"),
        ("memory", f"{total / 10**9:.0f} GB"),
        ("kernel", f"{platform.system()} {platform.release()}"),
        ("disk", f"{kind}{warning}, in {place()}"),
        ("one fdatasync", f"{_sync_microseconds():.0f} µs"),
        ("Python", f"{platform.python_implementation()} {platform.python_version()}"),
        ("SQLite", sqlite3.sqlite_version),
        ("libraries", ", ".join(f"{name} {version(name)}" for name in LIBRARIES)),
    ]


def load_average() -> str:
    """How many processes wanted to run, over 1, 5 and 15 minutes."""
    return " ".join(f"{each:.2f}" for each in os.getloadavg())


def _cpu() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        name, _, told = line.partition(":")
        if name.strip() == "model name":
            return told.strip()
    return platform.machine()


def _sync_microseconds() -> float:
    taken = []
    with scratch() as folder, (folder / "sync").open("wb", buffering=0) as file:
        for _ in range(SYNCS):
            file.write(bytes(4_096))
            begun = time.perf_counter()
            os.fdatasync(file.fileno())
            taken.append(time.perf_counter() - begun)
    return median(taken) * 1e6
