"""`goldenbean key create`: one API key, shown once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.cli.options import data_option

if TYPE_CHECKING:
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
    from api.cli.opened import opened_house, settings_of
    from api.keys import Role

    named = {"unit": unit, "team": team, "merchant": merchant, "volunteer": volunteer}
    with opened_house(settings_of(data)) as house:
        ledger, unknown = _ledger_of(house, named)
        text, _ = house.keys.create(Role(role), ledger, **named)
    for subject in unknown:
        click.echo(f"注意：账本中还没有 {subject}。 Note: no ledger knows {subject} yet.", err=True)
    click.echo(text)


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
