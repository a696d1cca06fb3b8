"""Keys: which programs come in within reach, without their secrets, and how one is taken back."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Response, get, post
from litestar.params import PathParameter, URLEncodedBody
from litestar.response import Redirect, Template

from api.access.keys import KeptKey
from api.access.reach import reaches, unlimited
from api.access.table import Deed, may, opens_to
from api.pages.belonging import place_name
from api.pages.office.callers import Pressed, caller_here, catch_up, fresh_form_key
from api.pages.office.powers import BINDINGS, roles_for_keys
from api.pages.visits import Visit, page
from api.problems import Stop
from api.v1.asking import Caller

KEYS_SHOWN = 200

KeyId = Annotated[str, PathParameter(pattern="^key-[0-9a-z]{1,32}$")]


@get("/desk/keys", opt=opens_to(Deed.SEE_KEYS), sync_to_thread=True)
def keys(request: Visit) -> Template:
    """Every key that was given out within reach, the latest first."""
    caller = caller_here(request)
    catch_up(caller)
    latest = [kept for kept in reversed(caller.house.keys.all()) if _within(caller, kept)]
    return page(
        request, "office/keys.html", keys=[_told(caller, kept) for kept in latest[:KEYS_SHOWN]],
        may_make=may(caller.who, Deed.MAKE_KEY), form_key=fresh_form_key(),
    )  # fmt: skip


@post(
    "/desk/keys/{key:str}/revoke", opt=opens_to(Deed.END_KEY), status_code=303, sync_to_thread=True
)
def revoke(request: Visit, key: KeyId, data: URLEncodedBody[Pressed]) -> Response[Any]:
    """Let nobody in by this key any more; pressing again changes nothing."""
    caller = caller_here(request)
    kept = next((each for each in caller.house.keys.all() if each.who.id == key), None)
    if kept is None or not _within(caller, kept):
        raise Stop("not_found")
    if not _may_revoke(caller, kept):
        raise Stop("forbidden")
    caller.house.keys.revoke(key)
    return Redirect("/desk/keys", status_code=303)


def _within(caller: Caller, kept: KeptKey) -> bool:
    if kept.who.ledger != caller.ledger.name:
        return False
    if unlimited(caller.who):
        return True
    places = [place for name in BINDINGS if (place := getattr(kept.who, name))]
    return bool(places) and all(reaches(caller, place) for place in places)


def _may_revoke(caller: Caller, kept: KeptKey) -> bool:
    """Whoever could have made it, and those who see to the machines."""
    if not may(caller.who, Deed.END_KEY):
        return False
    seen_to = not may(caller.who, Deed.MAKE_KEY)
    return seen_to or kept.who.role in roles_for_keys(caller.who) or kept.who.volunteer is not None


def _told(caller: Caller, kept: KeptKey) -> dict[str, Any]:
    people, who = caller.house.people, kept.who
    over = kept.expires_at is not None and kept.expires_at <= caller.now()
    return {
        "id": who.id, "label": kept.label or "", "role": who.role.value,
        "place": place_name(caller.ledger, who) or "",
        "volunteer": people.masked_name(who.volunteer) if who.volunteer else "",
        "verbs": sorted(who.verbs) if who.verbs is not None else None,
        "made_by": people.masked_name(kept.made_by) if kept.made_by else "",
        "created_at": kept.created_at, "last_used_at": kept.last_used_at,
        "expires_at": kept.expires_at, "revoked_at": kept.revoked_at, "over": over,
        "may_revoke": kept.revoked_at is None and not over and _may_revoke(caller, kept),
    }  # fmt: skip


ROUTES: list[Any] = [keys, revoke]
