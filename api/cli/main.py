"""The list of commands, and what is the same for all of them."""

from __future__ import annotations

import logging
import sys

import click

from api.cli.bringing import bring_in
from api.cli.checking import rebuild, verify
from api.cli.demonstrating import demo
from api.cli.exporting import export
from api.cli.failures import told_in_words
from api.cli.keys import key
from api.cli.serve import serve

# Databases and schedulers tell of every step; an operator wants to hear of what went wrong.
_QUIET = ("apscheduler", "eventsourcing", "httpcore", "httpx", "sqlalchemy", "uvicorn")


class Golden(click.Group):
    """A group whose commands end with one sentence when they fail."""

    def invoke(self, ctx: click.Context) -> object:
        """Carry out the command that was named."""
        with told_in_words(bool(ctx.params.get("debug"))):
            return super().invoke(ctx)


@click.group(cls=Golden, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--debug", is_flag=True, help="出错时显示详情 Show the insides of a failure.")
def commands(debug: bool) -> None:
    """金豆 Golden Bean: a community's book of volunteer hours and golden beans."""
    logging.basicConfig(
        level=logging.WARNING,
        stream=sys.stderr,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


for command in (serve, demo, key, bring_in, rebuild, verify, export):
    commands.add_command(command)


def main() -> None:
    """The entry point of the `goldenbean` command."""
    for stream in (sys.stdout, sys.stderr):
        # Chinese must come through where a bare machine has no language set.
        if hasattr(stream, "reconfigure") and (stream.encoding or "").lower() != "utf-8":
            stream.reconfigure(encoding="utf-8", errors="replace")
    commands(prog_name="goldenbean")
