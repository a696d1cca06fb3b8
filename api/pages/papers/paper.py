"""Paper: everything that is printed on a certificate, the name from the vault included."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, NamedTuple

import msgspec
from litestar.params import PathParameter
from markupsafe import Markup

from api.certifying import CHECKED_AT, code_of
from api.guarding.origins import public_address
from api.ledgers import Ledger
from api.pages.language import translate
from api.pages.office.callers import FormKey
from api.pages.visits import Visit
from api.problems import Stop
from api.qr import svg
from api.v1.asking import Caller
from api.v1.words import CERTIFICATE
from projections.certificates import Standing
from projections.certified import Served

CertificateId = Annotated[str, PathParameter(pattern=CERTIFICATE)]
Day = Annotated[str, msgspec.Meta(pattern="^(20[0-9]{2}-[0-9]{2}-[0-9]{2})?$")]


class Wanted(msgspec.Struct):
    """From which day to which; both empty for everything until today."""

    first_day: Day = ""
    last_day: Day = ""
    form_key: FormKey = ""


class DayUnknown(Exception):
    """A day that no calendar has."""


class Done(NamedTuple):
    """One session as a paper tells it, with the unit that recorded it, and where it was."""

    day: date
    title: str
    unit: str
    row: Served
    place: str = ""


def days_of(wanted: Wanted) -> tuple[date | None, date | None]:
    """The days as they were typed; raises `DayUnknown`."""
    try:
        first, last = (
            date.fromisoformat(typed) if typed else None
            for typed in (wanted.first_day, wanted.last_day)
        )
    except ValueError:
        raise DayUnknown from None
    return first, last


def standing_of(caller: Caller, volunteer: str, certificate: str) -> Standing:
    """A paper of this volunteer; raises `Stop` (404) for any other."""
    found = caller.ledger.certificates.certificate(certificate)
    if found is None or found.paper.volunteer != volunteer:
        raise Stop("not_found")
    return found


def told_on(request: Visit, caller: Caller, standing: Standing) -> dict[str, Any]:
    """The paper itself; the list only while it is the one that was certified."""
    ledger, (paper, state) = caller.ledger, standing
    row = ledger.directory.volunteer(paper.volunteer)
    lines = done(ledger, ledger.certificates.listed(paper)) if state == "valid" else []
    return {
        "paper": paper, "state": state, "lines": lines, "number": row.number if row else "",
        "unit": ledger.units.name_of(paper.unit), **check_of(request, caller, paper.certificate),
    }  # fmt: skip


def check_of(request: Visit, caller: Caller, certificate: str) -> dict[str, Any]:
    """The code, the address on which it is checked, and that address as a picture."""
    code = code_of(caller.ledger, certificate)
    address = public_address(request, f"{CHECKED_AT}{code}")
    picture = Markup(svg(address, translate("Address to check this paper, as a picture")))
    return {"code": code, "address": address, "qr_svg": picture}


def done(ledger: Ledger, rows: Iterable[Served]) -> list[Done]:
    """What each session was, and who recorded it."""
    names: dict[str, str] = {}
    found = []
    for row in rows:
        activity = ledger.activity_board.activity(row.activity)
        unit = activity.community if activity else ""
        if unit not in names:
            names[unit] = ledger.units.name_of(unit) if unit else ""
        title, place = (activity.title, activity.place) if activity else ("", "")
        found.append(Done(row.day, title, names[unit], row, place))
    return found
