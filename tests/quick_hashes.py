"""Quick hashes: in stories about other things a password or PIN is hashed at the least cost.

It is the same argon2id, asked for less memory and less time. Whoever tells of the cost itself asks
for `dear_hashes`; a program that a story starts hashes as dearly as it always does.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher

from api.signing_in import passwords

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
_DEAR = passwords._HASHER


@pytest.fixture(scope="session", autouse=True)
def quick_hashes() -> Iterator[None]:
    """Let every story of the run hash quickly."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", QUICK)
        yield


@pytest.fixture
def dear_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash as the house does."""
    monkeypatch.setattr(passwords, "_HASHER", _DEAR)
