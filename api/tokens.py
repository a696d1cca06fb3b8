"""Tokens: positions in the book that can be handed back, but tell nobody how full the book is.

A position counts what every community of the ledger has done. So callers get it enciphered:
64 bits go through a Feistel network whose rounds are keyed BLAKE2 (after M. Luby and C. Rackoff,
1988: four rounds make a permutation that looks random). Two tokens tell neither which is later
nor how far apart they are; a made-up one opens as a position that no book has reached.
"""

from __future__ import annotations

import re
from base64 import b32decode, b32encode
from hashlib import blake2b

PATTERN = "^[a-z2-7]{13}$"
_SHAPE = re.compile(PATTERN)
_HALF_BYTES = 4
_ROUNDS = (b"round 1", b"round 2", b"round 3", b"round 4")


class Tokens:
    """Tokens of one ledger for one purpose: `at_least`, or the cursors of its lists."""

    def __init__(self, secret: bytes) -> None:
        self._rounds = [
            blake2b(key=secret, digest_size=_HALF_BYTES, person=name) for name in _ROUNDS
        ]

    def seal(self, position: int) -> str:
        """Thirteen lower-case letters and digits for a position below 2^64."""
        whole = position.to_bytes(2 * _HALF_BYTES, "big")
        left, right = whole[:_HALF_BYTES], whole[_HALF_BYTES:]
        for state in self._rounds:
            left, right = right, _mixed(state, left, right)
        return b32encode(left + right).rstrip(b"=").decode().lower()

    def open(self, token: str) -> int | None:
        """The position behind a token, None for what cannot be one."""
        if not _SHAPE.fullmatch(token):
            return None
        whole = b32decode(token.upper() + "===")
        left, right = whole[:_HALF_BYTES], whole[_HALF_BYTES:]
        for state in reversed(self._rounds):
            left, right = _mixed(state, right, left), left
        position = int.from_bytes(left + right, "big")
        return position if self.seal(position) == token else None


def _mixed(state: blake2b, half: bytes, other: bytes) -> bytes:
    mixing = state.copy()
    mixing.update(other)
    mask = int.from_bytes(mixing.digest(), "big")
    return (int.from_bytes(half, "big") ^ mask).to_bytes(_HALF_BYTES, "big")
