"""Tills: the id of a merchant's till says whose it is and for which month."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=4096)
def whose_till(till: str) -> tuple[str, str]:
    """The merchant and the month (`2026-11`) of a till's id (`till-<merchant>-202611`)."""
    owner, _, month = till.partition("-")[2].rpartition("-")
    return f"merchant-{owner}", f"{month[:4]}-{month[4:]}"
