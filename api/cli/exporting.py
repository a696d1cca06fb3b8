"""`goldenbean export`: the whole book, one fact per line."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from api.cli.options import data_option

if TYPE_CHECKING:
    from api.stored import Stored

LATER = ("beancount", "hledger")


class Layout(click.Choice[str]):
    """A layout that can be written; one that is to come is told so."""

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """The layout that was named; raises `Failed` for one that comes later."""
        from api.cli.failures import Failed

        if value in LATER:
            raise Failed(
                f"{value} comes later; for now --format jsonl writes every fact.",
                f"{value} 格式稍后提供；目前可用 --format jsonl 导出全部事实。",
            )
        return super().convert(value, param, ctx)


@click.command()
@click.option(
    "--format",
    "layout",
    type=Layout(("jsonl",)),
    required=True,
    help="格式 The layout.",
)
@click.argument("file", type=click.Path(path_type=Path), default="-")
@click.option("--ledger", default="home", show_default=True, help="账本 Which ledger's book.")
@data_option
def export(layout: str, file: Path, ledger: str, data: Path | None) -> None:
    """导出账本 Write every fact of a book to FILE, or to the standard output."""
    from api.cli.opened import settings_of_existing
    from api.stored import open_recorder, stored

    with open_recorder(settings_of_existing(data), ledger) as recorder:
        lines = (_line(each) for each in stored(recorder))
        if str(file) == "-":
            _write(lines, sys.stdout.buffer)
        else:
            _write_to(file, lines)


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
    )


def _write(lines: Iterator[bytes], to: IO[Any]) -> None:
    for line in lines:
        to.write(line + b"\n")
    to.flush()


def _write_to(file: Path, lines: Iterator[bytes]) -> None:
    """A whole file or none: what was there before stays until everything is on the disk."""
    if file.exists() and not file.is_file():  # A pipe or a device cannot be replaced.
        with file.open("wb") as to:
            _write(lines, to)
        return
    unfinished = file.with_name(f".{file.name}.unfinished")
    try:
        with unfinished.open("wb") as to:
            _write(lines, to)
            os.fsync(to.fileno())
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
