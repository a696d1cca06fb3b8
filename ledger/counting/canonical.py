"""Canonical bytes: the same list has the same bytes, in every process and on every store."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

import msgspec


def digest_of(kind: str, unit: str, period: str, policy: str, items: Sequence[object]) -> str:
    """The SHA-256, in hexadecimal, of a list with all that it was made by.

    Fields stand in the order of their structs, without blanks, in UTF-8. The position of the book
    is not among it: a list that nothing has changed has the same digest at a later position.
    """
    return sha256(msgspec.json.encode([kind, unit, period, policy, items])).hexdigest()
