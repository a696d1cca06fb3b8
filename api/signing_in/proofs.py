"""Proofs: how somebody showed who they are, and for which roles that is enough."""

from __future__ import annotations

from enum import StrEnum

from api.access.roles import Role


class Proof(StrEnum):
    """What was shown at the door; `SECOND_STEP` means a password and a code of the moment."""

    LINK = "link"
    CODE = "code"
    BADGE = "badge"
    KEY = "key"
    PASSWORD = "password"
    SECOND_STEP = "second_step"
    CITY = "city"
    CITY_SECOND_STEP = "city_second_step"


SECOND_STEP_ROLES = frozenset({Role.STREET_STAFF, Role.DISTRICT_STAFF, Role.ADMIN})
"""Whoever reaches a whole street or more needs two steps to come in."""

_OWN = frozenset({Role.VOLUNTEER, Role.GUARDIAN})
"""What somebody does for themselves or for a ward."""
_TWO_STEPS = frozenset({Proof.SECOND_STEP, Proof.CITY_SECOND_STEP, Proof.KEY})
_ON_A_PHONE_OR_BADGE = frozenset({Proof.CODE, Proof.BADGE})


class ProofTooWeak(Exception):
    """What was shown at the door is not enough for this role."""

    def __init__(self, role: Role, proof: Proof) -> None:
        super().__init__(f"{proof} is not enough for {role}")
        self.role = role
        self.proof = proof


def enough(role: Role, proof: Proof) -> bool:
    """Whether somebody who showed `proof` may act in `role`.

    A telephone and a badge lie about in a community centre: they open what is one's own and no
    desk. An access key is typed from paper, but it is longer than anybody can guess.
    """
    if role in SECOND_STEP_ROLES:
        return proof in _TWO_STEPS
    return role in _OWN or proof not in _ON_A_PHONE_OR_BADGE


def enough_to_change(role: Role, proof: Proof) -> bool:
    """Whether somebody who came in by `proof` may go on in another `role` of theirs.

    A link opens the one door that it was made for: what a volunteer was handed on paper leads to
    no desk, whatever else the volunteer is.
    """
    return enough(role, proof) and (proof is not Proof.LINK or role in _OWN)


def demand(role: Role, proof: Proof) -> None:
    """Raise `ProofTooWeak` unless `proof` is enough for `role`."""
    if not enough(role, proof):
        raise ProofTooWeak(role, proof)
