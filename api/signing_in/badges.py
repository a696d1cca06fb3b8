"""Badges: a printed code and six digits in the head, for those who come without a telephone."""

from __future__ import annotations

import re
import secrets
import unicodedata
from datetime import datetime
from hashlib import sha256
from typing import Any

import msgspec
from sqlalchemy import Column, Engine, Row, Table, Text, insert, select, update

from api.access.endings import Endings, bump
from api.clock import Clock
from api.guarding.attempts import Attempts
from api.ids import ALPHABET, crockford, new_id, straightened
from api.people.vault import TABLES, Moment, writing
from api.signing_in.passwords import fits, hashed
from api.signing_in.waiting import counted

PREFIX = "GBB"
CODE_CHARACTERS = 20
PIN_DIGITS = 6
LONGEST_TYPED = 200
ADDRESS = "/b/"
"""What the picture on a badge opens, with the code behind it: `badge_scan` shows that page."""

_CODE = re.compile(rf"{PREFIX}([{ALPHABET}]{{{CODE_CHARACTERS}}})")
_PIN = re.compile(rf"[0-9]{{{PIN_DIGITS}}}")

_BADGES = Table(
    "badges",
    TABLES,
    Column("digest", Text, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("volunteer", Text, nullable=False, index=True),
    Column("ledger", Text, nullable=False),
    Column("pin_hash", Text, nullable=False),
    Column("issued_at", Moment, nullable=False),
    Column("issued_by", Text),
    Column("withdrawn_at", Moment),
)


class PinUnfit(ValueError):
    """A PIN has six digits, and neither one alone nor a run such as 123456."""


class Badge(msgspec.Struct, frozen=True):
    """A badge that was given out; its code is on paper only.

    `issued_by` is the person or key that gave it out, None where nobody wrote that down yet.
    """

    id: str
    volunteer: str
    ledger: str
    issued_at: datetime
    withdrawn_at: datetime | None
    issued_by: str | None


class Issued(msgspec.Struct, frozen=True):
    """What is printed and told once: the code on the badge, and the PIN."""

    badge: str
    code: str
    pin: str


class Badges:
    """Whose badge a code is, as long as it is in force.

    The code has 100 random bits and names nobody; whoever finds a badge still has to guess the
    PIN. One guess succeeds once in 1,000,000, and `patience` allows 17 of them in a day: the
    finder gets in with a chance of 17/1,000,000 = 1/58,823 a day, until the badge is withdrawn.
    """

    def __init__(
        self, engine: Engine, clock: Clock, attempts: Attempts, endings: Endings
    ) -> None:
        self._engine = engine
        self._clock = clock
        self._attempts = attempts
        self._endings = endings

    def issue(
        self, volunteer: str, ledger: str, pin: str | None = None, *, issued_by: str
    ) -> Issued:
        """A new badge in place of the volunteer's earlier ones, with this PIN or a drawn one.

        Raises PinUnfit. The caller ends the sessions that an earlier badge had opened.
        """
        chosen = _drawn_pin() if pin is None else _read_pin(pin)
        if chosen is None or _is_plain(chosen):
            raise PinUnfit
        part = crockford(secrets.randbits(5 * CODE_CHARACTERS), CODE_CHARACTERS)
        code, now = f"{PREFIX}{part}", self._clock.now()
        row = {
            "digest": _digest(code), "id": new_id("badge", now), "volunteer": volunteer,
            "ledger": ledger, "pin_hash": hashed(chosen), "issued_at": now,
            "issued_by": issued_by,
        }  # fmt: skip
        with writing(self._engine) as connection:
            # First of all, for it makes others wait: of two badges at once one must see the other.
            bump(connection)
            connection.execute(self._withdrawing(_BADGES.c.volunteer == volunteer))
            connection.execute(insert(_BADGES).values(row))
        self._endings.look()
        return Issued(row["id"], code, chosen)

    def check(self, code: str, pin: str) -> Badge | None:
        """Whose badge this is, when it is in force and the PIN is right; raises MustWait."""
        row = self._in_force(code)
        if row is None:
            # No dummy hash: nobody guesses a code, and its finder may know that it is old.
            return None
        return counted(self._attempts, f"pin:{row.id}", lambda: self._opened(row, pin))

    def whose(self, code: str) -> Badge | None:
        """Whose badge this is, when it is in force: for an organizer who scans it and sees the
        person. Whoever lets nobody in by it needs no PIN; whoever guesses is counted elsewhere.
        """
        row = self._in_force(code)
        return None if row is None else _badge(row)

    def in_force(self, badge: str) -> bool:
        """Whether the badge, told by its id, still opens doors."""
        asked = select(_BADGES.c.id).where(_BADGES.c.id == badge, _BADGES.c.withdrawn_at.is_(None))
        with self._engine.connect() as connection:
            return connection.scalar(asked) is not None

    def withdraw(self, badge: str) -> bool:
        """Let nobody in by this badge, told by its id; False when it was not in force."""
        return self._withdraw(_BADGES.c.id == badge) == 1

    def withdraw_all_of(self, volunteer: str) -> int:
        """The same for every badge of a volunteer; says how many were in force."""
        return self._withdraw(_BADGES.c.volunteer == volunteer)

    def list_of(self, volunteer: str) -> list[Badge]:
        """The volunteer's badges, the latest first."""
        theirs = select(_BADGES).where(_BADGES.c.volunteer == volunteer)
        with self._engine.connect() as connection:
            return [_badge(row) for row in connection.execute(theirs.order_by(_BADGES.c.id.desc()))]

    def _in_force(self, code: str) -> Row[Any] | None:
        plain = _plain(code)
        if plain is None:
            return None
        held = (_BADGES.c.digest == _digest(plain)) & _BADGES.c.withdrawn_at.is_(None)
        with self._engine.connect() as connection:
            return connection.execute(select(_BADGES).where(held)).first()

    def _opened(self, row: Row[Any], pin: str) -> Badge | None:
        right = fits(row.pin_hash, _read_pin(pin) or "")
        return _badge(row) if right and self.in_force(row.id) else None

    def _withdraw(self, which: Any) -> int:
        with writing(self._engine) as connection:
            count = connection.execute(self._withdrawing(which)).rowcount
            if count:
                bump(connection)
        if count:
            self._endings.look()
        return count

    def _withdrawing(self, which: Any) -> Any:
        in_force = which & _BADGES.c.withdrawn_at.is_(None)
        return update(_BADGES).where(in_force).values(withdrawn_at=self._clock.now())


def reads_as_badge(shown: str | None) -> bool:
    """Whether that is the code of some badge, bare or in its address; perhaps of none of ours."""
    return shown is not None and _plain(shown) is not None


def pretty(code: str) -> str:
    """The code in groups, as it is printed and read out: 'GBB 0D3GX 5W7QK …'."""
    part = code.removeprefix(PREFIX)
    return " ".join((PREFIX, *(part[at : at + 5] for at in range(0, len(part), 5))))


def _plain(shown: str) -> str | None:
    """The code in what was scanned or typed; a telephone reads the whole address of the page."""
    code = shown[:LONGEST_TYPED].rpartition(ADDRESS)[2].partition("?")[0]
    shape = _CODE.fullmatch(straightened(code))
    return shape[0] if shape else None


def _drawn_pin() -> str:
    while _is_plain(pin := f"{secrets.randbelow(10**PIN_DIGITS):0{PIN_DIGITS}d}"):
        continue
    return pin


def _read_pin(typed: str) -> str | None:
    digits = "".join(unicodedata.normalize("NFKC", typed[:LONGEST_TYPED]).split())
    return digits if _PIN.fullmatch(digits) else None


def _is_plain(pin: str) -> bool:
    """Whether it is the first that comes to mind: 000000, 123456, 654321."""
    steps = {int(after) - int(before) for before, after in zip(pin, pin[1:], strict=False)}
    return len(steps) == 1 and steps <= {-1, 0, 1}


def _digest(code: str) -> str:
    return sha256(code.encode()).hexdigest()


def _badge(row: Row[Any]) -> Badge:
    return Badge(
        row.id, row.volunteer, row.ledger, row.issued_at, row.withdrawn_at, row.issued_by
    )
