"""Roles: what the holder of a key may be, and what a key for each role must stand for."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What the holder of a key may be."""

    ADMIN = "admin"
    STAFF = "staff"
    ORGANIZER = "organizer"
    MERCHANT = "merchant"
    VOLUNTEER = "volunteer"
    AUDITOR = "auditor"


class KeyUnfit(Exception):
    """A key for this role cannot stand for these, said in one sentence of each language."""

    def __init__(self, english: str, chinese: str) -> None:
        super().__init__(english)
        self.english = english
        self.chinese = chinese


# One of the first must be given, the second may be given as well, all others are refused.
_STANDS_FOR: dict[Role, tuple[tuple[str, ...], tuple[str, ...]]] = {
    Role.ADMIN: ((), ()),
    Role.AUDITOR: ((), ()),
    Role.STAFF: ((), ("unit",)),
    Role.ORGANIZER: (("unit", "team"), ("volunteer",)),
    Role.MERCHANT: (("merchant",), ()),
    Role.VOLUNTEER: (("volunteer",), ()),
}


def check_fit(role: Role, given: set[str]) -> None:
    """Raise `KeyUnfit` when a key for the role lacks what it must stand for, or has too much."""
    needed, allowed = _STANDS_FOR[role]
    if needed and not given.intersection(needed):
        wanted = " or ".join(needed)
        raise KeyUnfit(f"A key for {role} needs a {wanted}.", f"角色 {role} 的密钥需要 {wanted}。")
    if foreign := sorted(given.difference(needed, allowed)):
        named = ", ".join(foreign)
        raise KeyUnfit(
            f"A key for {role} cannot stand for: {named}.", f"角色 {role} 的密钥不能带有 {named}。"
        )
