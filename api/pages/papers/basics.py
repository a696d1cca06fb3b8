"""Basics: what the vault holds of somebody, as the first part of the handbook tells it.

Civil Affairs Order 67 art. 5: name, sex, birth date, identity number, area, contact, skills, kinds
of service. It stands on the page alone: in no address, no log and no fact.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api.pages.office.callers import policy_of
from api.pages.office.purposes import as_kept
from api.pages.office.record import with_days
from api.people.particulars import PersonUnknown, may_be_kept
from api.people.persons import PersonErased
from api.problems import Stop
from api.v1.asking import Caller

FIELDS = (
    "display_name", "legal_name", "gender", "birth_date", "id_number", "area", "phone", "skills",
    "wishes",
)  # fmt: skip
ID_NUMBER_SHOWN = 4
"""A handbook is carried about, and there is the volunteer number to tell people apart by."""


def own_basics(caller: Caller, volunteer: str) -> dict[str, Any]:
    """All of it that is filled, for the person's own eyes, or those of who agrees for them."""
    return _told(caller.house.particulars.all_of(volunteer))


def looked_up_basics(caller: Caller, volunteer: str, what_for: str) -> dict[str, Any]:
    """The same for the desk, on record; raises `Stop` (404) for whoever was forgotten."""
    policy = policy_of(caller)
    fields = tuple(field for field in FIELDS if may_be_kept(policy, field))
    try:
        told = caller.house.particulars.look_up(
            volunteer, fields, by=caller.who, purpose=as_kept("request", what_for),
            now=caller.now(), policy=policy,
        )  # fmt: skip
    except (PersonUnknown, PersonErased):
        raise Stop("not_found") from None
    return _told(told)


def _told(kept: Mapping[str, Any]) -> dict[str, Any]:
    found = with_days({field: kept[field] for field in FIELDS if kept.get(field)})
    if "id_number" in found:
        number = str(found["id_number"])
        hidden = max(len(number) - ID_NUMBER_SHOWN, 0)
        found["id_number"] = "*" * hidden + number[hidden:]
    return {field: found[field] for field in FIELDS if field in found}
