"""`goldenbean rebuild` and `goldenbean verify`: make the views anew, and check them."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from api.cli.options import data_option


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
    from ledger.book import Book
    from projections.views import VIEWS

    known = [view.name for view in VIEWS]
    if strange := sorted(set(views) - set(known)):
        raise Failed(
            f"There is no view {', '.join(strange)}; there are: {', '.join(known)}.",
            f"没有视图 {'、'.join(strange)}；现有：{'、'.join(known)}。",
        )
    settings = settings_of_existing(data)
    for name in ledgers_kept(settings, FIRST):
        with open_recorder(settings, name) as recorder:
            book = Book(recorder)
            shelf = open_views(settings, name, book)
            with Telling(name) as progress:
                shelf.rebuild(views or None, progress.of_view)
            shelf.close()
            book.close()


@click.command()
@data_option
def verify(data: Path | None) -> None:
    """核对 Replay each book without its views, and compare every balance and total.

    Exit status 0 only when nothing differs.
    """
    from api.cli.opened import settings_of_existing
    from api.cli.progress import Telling
    from api.ledgers import FIRST
    from api.stored import ledgers_kept
    from api.verifying.verification import Verification

    settings = settings_of_existing(data)
    differences = 0
    for name in ledgers_kept(settings, FIRST):
        check = Verification(settings, name)
        with Telling(name) as progress:
            for difference in check.run(progress.of_book):
                progress.say(f"✗ {difference}")
                differences += 1
        for line in check.report():
            click.echo(line)
    click.echo(
        f"发现 {differences} 处差异。 Differences found: {differences}."
        if differences
        else "全部一致。 All is well: no differences."
    )
    sys.exit(1 if differences else 0)

