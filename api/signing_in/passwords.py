"""Passwords: which will do, and the one slow hash that guards passwords and PINs alike.

One check takes about 100 ms: argon2id, 46 MiB, two passes, one lane; measured on a 2-core machine
as 98 ms with both cores idle, 98 to 112 ms with the other one busy, and in proportion more where
more wants them. At most two are checked at once in a process and a few stand in line, so guessing
takes neither more than 92 MiB nor every thread.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from api.signing_in.waiting import AskedTooOften

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200
AT_ONCE = 2
IN_LINE = 14
COME_BACK_SECONDS = 2
"""When those in line have had their turn."""

_HASHER = PasswordHasher(time_cost=2, memory_cost=46 * 1024, parallelism=1)
_LINE = BoundedSemaphore(AT_ONCE + IN_LINE)
_TURN = BoundedSemaphore(AT_ONCE)
_COMMONEST = Path(__file__).with_name("commonest_passwords.txt")


class PasswordUnfit(ValueError):
    """Why a password will not do: `too_short`, `too_long`, `too_common` or `same_as_name`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def check_password(password: str, user_name: str) -> None:
    """Raise PasswordUnfit unless it is long enough, uncommon and not the user name.

    Length is what counts: nothing is asked of its letters, digits or signs (NIST SP 800-63B).
    """
    plain = _plain(password)
    if len(plain) < SHORTEST_PASSWORD:
        raise PasswordUnfit("too_short")
    if len(plain) > LONGEST_PASSWORD:
        raise PasswordUnfit("too_long")
    folded = plain.casefold()
    if folded in _commonest() or len(set(folded)) <= 2:
        raise PasswordUnfit("too_common")
    if user_name and folded == _plain(user_name).casefold():
        raise PasswordUnfit("same_as_name")


def hashed(secret: str) -> str:
    """What to keep of a password or PIN; raises AskedTooOften when the line is long."""
    with _turn():
        return _HASHER.hash(_plain(secret))


def fits(kept: str | None, secret: str) -> bool:
    """Whether `secret` is the one that was kept; raises AskedTooOften when the line is long.

    Nothing kept takes just as long and never fits: the time tells nobody who is known here.
    """
    with _turn():
        try:
            _HASHER.verify(kept or _nobodys(), _plain(secret))
        except (VerificationError, InvalidHashError):
            return False
    return kept is not None


def outdated(kept: str) -> bool:
    """Whether it was hashed more cheaply, or more dearly, than is done today."""
    return _HASHER.check_needs_rehash(kept)


@contextmanager
def _turn() -> Iterator[None]:
    """A place among those who are checked now, after those who were in line before."""
    if not _LINE.acquire(blocking=False):
        raise AskedTooOften(COME_BACK_SECONDS)
    try:
        with _TURN:
            yield
    finally:
        _LINE.release()


def _plain(secret: str) -> str:
    # The same key on a Chinese and on an English keyboard gives a wide or a narrow letter.
    return unicodedata.normalize("NFKC", secret)


@cache
def _nobodys() -> str:
    return _HASHER.hash("")


@cache
def _commonest() -> frozenset[str]:
    return frozenset(_COMMONEST.read_text(encoding="utf-8").split())
