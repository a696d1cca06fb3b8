"""The stores themselves: conforming, append-only, and sound after every kind of accident."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from eventsourcing.dcb.api import (
    DCBAppendCondition,
    DCBEvent,
    DCBQuery,
    DCBQueryItem,
    DCBRecorder,
)
from eventsourcing.dcb.tests import DCBRecorderTestCase
from eventsourcing.persistence import IntegrityError
from psycopg import sql

from ledger.storing.stores import StoreFault, open_store
from tests.house import HOUSE
from tests.stores import PostgresqlServer

LEDGER = "panlong"
WANG, LI = "volunteer-wang", "volunteer-li"


def joined(*tags: str, data: bytes = b"{}") -> DCBEvent:
    return DCBEvent("TeamJoined", data, list(tags))


def about(*tags: str, types: tuple[str, ...] = ()) -> DCBQuery:
    return DCBQuery([DCBQueryItem(types=list(types), tags=list(tags))])


def positions(recorder: DCBRecorder, query: DCBQuery) -> list[int]:
    return [event.position for event in recorder.read(query)]


# The library's own suite --------------------------------------------------------------------


def test_the_sqlite_recorder_conforms_in_appending_and_reading(sqlite: DCBRecorder) -> None:
    DCBRecorderTestCase()._test_append_read(sqlite)


def test_the_sqlite_recorder_conforms_in_subscribing(sqlite: DCBRecorder) -> None:
    DCBRecorderTestCase()._test_append_subscribe(sqlite)


def test_the_postgresql_recorder_conforms_in_appending_and_reading(postgres: DCBRecorder) -> None:
    DCBRecorderTestCase()._test_append_read(postgres)


def test_the_postgresql_recorder_conforms_in_subscribing(postgres: DCBRecorder) -> None:
    DCBRecorderTestCase()._test_append_subscribe(postgres)


# What is written stays ----------------------------------------------------------------------

MEDDLING = {
    "change": "UPDATE fact SET data = '{}' WHERE position = 1",
    "change of nothing but a tag": "UPDATE fact SET tags = '[]'",
    "deletion": "DELETE FROM fact WHERE position = 2",
    "emptying": "DELETE FROM fact",
    "insertion into the past": "INSERT INTO fact VALUES (0, 'TeamJoined', '[]', '{}')",
    "second writing": "INSERT INTO fact VALUES (1, 'TeamJoined', '[]', '{}')",
    "replacement": "INSERT OR REPLACE INTO fact VALUES (2, 'TeamJoined', '[]', '{}')",
}


@pytest.mark.parametrize("statement", MEDDLING.values(), ids=MEDDLING.keys())
def test_nobody_meddles_with_the_past_on_sqlite(
    sqlite: DCBRecorder, tmp_path: Path, statement: str
) -> None:
    sqlite.append([joined(WANG), joined(LI)])
    before = list(sqlite.read())
    meddler = sqlite3.connect(tmp_path / "ledgers" / LEDGER / "book.db")
    with pytest.raises(sqlite3.IntegrityError, match="a fact is"):
        meddler.execute(statement)
    meddler.close()
    assert list(sqlite.read()) == before


@pytest.mark.parametrize("table", ["book", "book_tag"])
@pytest.mark.parametrize("verb", ["DELETE FROM {}", "TRUNCATE {} CASCADE", "UPDATE {} SET {}"])
def test_nobody_meddles_with_the_past_on_postgresql(
    postgresql: PostgresqlServer, tmp_path: Path, table: str, verb: str
) -> None:
    schema = postgresql.fresh_schema()
    recorder = open_store(tmp_path, schema, postgresql.url)
    recorder.append([joined(WANG), joined(LI)])
    before = list(recorder.read())
    with psycopg.connect(postgresql.url, autocommit=True) as meddler:
        tables = meddler.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = %s", (schema,)
        ).fetchall()
        (name,) = (n for (n,) in tables if ("tag" in n) == ("tag" in table) and n != "format")
        column = "tag = 'x'" if "tag" in table else "type = 'x'"
        statement = verb.format(f'"{schema}"."{name}"', column)
        with pytest.raises(psycopg.errors.RaiseException, match="never changed or deleted"):
            meddler.execute(sql.SQL(statement))
    assert list(recorder.read()) == before
    recorder.datastore.close()


def test_the_two_stores_give_the_same_positions_and_the_same_answers(recorder: DCBRecorder) -> None:
    last = recorder.append([joined(WANG), joined(LI), joined(WANG, LI)])
    assert last == 3
    assert positions(recorder, about(WANG)) == [1, 3]
    assert positions(recorder, about(WANG, LI)) == [3]
    assert positions(recorder, about(WANG, types=("TeamFormed",))) == []
    with pytest.raises(IntegrityError):
        recorder.append([joined(LI)], DCBAppendCondition(about(LI), after=2))
    assert recorder.append([joined(LI)], DCBAppendCondition(about(WANG), after=3)) == 4


# Several at once ----------------------------------------------------------------------------


def test_two_recorders_on_one_folder_see_each_others_facts(
    sqlite: DCBRecorder, tmp_path: Path
) -> None:
    other = open_store(tmp_path, LEDGER)
    assert sqlite.append([joined(WANG)]) == 1
    assert other.append([joined(LI)], DCBAppendCondition(about(LI))) == 2
    with pytest.raises(IntegrityError):
        other.append([joined(WANG)], DCBAppendCondition(about(WANG)))
    with pytest.raises(IntegrityError):
        sqlite.append([joined(LI)], DCBAppendCondition(about(LI), after=1))
    assert positions(sqlite, about(LI)) == positions(other, about(LI)) == [2]
    other.close()


# No room ------------------------------------------------------------------------------------


def test_a_full_disk_refuses_and_the_book_stays_whole(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "tests.full_disk", str(tmp_path)],
        cwd=HOUSE, capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    answered, in_vain, with_room = json.loads(told.stdout)
    assert told.stderr == ""
    assert (in_vain, with_room) == ([False, False], [True, True])
    recorder = open_store(tmp_path, LEDGER)
    assert [event.position for event in recorder.read()] == answered
    assert answered == list(range(1, len(answered) + 1))
    assert positions(recorder, about(f"unit-d{len(answered) - 1}")) == [answered[-1]]
    recorder.close()


# Doors that stay shut -----------------------------------------------------------------------


def said_by(tmp_path: Path, ledger: str = LEDGER, url: str = "") -> StoreFault:
    with pytest.raises(StoreFault) as fault:
        open_store(tmp_path, ledger, url)
    told = fault.value
    assert told.english.endswith(".") and told.chinese.endswith("。")
    assert "\n" not in told.english + told.chinese
    return told


def test_a_book_of_a_newer_program_is_left_alone(sqlite: DCBRecorder, tmp_path: Path) -> None:
    book = sqlite3.connect(tmp_path / "ledgers" / LEDGER / "book.db")
    book.execute("PRAGMA user_version = 99")
    book.close()
    assert "newer program" in said_by(tmp_path).english


def test_a_newer_book_on_postgresql_is_left_alone(
    postgresql: PostgresqlServer, tmp_path: Path
) -> None:
    schema = postgresql.fresh_schema()
    open_store(tmp_path, schema, postgresql.url).datastore.close()
    with psycopg.connect(postgresql.url, autocommit=True) as connection:
        connection.execute(
            sql.SQL("INSERT INTO {}.format VALUES (99)").format(sql.Identifier(schema))
        )
    assert "newer program" in said_by(tmp_path, schema, postgresql.url).english


def test_a_book_that_is_no_book_is_said_so(tmp_path: Path) -> None:
    folder = tmp_path / "ledgers" / LEDGER
    folder.mkdir(parents=True)
    (folder / "book.db").write_bytes(b"minutes of the residents' committee" * 300)
    assert "cannot be opened" in said_by(tmp_path).english


def test_a_place_that_is_a_file_is_no_place_for_a_ledger(tmp_path: Path) -> None:
    (tmp_path / "ledgers").write_text("not a folder")
    said_by(tmp_path)


def test_a_server_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    said_by(tmp_path, url="postgresql://nobody@127.0.0.1:1/nothing?connect_timeout=2")


@pytest.mark.parametrize("name", ["", "Panlong", "../up", "盘龙", "a" * 41, "1st", "pan-long"])
def test_a_ledger_has_a_plain_name(tmp_path: Path, name: str) -> None:
    said_by(tmp_path, name)
