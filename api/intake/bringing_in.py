"""Bringing in: one file of one kind, from its table to a result for every row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from api.importing import activities as activity_rows
from api.importing import balances as balance_rows
from api.importing import merchants as merchant_rows
from api.importing import records as record_rows
from api.importing import volunteers as volunteer_rows
from api.importing.fingerprints import Kind
from api.importing.report import RowResult
from api.importing.rows import Row
from api.importing.tables import Table, read_table
from api.intake import activities, balances, merchants, records, volunteers
from api.intake.desk import Desk
from api.intake.places import AnyCommunity, Places
from api.ledgers import Ledger
from api.people.register import People
from api.settings import Settings
from projections.directory import Directory

Rows = Iterator[Row[Any]]
TAKING_IN: dict[Kind, Callable[[Desk, Places, Rows], list[RowResult]]] = {
    "volunteers": volunteers.take_in,
    "merchants": merchants.take_in,
    "activities": activities.take_in,
    "records": records.take_in,
    "balances": balances.take_in,
}
NAMES_COMMUNITIES = ("volunteers", "merchants", "records")
PURPOSE = "import fingerprints"
"""What the secret is derived for that row fingerprints are keyed with."""


@dataclass(frozen=True)
class Brought:
    """What became of every row, and the communities that were opened for the file."""

    results: Sequence[RowResult]
    founded: Sequence[str]

    @property
    def all_in(self) -> bool:
        """Whether no row was refused."""
        return all(result.state != "refused" for result in self.results)


def desk_of(ledger: Ledger, people: People, settings: Settings) -> Desk:
    """A desk in an open ledger, its views brought up to date."""
    ledger.shelf.follow()
    return Desk(
        ledger=ledger.name, policy=ledger.rules.current, now=ledger.clock.now(),
        secret=settings.derived_secret(PURPOSE, ledger.name), book=ledger.book,
        directory=Directory(ledger.shelf), people=people,
    )  # fmt: skip


def bring_in(
    desk: Desk,
    kind: Kind,
    file: Path,
    community: str | None = None,
    moved: Callable[[Row[Any]], Row[Any]] | None = None,
) -> Brought:
    """Bring a file in; raises `FileRefused` when no row of it can be looked at.

    `community` is opened when there is none of that name. `moved` may change a row that was
    read before it is brought in.
    """
    return bring_in_table(desk, kind, read_table(file), community, moved)


def bring_in_table(
    desk: Desk,
    kind: Kind,
    table: Table,
    community: str | None = None,
    moved: Callable[[Row[Any]], Row[Any]] | None = None,
) -> Brought:
    """Bring a table in that was read already; raises `FileRefused` for a table of another kind.

    A desk that does not reach everywhere opens no community.
    """
    desk = replace(desk, digest=_digest_of(table))
    places = Places(desk)
    if community is not None:
        places.open_community(community)
    if kind in NAMES_COMMUNITIES and not places.communities and desk.reaches is None:
        named = [row.outcome.community for row in _rows(desk, kind, table, AnyCommunity())
                 if not isinstance(row.outcome, tuple)]  # fmt: skip
        places.open_first(named)
    rows = _rows(desk, kind, table, places.communities)
    results = TAKING_IN[kind](desk, places, map(moved, rows) if moved else rows)
    return Brought(results, places.founded)


def _rows(desk: Desk, kind: Kind, table: Table, communities: Any) -> Rows:
    if kind == "volunteers":
        today = desk.policy.local_date(desk.now)
        return volunteer_rows.rows(table, today=today, communities=communities)
    if kind == "merchants":
        return merchant_rows.rows(table, communities=communities)
    if kind == "records":
        today = desk.policy.local_date(desk.now)
        return record_rows.rows(table, today=today, communities=communities)
    return balance_rows.rows(table) if kind == "balances" else activity_rows.rows(table)


def _digest_of(table: Table) -> str:
    """What proves later which table it was."""
    told = "\n".join(repr(row.cells) for row in table.rows)
    return sha256(f"{table.header!r}\n{told}".encode()).hexdigest()
