"""One-time codes: six digits sent to a telephone, good for five minutes, once."""

from __future__ import annotations

import hmac
import re
import secrets
import unicodedata
from collections.abc import Callable
from concurrent.futures import Executor, Future
from datetime import datetime, timedelta
from logging import getLogger
from typing import Any

import msgspec
from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Integer,
    Row,
    Table,
    Text,
    delete,
    func,
    insert,
    select,
    update,
)

from api.clock import Clock
from api.guarding.attempts import Attempts
from api.people.register import plain_phone
from api.people.vault import TABLES, Moment, writing
from api.signing_in.senders import Sender
from api.signing_in.waiting import AskedTooOften, counted

DIGITS = 6
GOOD_FOR = timedelta(minutes=5)
TRIES = 5
AT_MOST = ((1, timedelta(minutes=1)), (5, timedelta(hours=1)), (10, timedelta(days=1)))
"""How many codes a telephone is sent in which span."""

_SHORT = 10_000
_log = getLogger("goldenbean")
_CODE = re.compile(rf"[0-9]{{{DIGITS}}}")

_CODES = Table(
    "one_time_codes",
    TABLES,
    Column("request", Text, primary_key=True),
    Column("phone_mark", Text, nullable=False, index=True),
    Column("code_hash", Text, nullable=False),
    Column("ledger", Text),
    Column("volunteer", Text),
    Column("tries", Integer, nullable=False),
    Column("asked_at", Moment, nullable=False, index=True),
    Column("expires_at", Moment, nullable=False),
)


class PhoneOwner(msgspec.Struct, frozen=True):
    """The volunteer who has a telephone number, in one ledger."""

    ledger: str
    volunteer: str


class Asked(msgspec.Struct, frozen=True):
    """A code was asked for: what the form brings back, and the short number that people see."""

    request: str
    number: str


class OneTimeCodes:
    """Codes on their way to telephones.

    One guess succeeds once in 1,000,000. Five tries belong to a code and ten codes a day to a
    number; `patience` allows 33 wrong tries a day altogether, so whoever guesses all day at one
    number gets in with a chance of 33/1,000,000 = 1/30,303. Only the newest code of a number
    counts.

    Known and unknown numbers are treated alike in every step that the asker could watch: whether
    anybody has the number is only looked up behind the answer, by the thread that sends.
    """

    def __init__(
        self,
        engine: Engine,
        clock: Clock,
        attempts: Attempts,
        secret: bytes,
        sender: Sender,
        owner_of: Callable[[str], PhoneOwner | None],
        behind: Executor,
    ) -> None:
        self._engine = engine
        self._clock = clock
        self._attempts = attempts
        self._secret = secret
        self._sender = sender
        self._owner_of = owner_of
        self._behind = behind

    def ask(self, typed: str) -> Asked | None:
        """Send a code to this number if somebody has it; None when it cannot be a number.

        Raises AskedTooOften.
        """
        phone = plain_phone(typed)
        if phone is None:
            return None
        asked = Asked(secrets.token_urlsafe(16), f"{secrets.randbelow(_SHORT):04d}")
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
        mark, now = self._mark(phone), self._clock.now()
        row = {
            "request": asked.request, "phone_mark": mark, "tries": 0, "asked_at": now,
            "code_hash": self._code_hash(asked.request, code), "expires_at": now + GOOD_FOR,
        }  # fmt: skip
        with writing(self._engine) as connection:
            self._lock(connection, mark)
            if seconds := self._too_often(connection, mark, now):
                raise AskedTooOften(seconds)
            connection.execute(insert(_CODES).values(row))
        self._behind.submit(self._send, phone, code, asked).add_done_callback(_tell_failure)
        return asked

    def check(self, request: str, typed: str) -> PhoneOwner | None:
        """Whose code this is; it is used up then. Raises MustWait."""
        with self._engine.connect() as connection:
            row = connection.execute(select(_CODES).where(_CODES.c.request == request)).first()
        if row is None:
            return None
        subject = f"otp:{row.phone_mark}"
        return counted(self._attempts, subject, lambda: self._opened(row, typed))

    def forget_old(self) -> int:
        """Delete what counts no more; says how many. An errand of the clock's."""
        old = _CODES.c.asked_at <= self._clock.now() - AT_MOST[-1][1]
        with writing(self._engine) as connection:
            return connection.execute(delete(_CODES).where(old)).rowcount

    def _send(self, phone: str, code: str, asked: Asked) -> None:
        owner = self._owner_of(phone)
        if owner is None:
            return
        whose = {"ledger": owner.ledger, "volunteer": owner.volunteer}
        with writing(self._engine) as connection:
            mine = update(_CODES).where(_CODES.c.request == asked.request)
            connection.execute(mine.values(whose))
        self._sender.send(phone, code, asked.number)

    def _too_often(self, connection: Connection, mark: str, now: datetime) -> int:
        """How many seconds this number must wait for another code; 0 when it need not."""
        waits = [0]
        for most, span in AT_MOST:
            lately = (_CODES.c.phone_mark == mark) & (_CODES.c.asked_at > now - span)
            latest = select(_CODES.c.asked_at).where(lately).order_by(_CODES.c.asked_at.desc())
            first = connection.scalar(latest.offset(most - 1).limit(1))
            if first is not None:
                waits.append(-((now - first - span) // timedelta(seconds=1)))
        return max(waits)

    def _lock(self, connection: Connection, mark: str) -> None:
        # SQLite has one writer anyhow; elsewhere two who ask at once must count each other.
        if connection.dialect.name == "postgresql":
            number = int(mark[:15], 16)
            connection.execute(select(func.pg_advisory_xact_lock(number)))

    def _opened(self, row: Row[Any], typed: str) -> PhoneOwner | None:
        digits = "".join(unicodedata.normalize("NFKC", typed[:64]).split())
        right = _CODE.fullmatch(digits) is not None and hmac.compare_digest(
            row.code_hash, self._code_hash(row.request, digits)
        )
        mine, now = _CODES.c.request == row.request, self._clock.now()
        newest = select(func.max(_CODES.c.asked_at)).where(_CODES.c.phone_mark == row.phone_mark)
        alive = mine & (_CODES.c.tries < TRIES) & (_CODES.c.expires_at > now)
        alive &= _CODES.c.asked_at == newest.scalar_subquery()
        # A right code uses up all its tries at once, so nobody can show it again.
        spent = {"tries": TRIES if right else _CODES.c.tries + 1}
        using = update(_CODES).where(alive).values(spent)
        with writing(self._engine) as connection:
            whose = connection.execute(using.returning(_CODES.c.ledger, _CODES.c.volunteer)).first()
        if not right or whose is None or whose.volunteer is None:
            return None
        return PhoneOwner(whose.ledger, whose.volunteer)

    def _mark(self, phone: str) -> str:
        return hmac.digest(self._secret, f"phone:{phone}".encode(), "sha256").hex()

    def _code_hash(self, request: str, code: str) -> str:
        return hmac.digest(self._secret, f"code:{request}:{code}".encode(), "sha256").hex()


def _tell_failure(sending: Future[None]) -> None:
    # The kind alone: what a failure says might name the telephone.
    if (failure := sending.exception()) is not None:
        _log.error("a one-time code was not sent: %s", type(failure).__name__)
