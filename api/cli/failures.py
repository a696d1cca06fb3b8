"""Failures: whatever ends a command is told in one sentence, Chinese first."""

from __future__ import annotations

import errno
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click

from ledger.command import NotWritten
from ledger.refusals import Refusal


class Failed(Exception):
    """A command cannot do what was asked."""

    def __init__(self, english: str, chinese: str) -> None:
        super().__init__(english)
        self.english = english
        self.chinese = chinese


_DATABASE = (
    ("full", "The disk is full: nothing was written.", "磁盘已满，没有写入任何内容。"),
    ("readonly", "The data directory is read-only.", "数据目录是只读的。"),
    ("locked", "Another program holds the database: try again.", "数据库被其他程序占用，请重试。"),
    ("malformed", "A database file is damaged: {reason}.", "数据库文件已损坏：{reason}。"),
    ("not a database", "A database file is damaged: {reason}.", "数据库文件已损坏：{reason}。"),
)


@contextmanager
def told_in_words(debug: bool = False) -> Iterator[None]:
    """Turn whatever is raised into one sentence on stderr and the exit status 1."""
    try:
        yield
    except (click.ClickException, click.exceptions.Exit, click.Abort):
        raise
    except BrokenPipeError:
        # Whoever read our output has gone. What is still in the buffer must not complain again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as failure:
        sentences = in_words(failure)
        if sentences is None and (debug or os.environ.get("GOLDENBEAN_ENV") == "test"):
            raise
        fail(*(sentences or _unexpected(failure)))


def fail(english: str, chinese: str) -> NoReturn:
    """Say why on stderr and end with the exit status 1."""
    click.echo(f"{chinese} {english}", err=True)
    sys.exit(1)


def in_words(failure: BaseException) -> tuple[str, str] | None:
    """One sentence of English and one of Chinese for a failure we know, None for another."""
    if isinstance(failure, Refusal):
        return _refusal(failure)
    english, chinese = getattr(failure, "english", None), getattr(failure, "chinese", None)
    if english and chinese:
        pointer = getattr(failure, "pointer", "")
        place = f"{pointer}: " if pointer else ""
        return place + english, place + chinese
    if isinstance(failure, NotWritten | sqlite3.Error):
        return _database(str(failure))
    if isinstance(failure, OSError):
        return _system(failure)
    original = getattr(failure, "orig", None)  # SQLAlchemy wraps what the driver raised.
    return _database(str(original)) if original is not None else None


def _refusal(refusal: Refusal) -> tuple[str, str]:
    from api.wording import WORDING

    wording = WORDING[refusal.code]
    return wording.title("en", refusal.details), wording.title("zh", refusal.details)


def _database(told: str) -> tuple[str, str]:
    reason = (told.strip().splitlines() or ["?"])[0].rstrip(".")
    for sign, english, chinese in _DATABASE:
        if sign in reason:
            return english.format(reason=reason), chinese.format(reason=reason)
    return f"The database failed: {reason}.", f"数据库出错：{reason}。"


def _system(failure: OSError) -> tuple[str, str]:
    if failure.errno in (errno.ENOSPC, errno.EDQUOT):
        return _DATABASE[0][1:]
    reason = failure.strerror or type(failure).__name__
    named = f"{failure.filename}: " if failure.filename else ""
    return f"{named}{reason}.", f"{named}系统拒绝（{reason}）。"


def _unexpected(failure: Exception) -> tuple[str, str]:
    kind = type(failure).__name__
    return (
        f"Something unexpected happened ({kind}); `goldenbean --debug …` shows where.",
        f"出了意外（{kind}）；用 goldenbean --debug … 可查看详情。",
    )
