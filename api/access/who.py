"""Who: the one who is asking, by which key or session, in which role, and bound to what."""

from __future__ import annotations

import msgspec

from api.access.roles import Role


class Who(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody at a door.

    `id` is the key or the session they came by. `person` stands behind a session; a program's
    key has none, and was `made_by` somebody. `appointment` is the fact in the book that gave the
    role, to the person or to the maker of the key; a volunteer needs none. `unit`, `team`,
    `merchant`, `volunteer` and `line` (a kind of team) are what the role is bound to; for a
    guardian `volunteer` is the ward. `verbs` narrows a key to some deeds of its role.
    """

    id: str
    role: Role
    ledger: str
    person: str | None = None
    appointment: str | None = None
    unit: str | None = None
    team: str | None = None
    merchant: str | None = None
    volunteer: str | None = None
    line: str | None = None
    verbs: frozenset[str] | None = None
    made_by: str | None = None

    @property
    def own_volunteer(self) -> str | None:
        """The volunteer that this somebody is, or would be: nobody confirms their own service,
        nor does a program for whoever made its key."""
        behind = self.person or self.made_by or ""
        return volunteer_of(behind) if behind.startswith("person-") else self.volunteer

    @property
    def actor(self) -> str:
        """Who stands in the book for what is done: the person, or the key of a program."""
        return self.person or self.id


def volunteer_of(person: str) -> str:
    """The volunteer a person is, once registered: both ids differ in their first word alone."""
    return f"volunteer-{person.partition('-')[2]}"


def person_of(volunteer: str) -> str:
    """The person behind a volunteer."""
    return f"person-{volunteer.partition('-')[2]}"
