"""The timekeeper: a process of its own in which the clock's errands run, until somebody kills it.

It says how its process stands to the ledger, `leads` or `follows`, after each look at it.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from api.errands.running import Errands
from api.house import House
from api.settings import Settings

LOOKS_EVERY_SECONDS = 0.02


def main(data: str) -> None:
    """Run them over a data directory; the settings are those of the environment."""
    house = House(Settings.from_environment(os.environ, Path(data)))
    (ledger,) = house.ledgers
    errands = Errands(house)
    errands.start()
    say("ready")
    looked = 0
    while True:
        done = errands.runs["errands.look_who_leads"].done
        if done > looked:
            say("leads" if ledger.lead.leads else "follows")
        looked = done
        time.sleep(LOOKS_EVERY_SECONDS)


def say(word: str) -> None:
    """Say a word at once."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
