"""Key tags: how an idempotency key is written into the book."""

from __future__ import annotations

from base64 import b32encode
from hashlib import blake2b


def key_tag(owner: str, key: str) -> str:
    """The tag an idempotency key is found under: one caller's keys never meet another's."""
    digest = blake2b(f"{owner}\n{key}".encode(), digest_size=10).digest()
    return "key-" + b32encode(digest).decode().lower()
