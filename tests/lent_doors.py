"""Doors that are lent: three hundred routes are laid once in a run, not once in every story.

Laying them takes longer than most stories. They know the settings of a house and nothing else of
it, so those of a house that was closed stand before the next one with the same settings. A house
that is opened while another one stands gets doors of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from litestar import Litestar

from api.app import doors
from api.house import House

_free: defaultdict[object, list[Litestar]] = defaultdict(list)


@contextmanager
def lent_doors(house: House) -> Iterator[Litestar]:
    """Stand the house's doors before it for the block; they keep nothing of it afterwards."""
    settings = house.settings
    alike = (settings.doors, settings.derived_secret("forms"))
    app = _free[alike].pop() if _free[alike] else doors(settings)
    app.state.house = house
    try:
        yield app
    finally:
        del app.state.house
    # Whoever was interrupted in the middle leaves doors that nobody else gets.
    _free[alike].append(app)
