"""Samples: which records an inspector is to look at, drawn so that anybody can draw them again."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

from ledger.policy.conduct import IntegrityRules


def sample_of(integrity: IntegrityRules, population: Sequence[str], seed: str) -> list[str]:
    """The share of `population` that the policy wants looked at, at least its minimum.

    Every record is given a number from the seed and its own id, and the lowest are drawn: the
    same seed always draws the same ones, and nobody who does not choose the seed can see to it
    that a record is left out (domain README 3.3, "sample"; L35).
    """
    share = -(-len(population) * integrity.audit_sample_permille // 1000)
    wanted = min(len(population), max(share, integrity.audit_sample_min))
    return sorted(population, key=lambda record: _number(seed, record))[:wanted]


def _number(seed: str, record: str) -> bytes:
    return blake2b(f"{seed}\n{record}".encode(), digest_size=16).digest()


def seed_from(fact: bytes, unit: str, month: str) -> str:
    """The seed of a community's month, made from the bytes of the last fact before the draw.

    They hold the microsecond at which it was written, so nobody who might wish to can choose it;
    and it stands in the book, so everybody who may read it can draw again.
    """
    return blake2b(f"{unit}\n{month}\n".encode() + fact, digest_size=16).hexdigest()
