"""Passwords: which will do, and the one slow hash that guards passwords and PINs alike.

One check takes about 100 ms here: argon2id, 46 MiB, two passes, one lane; measured on a 2-core
machine as 98 ms with both cores idle, 98 ms with one busy and 110 ms with both. At most two are
checked at once in a process, so guessing never takes more than 92 MiB nor every thread.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from api.signing_in.waiting import MustWait

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200
AT_ONCE = 2
QUEUE_SECONDS = 10
"""How long somebody stands in the queue before being told to come back."""

_HASHER = PasswordHasher(time_cost=2, memory_cost=46 * 1024, parallelism=1)
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
    """What to keep of a password or PIN; raises MustWait when too many are checked now."""
    with _Turn():
        return _HASHER.hash(_plain(secret))


def fits(kept: str | None, secret: str) -> bool:
    """Whether `secret` is the one that was kept; raises MustWait when too many are checked now.

    Nothing kept takes just as long and never fits: the time tells nobody who is known here.
    """
    with _Turn():
        try:
            _HASHER.verify(kept or _nobodys(), _plain(secret))
        except (VerificationError, InvalidHashError):
            return False
    return kept is not None


def outdated(kept: str) -> bool:
    """Whether it was hashed more cheaply, or more dearly, than is done today."""
    return _HASHER.check_needs_rehash(kept)


class _Turn:
    """A place among those who are checked now."""

    def __enter__(self) -> None:
        if not _TURN.acquire(timeout=QUEUE_SECONDS):
            raise MustWait(QUEUE_SECONDS)

    def __exit__(self, *_: object) -> None:
        _TURN.release()


def _plain(secret: str) -> str:
    # The same key on a Chinese and on an English keyboard gives a wide or a narrow letter.
    return unicodedata.normalize("NFKC", secret)


@cache
def _nobodys() -> str:
    return _HASHER.hash("")


@cache
def _commonest() -> frozenset[str]:
    return frozenset(_COMMONEST.read_text(encoding="utf-8").split())
