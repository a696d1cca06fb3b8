"""Key texts: what a program writes into its settings, and what alone is kept of it."""

from __future__ import annotations

import hashlib
import re
import secrets
import string
import zlib

_BASE62 = string.digits + string.ascii_uppercase + string.ascii_lowercase
_SECRET_CHARACTERS = 30
_CHECKSUM_CHARACTERS = 6
_KEY = re.compile(
    rf"gb_([0-9A-Za-z]{{{_SECRET_CHARACTERS}}})([0-9A-Za-z]{{{_CHECKSUM_CHARACTERS}}})"
)


def new_key_text() -> str:
    """`gb_`, 30 random characters of 62 (178 bits) and a checksum of six."""
    secret = "".join(secrets.choice(_BASE62) for _ in range(_SECRET_CHARACTERS))
    return f"gb_{secret}{_checksum(secret)}"


def well_formed(key_text: str) -> bool:
    """Whether this can be a key at all: a slip of the pen never reaches the database."""
    shape = _KEY.fullmatch(key_text)
    return shape is not None and shape[2] == _checksum(shape[1])


def digest(key_text: str) -> str:
    """What is kept of a key; 178 random bits need no salt and no slow hash."""
    return hashlib.sha256(key_text.encode(errors="replace")).hexdigest()


def _checksum(secret: str) -> str:
    number = zlib.crc32(secret.encode())
    digits = []
    for _ in range(_CHECKSUM_CHARACTERS):
        number, digit = divmod(number, len(_BASE62))
        digits.append(_BASE62[digit])
    return "".join(reversed(digits))
