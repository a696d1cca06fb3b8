"""Places that several processes can share, as fixtures: an empty ledger on each durable store."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.places import Place
from tests.stores import PostgresqlServer

DURABLE = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql))
"""The kinds of store that several processes can share."""


def fresh_place(kind: str, folder: Path, request: pytest.FixtureRequest) -> Place:
    """An empty ledger that nobody has used."""
    if kind == "sqlite":
        return Place(str(folder), "panlong")
    server: PostgresqlServer = request.getfixturevalue("postgresql")
    return Place(str(folder), server.fresh_schema(), server.url)


@pytest.fixture(params=DURABLE)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """An empty ledger on each store that several processes can share."""
    return fresh_place(request.param, tmp_path, request)
