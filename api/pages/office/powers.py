"""Powers: which roles somebody may give and take, and for whom they may open a door.

Whoever hands somebody a link or a new password could use it first. So nobody vouches for a
person who holds a role that they could not have given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from api.access.reach import reaches, unlimited
from api.access.roles import UNIT_KINDS, Role, RoleUnfit, check_fit
from api.access.table import APPOINTS, MAY, Deed
from api.access.who import Who, volunteer_of
from api.signing_in.proofs import Proof, enough
from api.v1.asking import Caller
from ledger.subjects.standing import Volunteer
from projections.appointments import Appointment

BINDINGS = ("unit", "team", "merchant", "volunteer")
"""What a role may be bound to; a line narrows a unit."""
FOR_PEOPLE_ALONE = frozenset({Deed.SEE_OWN_DATA, Deed.SEE_OWN_PAGE, Deed.CHOOSE_ROLE})
NOT_FOR_PROGRAMS = frozenset({Role.VOLUNTEER, Role.GUARDIAN})


def roles_to_give(who: Who) -> list[Role]:
    """The roles this somebody may give, as they stand in the table."""
    given = APPOINTS.get(who.role, frozenset())
    return [role for role in Role if role in given]


def roles_for_keys(who: Who) -> list[Role]:
    """The roles in which they may let a program act: those they give, and their own."""
    given = APPOINTS.get(who.role, frozenset()) | {who.role}
    return [role for role in Role if role in given - NOT_FOR_PROGRAMS]


def verbs_of(who: Who, role: Role) -> list[Deed]:
    """What a key of that role may be for; a key that is narrowed makes no wider one."""
    mine = who.verbs
    programs = (deed for deed in Deed if role in MAY[deed] and deed not in FOR_PEOPLE_ALONE)
    return [deed for deed in programs if mine is None or deed in mine]


def may_bind(caller: Caller, role: Role, bound_to: Mapping[str, str]) -> bool:
    """Whether a role bound to these lies wholly within the caller's reach.

    What is bound to nothing reaches everything, so only those who do may give it.
    """
    places = [bound_to[name] for name in BINDINGS if name in bound_to]
    if not places and not unlimited(caller.who):
        return False
    return _fits(role, bound_to) and all(
        _is_of_its_level(caller, role, place) and reaches(caller, place) for place in places
    )


def may_end(caller: Caller, row: Appointment) -> bool:
    """Whether the caller could have given this role, and so may take it."""
    role = Role(row.role)
    return role in roles_to_give(caller.who) and within_reach(caller, row)


def within_reach(caller: Caller, row: Appointment) -> bool:
    """Whether what a role is bound to is within reach; bound to nothing, it is for those who
    reach everything."""
    if unlimited(caller.who):
        return True
    places = [place for name in BINDINGS if (place := getattr(row, name))]
    return bool(places) and all(reaches(caller, place) for place in places)


def may_vouch_for(caller: Caller, person: str, proof: Proof) -> bool:
    """Whether the caller may hand out what opens the door with this proof for a person.

    A password, a link, a badge: each is enough for some roles; of these the person must hold
    none that the caller could not have given. All of them open the person's own purse, so a
    volunteer must be at home within reach, and not be forgotten.
    """
    own = volunteer_of(person)
    if caller.ledger.directory.volunteer(own) is not None:
        forgotten = caller.ledger.book.look(Volunteer(own)).erased
        if forgotten or not reaches(caller, own):
            return False
    return all(
        may_end(caller, row) for row in standing(caller, person) if enough(Role(row.role), proof)
    )


def standing(caller: Caller, person: str) -> Iterator[Appointment]:
    """The roles of a person whose term has not ended; one that is to come counts."""
    today = caller.ledger.rules.current.local_date(caller.now())
    for row in caller.ledger.appointments.of(person):
        if row.ended_at is None and (row.until is None or row.until >= today):
            yield row


def _fits(role: Role, bound_to: Mapping[str, str]) -> bool:
    try:
        check_fit(role, set(bound_to))
    except RoleUnfit:
        return False
    return True


def _is_of_its_level(caller: Caller, role: Role, place: str) -> bool:
    levels = UNIT_KINDS.get(role)
    if levels is None or not place.startswith("unit-"):
        return True
    unit = caller.ledger.units.unit(place)
    return unit is not None and unit.kind in levels
