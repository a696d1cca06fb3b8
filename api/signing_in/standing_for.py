"""Standing for: whom a session, a link or a badge is for, written down in ids and nothing else."""

from __future__ import annotations

import msgspec

from api.access.who import Who


def written(who: Who) -> str:
    """`who` as the vault keeps it; what is not said takes no room."""
    told = {name: value for name, value in msgspec.structs.asdict(who).items() if value is not None}
    return msgspec.json.encode(told).decode()


def read_who(text: str) -> Who | None:
    """Whom that was, None when another version of this program wrote it in words of its own."""
    try:
        return msgspec.json.decode(text, type=Who)
    except msgspec.ValidationError:
        return None
