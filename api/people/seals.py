"""Seals: what is kept of a person is closed under a key of their own, and that key under ours."""

from __future__ import annotations

import hmac
import os
from typing import Any

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_KEY_BYTES = 32
_NONCE_BYTES = 12


class SealForeign(Exception):
    """This was sealed by another house, for another person or place, or is damaged."""

    def __init__(self) -> None:
        super().__init__("a seal of the vault is not ours: is this the secret it was made with?")


class PersonKey:
    """The key of one person: it seals each word in its own place, and opens it nowhere else."""

    __slots__ = ("_key", "person")

    def __init__(self, person: str, key: bytes) -> None:
        self.person = person
        self._key = AESGCM(key)

    def seal(self, place: str, told: Any) -> bytes:
        """Close what can be told in JSON; `place` is a field, or the id of a note or request."""
        return _closed(self._key, msgspec.json.encode(told), f"{self.person}:{place}")

    def open(self, place: str, sealed: bytes) -> Any:
        """What was told; raises `SealForeign`."""
        return msgspec.json.decode(_opened(self._key, sealed, f"{self.person}:{place}"))


class Seals:
    """Makes the keys of persons, and wraps each under a key that only this house can derive.

    AES-256-GCM throughout. Whoever has the database alone reads nothing; whoever destroys a
    wrapped key has destroyed everything that was sealed with it, wherever copies of that lie.
    """

    def __init__(self, secret: bytes) -> None:
        self._ours = AESGCM(hmac.digest(secret, b"wrapping the keys of people", "sha256"))

    def new_key(self, person: str) -> tuple[PersonKey, bytes]:
        """A key for a person, and the same wrapped, which is what may be stored."""
        key = AESGCM.generate_key(8 * _KEY_BYTES)
        return PersonKey(person, key), _closed(self._ours, key, person)

    def unwrapped(self, person: str, wrapped: bytes) -> PersonKey:
        """The key that was wrapped for this person; raises `SealForeign`."""
        return PersonKey(person, _opened(self._ours, wrapped, person))


def _closed(key: AESGCM, plain: bytes, bound_to: str) -> bytes:
    # A random nonce is safe here: one key closes a few dozen words, not the 2**32 of its limit.
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + key.encrypt(nonce, plain, bound_to.encode())


def _opened(key: AESGCM, sealed: bytes, bound_to: str) -> bytes:
    try:
        return key.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], bound_to.encode())
    except (InvalidTag, ValueError):
        raise SealForeign from None
