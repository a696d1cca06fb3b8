"""The table: every figure with its rounds, beside what it should come to."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table

from benchmarks.measured import Measured, number

_COLOURS = {"": "dim", "met": "green"}
NARROWEST = 132


def console() -> Console:
    """A console wide enough for the table, also where the output goes into a file."""
    found = Console(highlight=False)
    return found if found.width >= NARROWEST else Console(highlight=False, width=NARROWEST)


def table(found: Iterable[Measured]) -> Table:
    """One line for each measured value."""
    shown = Table(title="Golden Bean: medians of the rounds", title_justify="left")
    for heading in ("", "figure"):
        shown.add_column(heading)
    for heading in ("median", "min – max", "target"):
        shown.add_column(heading, justify="right", no_wrap=True)
    for heading in ("", "made of"):
        shown.add_column(heading)
    for each in found:
        low, high = (number(value, each.unit) for value in (min(each.values), max(each.values)))
        colour = _COLOURS.get(each.verdict, "red")
        shown.add_row(
            each.figure, each.what, number(each.median, each.unit), f"{low} – {high}",
            each.target.shown(each.unit) if each.target else "",
            f"[{colour}]{each.verdict}[/]" if each.verdict else "", each.beside,
        )  # fmt: skip
    return shown
