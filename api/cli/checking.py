"""`goldenbean rebuild` and `goldenbean verify`: make the views anew, and check them."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.cli.options import data_option

if TYPE_CHECKING:
    from api.settings import Settings


@click.command()
@click.argument("views", nargs=-1, metavar="[VIEW]…")
@data_option
def rebuild(views: tuple[str, ...], data: Path | None) -> None:
    """重建视图 Make views (all, when none is named) anew from the book."""
    from api.cli.failures import Failed
    from api.cli.opened import settings_of_existing
    from api.cli.progress import Telling
    from api.ledgers import FIRST
    from api.stored import ledgers_kept, open_recorder, open_views
    from api.verifying.difference import stopped as standing_still
    from ledger.book import Book
    from projections.views import VIEWS

    known = [view.name for view in VIEWS]
    if strange := sorted(set(views) - set(known)):
        raise Failed(
            f"There is no view {', '.join(strange)}; there are: {', '.join(known)}.",
            f"没有视图 {'、'.join(strange)}；现有：{'、'.join(known)}。",
        )
    settings, stopped = settings_of_existing(data), 0
    for name in ledgers_kept(settings, FIRST):
        with open_recorder(settings, name) as recorder:
            book = Book(recorder)
            shelf = open_views(settings, name, book)
            with Telling(name) as progress:
                for one in shelf.rebuild(views or None, progress.of_view).values():
                    progress.say(f"✗ {standing_still(one)}")
                    stopped += 1
            shelf.close()
            book.close()
    sys.exit(1 if stopped else 0)


@click.command()
@click.option(
    "--outside",
    is_flag=True,
    help="另请 beancount 和 hledger 核对 Have beancount and hledger add it up as well.",
)
@data_option
def verify(outside: bool, data: Path | None) -> None:
    """核对 Replay each book without its views, and compare every balance and total.

    Exit status 0 only when nothing differs; with --outside, only when a program of others was
    there to ask and none of them found a difference.
    """
    from api.cli.opened import settings_of_existing
    from api.cli.progress import Telling
    from api.ledgers import FIRST
    from api.stored import ledgers_kept
    from api.verifying.verification import Verification

    settings = settings_of_existing(data)
    differences, agreed = 0, True
    for name in ledgers_kept(settings, FIRST):
        check = Verification(settings, name)
        with Telling(name) as progress:
            for difference in check.run(progress.of_book):
                progress.say(f"✗ {difference}")
                differences += 1
        for line in check.report():
            click.echo(line)
        if outside:
            agreed &= _agreed_outside(settings, name)
    if differences:
        click.echo(f"发现 {differences} 处差异。 Differences found: {differences}.")
    elif not agreed:
        click.echo("外部程序没有确认。 Our own sums agree; no program of others confirms it.")
    else:
        click.echo("全部一致。 All is well: no differences.")
    sys.exit(1 if differences or not agreed else 0)


_OUTCOMES = {
    "ok": "一致 agrees",
    "differs": "不一致 differs",
    "not_installed": "未安装 is not installed",
    "unfinished": "未完成 did not finish",
}


def _agreed_outside(settings: Settings, name: str) -> bool:
    """Ask the programs of others, tell what each said, and whether that is good enough."""
    from api.clock import clock_from
    from api.journals.checks import Checks
    from api.stored import open_recorder, open_views
    from ledger.book import Book
    from ledger.storing.stores import ledger_folder

    with open_recorder(settings, name) as recorder, closing(Book(recorder)) as book:
        with closing(open_views(settings, name, book)) as shelf:
            folder = ledger_folder(settings.data, name)
            now = clock_from(settings.clock_text).now()
            check = Checks(folder, name, book, shelf).run(now)
    if check is None:
        click.echo("正在由另一进程核对。 Another process is asking them already.")
        return False
    for verdict in check.verdicts:
        click.echo(f"{verdict.program}: {_OUTCOMES[verdict.outcome]} ({check.position})")
        for line in verdict.complaint:
            click.echo(f"  ✗ {line}")
    return check.agreed

