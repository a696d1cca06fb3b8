"""Registering: somebody becomes a volunteer at the desk, after reading what they agree to."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

import msgspec
from litestar import Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.params import URLEncodedBody
from litestar.response import Template

from api.access.roles import Role
from api.access.table import Deed, may, opens_to
from api.pages.language import LANGUAGE
from api.pages.office.appointing import NobodyNamed, is_a_name
from api.pages.office.callers import (
    FormKey,
    Short,
    Ticked,
    caller_here,
    catch_up,
    form_sender,
    fresh_form_key,
    policy_of,
)
from api.pages.office.consents import agree_on_paper
from api.pages.office.finding import communities_within, find_volunteer
from api.pages.office.guardians import let_guard
from api.pages.office.powers import roles_to_give
from api.pages.visits import Visit, page
from api.people.ages import Care
from api.people.editions import edition_for, read_edition
from api.people.phones import plain_phone
from api.problems import Stop
from api.registering import Applicant, care_of, register
from api.v1.asking import Caller
from api.v1.words import born_implausibly
from ledger.command import Receipt
from ledger.subjects.agreement import PUBLISHING, SERVING


class Entry(msgspec.Struct):
    """What is entered at the desk: first the person, then what was read and signed."""

    step: Literal["read", "register"] = "read"
    display_name: Short = ""
    phone: Short = ""
    community: Short = ""
    birth_date: Short = ""
    serving: Ticked = ""
    publishing: Ticked = ""
    guardian_name: Short = ""
    guardian_phone: Short = ""
    form_key: FormKey = ""


@get("/desk/people/new", opt=opens_to(Deed.REGISTER_VOLUNTEER), sync_to_thread=True)
def begin(request: Visit) -> Template:
    """The empty form."""
    return _first_page(request, caller_here(request), Entry(form_key=fresh_form_key()))


@post("/desk/people/new", opt=opens_to(Deed.REGISTER_VOLUNTEER), status_code=200)
async def enter(request: Visit, data: URLEncodedBody[Entry]) -> Response[Any]:
    """Show what there is to agree to; and when that was signed, register the person."""
    caller = caller_here(request)
    refused = await sync_to_thread(_unfit, request, caller, data)
    if refused is not None:
        return refused
    applicant = _applicant(data)
    try:
        care = care_of(caller, applicant)
        asked = await sync_to_thread(_second_page, request, caller, data, care)
        if asked is not None:
            return asked
        said = msgspec.structs.asdict(data)
        receipt = await register(caller, applicant, form_sender(caller, data.form_key, said))
    except Stop as stop:
        if stop.code not in ("too_young", "phone_known", "phone_unreadable"):
            raise
        return await sync_to_thread(_first_page, request, caller, data, stop.code, stop.details)
    return await sync_to_thread(_registered, request, caller, data, care, receipt)


def _unfit(request: Visit, caller: Caller, entry: Entry) -> Template | None:
    """The form once more, when something in it cannot be."""
    problem = None
    if not is_a_name(entry.display_name):
        problem = "name"
    elif plain_phone(entry.phone) is None:
        problem = "phone_unreadable"
    elif entry.community not in {unit.unit for unit in communities_within(caller)}:
        problem = "community"
    elif entry.birth_date and not _is_birthday(caller, entry.birth_date):
        problem = "birth_date"
    return None if problem is None else _first_page(request, caller, entry, problem)


def _second_page(request: Visit, caller: Caller, entry: Entry, care: Care) -> Template | None:
    """What there is to read and sign; None when everything has been."""
    problem = None
    if entry.step == "register":
        problem = _unsigned(caller, entry, care)
        if problem is None:
            return None
    policy = policy_of(caller)
    purposes = (SERVING,) if care is Care.CHILD else (SERVING, PUBLISHING)
    return page(
        request, "office/agree.html", 422 if problem else 200, entered=entry, care=care.value,
        problem=problem, path="/desk/people/new", adult_at=policy.people.guardian_consent_below_age,
        texts=[
            (purpose, read_edition(edition_for(purpose, care), LANGUAGE.get()))
            for purpose in purposes
        ],
    )  # fmt: skip


def _unsigned(caller: Caller, entry: Entry, care: Care) -> str | None:
    """What is still missing: a signature, or whoever signs for a minor."""
    if not entry.serving:
        return "serving"
    if care is Care.ADULT:
        return None
    if not may(caller.who, Deed.APPOINT) or Role.GUARDIAN not in roles_to_give(caller.who):
        return "staff"
    phone = plain_phone(entry.guardian_phone)
    known = find_volunteer(caller, entry.guardian_phone) if phone else None
    if phone is None or phone == plain_phone(entry.phone):
        return "guardian"
    return None if known or is_a_name(entry.guardian_name) else "guardian"


def _registered(
    request: Visit, caller: Caller, entry: Entry, care: Care, receipt: Receipt
) -> Template:
    """Write down what was signed; sent again, each step is found done."""
    registered = receipt.facts[0]
    volunteer, key = registered.volunteer, entry.form_key
    if care is not Care.ADULT:
        try:
            let_guard(caller, key, volunteer, entry.guardian_phone, entry.guardian_name)
        except NobodyNamed:
            raise Stop("malformed") from None
    agree_on_paper(caller, key, volunteer, SERVING, care)
    if entry.publishing and care is not Care.CHILD:
        agree_on_paper(caller, key, volunteer, PUBLISHING, care)
    return page(
        request, "office/registered.html", number=registered.number, volunteer=volunteer,
        masked=caller.house.people.masked_name(volunteer), path="/desk/people/new",
        may_see=may(caller.who, Deed.SEE_PEOPLE), minor=care is not Care.ADULT,
    )  # fmt: skip


def _first_page(
    request: Visit,
    caller: Caller,
    entry: Entry,
    problem: str | None = None,
    details: dict[str, int | str] | None = None,
) -> Template:
    catch_up(caller)
    known = find_volunteer(caller, entry.phone) if problem == "phone_known" else None
    return page(
        request, "office/register.html", 422 if problem else 200, entered=entry, problem=problem,
        communities=communities_within(caller), path="/desk/people/new", known=known,
        min_age=(details or {}).get("min_age", 0),
        adult_at=policy_of(caller).people.guardian_consent_below_age,
    )  # fmt: skip


def _applicant(entry: Entry) -> Applicant:
    return Applicant(
        display_name=entry.display_name.strip(), phone=entry.phone.strip(),
        community=entry.community,
        birth_date=date.fromisoformat(entry.birth_date) if entry.birth_date else None,
    )  # fmt: skip


def _is_birthday(caller: Caller, text: str) -> bool:
    try:
        return not born_implausibly(date.fromisoformat(text), caller.now())
    except ValueError:
        return False


ROUTES: list[Any] = [begin, enter]
