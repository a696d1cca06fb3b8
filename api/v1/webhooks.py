"""Webhooks over HTTP: where programs elsewhere hear of facts, and how that is going."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Annotated, Any, Literal

import msgspec
from litestar import get, post
from litestar.params import JSONBody, PathParameter
from litestar.response.base import ASGIResponse
from sqlalchemy import Connection

from api.access.table import Deed, opens_to
from api.problems import FieldProblem, Stop
from api.v1 import paging
from api.v1.addresses import USUAL, Cursor, Limit
from api.v1.asking import Call, by, caller_of, done
from api.v1.documents import READS, writes
from api.v1.listening import (
    PingSent,
    SecretChanged,
    WebhookItem,
    WebhookMade,
    Webhooks,
    WebhookSeen,
    figures,
    must_see,
)
from api.v1.words import Body, EmptyRequest, Name
from api.webhooks.choosing import waiting_for
from api.webhooks.endpoints import Endpoint
from api.webhooks.fact_ids import PATTERN as MESSAGE
from api.webhooks.fact_ids import position_of
from api.webhooks.wishes import Wishes
from api.webhooks.within import within
from ledger.command import Receipt
from ledger.facts import FACTS
from ledger.refusals import Refusal

_KEEPING = opens_to(Deed.KEEP_WEBHOOKS)
TheWebhook = Annotated[str, PathParameter(pattern="^webhook-[0-9a-z]{1,32}$")]
Url = Annotated[
    str,
    msgspec.Meta(
        min_length=1, max_length=500, description="`https://…`, without a user or a fragment"
    ),
]
Kinds = Annotated[list[Literal[*FACTS]], msgspec.Meta(min_length=1, max_length=200)]
MessageId = Annotated[
    str, msgspec.Meta(pattern=MESSAGE, description="the `webhook-id` of a message")
]


class WebhookRequest(Body, kw_only=True):
    """Where to send what happens from now on within your reach: facts of these types, or of all
    of them."""

    url: Url
    types: Kinds | None = None
    label: Name | None = None


class ReplayRequest(Body, kw_only=True):
    """The message after which everything is sent again; None for everything from the beginning
    of the book."""

    after: MessageId | None


@post("/webhooks", opt=_KEEPING, **writes(WebhookMade))
async def open_webhook(request: Call, data: JSONBody[WebhookRequest]) -> ASGIResponse:
    """Have every fact within your reach sent somewhere, from now on."""
    caller, head = caller_of(request), await _head(request)

    def act(connection: Connection) -> WebhookMade:
        made = caller.house.webhooks.wishes.open(
            connection, caller.who, data.url, kinds=data.types, label=data.label, behind=head
        )
        return WebhookMade(**figures(caller, made), secret=made.secrets[0])

    return await _carry_out(request, data, head, act)


@get("/webhooks", opt=_KEEPING, **READS)
def list_webhooks(request: Call, limit: Limit = USUAL, cursor: Cursor = "") -> Webhooks:
    """The places that listen, also those that ended."""
    caller = caller_of(request)
    behind = paging.position_of(caller.ledger, cursor) or 0
    rest = [one for one in within(caller) if one[0] > behind]
    page = paging.cut(caller.ledger, rest[: limit + 1], limit, lambda one: one[0])
    items = [WebhookItem(**figures(caller, one)) for _, one in page.items]
    return Webhooks(items=items, next_cursor=page.next_cursor)


@get("/webhooks/{webhook:str}", opt=_KEEPING, **READS)
def read_webhook(request: Call, webhook: TheWebhook) -> WebhookSeen:
    """One place that listens, and what waits for it."""
    caller = caller_of(request)
    found = must_see(caller, webhook)
    waiting = waiting_for(caller.house, found)
    since = waiting[0].recorded_at if waiting else None
    return WebhookSeen(**figures(caller, found), waiting=len(waiting), waiting_since=since)


@post("/webhooks/{webhook:str}/end", opt=_KEEPING, **writes(WebhookItem))
async def end_webhook(
    request: Call, webhook: TheWebhook, data: JSONBody[EmptyRequest]
) -> ASGIResponse:
    """Send nothing there any more, for ever."""
    return await _have(request, webhook, data, _wishes(request).end)


@post("/webhooks/{webhook:str}/resumption", opt=_KEEPING, **writes(WebhookItem))
async def resume_webhook(
    request: Call, webhook: TheWebhook, data: JSONBody[EmptyRequest]
) -> ASGIResponse:
    """Go on at once where a place was paused or has been failing."""
    return await _have(request, webhook, data, _wishes(request).resume)


@post("/webhooks/{webhook:str}/secrets", opt=_KEEPING, **writes(SecretChanged))
async def change_secret(
    request: Call, webhook: TheWebhook, data: JSONBody[EmptyRequest]
) -> ASGIResponse:
    """A new secret; for a day both sign."""

    def answer(changed: Endpoint) -> SecretChanged:
        return SecretChanged(
            id=changed.webhook, secret=changed.secrets[0], old_secret_until=changed.before_until
        )

    return await _have(request, webhook, data, _wishes(request).change_secret, answer)


@post("/webhooks/{webhook:str}/ping", opt=_KEEPING, **writes(PingSent))
async def ping_webhook(
    request: Call, webhook: TheWebhook, data: JSONBody[EmptyRequest]
) -> ASGIResponse:
    """Send a test message soon, also to a place that is paused."""

    def answer(asked: Endpoint) -> PingSent:
        return PingSent(id=asked.webhook, message=asked.ping)

    return await _have(request, webhook, data, _wishes(request).ping, answer)


@post("/webhooks/{webhook:str}/replay", opt=_KEEPING, **writes(WebhookItem))
async def replay_webhook(
    request: Call, webhook: TheWebhook, data: JSONBody[ReplayRequest]
) -> ASGIResponse:
    """Send once more what came after a message, in order and under the same ids."""
    ledger, after, behind = caller_of(request).ledger, data.after, 0
    if after is not None:
        told = await asyncio.to_thread(position_of, ledger, after)
        if told is None:
            raise Stop("malformed", [FieldProblem("no message of ours", "/after")])
        behind = told
    replay = _wishes(request).replay
    return await _have(request, webhook, data, lambda *there: replay(*there, behind))


async def _have(
    request: Call,
    webhook: str,
    data: Any,
    wish: Callable[[Connection, str], Endpoint],
    answer: Callable[[Endpoint], Any] | None = None,
) -> ASGIResponse:
    """Carry out a wish about one place within reach, and answer with it as it is then."""
    caller, head = caller_of(request), await _head(request)
    await asyncio.to_thread(must_see, caller, webhook)

    def act(connection: Connection) -> Any:
        changed = wish(connection, webhook)
        return answer(changed) if answer else WebhookItem(**figures(caller, changed))

    return await _carry_out(request, data, head, act)


async def _carry_out(
    request: Call, data: Any, head: int, act: Callable[[Connection], Any]
) -> ASGIResponse:
    caller = caller_of(request)
    sender = by(request, data)
    answer, again = await asyncio.to_thread(caller.house.webhooks.once, sender, head, act)
    if answer.refusal is not None:
        why = Refusal()
        why.position, why.replayed = answer.position, again
        raise Stop(answer.refusal, refusal=why)
    return done(caller, Receipt(answer.position, (), replayed=again), answer.body)


async def _head(request: Call) -> int:
    return await asyncio.to_thread(caller_of(request).ledger.book.head)


def _wishes(request: Call) -> Wishes:
    return caller_of(request).house.webhooks.wishes


ROUTES = [
    open_webhook, list_webhooks, read_webhook, end_webhook, resume_webhook, change_secret,
    ping_webhook, replay_webhook,
]  # fmt: skip
