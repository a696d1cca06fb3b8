"""Gates for stories: the ways in over an empty vault, in one process and in a second one."""

from __future__ import annotations

from concurrent.futures import Executor, Future
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.sql import func

from api.access.endings import Endings
from api.access.keys import Keys
from api.access.roles import Role
from api.access.who import Who
from api.clock import FixedClock
from api.guarding.attempts import Attempts
from api.people.vault import TABLES
from api.signing_in.badges import Badges
from api.signing_in.invitations import Invitations
from api.signing_in.logins import Logins
from api.signing_in.one_time_codes import OneTimeCodes, PhoneOwner
from api.signing_in.proofs import Proof
from api.signing_in.sessions import Begun, Sessions, guest

NINE = datetime(2026, 11, 23, 1, tzinfo=UTC)
JINSHA = "jinsha"
WANG, ZHAO = "volunteer-wang00000000000000", "person-zhao0000000000000"
WANGS_PERSON, WANGS_PHONE = "person-wang00000000000000", "13800000001"
AS_WANG = guest(Role.VOLUNTEER, JINSHA, volunteer=WANG)
SECRET = b"thirty-two bytes for one purpose"


class Ticks:
    """Seconds that pass when the story says so."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


class AtOnce(Executor):
    """Does in the foreground what others do behind the answer."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Do it, and say how it went."""
        done: Future[Any] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as failure:
            done.set_exception(failure)
        return done


class Letterbox:
    """Where messages to telephones end up in a story."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str, str]] = []

    def send(self, phone: str, code: str, request: str) -> bool:
        """Keep it."""
        self.sent.append((phone, code, request))
        return True


class Gate:
    """One process with all its ways in; several may share a vault and a clock."""

    def __init__(self, engine: Engine, clock: FixedClock | None = None) -> None:
        self.engine = engine
        self.clock = clock or FixedClock(NINE)
        self.ticks = Ticks()
        self.endings = Endings(engine, self.ticks)
        self.keys = Keys(engine, self.clock, self.ticks, self.endings)
        self.attempts = Attempts(engine, self.clock, SECRET, self.endings)
        self.over: set[str | None] = set()
        self.sessions = Sessions(
            engine, self.clock, self.keys, self.endings,
            self._stands, self._stands, self.ticks,
        )  # fmt: skip
        self.invitations = Invitations(engine, self.clock)
        self.badges = Badges(engine, self.clock, self.attempts, self.endings)
        self.logins = Logins(engine, self.clock, self.attempts, SECRET, SECRET)
        self.letters = Letterbox()
        self.codes = OneTimeCodes(
            engine, self.clock, self.attempts, SECRET, self.letters, _owner, AtOnce()
        )

    def comes_in(self, who: Who = AS_WANG, proof: Proof = Proof.LINK, **more: Any) -> Begun:
        """Somebody shows who they are."""
        return self.sessions.begin(who, proof, **more)

    def _stands(self, who: Who) -> bool:
        return who.appointment not in self.over

    def later(self, **span: float) -> None:
        """Time passes."""
        self.clock.turn_to(self.clock.now() + timedelta(**span))

    def rows(self, table: str) -> int:
        """How many rows the vault has there."""
        with self.engine.connect() as connection:
            counted = select(func.count()).select_from(TABLES.tables[table])
            return connection.scalar(counted) or 0


def _owner(phone: str) -> PhoneOwner | None:
    return PhoneOwner(JINSHA, WANG) if phone == WANGS_PHONE else None
