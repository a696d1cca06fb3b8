"""Tokens: positions in the book that can be handed back, but tell nobody how full the book is.

A position counts what every community of the ledger has done. So callers get it enciphered, one
block of AES for each: two tokens tell neither which is later nor how far apart they are, and a
made-up one opens with a chance of 1 in 2^64.
"""

from __future__ import annotations

import re
from threading import Lock

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PATTERN = "^[0-9a-f]{32}$"
_SHAPE = re.compile(PATTERN)
_BLOCK_BYTES = 16
_BEYOND = 2**64


class Tokens:
    """Tokens of one ledger for one purpose: `at_least`, or the cursors of its lists."""

    def __init__(self, secret: bytes) -> None:
        # Each block is another position, so no chaining is wanted; the key is of this use alone.
        cipher = Cipher(algorithms.AES(secret), modes.ECB())
        self._sealing, self._opening = cipher.encryptor(), cipher.decryptor()
        self._one_at_a_time = Lock()

    def seal(self, position: int) -> str:
        """Thirty-two hexadecimal digits for a position below 2^64."""
        if not 0 <= position < _BEYOND:
            raise ValueError("no book is so long")
        with self._one_at_a_time:
            return self._sealing.update(position.to_bytes(_BLOCK_BYTES, "big")).hex()

    def open(self, token: str) -> int | None:
        """The position behind a token, None for what is none of ours."""
        if not _SHAPE.fullmatch(token):
            return None
        with self._one_at_a_time:
            position = int.from_bytes(self._opening.update(bytes.fromhex(token)), "big")
        return position if position < _BEYOND else None
