"""The evaluator: another process that computes November on the lane from a ledger it is told of.

It says the digests that it comes to: by the views as others left them, and by its own, folded
anew from the facts.
"""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec

from ledger.storing.stores import ledger_folder
from projections.eligibility import Eligibility
from projections.shelf import Shelf, open_store
from projections.shelf.sqlite_store import SQLiteStore
from projections.shelf.store import Store
from tests.places import Place
from tests.test_eligibility import of_november


def views_of(place: Place) -> Store:
    """Where everybody who serves this ledger keeps its views."""
    return open_store(ledger_folder(Path(place.data), place.ledger), place.ledger, place.url)


def main(place: Place, position: int, own_views: Path) -> None:
    """Say both digests."""
    with place.book() as book:
        for store in (views_of(place), SQLiteStore(own_views)):
            shelf = Shelf(store, book, (Eligibility,))
            shelf.follow()
            sys.stdout.write(f"{of_november(shelf, position).digest}\n")
            shelf.close()


if __name__ == "__main__":
    main(msgspec.json.decode(sys.argv[1], type=Place), int(sys.argv[2]), Path(sys.argv[3]))
