"""Opened: the deployment a command works on, opened before and closed after."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from api.cli.failures import Failed
from api.settings import Settings
from ledger.policy import read_policy

if TYPE_CHECKING:
    from api.clock import Clock
    from api.house import House


def settings_of(data: Path | None) -> Settings:
    """The operator's decisions, `--data` winning; makes the data directory when it is missing.

    A policy that cannot stand is refused before anything is opened.
    """
    settings = Settings.from_environment(os.environ, data)
    if settings.policy_path is not None:
        read_policy(_text_of(settings.policy_path))
    return settings


def settings_of_existing(data: Path | None) -> Settings:
    """The same for commands that only look: they make no directory."""
    place = place_of(data)
    if not os.environ.get("GOLDENBEAN_DATABASE_URL") and not place.is_dir():
        raise Failed(
            f"There is no data directory {place}.", f"没有数据目录 {place}。"
        )
    return settings_of(data)


def place_of(data: Path | None) -> Path:
    """The data directory that a command means, made or not."""
    return Path(data or os.environ.get("GOLDENBEAN_DATA") or "data")


@contextmanager
def opened_house(settings: Settings, clock: Clock | None = None) -> Iterator[House]:
    """The whole house."""
    from api.house import House

    house = House(settings, clock)
    try:
        yield house
    finally:
        house.close()


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as unreadable:
        raise Failed(
            f"The policy {path} is not a text in UTF-8.", f"政策文件 {path} 不是 UTF-8 文本。"
        ) from unreadable
