"""Key tags: how an idempotency key is written into the book."""

from __future__ import annotations

from hashlib import blake2b


def key_tag(owner: str, key: str) -> str:
    """The tag an idempotency key is found under: one caller's keys never meet another's."""
    return "key-" + blake2b(f"{owner}\n{key}".encode(), digest_size=10).hexdigest()
