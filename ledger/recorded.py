"""The envelope of every fact: when it was written, who acted, and under which key."""

from datetime import datetime
from typing import Generic, TypeVar

import msgspec

from ledger.facts import FACTS, Fact

AnyFact = TypeVar("AnyFact", bound=Fact)


class Recorded(msgspec.Struct, Generic[AnyFact], kw_only=True, omit_defaults=True, gc=False):
    """A fact as the book keeps it: when it was written, who acted in which role, under which key.

    `key` is the idempotency key's tag, `fingerprint` tells whether the same key came with the
    same request. `position` is the fact's place in the book; it is not part of the stored text.
    """

    fact: AnyFact
    recorded_at: datetime
    actor: str
    role: str
    key: str
    fingerprint: str
    position: int = 0

    def tags(self) -> list[str]:
        """The fact's tags and the key it was written under."""
        return [*self.fact.tags(), self.key]


_DECODERS = {name: msgspec.json.Decoder(Recorded[kind]) for name, kind in FACTS.items()}
_encode = msgspec.json.Encoder().encode


def encode(recorded: Recorded[Fact]) -> bytes:
    """The bytes the book keeps for a fact: JSON an auditor can read without us."""
    return _encode(recorded)


def decode(name: str, data: bytes, position: int) -> Recorded[Fact]:
    """The fact behind stored bytes.

    Raises `msgspec.ValidationError` for bytes that break a fact's own checks and `KeyError` for
    a name this program does not know: reading stops, it never skips.
    """
    recorded = _DECODERS[name].decode(data)
    recorded.position = position
    return recorded
