"""Consents: what somebody has signed on paper at the desk, and takes back there."""

from __future__ import annotations

from typing import Any, Literal

import msgspec
from litestar import Response, post
from litestar.params import URLEncodedBody
from litestar.response import Redirect

from api.access.table import Deed, opens_to
from api.pages.office.callers import FormKey, caller_here, carry_out, must_reach_here
from api.pages.office.person import VolunteerId, guardians_of
from api.pages.office.record import care_of, record_of
from api.pages.visits import Visit
from api.people.ages import Care
from api.people.editions import edition_for
from api.problems import Stop
from api.v1.asking import Caller
from ledger.consents import GiveConsent, WithdrawConsent
from ledger.subjects.agreement import PUBLISHING

Purpose = Literal["", "serving", "publishing"]


class Said(msgspec.Struct):
    """Yes or no to one purpose."""

    purpose: Purpose = ""
    answer: Literal["", "yes", "no"] = ""
    form_key: FormKey = ""


@post(
    "/desk/people/{volunteer:str}/consents", opt=opens_to(Deed.RECORD_CONSENT), status_code=303,
    sync_to_thread=True,
)  # fmt: skip
def record_consent(
    request: Visit, volunteer: VolunteerId, data: URLEncodedBody[Said]
) -> Response[Any]:
    """Let the book know what was signed; for a minor it was the guardian who signed."""
    caller = caller_here(request)
    must_reach_here(caller, volunteer)
    if not data.purpose or not data.answer:
        raise Stop("malformed")
    if data.answer == "yes":
        care = care_of(caller, record_of(caller, volunteer))
        if care is Care.CHILD and data.purpose == PUBLISHING:
            raise Stop("forbidden")  # Nothing of a child is shown in public.
        if care is not Care.ADULT and not guardians_of(caller, volunteer):
            raise Stop("forbidden")  # Whoever signed must be known first.
        agree_on_paper(caller, data.form_key, volunteer, data.purpose, care)
    else:
        command = WithdrawConsent(volunteer=volunteer, purpose=data.purpose)
        carry_out(caller, data.form_key, command)
    return Redirect(f"/desk/people/{volunteer}", status_code=303)


def agree_on_paper(
    caller: Caller, form_key: str, volunteer: str, purpose: str, care: Care
) -> None:
    """Somebody has signed the latest edition for that purpose. Raises Refusal."""
    command = GiveConsent(
        volunteer=volunteer, purpose=purpose, text_version=edition_for(purpose, care),
        given_by="self" if care is Care.ADULT else "guardian", means="paper",
    )  # fmt: skip
    carry_out(caller, form_key, command, f".{purpose}")


ROUTES: list[Any] = [record_consent]
