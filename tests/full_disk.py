"""A disk on which no room is left for a while; a program of its own, run by the story of it."""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from ledger.book import Book
from ledger.command import By, NotWritten
from ledger.storing.stores import open_store
from ledger.units import OpenUnit
from tests.neighbourhood import LONG_AGO


def main(data: str) -> None:
    """Write until the disk is full, try again in vain, then with room; tell what was answered."""
    book = Book(open_store(Path(data), "panlong"))
    answered: list[int] = []

    def open_district(number: int) -> bool:
        by = By("volunteer-li", "staff", f"key-{number}", "f")
        command = OpenUnit(unit=f"unit-d{number}", kind="district", name="盘龙区")
        try:
            answered.append(book.record(command, by, LONG_AGO).position)
        except NotWritten:
            return False
        return True

    assert open_district(0)
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, most))
    full = next(number for number in range(1, 10_000) if not open_district(number))
    in_vain = [open_district(full), open_district(full + 1)]
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    with_room = [open_district(full), open_district(full + 1)]
    sys.stdout.write(json.dumps([answered, in_vain, with_room]))


if __name__ == "__main__":
    main(sys.argv[1])
