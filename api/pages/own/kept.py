"""Kept: everything that is known about somebody, as their own page shows it."""

from __future__ import annotations

from typing import Any

import msgspec

from api.access.roles import Role
from api.access.who import Who, volunteer_of
from api.pages.language import LANGUAGE
from api.pages.office.callers import catch_up, fresh_form_key
from api.pages.office.purposes import as_read
from api.pages.office.record import agreements, care_of, record_of, with_days
from api.people.ages import Care
from api.people.editions import edition_for, read_edition
from api.people.lookups import LookUp
from api.v1.asking import Caller

_THEMSELVES = frozenset({Role.VOLUNTEER, Role.ORGANIZER})
"""For whom `volunteer` says who they are, when no person stands behind a key."""


class Subject(msgspec.Struct, frozen=True):
    """About whom it is: a person's or volunteer's id, and the volunteer among them if any."""

    about: str
    volunteer: str | None


def oneself(caller: Caller) -> Subject | None:
    """Whoever is signed in; None for the key of a program."""
    who = caller.who
    volunteer = _own_volunteer(who)
    known = volunteer is not None and caller.ledger.directory.volunteer(volunteer) is not None
    if known and volunteer:
        return Subject(volunteer, volunteer)
    return Subject(who.person, None) if who.person else None


def kept_about(caller: Caller, subject: Subject) -> dict[str, Any]:
    """What the page shows of somebody; `switches` says who may agree for whom here."""
    catch_up(caller)
    house, volunteer = caller.house, subject.volunteer
    record = record_of(caller, volunteer) if volunteer else None
    care = care_of(caller, record) if record else Care.ADULT
    row = caller.ledger.directory.volunteer(volunteer) if volunteer else None
    return {
        "told": with_days(house.particulars.all_of(subject.about)),
        "number": row.number if row else "",
        "agreements": [
            {**each, "text": _text(each, care)} for each in (agreements(record) if record else [])
            if care is not Care.CHILD or each["purpose"] == "serving"
        ],
        "minor": care is not Care.ADULT,
        "looks": [_look(caller, each) for each in house.particulars.looked_up(subject.about)],
        "requests": house.requests.of(subject.about), "form_key": fresh_form_key(),
        "notes": house.notes.of_person(house.people.person_of(subject.about)),
    }  # fmt: skip


def _own_volunteer(who: Who) -> str | None:
    if who.person is not None:
        return volunteer_of(who.person)
    return who.volunteer if who.role in _THEMSELVES else None


def _text(agreement: dict[str, Any], care: Care) -> Any:
    """The words that were agreed to, or that would be now."""
    given = agreement["given"]
    version = given.text_version if given else edition_for(agreement["purpose"], care)
    return read_edition(version, LANGUAGE.get())


def _look(caller: Caller, each: LookUp) -> dict[str, Any]:
    purpose, words = as_read(each.purpose) if each.purpose else ("", "")
    return {
        "at": each.looked_at, "masked": caller.house.people.masked_name(each.actor),
        "role": each.role, "purpose": purpose, "words": words, "fields": each.fields,
    }  # fmt: skip
