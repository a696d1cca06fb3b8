"""Own certificates: asked for, printed and kept by whom they are about, or by the guardian."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.params import URLEncodedBody
from litestar.response import Redirect, Template

from api.access.roles import Role
from api.access.table import Deed, opens_to
from api.certifying import wish
from api.guarding.sheets import CSV_TYPE, attachment, csv_of
from api.handing_over.people import named
from api.handing_over.records import record_rows
from api.pages.language import translate
from api.pages.office.callers import carry_out, fresh_form_key, id_from
from api.pages.own.whose import volunteer_or_ward
from api.pages.papers.paper import (
    CertificateId,
    DayUnknown,
    Wanted,
    days_of,
    standing_of,
    told_on,
)
from api.pages.visits import Visit, page, told
from api.v1.asking import Caller
from api.wording import WORDING
from ledger.refusals import Refusal

_OWN = opens_to(Deed.CERTIFY)
_HERE = "/me/certificates"


@get(_HERE, opt=_OWN, sync_to_thread=True)
def my_certificates(request: Visit) -> Template:
    """Every certificate I have asked for, and what becomes of it."""
    return _shown(request, *volunteer_or_ward(request))


@post(_HERE, opt=_OWN, status_code=303, sync_to_thread=True)
def ask_for_one(request: Visit, data: URLEncodedBody[Wanted]) -> Response[Any]:
    """Certify what the record has; free, and as often as somebody likes."""
    caller, volunteer = volunteer_or_ward(request)
    certificate = id_from(caller, "certificate", data.form_key)
    try:
        command = wish(caller, volunteer, certificate, *days_of(data))
        carry_out(caller, data.form_key, command)
    except DayUnknown:
        return _shown(request, caller, volunteer, 422, translate("There is no such day."))
    except Refusal as refusal:
        status = WORDING[refusal.code].status
        return _shown(request, caller, volunteer, status, told(refusal))
    return Redirect(f"{_HERE}/{certificate}", status_code=303)


@get(f"{_HERE}/{{certificate:str}}", opt=_OWN, sync_to_thread=True)
def my_certificate(request: Visit, certificate: CertificateId) -> Template:
    """The paper, to be printed on A4."""
    caller, volunteer = volunteer_or_ward(request)
    standing = standing_of(caller, volunteer, certificate)
    return page(
        request, "papers/certificate.html", name=own_name(caller, volunteer), back=_HERE,
        **told_on(request, caller, standing),
    )  # fmt: skip


@get("/me/records.csv", opt=_OWN, sync_to_thread=True)
def my_records(request: Visit) -> Response[bytes]:
    """One's own records in the national field layout, to be taken to another book."""
    caller, volunteer = volunteer_or_ward(request)
    row = caller.ledger.directory.volunteer(volunteer)
    people = named(caller.ledger, [row] if row else [], caller.house.particulars.all_of)
    return attachment("records.csv", CSV_TYPE, csv_of(record_rows(caller.ledger, people)))


def own_name(caller: Caller, volunteer: str) -> str:
    """The full name, for the person's own eyes and paper."""
    return str(caller.house.particulars.all_of(volunteer).get("display_name", ""))


def _shown(
    request: Visit, caller: Caller, volunteer: str, status: int = 200, problem: str = ""
) -> Template:
    guardian = caller.who.role is Role.GUARDIAN
    return page(
        request, "papers/certificates.html", status, here=_HERE, problem=problem,
        masked=caller.masked_name(volunteer), form_key=fresh_form_key(), at_the_desk=False,
        papers=_certificates(caller, volunteer), back="/me/ward" if guardian else "/me",
        path=_HERE,
    )  # fmt: skip


def _certificates(caller: Caller, volunteer: str) -> list[Any]:
    found = caller.ledger.certificates.of(volunteer)
    return [one for one in found if one.paper.kind == "certificate"]


ROUTES: list[Any] = [my_certificates, ask_for_one, my_certificate, my_records]
