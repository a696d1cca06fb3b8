"""Own copy: everything that is kept about one person, in one document that is theirs to take.

PIPL art. 45: to see, to copy, and to carry elsewhere. The book's part - hours, beans, consents,
roles - is handed in by whoever asks, because the vault does not know the book.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec

from api.people.lookups import LookUp
from api.people.notes import Notes
from api.people.particulars import Particulars
from api.people.requests import Requests, RightsRequest


class OwnCopy(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept about a person at a moment.

    `particulars` is what they told, `notes` what others wrote about them in their own words,
    `look_ups` who of the staff has seen what. `consents`, `roles` and `service` come from the
    book, as whoever asked has read them there.
    """

    person: str
    made_at: datetime
    particulars: dict[str, Any]
    notes: list[str]
    look_ups: list[LookUp]
    requests: list[RightsRequest]
    consents: list[Any]
    roles: list[Any]
    service: dict[str, Any]

    def to_json(self) -> bytes:
        """The document, laid out to be read by people, too."""
        return msgspec.json.format(msgspec.json.encode(self), indent=2)


def own_copy(
    about: str,
    now: datetime,
    *,
    people: Particulars,
    notes: Notes,
    requests: Requests,
    consents: Iterable[Any] = (),
    roles: Iterable[Any] = (),
    service: dict[str, Any] | None = None,
) -> OwnCopy:
    """Everything about a volunteer or person, for their own eyes; of one who was erased, only
    that there were look-ups and requests."""
    person = people.person_of(about)
    return OwnCopy(
        person=person, made_at=now, particulars=people.all_of(person),
        notes=notes.of_person(person), look_ups=people.looked_up(person),
        requests=requests.of(person), consents=list(consents), roles=list(roles),
        service=service or {},
    )  # fmt: skip
