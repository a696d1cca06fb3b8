"""Roles: what somebody may be, and what each role must be bound to."""

from __future__ import annotations

from enum import StrEnum

from ledger.appointments import OFFICER_AT


class Role(StrEnum):
    """What somebody may be (domain README 1.3)."""

    VOLUNTEER = "volunteer"
    GUARDIAN = "guardian"
    ORGANIZER = "organizer"
    STAFF = "staff"
    STREET_STAFF = "street_staff"
    DISTRICT_STAFF = "district_staff"
    SUPERVISOR = "supervisor"
    MERCHANT = "merchant"
    CLERK = "clerk"
    FUND_KEEPER = "fund_keeper"
    INSPECTOR = "inspector"
    AUDITOR = "auditor"
    OPERATOR = "operator"
    ADMIN = "admin"


OFFICERS = frozenset({Role.STAFF, Role.STREET_STAFF, Role.DISTRICT_STAFF})
"""Staff of any level: what they may do is alike, how far they reach is not."""


class RoleUnfit(Exception):
    """A role cannot be bound to these, said in one sentence of each language."""

    def __init__(self, english: str, chinese: str) -> None:
        super().__init__(english)
        self.english = english
        self.chinese = chinese


# All of the first must be given (of a pair, one), the second may be given, others are refused.
_BOUND_TO: dict[Role, tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]] = {
    Role.VOLUNTEER: ((("volunteer",),), ()),
    Role.GUARDIAN: ((("volunteer",),), ()),
    Role.ORGANIZER: ((("unit", "team"),), ("volunteer",)),
    Role.STAFF: ((), ("unit",)),
    Role.STREET_STAFF: ((("unit",),), ()),
    Role.DISTRICT_STAFF: ((("unit",),), ()),
    Role.SUPERVISOR: ((("unit",), ("line",)), ()),
    Role.MERCHANT: ((("merchant",),), ()),
    Role.CLERK: ((("merchant",),), ()),
    Role.FUND_KEEPER: ((("unit",),), ()),
    Role.INSPECTOR: ((), ("unit",)),
    Role.AUDITOR: ((), ()),
    Role.OPERATOR: ((), ()),
    Role.ADMIN: ((), ()),
}
UNIT_KINDS = {Role(role): frozenset(kinds) for role, kinds in OFFICER_AT.items()}
"""At which level of the tree an officer of each kind serves; the book decides it."""


def check_fit(role: Role, given: set[str]) -> None:
    """Raise `RoleUnfit` when the role lacks what it must be bound to, or is given too much."""
    needed, allowed = _BOUND_TO[role]
    for one_of in needed:
        if not given.intersection(one_of):
            wanted = " or ".join(one_of)
            raise RoleUnfit(
                f"The role {role} needs a {wanted}.", f"角色 {role} 需要 {wanted}。"
            )
    fitting = {name for one_of in needed for name in one_of}.union(allowed)
    if foreign := sorted(given - fitting):
        named = ", ".join(foreign)
        raise RoleUnfit(
            f"The role {role} cannot be bound to: {named}.", f"角色 {role} 不能带有 {named}。"
        )
