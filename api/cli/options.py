"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

data_option = click.option(
    "--data",
    type=click.Path(path_type=Path),
    help="数据目录 The data directory (GOLDENBEAN_DATA, else ./data).",
)
host_option = click.option(
    "--host", default="127.0.0.1", show_default=True, help="监听地址 The address to listen on."
)
port_option = click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="端口，0 表示任选 The port; 0 takes a free one.",
)
