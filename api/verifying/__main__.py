"""`python -m api.verifying DATA LEDGER LIFELINE`: what the house runs every night; see `apart`."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import msgspec

from api.settings import Settings
from api.verifying.apart import Found
from api.verifying.verification import Verification

FIRST_KEPT = 5
"""How many differences are told: the first are near the cause; `goldenbean verify` tells all."""
GENTLE = 15
"""How much it lets others go first."""


def found(settings: Settings, ledger: str) -> Found:
    """Verify the ledger here and now."""
    checking = Verification(settings, ledger)
    count, first = 0, []
    for difference in checking.run(lambda _done, _all: None):
        count += 1
        if count <= FIRST_KEPT:
            first.append(difference)
    facts, position = checking.reached
    return Found(facts=facts, position=position, differences=count, first=tuple(first))


def main(data: str, ledger: str, lifeline: str) -> None:
    """Verify and tell, unless the last writer of the `lifeline` is gone before."""
    os.nice(GENTLE)
    threading.Thread(target=_end_with, args=(int(lifeline),), daemon=True).start()
    settings = Settings.from_environment(os.environ, Path(data))
    sys.stdout.buffer.write(msgspec.json.encode(found(settings, ledger)))


def _end_with(lifeline: int) -> None:
    os.read(lifeline, 1)
    os._exit(1)


if __name__ == "__main__":
    main(*sys.argv[1:])
