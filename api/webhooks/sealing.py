"""Sealing: addresses and secrets of receivers are kept closed under a key of this house."""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE_BYTES = 12


class SealForeign(Exception):
    """This was sealed by another house, for another place, or is damaged."""


class Box:
    """Closes texts with AES-256-GCM, each for one place alone."""

    def __init__(self, secret: bytes) -> None:
        self._key = AESGCM(secret)

    def seal(self, place: str, plain: bytes) -> bytes:
        """What may be stored; `place` says where, and is no secret."""
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._key.encrypt(nonce, plain, place.encode())

    def open(self, place: str, sealed: bytes) -> bytes:
        """What was sealed for that place; raises `SealForeign`."""
        try:
            return self._key.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], place.encode())
        except (InvalidTag, ValueError):
            raise SealForeign(place) from None
