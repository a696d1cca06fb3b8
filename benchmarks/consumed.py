"""Consumed: what a server's processes have taken of the machine, as the kernel counts it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
_KIB_PER_MB = 1_000_000 / 1_024


class Memory(NamedTuple):
    """Resident megabytes now, and the sum of the processes' peaks."""

    resident: float
    peak: float


def cpu_seconds(group: int) -> float:
    """Processor time of a process group, in the program and in the kernel."""
    ticks = 0
    for process in _processes(group):
        fields = (process / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / _TICKS_A_SECOND


def memory(group: int) -> Memory:
    """Memory of a process group."""
    resident = peak = 0.0
    for process in _processes(group):
        lines = (process / "status").read_text(encoding="utf-8").splitlines()
        told = dict(line.split(":", 1) for line in lines)
        resident += int(told["VmRSS"].split()[0]) / _KIB_PER_MB
        peak += int(told["VmHWM"].split()[0]) / _KIB_PER_MB
    return Memory(resident, peak)


def _processes(group: int) -> Iterator[Path]:
    for process in Path("/proc").glob("[0-9]*"):
        try:
            ours = os.getpgid(int(process.name)) == group
        except ProcessLookupError:
            continue  # It ended while we looked.
        if ours:
            yield process
