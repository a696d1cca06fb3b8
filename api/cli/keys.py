"""`goldenbean key`: an API key is made and shown once, revoked, and listed without its secret."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.cli.options import data_option

if TYPE_CHECKING:
    from api.access.keys import KeptKey, Keys
    from api.house import House

ROLES = ("admin", "staff", "organizer", "merchant", "volunteer", "auditor")


@click.group()
def key() -> None:
    """密钥 Keys to the API."""


@key.command()
@click.option("--role", type=click.Choice(ROLES), required=True, help="角色 What one may do.")
@click.option("--unit", help="单位 The unit an organizer or staff stands for.")
@click.option("--team", help="队伍 The team an organizer stands for.")
@click.option("--merchant", help="商户 The merchant whose counter it opens.")
@click.option("--volunteer", help="志愿者 The volunteer it belongs to.")
@data_option
def create(
    role: str,
    unit: str | None,
    team: str | None,
    merchant: str | None,
    volunteer: str | None,
    data: Path | None,
) -> None:
    """新建密钥 Make a key and print it, alone; nobody can show it again."""
    from api.access.roles import Role
    from api.cli.opened import opened_house, settings_of

    named = {"unit": unit, "team": team, "merchant": merchant, "volunteer": volunteer}
    with opened_house(settings_of(data)) as house:
        ledger, unknown = _ledger_of(house, named)
        text, _ = house.keys.create(Role(role), ledger, **named)
    for subject in unknown:
        click.echo(f"注意：账本中还没有 {subject}。 Note: no ledger knows {subject} yet.", err=True)
    click.echo(text)


@key.command()
@click.argument("which", metavar="KEY")
@data_option
def revoke(which: str, data: Path | None) -> None:
    """撤销密钥 Let nobody in by a key any more: KEY is its id (key-…) or the key itself.

    Sessions in browsers that it opened end too. A running server knows within a second.
    """
    from api.cli.failures import Failed

    with _keys(data) as keys:
        if not keys.revoke(which.strip()):
            raise Failed("There is no such key in force.", "没有这样的有效密钥。")
    click.echo("已撤销。 Revoked.")


@key.command("list")
@data_option
def list_keys(data: Path | None) -> None:
    """列出密钥 List all keys, one a line with tabs between: id, role, what it stands for, created,
    last used, revoked. What is not there is a dash."""
    with _keys(data) as keys:
        for kept in keys.all():
            click.echo("\t".join(_told(kept)))


def _told(kept: KeptKey) -> tuple[str, ...]:
    who = kept.who
    stands_for = [each for each in (who.unit, who.team, who.merchant, who.volunteer) if each]
    times = map(_moment, (kept.created_at, kept.last_used_at, kept.revoked_at))
    return who.id, who.role.value, " ".join(stands_for) or "-", *times


def _moment(at: datetime | None) -> str:
    return at.astimezone().isoformat(timespec="seconds") if at else "-"


@contextmanager
def _keys(data: Path | None) -> Iterator[Keys]:
    """The keys alone: no ledger is opened for them."""
    from api.access.keys import Keys
    from api.cli.opened import settings_of_existing
    from api.clock import clock_from
    from api.people.vault import open_vault

    settings = settings_of_existing(data)
    vault = open_vault(settings.data, settings.database_url)
    try:
        yield Keys(vault, clock_from(settings.clock_text))
    finally:
        vault.dispose()


def _ledger_of(house: House, named: dict[str, str | None]) -> tuple[str, list[str]]:
    """The ledger that knows these subjects (else the first), and those that none knows."""
    from api.ledgers import FIRST
    from api.stored import ledgers_kept
    from projections.directory import Directory

    wanted = {kind: subject for kind, subject in named.items() if subject}
    if not wanted:
        return FIRST, []
    unknown: list[str] = []
    for name in ledgers_kept(house.settings, FIRST):
        shelf = house.ledgers.of(name).shelf
        shelf.follow()
        directory = Directory(shelf)
        missing = [each for kind, each in wanted.items() if getattr(directory, kind)(each) is None]
        if len(missing) < len(wanted):
            return name, missing
        unknown = missing
    return FIRST, unknown
