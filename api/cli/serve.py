"""`goldenbean serve`: the API, the pages and the counter, until somebody ends it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from api.cli.options import data_option, host_option, port_option

MOST_WORKERS = 64


@click.command()
@host_option
@port_option
@data_option
@click.option(
    "--workers",
    type=click.IntRange(1, MOST_WORKERS),
    default=1,
    show_default=True,
    help="进程数 How many processes answer.",
)
def serve(host: str, port: int, data: Path | None, workers: int) -> None:
    """启动服务 Serve until SIGTERM; says `ready http://HOST:PORT` when it accepts requests."""
    from api.cli.listening import address_of, listen
    from api.cli.opened import settings_of
    from api.cli.serving import serve_on

    listener = listen(host, port)
    settings = settings_of(data)

    def tell_ready() -> None:
        click.echo(f"ready {address_of(host, listener)}")

    if workers == 1:
        serve_on(listener, settings, tell_ready)
        return
    from api.cli.workers import Workers

    crew = Workers(workers, lambda tell: serve_on(listener, settings, tell), tell_ready)
    sys.exit(crew.work())
