"""Certificates at the desk: issued, printed and taken back for somebody within reach."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Response, get, post
from litestar.params import URLEncodedBody
from litestar.response import Template

from api.access.table import Deed, opens_to
from api.certifying import wish
from api.pages.language import translate
from api.pages.office.callers import FormKey, fresh_form_key, id_from, policy_of
from api.pages.office.person import VolunteerId
from api.pages.office.purposes import as_kept
from api.pages.office.someone import caller_for, pressed_for
from api.pages.papers.paper import (
    CertificateId,
    DayUnknown,
    Wanted,
    days_of,
    standing_of,
    told_on,
)
from api.pages.visits import Visit, page
from api.people.particulars import PersonUnknown
from api.people.persons import PersonErased
from api.problems import Stop
from api.v1.asking import Caller
from ledger.certificates import WithdrawCertificate
from ledger.command import Command
from ledger.facts import WithdrawalReason

_FOR = opens_to(Deed.CERTIFY_FOR)
_HERE = "/desk/people/{volunteer:str}/certificates"


class TakenBack(msgspec.Struct):
    """Which certificate shall not be believed any more, and why."""

    certificate: str = ""
    reason: WithdrawalReason = "other"
    form_key: FormKey = ""


@get(_HERE, opt=_FOR, sync_to_thread=True)
def certificates_of(request: Visit, volunteer: VolunteerId) -> Template:
    """Every certificate of this person."""
    return _shown(request, caller_for(request, volunteer), volunteer)


@post(_HERE, opt=_FOR, status_code=303, sync_to_thread=True)
def issue(request: Visit, volunteer: VolunteerId, data: URLEncodedBody[Wanted]) -> Response[Any]:
    """Certify for somebody who asked at the desk."""
    caller = caller_for(request, volunteer)
    try:
        certificate = id_from(caller, "certificate", data.form_key)
        command = wish(caller, volunteer, certificate, *days_of(data))
    except DayUnknown:
        return _shown(request, caller, volunteer, 422, translate("There is no such day."))
    return _do(request, caller, data.form_key, volunteer, command)


@post(f"{_HERE}/withdrawal", opt=_FOR, status_code=303, sync_to_thread=True)
def take_back(
    request: Visit, volunteer: VolunteerId, data: URLEncodedBody[TakenBack]
) -> Response[Any]:
    """Whoever checks it is told from now on that it was taken back."""
    command = WithdrawCertificate(
        certificate=data.certificate, volunteer=volunteer, reason=data.reason
    )
    return _do(request, caller_for(request, volunteer), data.form_key, volunteer, command)


@post(f"{_HERE}/{{certificate:str}}", opt=_FOR, status_code=200, sync_to_thread=True)
def printed(request: Visit, volunteer: VolunteerId, certificate: CertificateId) -> Template:
    """The paper with the full name; the person can read that it was looked up, and what for."""
    caller = caller_for(request, volunteer)
    standing = standing_of(caller, volunteer, certificate)
    name = looked_up_name(caller, volunteer, standing.paper.serial)
    here = f"/desk/people/{volunteer}/certificates"
    return page(
        request, "papers/certificate.html", name=name, back=here, path=here,
        **told_on(request, caller, standing),
    )  # fmt: skip


def looked_up_name(caller: Caller, volunteer: str, what_for: str) -> str:
    """The full name of somebody, on record; raises `Stop` (404) for whoever was forgotten."""
    try:
        told_of = caller.house.particulars.look_up(
            volunteer, ("display_name",), by=caller.who, purpose=as_kept("request", what_for),
            now=caller.now(), policy=policy_of(caller),
        )  # fmt: skip
    except (PersonUnknown, PersonErased):
        raise Stop("not_found") from None
    return str(told_of.get("display_name", ""))


def _do(
    request: Visit, caller: Caller, form_key: str, volunteer: str, command: Command
) -> Response[Any]:
    return pressed_for(
        request, caller, volunteer, form_key, command, shown=_shown,
        back=f"/desk/people/{volunteer}/certificates",
    )  # fmt: skip


def _shown(
    request: Visit, caller: Caller, volunteer: str, status: int = 200, problem: str = ""
) -> Template:
    here = f"/desk/people/{volunteer}/certificates"
    found = caller.ledger.certificates.of(volunteer)
    return page(
        request, "papers/certificates.html", status, here=here, problem=problem,
        masked=caller.masked_name(volunteer), form_key=fresh_form_key(), at_the_desk=True,
        papers=found, back=f"/desk/people/{volunteer}", path=here,
    )  # fmt: skip


ROUTES: list[Any] = [certificates_of, issue, take_back, printed]
