"""Roles: what somebody may be, and what each role must be bound to."""

from __future__ import annotations

from enum import StrEnum

from ledger.appointments import OFFICER_AT
from ledger.bounds import BOUND_TO, Bounds


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


_BOUND_TO = {Role(role): bounds for role, bounds in BOUND_TO.items()}
# The book decides it for persons; a key of the staff may be made to reach everywhere.
_BOUND_TO[Role.STAFF] = Bounds(allowed=("unit",))
UNIT_KINDS = {Role(role): frozenset(kinds) for role, kinds in OFFICER_AT.items()}
"""At which level of the tree an officer of each kind serves; the book decides it."""


def check_fit(role: Role, given: set[str]) -> None:
    """Raise `RoleUnfit` when the role lacks what it must be bound to, or is given too much."""
    bounds = _BOUND_TO[role]
    if one_of := bounds.lacking(given):
        wanted = " or ".join(one_of)
        raise RoleUnfit(f"The role {role} needs a {wanted}.", f"角色 {role} 需要 {wanted}。")
    if foreign := bounds.foreign(given):
        named = ", ".join(foreign)
        raise RoleUnfit(
            f"The role {role} cannot be bound to: {named}.", f"角色 {role} 不能带有 {named}。"
        )
