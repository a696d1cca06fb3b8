"""Stores: where a ledger's book is kept; one setting chooses.

Every ledger has a place of its own that carries its name: the folder `ledgers/<name>` for SQLite,
the schema `<name>` for PostgreSQL.
"""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import psycopg
from eventsourcing.dcb.api import DCBRecorder
from eventsourcing.dcb.popo import InMemoryDCBRecorder
from eventsourcing.persistence import PersistenceError

from ledger.storing.book_file import NewerBook
from ledger.storing.postgres_recorder import open_postgres_recorder
from ledger.storing.sqlite_recorder import SQLiteRecorder

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_RESERVED = {"people", "public", "information_schema"}
"""Schemas that stand beside the ledgers in one PostgreSQL database."""


class StoreFault(Exception):
    """The store cannot be opened."""

    def __init__(self, english: str, chinese: str) -> None:
        super().__init__(english)
        self.english = english
        self.chinese = chinese


def ledger_folder(data: Path, ledger: str) -> Path:
    """The folder of a ledger; a name is lower-case letters, digits and underscores."""
    if not _NAME.fullmatch(ledger) or ledger in _RESERVED or ledger.endswith("_views"):
        raise StoreFault(
            f"{ledger!r} is no name for a ledger: use a-z, 0-9 and _, and none of our own.",
            f"{ledger!r} 不能作为账本名称：请用小写字母、数字和下划线，且不与系统名称相同。",
        )
    return data / "ledgers" / ledger


def open_memory() -> DCBRecorder:
    """A book that is forgotten with the process; for trying things out."""
    return InMemoryDCBRecorder()


def open_store(data: Path, ledger: str, database_url: str = "") -> DCBRecorder:
    """Open a ledger's store, making what is missing.

    With an empty `database_url` it is SQLite below `data`, else PostgreSQL at that address.
    Raises `StoreFault` with one clear sentence.
    """
    folder = ledger_folder(data, ledger)
    try:
        if database_url:
            return open_postgres_recorder(database_url, ledger)
        return SQLiteRecorder(folder)
    except NewerBook as newer:
        raise StoreFault(
            f"The book of {ledger} was written by a newer program ({newer}); update this one.",
            f"账本 {ledger} 由更新版本的程序写成（{newer}），请先升级本程序。",
        ) from newer
    except (OSError, sqlite3.Error, psycopg.Error, PersistenceError) as failure:
        reason = " ".join(str(failure).split())
        raise StoreFault(
            f"The book of {ledger} cannot be opened: {reason}.",
            f"无法打开账本 {ledger}：{reason}。",
        ) from failure
