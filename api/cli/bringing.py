"""`goldenbean import`: a roster, merchants, activities, or the records of another book."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.cli.options import data_option

if TYPE_CHECKING:
    from api.intake.desk import Desk

KINDS = ("volunteers", "merchants", "activities", "records", "balances")


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--kind", type=click.Choice(KINDS), required=True, help="内容 What the rows are.")
@click.option("--dry-run", is_flag=True, help="只检查 Write nothing; say what would happen.")
@click.option("--community", help="社区 Open this community if there is none of that name.")
@click.option("--ledger", default="home", show_default=True, help="账本 Which ledger's book.")
@data_option
def bring_in(
    file: Path, kind: str, dry_run: bool, community: str | None, ledger: str, data: Path | None
) -> None:
    """导入名册 Bring a CSV or XLSX file in; a second run changes nothing.

    Exit status 0 when every row is in, 1 when some rows (or the whole file) were refused. In a
    ledger without any community, the one that most rows name is opened, and that is said.
    """
    from rich.console import Console

    from api.importing.report import show
    from api.intake.bringing_in import bring_in as bring

    with (_dry_desk(data, ledger) if dry_run else _desk(data, ledger)) as desk:
        brought = bring(desk, kind, file, community)
    for name in brought.founded:
        click.echo(_opened(name, dry_run))
    show(brought.results, Console())
    sys.exit(0 if brought.all_in else 1)


def _opened(name: str, dry_run: bool) -> str:
    if dry_run:
        return f"将开设社区：{name} Would open the community {name}."
    return f"已开设社区：{name} Opened the community {name}."


@contextmanager
def _desk(data: Path | None, ledger: str) -> Iterator[Desk]:
    from api.cli.opened import opened_house, settings_of
    from api.intake.bringing_in import desk_of

    with opened_house(settings_of(data)) as house:
        opened = house.ledgers.of(ledger)
        yield desk_of(opened, house.people, house.settings)
        opened.shelf.follow()  # Whoever looks next, looks at what was brought in.


@contextmanager
def _dry_desk(data: Path | None, ledger: str) -> Iterator[Desk]:
    """A desk that only looks. Where there is no ledger yet, not even a directory is made."""
    from api.cli.opened import place_of
    from ledger.storing.stores import ledger_folder

    book = ledger_folder(place_of(data), ledger) / "book.db"
    if not os.environ.get("GOLDENBEAN_DATABASE_URL") and not book.is_file():
        yield _desk_over_nothing(ledger)
        return
    with ExitStack() as opened:
        yield _desk_that_looks(data, ledger, opened)


def _desk_over_nothing(ledger: str) -> Desk:
    from api.clock import clock_from
    from api.intake.desk import Desk
    from api.ledgers import SHIPPED_POLICY
    from ledger.policy import read_policy

    policy = Path(os.environ.get("GOLDENBEAN_POLICY") or SHIPPED_POLICY)
    return Desk(
        ledger=ledger, policy=read_policy(policy.read_text(encoding="utf-8")), dry=True,
        now=clock_from(os.environ.get("GOLDENBEAN_CLOCK", "")).now(), secret=bytes(32),
    )  # fmt: skip


def _desk_that_looks(data: Path | None, ledger: str, opened: ExitStack) -> Desk:
    from api.cli.opened import settings_of_existing
    from api.clock import clock_from
    from api.intake.bringing_in import PURPOSE
    from api.intake.desk import Desk
    from api.people.register import People
    from api.people.vault import open_vault
    from api.stored import open_recorder, open_views
    from ledger.book import Book
    from ledger.states import Rulebook
    from projections.directory import Directory

    settings = settings_of_existing(data)
    recorder = opened.enter_context(open_recorder(settings, ledger))
    book = Book(recorder)
    opened.callback(book.close)
    shelf = open_views(settings, ledger, book)
    opened.callback(shelf.close)
    shelf.follow()
    vault = open_vault(settings.data, settings.database_url, settings.derived_secret("people"))
    opened.callback(vault.dispose)
    return Desk(
        ledger=ledger, policy=book.look(Rulebook()).current, dry=True, book=book,
        now=clock_from(settings.clock_text).now(), directory=Directory(shelf),
        secret=settings.derived_secret(PURPOSE, ledger),
        people=People(vault, settings.derived_secret("people")),
    )  # fmt: skip
