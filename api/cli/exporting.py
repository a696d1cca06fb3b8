"""`goldenbean export`: a whole book, for accounting programs, or to be taken elsewhere."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from api.cli.options import data_option

if TYPE_CHECKING:
    from api.journals.journal import Journal
    from api.settings import Settings
    from api.stored import Stored

@click.command()
@click.option(
    "--format",
    "layout",
    type=click.Choice(("jsonl", "beancount", "hledger", "records", "balances")),
    required=True,
    help="格式 The layout.",
)
@click.argument("file", type=click.Path(path_type=Path), default="-")
@click.option("--ledger", default="home", show_default=True, help="账本 Which ledger's book.")
@click.option("--purpose", help="用途 What names are handed over for; the people can read it.")
@data_option
def export(
    layout: str, file: Path, ledger: str, purpose: str | None, data: Path | None
) -> None:
    """导出账本 Write every fact of a book to FILE, or to the standard output.

    jsonl: one fact a line. beancount, hledger: every movement, and the balances that the views
    show, for `bean-check FILE` or `hledger -f FILE check` to add up. records: every session of
    service in the national field layout; balances: what every purse holds. These two name people,
    as CSV or, when FILE ends so, XLSX; `goldenbean import` reads both.
    """
    from api.cli.opened import settings_of_existing
    from api.stored import open_recorder, stored

    settings = settings_of_existing(data)
    if layout in ("records", "balances"):
        from api.cli.handing_over import hand_over

        _put(file, iter([hand_over(settings, ledger, layout, file.suffix, purpose)]))
        return
    with open_recorder(settings, ledger) as recorder:
        if layout == "jsonl":
            _put(file, (_line(each) for each in stored(recorder)))
            return
        with _journal(settings, ledger, recorder) as journal:
            from api.journals.layouts import texts

            _put(file, (text.encode() for text in texts(journal, ledger, layout)))


@contextmanager
def _journal(settings: Settings, ledger: str, recorder: Any) -> Iterator[Journal]:
    from api.journals.journal import journal_of
    from api.stored import open_views
    from ledger.book import Book

    book = Book(recorder)
    try:
        with closing(open_views(settings, ledger, book)) as shelf, journal_of(book, shelf) as told:
            yield told
    finally:
        book.close()


def _put(file: Path, pieces: Iterator[bytes]) -> None:
    if str(file) == "-":
        _write(pieces, sys.stdout.buffer)
    else:
        _write_to(file, pieces)


def _line(entry: Stored) -> bytes:
    import msgspec

    recorded = entry.read()
    told = msgspec.to_builtins(recorded.fact)
    at = told.pop("at")
    return msgspec.json.encode(
        {
            "position": entry.position,
            "type": entry.type,
            "at": at,
            "recorded_at": recorded.recorded_at,
            "actor": recorded.actor,
            "role": recorded.role,
            "key": recorded.key,
            "data": told,
            "tags": [tag for tag in entry.tags if tag != recorded.key],
        }
    ) + b"\n"


def _write(pieces: Iterator[bytes], to: IO[Any]) -> None:
    for piece in pieces:
        to.write(piece)
    to.flush()


def _write_to(file: Path, pieces: Iterator[bytes]) -> None:
    """A whole file or none: what was there before stays until everything is on the disk."""
    if file.exists() and not file.is_file():  # A pipe or a device cannot be replaced.
        with file.open("wb") as to:
            _write(pieces, to)
        return
    unfinished = file.with_name(f".{file.name}.unfinished")
    try:
        with unfinished.open("wb") as to:
            _write(pieces, to)
            os.fsync(to.fileno())
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
