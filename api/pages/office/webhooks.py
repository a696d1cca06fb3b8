"""Webhooks at the desk: which programs elsewhere hear of what happens here, and how that goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

import msgspec
from litestar import Response, get, post
from litestar.params import PathParameter, URLEncodedBody
from litestar.response import Redirect, Template
from sqlalchemy import Connection

from api.access.table import Deed, opens_to
from api.pages.belonging import place_name
from api.pages.language import LANGUAGE, translate
from api.pages.office.callers import (
    FormKey,
    Short,
    caller_here,
    catch_up,
    form_sender,
    fresh_form_key,
)
from api.pages.visits import Visit, page
from api.problems import Stop
from api.v1.asking import Caller
from api.webhooks.choosing import LOOKED_AT, waiting_for
from api.webhooks.endpoints import Endpoint
from api.webhooks.fact_ids import position_of
from api.webhooks.within import is_within, within
from api.wording import WORDING
from ledger.facts import FACTS

WebhookInPath = Annotated[str, PathParameter(pattern="^webhook-[0-9a-z]{1,32}$")]
Url = Annotated[str, msgspec.Meta(max_length=500)]
Kinds = Annotated[str, msgspec.Meta(max_length=4_000)]
ENDED_SHOWN = 20
"""Of those that ended only the latest are shown."""


class NewPlace(msgspec.Struct):
    """Where to send what, as it is typed; no kinds are all of them."""

    url: Url = ""
    label: Short = ""
    kinds: Kinds = ""
    form_key: FormKey = ""


class Changed(msgspec.Struct):
    """What shall become of a place; `after` is the message behind which all is sent again."""

    act: Literal["", "end", "resume", "ping", "replay", "secret"] = ""
    after: Short = ""
    form_key: FormKey = ""


@get("/desk/webhooks", opt=opens_to(Deed.KEEP_WEBHOOKS), sync_to_thread=True)
def webhooks(request: Visit) -> Template:
    """Every place that listens within reach, and the latest of those that ended."""
    return _list(request, caller_here(request))


@post("/desk/webhooks", opt=opens_to(Deed.KEEP_WEBHOOKS), status_code=200, sync_to_thread=True)
def open_webhook(request: Visit, data: URLEncodedBody[NewPlace]) -> Template:
    """Have facts sent somewhere; the secret is on this answer, and nobody can show it again."""
    caller = caller_here(request)
    kinds = data.kinds.replace(",", " ").split()
    if unknown := next((kind for kind in kinds if kind not in FACTS), None):
        problem = translate("There are no facts of the kind %(kind)s.", kind=unknown[:60])
        return _list(request, caller, 422, problem, data)
    wishes, head = caller.house.webhooks.wishes, caller.ledger.book.head()

    def act(connection: Connection) -> str:
        return wishes.open(
            connection, caller.who, data.url.strip(), kinds=kinds or None,
            label=data.label.strip() or None, behind=head,
        ).secrets[0]  # fmt: skip

    try:
        secret = _once(caller, data.form_key, ["open", data.url, data.label, kinds], act)
    except Stop as stop:
        if not stop.code.startswith("webhook"):
            raise
        return _list(request, caller, WORDING[stop.code].status, _words(stop.code), data)
    return page(request, "office/webhook_secret.html", secret=secret, path="/desk/webhooks")


@post("/desk/webhooks/{webhook:str}", opt=opens_to(Deed.KEEP_WEBHOOKS), status_code=303,
      sync_to_thread=True)  # fmt: skip
def change_webhook(
    request: Visit, webhook: WebhookInPath, data: URLEncodedBody[Changed]
) -> Response[Any] | Template:
    """End a place, resume, test or replay it, or change its secret."""
    caller = caller_here(request)
    catch_up(caller)
    found = caller.house.webhooks.endpoints.one(caller.ledger.name, webhook)
    if found is None or not is_within(caller, found):
        raise Stop("not_found")
    behind = _behind(caller, data.after) if data.act == "replay" else 0
    if behind is None:
        return _list(request, caller, 422, translate("There is no such message."))
    try:
        secret = _once(
            caller, data.form_key, [data.act, webhook, data.after],
            lambda connection: _wished(caller, connection, webhook, data.act, behind),
        )  # fmt: skip
    except Stop as stop:
        if stop.code != "webhook_ended":
            raise
        return _list(request, caller, 409, _words(stop.code))
    if data.act == "secret":
        return page(request, "office/webhook_secret.html", secret=secret, path="/desk/webhooks")
    return Redirect(f"/desk/webhooks#{webhook}", status_code=303)


def _wished(
    caller: Caller, connection: Connection, webhook: str, act: str, behind: int
) -> str | None:
    """Carry it out; what is to be shown once."""
    wishes = caller.house.webhooks.wishes
    match act:
        case "end":
            wishes.end(connection, webhook)
        case "resume":
            wishes.resume(connection, webhook)
        case "ping":
            wishes.ping(connection, webhook)
        case "replay":
            wishes.replay(connection, webhook, behind)
        case "secret":
            return wishes.change_secret(connection, webhook).secrets[0]
        case _:
            raise Stop("malformed")
    return None


def _behind(caller: Caller, after: str) -> int | None:
    """The position behind which all is sent again; None for what is no message of ours."""
    told = after.strip()
    return position_of(caller.ledger, told) if told else 0


def _once(
    caller: Caller, form_key: str, said: list[Any], act: Callable[[Connection], str | None]
) -> str | None:
    """What is shown for a form that is sent for the first time; nothing when it comes again.

    Raises `Stop`.
    """
    sender = form_sender(caller, form_key, said)
    answer, again = caller.house.webhooks.once(sender, caller.ledger.book.head(), act)
    if answer.refusal is not None:
        raise Stop(answer.refusal)
    return None if again else msgspec.json.decode(answer.body, type=str | None)


def _list(
    request: Visit, caller: Caller, status: int = 200, problem: str = "",
    entered: NewPlace | None = None,
) -> Template:  # fmt: skip
    catch_up(caller)
    found = [one for _, one in within(caller)]
    ended = sorted((one for one in found if one.ended_at), key=lambda one: one.ended_at)
    shown = [one for one in found if not one.ended_at] + ended[: -ENDED_SHOWN - 1 : -1]
    return page(
        request, "office/webhooks.html", status, problem=problem, entered=entered or NewPlace(),
        webhooks=[_told(caller, one) for one in shown], most=LOOKED_AT, kinds=sorted(FACTS),
        form_key=fresh_form_key(), path="/desk/webhooks",
    )  # fmt: skip


def _words(code: str) -> str:
    return WORDING[code].title(LANGUAGE.get(), {})


def _told(caller: Caller, found: Endpoint) -> dict[str, Any]:
    alike = (
        "label", "address", "state", "delivered_at", "failing_since", "tries", "fault",
        "next_try_at", "paused_why", "ended_at", "ended_why", "made_at", "ping", "ping_outcome",
    )  # fmt: skip
    until = found.before_until
    return {
        "id": found.webhook, "place": place_name(caller.ledger, found.who) or "",
        "kinds": sorted(found.kinds) if found.kinds is not None else None,
        "waiting": len(waiting_for(caller.house, found, LOOKED_AT)),
        "old_secret_until": until if until and until > caller.now() else None,
        **{name: getattr(found, name) for name in alike},
    }  # fmt: skip


ROUTES: list[Any] = [webhooks, open_webhook, change_webhook]
