"""Copies: everything that is kept about somebody in one file that is theirs to take."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Response

from api.guarding.sheets import attachment
from api.pages.me import account_of
from api.pages.office.callers import catch_up
from api.pages.office.record import record_of
from api.pages.own.kept import Subject
from api.people.own_copy import own_copy
from api.v1.asking import Caller
from ledger.subjects.entrusted import Entrusted
from projections.appointments import Appointment

JSON_TYPE = "application/json"
LINES_AT_MOST = 100_000
"""Nobody lives long enough to have more."""


def copy_for(caller: Caller, subject: Subject, *, name: str, with_roles: bool) -> Response[bytes]:
    """The file; a ward's copy has no roles, for those are the person's own."""
    catch_up(caller)
    house, volunteer = caller.house, subject.volunteer
    person = house.people.person_of(subject.about)
    agreed = record_of(caller, volunteer).agreed.values() if volunteer else ()
    roles = caller.ledger.appointments.of(person) if with_roles else []
    made = own_copy(
        subject.about, caller.now(), people=house.particulars, notes=house.notes,
        requests=house.requests, consents=[msgspec.to_builtins(fact) for fact in agreed],
        roles=[_role(row) for row in roles],
        service=_service(caller, volunteer) if volunteer else {},
    )  # fmt: skip
    return attachment(name, JSON_TYPE, made.to_json())


def _role(row: Appointment) -> dict[str, Any]:
    told = msgspec.to_builtins(row)
    del told["position"]  # It would tell how much others do.
    return {name: what for name, what in told.items() if what is not None}


def _service(caller: Caller, volunteer: str) -> dict[str, Any]:
    account = account_of(caller.ledger, volunteer)
    lines = caller.ledger.statements.of(volunteer, LINES_AT_MOST)
    since = caller.ledger.book.look(Entrusted(volunteer)).since
    names = caller.house.people.masked_names(since)
    return {
        "helpers": [{"name_masked": names[one], "since": at} for one, at in since.items()],
        "minutes": account.minutes, "beans": account.beans, "held": account.held,
        "lines": [
            {"at": line.at, "kind": line.kind, "title": line.title, "minutes": line.minutes,
             "beans": line.beans, "balance": line.balance}
            for line in lines
        ],
    }  # fmt: skip
