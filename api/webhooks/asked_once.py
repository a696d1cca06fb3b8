"""Asked once: a wish about an endpoint is carried out once, however often it is sent.

These wishes are no facts, so the book does not remember them: the vault does, with the whole first
answer, because it may hold a secret that nobody could show again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Column, Connection, Engine, LargeBinary, Table, Text, select, update
from sqlalchemy.dialects import postgresql, sqlite

from api.people.vault import TABLES, Moment, writing
from api.problems import Stop
from api.webhooks.sealing import Box
from ledger.command import By

_WISHES = Table(
    "webhook_wishes",
    TABLES,
    Column("tag", Text, primary_key=True),
    Column("fingerprint", Text, nullable=False),
    Column("answer", LargeBinary, nullable=False),
    Column("asked_at", Moment, nullable=False),
)
_INSERTS = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a wish was answered with: a body, or the code of a refusal; and where the book stood."""

    position: int
    body: msgspec.Raw = msgspec.Raw(b"null")
    refusal: str | None = None


def once(
    engine: Engine, box: Box, by: By, answered: tuple[int, datetime],
    act: Callable[[Connection], Any],
) -> tuple[Answer, bool]:  # fmt: skip
    """Let `act` do what is wished for and say what to answer, all in one transaction; or find
    the first answer again, and say so.

    `answered` is where the book stands, and the time. A `Stop` of `act` undoes nothing, for it
    comes before anything is done, and is remembered too. Raises `Stop` for a key that came with
    another request.
    """
    position, now = answered
    with writing(engine) as connection:
        row = {"tag": by.key, "fingerprint": by.fingerprint, "answer": b"", "asked_at": now}
        insert = _INSERTS[connection.dialect.name](_WISHES).values(row).on_conflict_do_nothing()
        # Of two copies at once the second waits here until the first one has its answer.
        if connection.execute(insert.returning(_WISHES.c.tag)).first() is None:
            return _again(connection, box, by), True
        answer = _acted(connection, position, act)
        sealed = box.seal(by.key, msgspec.json.encode(answer))
        mine = update(_WISHES).where(_WISHES.c.tag == by.key)
        connection.execute(mine.values(answer=sealed))
    return answer, False


def _acted(connection: Connection, position: int, act: Callable[[Connection], Any]) -> Answer:
    try:
        body = msgspec.Raw(msgspec.json.encode(act(connection)))
    except Stop as stop:
        return Answer(position=position, refusal=stop.code)
    return Answer(position=position, body=body)


def _again(connection: Connection, box: Box, by: By) -> Answer:
    asked = select(_WISHES).where(_WISHES.c.tag == by.key)
    row = connection.execute(asked).one()
    if row.fingerprint != by.fingerprint:
        raise Stop("key_reused")
    return msgspec.json.decode(box.open(by.key, row.answer), type=Answer)
