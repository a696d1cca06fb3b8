"""Awards: beans for a deed that has no hours; the highest grade waits for a second person."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Response, get, post
from litestar.params import URLEncodedBody
from litestar.response import Redirect, Template

from api.access.own import second
from api.access.table import Deed, opens_to
from api.pages.language import translate
from api.pages.office.callers import (
    FormKey,
    Short,
    form_sender,
    fresh_form_key,
    id_from,
    policy_of,
)
from api.pages.office.person import VolunteerId
from api.pages.office.someone import caller_for
from api.pages.second_looks.kept_words import with_words
from api.pages.second_looks.outcomes import outcomes_of
from api.pages.visits import Visit, page, told
from api.v1.asking import Caller
from api.v1.fixed_awards import award_of
from api.wording import WORDING
from ledger.facts import Fact
from ledger.fixed_awards import GiveAward, ProposeAward, needs_two
from ledger.refusals import Refusal

_GIVING = opens_to(Deed.GIVE_AWARD)
Case = Annotated[str, msgspec.Meta(max_length=120)]


class Deserved(msgspec.Struct):
    """Which deed in which grade, as `code:grade`, and what its file is called."""

    deed: Short = ""
    reference: Case = ""
    form_key: FormKey = ""


@get("/desk/people/{volunteer:str}/award", opt=_GIVING, sync_to_thread=True)
def ask(request: Visit, volunteer: VolunteerId) -> Template:
    """Which deeds the policy rewards, and how."""
    return _form(request, caller_for(request, volunteer), volunteer)


@post("/desk/people/{volunteer:str}/award", opt=_GIVING, status_code=200, sync_to_thread=True)
def give(
    request: Visit, volunteer: VolunteerId, data: URLEncodedBody[Deserved]
) -> Response[Any]:
    """Reward a case once; the highest grade goes to the proposals."""
    caller = caller_for(request, volunteer)
    code, _, grade = data.deed.partition(":")
    chosen, case = (code, int(grade) if grade.isdecimal() else 0), data.reference.strip()
    if chosen not in _kinds(caller) or not case:
        said = translate("Please choose a deed, and say what its file is called.")
        return _form(request, caller, volunteer, 422, problem=said)
    try:
        if needs_two(policy_of(caller), chosen[1]):
            return _propose(caller, volunteer, chosen, case, data.form_key)
        command = GiveAward(
            award=award_of(caller, code, case), volunteer=volunteer, code=code,
            grade=chosen[1], giver=second(caller),
        )  # fmt: skip
        said_so = form_sender(caller, data.form_key, [volunteer, data.deed, case])
        receipt = caller.ledger.book.record(command, said_so, caller.now())
    except Refusal as refusal:
        status = WORDING[refusal.code].status
        return _form(request, caller, volunteer, status, problem=told(refusal))
    return _form(request, caller, volunteer, done=receipt.facts)


def _propose(
    caller: Caller, volunteer: str, chosen: tuple[str, int], case: str, form_key: str
) -> Response[Any]:
    proposal, who = id_from(caller, "proposal", form_key), second(caller)
    with_words(
        caller, form_key, volunteer, case,
        lambda note: ProposeAward(
            proposal=proposal, award=award_of(caller, chosen[0], case), volunteer=volunteer,
            code=chosen[0], grade=chosen[1], proposer=who, note=note,
        ),
        chosen,
    )  # fmt: skip
    return Redirect(f"/desk/proposals/{proposal}", status_code=303)


def _kinds(caller: Caller) -> dict[tuple[str, int], bool]:
    """Every deed and grade of the policy, and whether it takes two people."""
    policy = policy_of(caller)
    return {
        (kind.code, grade): needs_two(policy, grade)
        for kind in policy.beans.fixed
        for grade in kind.grades
    }


def _form(
    request: Visit,
    caller: Caller,
    volunteer: str,
    status: int = 200,
    *,
    problem: str = "",
    done: tuple[Fact, ...] = (),
) -> Template:
    return page(
        request, "office/award.html", status, volunteer=volunteer, problem=problem,
        masked=caller.house.people.masked_name(volunteer), done=outcomes_of(caller, done),
        kinds=[(code, grade, two) for (code, grade), two in _kinds(caller).items()],
        form_key=fresh_form_key(), path=f"/desk/people/{volunteer}/award",
    )  # fmt: skip


ROUTES: list[Any] = [ask, give]
