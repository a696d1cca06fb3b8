"""Purposes: what somebody of the staff looks a person up for, kept for that person to read."""

from __future__ import annotations

PURPOSES = ("call", "identify", "request", "emergency", "other")


def as_kept(code: str, words: str) -> str:
    """The purpose as the vault seals it: a known word, and what was added in free words."""
    return f"{code}: {' '.join(words.split())}".rstrip(": ")


def as_read(kept: str) -> tuple[str, str]:
    """The known word (`other` where there is none), and the free words behind it."""
    code, _, words = kept.partition(":")
    return (code, words.strip()) if code in PURPOSES else ("other", kept)
