"""Skills: whoever has seen a certificate vouches for it, up to the day it runs out."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

import msgspec
from litestar import Response, get, post
from litestar.params import URLEncodedBody
from litestar.response import Template

from api.access.table import Deed, opens_to
from api.pages.language import translate
from api.pages.office.callers import (
    FormKey,
    fresh_form_key,
    today_of,
)
from api.pages.office.person import VolunteerId
from api.pages.office.someone import caller_for, pressed_for
from api.pages.visits import Visit, page
from api.v1.asking import Caller
from ledger.command import Command
from ledger.skills import EndSkill, VerifySkill
from ledger.subjects.skills import Skills

_VERIFYING = opens_to(Deed.VERIFY_SKILL)
_WORD = re.compile("[a-z][a-z0-9_]{0,39}")
SkillCode = Annotated[str, msgspec.Meta(max_length=40)]
Day = Annotated[str, msgspec.Meta(pattern="^(20[0-9]{2}-[0-9]{2}-[0-9]{2})?$")]


class Vouched(msgspec.Struct):
    """The code of the skill, as activities ask for it, and its last day if it has one."""

    skill: SkillCode = ""
    until: Day = ""
    form_key: FormKey = ""


class Ended(msgspec.Struct):
    """A skill that nobody vouches for any more."""

    skill: SkillCode = ""
    form_key: FormKey = ""


@get("/desk/people/{volunteer:str}/skills", opt=_VERIFYING, sync_to_thread=True)
def skills(request: Visit, volunteer: VolunteerId) -> Template:
    """What this volunteer may be asked to do."""
    return _shown(request, caller_for(request, volunteer), volunteer)


@post("/desk/people/{volunteer:str}/skills", opt=_VERIFYING, status_code=303,
      sync_to_thread=True)  # fmt: skip
def verify(
    request: Visit, volunteer: VolunteerId, data: URLEncodedBody[Vouched]
) -> Response[Any]:
    """I have seen the certificate."""
    caller, skill = caller_for(request, volunteer), data.skill.strip()
    if not _WORD.fullmatch(skill):
        said = translate("A skill is written in small Latin letters, such as first_aid.")
        return _shown(request, caller, volunteer, 422, said)
    try:
        until = date.fromisoformat(data.until) if data.until else None
    except ValueError:
        said = translate("There is no such day.")
        return _shown(request, caller, volunteer, 422, said)
    command = VerifySkill(volunteer=volunteer, skill=skill, until=until)
    return _do(request, caller, data.form_key, volunteer, command)


@post("/desk/people/{volunteer:str}/skills/end", opt=_VERIFYING, status_code=303,
      sync_to_thread=True)  # fmt: skip
def end(request: Visit, volunteer: VolunteerId, data: URLEncodedBody[Ended]) -> Response[Any]:
    """It is not vouched for any more."""
    command = EndSkill(volunteer=volunteer, skill=data.skill)
    return _do(request, caller_for(request, volunteer), data.form_key, volunteer, command)


def _do(
    request: Visit, caller: Caller, form_key: str, volunteer: str, command: Command
) -> Response[Any]:
    return pressed_for(
        request, caller, volunteer, form_key, command, shown=_shown,
        back=f"/desk/people/{volunteer}/skills",
    )  # fmt: skip


def _shown(
    request: Visit, caller: Caller, volunteer: str, status: int = 200, problem: str = ""
) -> Template:
    known = caller.ledger.book.look(Skills(volunteer))
    return page(
        request, "office/skills.html", status, volunteer=volunteer, problem=problem,
        masked=caller.house.people.masked_name(volunteer), today=today_of(caller),
        skills=sorted(known.verified.items()), trainings=sorted(known.trainings),
        form_key=fresh_form_key(), path=f"/desk/people/{volunteer}/skills",
    )  # fmt: skip


ROUTES: list[Any] = [skills, verify, end]
