"""Households: who lives with whom (一户一卡), so that nobody decides for their own family."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Response, get, post
from litestar.params import URLEncodedBody
from litestar.response import Redirect, Template

from api.access.own import own_volunteers
from api.access.table import Deed, opens_to
from api.pages.language import translate
from api.pages.office.callers import (
    FormKey,
    Pressed,
    Short,
    carry_out,
    fresh_form_key,
    id_from,
)
from api.pages.office.finding import find_volunteer
from api.pages.office.person import VolunteerId
from api.pages.office.someone import caller_for, pressed_for
from api.pages.visits import Visit, page, told
from api.problems import Stop
from api.v1.asking import Caller
from api.wording import WORDING
from ledger.facts import Fact, HouseholdJoined, HouseholdLeft
from ledger.households import FormHousehold, JoinHousehold, LeaveHousehold
from ledger.refusals import Refusal
from ledger.states import State
from ledger.subjects.household import LivesWith

_KEEPING = opens_to(Deed.KEEP_HOUSEHOLDS)


class Members(State):
    """Who lives in this household, in the order in which they moved in?"""

    __slots__ = ("living",)
    listens = (HouseholdJoined, HouseholdLeft)

    def __init__(self, household: str) -> None:
        super().__init__(household)
        self.living: dict[str, None] = {}

    def evolve(self, fact: Fact) -> None:
        """Somebody moved in, or out."""
        if isinstance(fact, HouseholdJoined):
            self.living[fact.volunteer] = None
        elif isinstance(fact, HouseholdLeft):
            self.living.pop(fact.volunteer, None)


class With(msgspec.Struct):
    """With whom somebody lives, by number or telephone."""

    named: Short = ""
    form_key: FormKey = ""


@get("/desk/people/{volunteer:str}/household", opt=_KEEPING, sync_to_thread=True)
def household(request: Visit, volunteer: VolunteerId) -> Template:
    """Who lives with this volunteer."""
    return _shown(request, caller_for(request, volunteer), volunteer)


@post("/desk/people/{volunteer:str}/household", opt=_KEEPING, status_code=303,
      sync_to_thread=True)  # fmt: skip
def join(
    request: Visit, volunteer: VolunteerId, data: URLEncodedBody[With]
) -> Response[Any]:
    """Join the household of another person; where there is none yet, both form one."""
    caller = caller_for(request, volunteer)
    other = find_volunteer(caller, data.named)
    if other is None or other == volunteer:
        said = translate("Nobody else within reach has this number.")
        return _shown(request, caller, volunteer, 404, said)
    try:
        _bring_together(caller, data.form_key, volunteer, other)
    except Refusal as refusal:
        status = WORDING[refusal.code].status
        return _shown(request, caller, volunteer, status, told(refusal))
    return Redirect(f"/desk/people/{volunteer}/household", status_code=303)


@post("/desk/people/{volunteer:str}/household/leave", opt=_KEEPING, status_code=303,
      sync_to_thread=True)  # fmt: skip
def leave(
    request: Visit, volunteer: VolunteerId, data: URLEncodedBody[Pressed]
) -> Response[Any]:
    """The volunteer lives there no more; nobody sends somebody out of their own household."""
    caller = caller_for(request, volunteer)
    home = caller.ledger.book.look(LivesWith(volunteer)).household
    if home is None:  # Pressed twice, or somebody else was faster.
        return Redirect(f"/desk/people/{volunteer}/household", status_code=303)
    command = LeaveHousehold(
        household=home, volunteer=volunteer, own_volunteers=own_volunteers(caller)
    )
    return pressed_for(
        request, caller, volunteer, data.form_key, command, shown=_shown,
        back=f"/desk/people/{volunteer}/household",
    )  # fmt: skip


def _bring_together(caller: Caller, form_key: str, volunteer: str, other: str) -> None:
    book = caller.ledger.book
    home = book.look(LivesWith(other)).household
    if home is None:
        # The new one joins the home the volunteer has, if there is one.
        home, volunteer, other = book.look(LivesWith(volunteer)).household, other, volunteer
    if home is None:
        row = caller.ledger.directory.volunteer(other)
        if row is None:
            raise Stop("not_found")
        home = id_from(caller, "household", form_key)
        carry_out(caller, form_key, FormHousehold(household=home, community=row.community), "f")
        carry_out(caller, form_key, JoinHousehold(household=home, volunteer=other), "o")
    carry_out(caller, form_key, JoinHousehold(household=home, volunteer=volunteer), "j")


def _shown(
    request: Visit, caller: Caller, volunteer: str, status: int = 200, problem: str = ""
) -> Template:
    book = caller.ledger.book
    home = book.look(LivesWith(volunteer)).household
    living = [each for each in book.look(Members(home)).living if each != volunteer] if home else []
    names = caller.house.people.masked_names([volunteer, *living])
    return page(
        request, "office/household.html", status, volunteer=volunteer, problem=problem,
        masked=names[volunteer], living=[names[each] for each in living], has_home=bool(home),
        form_key=fresh_form_key(), path=f"/desk/people/{volunteer}/household",
    )  # fmt: skip


ROUTES: list[Any] = [household, join, leave]
