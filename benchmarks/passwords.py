"""Passwords: what checking one costs the server, and a thief of the vault for every guess."""

from __future__ import annotations

import time

from api.signing_in.passwords import fits, hashed
from benchmarks.measured import MILLISECONDS, Measured, Target
from benchmarks.rounds import Effort

CHECKS = 10
ABOUT = Target(130, at_least=False)
"""About 100 ms; a third more is still about that on a busy machine."""


async def measure(effort: Effort) -> list[Measured]:
    """One check after another, as a right password is checked at the door."""
    kept, values = hashed("correct horse battery"), []
    for _ in range(effort.rounds):
        begun = time.perf_counter()
        for _ in range(effort.of(CHECKS)):
            fits(kept, "correct horse battery")
        values.append((time.perf_counter() - begun) * 1_000 / effort.of(CHECKS))
    return [Measured("j", "one password check, argon2id", tuple(values), MILLISECONDS, ABOUT)]
