"""`goldenbean key`: an API key is made and shown once, revoked, and listed without its secret."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.cli.options import data_option

if TYPE_CHECKING:
    from api.access.keys import KeptKey, Keys
    from api.house import House

ROLES = (
    "admin", "staff", "organizer", "merchant", "volunteer", "auditor", "street_staff",
    "district_staff", "supervisor", "clerk", "guardian", "fund_keeper", "inspector", "operator",
)  # fmt: skip


@click.group()
def key() -> None:
    """密钥 Keys to the API."""


@key.command()
@click.option("--role", type=click.Choice(ROLES), required=True, help="角色 What one may do.")
@click.option("--unit", help="单位 The unit an organizer or staff stands for.")
@click.option("--team", help="队伍 The team an organizer stands for.")
@click.option("--merchant", help="商户 The merchant whose counter it opens.")
@click.option("--volunteer", help="志愿者 The volunteer it belongs to, or the ward.")
@click.option("--line", help="条线 The kind of team a supervisor looks after.")
@click.option("--verb", "verbs", multiple=True, help="权限 Only these deeds; may be repeated.")
@click.option("--days", type=click.IntRange(1, 3660), help="有效天数 How long it opens doors.")
@click.option("--label", help="用途（不写人名） What it is for; no names of people.")
@data_option
def create(
    role: str,
    unit: str | None,
    team: str | None,
    merchant: str | None,
    volunteer: str | None,
    line: str | None,
    verbs: tuple[str, ...],
    days: int | None,
    label: str | None,
    data: Path | None,
) -> None:
    """新建密钥 Make a key and print it, alone; nobody can show it again."""
    from api.access.roles import Role
    from api.cli.opened import opened_house, settings_of

    named = {"unit": unit, "team": team, "merchant": merchant, "volunteer": volunteer}
    _check_verbs(verbs)
    with opened_house(settings_of(data)) as house:
        ledger, unknown = _ledger_of(house, named)
        expires_at = house.clock.now() + timedelta(days=days) if days else None
        text, _ = house.keys.create(
            Role(role), ledger, verbs=verbs or None, label=label, expires_at=expires_at,
            line=line, **named,
        )  # fmt: skip
    for subject in unknown:
        click.echo(f"注意：账本中还没有 {subject}。 Note: no ledger knows {subject} yet.", err=True)
    click.echo(text)


def _check_verbs(verbs: tuple[str, ...]) -> None:
    from api.access.table import Deed
    from api.cli.failures import Failed

    if unknown := sorted(set(verbs) - {deed.value for deed in Deed}):
        known = ", ".join(sorted(Deed))
        raise Failed(
            f"There is no deed {', '.join(unknown)}. There are: {known}.",
            f"没有权限 {', '.join(unknown)}。可用的有：{known}。",
        )


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
    last used, revoked, expires, verbs, what for. What is not there is a dash."""
    with _keys(data) as keys:
        for kept in keys.all():
            click.echo("\t".join(_told(kept)))


def _told(kept: KeptKey) -> tuple[str, ...]:
    who = kept.who
    bound_to = (who.unit, who.team, who.merchant, who.volunteer, who.line)
    stands_for = " ".join(each for each in bound_to if each) or "-"
    times = map(_moment, (kept.created_at, kept.last_used_at, kept.revoked_at, kept.expires_at))
    verbs = " ".join(sorted(who.verbs or ())) or "-"
    return who.id, who.role.value, stands_for, *times, verbs, kept.label or "-"


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
    vault = open_vault(settings.data, settings.database_url, settings.derived_secret("people"))
    try:
        yield Keys(vault, clock_from(settings.clock_text))
    finally:
        vault.dispose()


def _ledger_of(house: House, named: dict[str, str | None]) -> tuple[str, list[str]]:
    """The ledger that knows these subjects (else the first), and those that none knows."""
    from api.ledgers import FIRST
    from api.stored import ledgers_kept
    from projections.directory import Directory
    from projections.tree import Tree

    wanted = {kind: subject for kind, subject in named.items() if subject}
    if not wanted:
        return FIRST, []
    unknown: list[str] = []
    for name in ledgers_kept(house.settings, FIRST):
        shelf = house.ledgers.of(name).shelf
        shelf.follow()
        directory, tree = Directory(shelf), Tree(shelf)
        missing = [
            each
            for kind, each in wanted.items()
            if getattr(tree if kind == "unit" else directory, kind)(each) is None
        ]
        if len(missing) < len(wanted):
            return name, missing
        unknown = missing
    return FIRST, unknown
