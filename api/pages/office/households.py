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
    today_of,
)
from api.pages.office.finding import find_volunteer
from api.pages.office.person import VolunteerId
from api.pages.office.someone import caller_for, pressed_for
from api.pages.visits import Visit, page, told
from api.problems import Stop
from api.v1.asking import Caller
from api.wording import WORDING
from ledger.facts import Fact, HouseholdJoined, HouseholdLeft
from ledger.households import FormHousehold, JoinHousehold, LeaveHousehold, MoveHousehold
from ledger.refusals import Refusal
from ledger.states import State
from ledger.subjects.household import Household, LivesWith
from projections.tree import Unit

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


class Where(msgspec.Struct):
    """In which building somebody lives."""

    building: Short = ""
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


@post("/desk/people/{volunteer:str}/household/building", opt=_KEEPING, status_code=303,
      sync_to_thread=True)  # fmt: skip
def move(request: Visit, volunteer: VolunteerId, data: URLEncodedBody[Where]) -> Response[Any]:
    """The household lives in this building; whoever has none becomes a household of one."""
    caller = caller_for(request, volunteer)
    home = caller.ledger.book.look(LivesWith(volunteer)).household
    if all(each.unit != data.building for each in _buildings(caller, volunteer, home)):
        said = translate("There is no such building in the community.")
        return _shown(request, caller, volunteer, 422, said)
    try:
        if home is None:
            _settle(caller, data.form_key, volunteer, data.building)
        else:
            carry_out(caller, data.form_key, MoveHousehold(household=home, building=data.building))
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
    home = home or _settle(caller, form_key, other)
    carry_out(caller, form_key, JoinHousehold(household=home, volunteer=volunteer), "j")


def _settle(caller: Caller, form_key: str, volunteer: str, building: str | None = None) -> str:
    """Somebody becomes a household of one; returns the household."""
    home = id_from(caller, "household", form_key)
    community = _community(caller, volunteer, None)
    formed = FormHousehold(household=home, community=community, building=building)
    carry_out(caller, form_key, formed, "f")
    carry_out(caller, form_key, JoinHousehold(household=home, volunteer=volunteer), "o")
    return home


def _community(caller: Caller, volunteer: str, home: str | None) -> str:
    """Where the household is at home, or, of whoever has none, the volunteer; by today's name."""
    if home is not None:
        community = caller.ledger.book.look(Household(home)).must_exist().community
    else:
        row = caller.ledger.directory.volunteer(volunteer)
        if row is None:
            raise Stop("not_found")
        community = row.community
    return caller.ledger.units.called(community, today_of(caller))


def _buildings(caller: Caller, volunteer: str, home: str | None) -> list[Unit]:
    """The buildings in which they may live."""
    today, known = today_of(caller), caller.ledger.units.now()
    community = _community(caller, volunteer, home)
    return [
        row
        for row in known.standing(today)
        if row.kind == "building" and known.within(row.unit, community, today)
    ]


def _shown(
    request: Visit, caller: Caller, volunteer: str, status: int = 200, problem: str = ""
) -> Template:
    book = caller.ledger.book
    home = book.look(LivesWith(volunteer)).household
    living = [each for each in book.look(Members(home)).living if each != volunteer] if home else []
    names = caller.house.people.masked_names([volunteer, *living])
    building = book.look(Household(home)).building if home else None
    return page(
        request, "office/household.html", status, volunteer=volunteer, problem=problem,
        masked=names[volunteer], living=[names[each] for each in living], has_home=bool(home),
        buildings=_buildings(caller, volunteer, home),
        building=caller.ledger.units.name_of(building) if building else "",
        form_key=fresh_form_key(), path=f"/desk/people/{volunteer}/household",
    )  # fmt: skip


ROUTES: list[Any] = [household, join, move, leave]
