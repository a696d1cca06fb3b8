"""Making keys: for a program, in a role no higher than one's own, for some deeds and some days."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any

import msgspec
from litestar import get, post
from litestar.params import URLEncodedBody
from litestar.response import Template

from api.access.roles import Role
from api.access.table import Deed, opens_to
from api.pages.office.callers import (
    FormKey,
    RoleInQuery,
    Short,
    caller_here,
    catch_up,
    for_the_first_time,
    fresh_form_key,
)
from api.pages.office.choices import Choices, choices_for, lines_within
from api.pages.office.powers import may_bind, roles_for_keys, verbs_of
from api.pages.visits import Visit, page
from api.problems import Stop
from api.v1.asking import Caller

DAYS = (7, 30, 90, 365)
_ONE_VERB = Annotated[str, msgspec.Meta(max_length=40)]


class Order(msgspec.Struct):
    """A key as it is to be; a box that is the only one ticked comes as a text."""

    role: Short = ""
    bound: Short = ""
    line: Short = ""
    verbs: list[_ONE_VERB] | _ONE_VERB = ""
    days: Short = ""
    label: Short = ""
    form_key: FormKey = ""

    @property
    def chosen(self) -> frozenset[str]:
        """The deeds that were ticked."""
        return frozenset(filter(None, [self.verbs] if isinstance(self.verbs, str) else self.verbs))


@get("/desk/keys/new", opt=opens_to(Deed.MAKE_KEY), sync_to_thread=True)
def order(request: Visit, role: RoleInQuery = "") -> Template:
    """In which role first, then what it is bound to, and for which deeds."""
    caller = caller_here(request)
    catch_up(caller)
    return _form(request, caller, Order(role=role, days="90"))


@post("/desk/keys/new", opt=opens_to(Deed.MAKE_KEY), status_code=200, sync_to_thread=True)
def make(request: Visit, data: URLEncodedBody[Order]) -> Template:
    """Make it; its text is on this answer, and nobody can show it again."""
    caller = caller_here(request)
    catch_up(caller)
    role, choices = _role_and_choices(caller, data.role)
    if role is None or choices is None:
        raise Stop("forbidden")
    bound_to = choices.bound_to(data.bound, data.line)
    if bound_to is None or not may_bind(caller, role, bound_to):
        return _form(request, caller, data, "bound")
    if not data.chosen or not data.chosen <= set(verbs_of(caller.who, role)):
        return _form(request, caller, data, "verbs")
    if data.days not in {str(days) for days in DAYS} or not data.label.strip():
        return _form(request, caller, data, "label")
    if not for_the_first_time(caller, f"{data.form_key}.key"):
        return page(request, "office/key_made.html", key_text=None, path="/desk/keys")
    key_text, who = caller.house.keys.create(
        role, caller.ledger.name, verbs=data.chosen, label=data.label.strip(),
        made_by=caller.who.made_by or caller.who.actor, appointment=caller.who.appointment,
        expires_at=caller.now() + timedelta(days=int(data.days)),
        **bound_to,
    )  # fmt: skip
    return page(
        request, "office/key_made.html", key_text=key_text, key=who.id, label=data.label.strip(),
        path="/desk/keys",
    )  # fmt: skip


def _form(request: Visit, caller: Caller, wanted: Order, problem: str | None = None) -> Template:
    role, choices = _role_and_choices(caller, wanted.role)
    return page(
        request, "office/make_key.html", 422 if problem else 200, problem=problem,
        roles=[each.value for each in roles_for_keys(caller.who)], entered=wanted,
        role=role.value if role else "", choices=choices, lines=lines_within(caller),
        verbs=[deed.value for deed in verbs_of(caller.who, role)] if role else [],
        chosen=wanted.chosen, days=DAYS, form_key=wanted.form_key or fresh_form_key(),
        path="/desk/keys/new",
    )  # fmt: skip


def _role_and_choices(caller: Caller, name: str) -> tuple[Role | None, Choices | None]:
    role = next((role for role in roles_for_keys(caller.who) if role.value == name), None)
    return role, choices_for(caller, role) if role else None


ROUTES: list[Any] = [order, make]
