"""Asking: who calls, what they may do, and how a command of theirs becomes an answer."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from datetime import datetime
from functools import cache
from hashlib import blake2b
from typing import Any

import msgspec
from litestar import Request
from litestar.params import QueryParameter
from litestar.response.base import ASGIResponse

from api.access.key_tags import key_tag
from api.access.key_texts import well_formed
from api.access.table import may
from api.access.who import Who
from api.house import House
from api.ledgers import Ledger
from api.problems import FieldProblem, Stop
from ledger.command import By, Command, Receipt
from ledger.facts import Fact
from ledger.refusals import Refusal
from ledger.states import State

Call = Request[Any, Any, Any]
KEY_PATTERN = '"?([!#-~](?:[ !#-~]{0,253}[!#-~])?)"?'
"""An idempotency key: at most 255 printable characters of ASCII, perhaps in quotes."""
_KEY = re.compile(KEY_PATTERN)
_NUMBER = re.compile("[0-9]{1,18}")
_encode = msgspec.json.Encoder(order="deterministic").encode


class Caller:
    """Who is asking, in whose ledger, and the house they stand in."""

    __slots__ = ("house", "ledger", "who")

    def __init__(self, who: Who, ledger: Ledger, house: House) -> None:
        self.who = who
        self.ledger = ledger
        self.house = house

    def now(self) -> datetime:
        """The time, as the deployment's clock tells it."""
        return self.ledger.clock.now()

    def masked_name(self, volunteer: str) -> str:
        """What strangers may see of a volunteer's name."""
        return self.house.people.masked_name(volunteer)


class Declined(Command, frozen=True, kw_only=True):
    """The door has looked and says no; the book remembers it under the key, as any refusal."""

    refusal: str

    def asks(self, now: datetime) -> tuple[State, ...]:
        """Nothing: it is decided."""
        return ()

    def decide(self, now: datetime) -> tuple[Fact, ...]:
        """The refusal."""
        raise Refusal.again(self.refusal, {})


def header(request: Call, name: bytes) -> str | None:
    """One header, read without making a dictionary of all of them."""
    for key, value in request.scope["headers"]:
        if key == name:
            return value.decode("latin-1")
    return None


async def let_in(request: Call) -> None:
    """Before every call: a valid key, of a role the call is for. A cookie is never looked at."""
    if request.scope["method"] == "OPTIONS":
        return  # It only asks which methods there are.
    house: House = request.app.state.house
    scheme, _, text = (header(request, b"authorization") or "").partition(" ")
    who = await _holder(house, text) if scheme.lower() == "bearer" else None
    if who is None or not await _still_stands(house, who):
        raise Stop("unauthorised")
    if seconds := house.key_rate.must_wait(who.actor):
        raise Stop("too_many_requests", details={"seconds": seconds})
    if not may(who, request.route_handler.opt["deed"]):
        raise Stop("forbidden")
    ledger = house.ledgers.of(who.ledger)
    request.scope["caller"] = Caller(who, ledger, house)
    if request.scope["query_string"]:
        await _heed_query(request, ledger)


async def _holder(house: House, key_text: str) -> Who | None:
    who = house.keys.remembered(key_text)
    if who is None and well_formed(key_text):
        # Anybody can make up what looks like a key: nobody else waits while it is looked up.
        who = await house.keys.gathering.of(key_text)
    return who


async def _still_stands(house: House, who: Who) -> bool:
    """Whether the role in which the key was made still gives anything."""
    stands = house.offices.at_hand(who)
    return await asyncio.to_thread(house.offices.stands, who) if stands is None else stands


async def _heed_query(request: Call, ledger: Ledger) -> None:
    """Refuse what the call does not know (a misspelt `dry_run` would do harm), and wait for the
    views when the caller wants to see a write."""
    known = _query_kinds(request.route_handler)
    told = request.query_params
    for name in told:
        if name not in known:
            raise _unfit(f"{name[:40]}: there is no such query parameter")
        if len(told.getall(name)) > 1:
            raise _unfit(f"{name}: it is given twice")
        if known[name] is int and not _NUMBER.fullmatch(told[name]):
            raise _unfit(f"{name}: it is not a whole number")
    if "at_least" in told:
        await _wait(ledger, told["at_least"])


async def _wait(ledger: Ledger, token: str) -> None:
    """Wait until the views know a write; a position beyond the book was never handed out."""
    position = ledger.tokens.open(token)
    if position is None or position > ledger.shelf.position:
        if position is None or position > await asyncio.to_thread(ledger.book.head):
            raise Stop("token_malformed")
        if not await ledger.shelf.at_least(position):
            raise Stop("view_behind")


def _unfit(told: str) -> Stop:
    return Stop("malformed", [FieldProblem(told, "")])


@cache
def _query_kinds(route_handler: Any) -> dict[str, Any]:
    """The query parameters a call knows, by name; its framework would take 1e3 for a number."""
    fields = route_handler.parsed_fn_signature.parameters
    kinds = {
        field.kwarg_definition.name or name: field.annotation
        for name, field in fields.items()
        if isinstance(field.kwarg_definition, QueryParameter)
    }
    return kinds | {"at_least": str} if "GET" in route_handler.http_methods else kinds


def caller_of(request: Call) -> Caller:
    """Who asks; the guard has let them in."""
    return request.scope["caller"]


def by(request: Call, body: Any) -> By:
    """The command's sender: the person or the key, the idempotency key, what the request says.

    The fingerprint covers the method, the address and the body in canonical form. Raises
    `Stop` for a missing or malformed Idempotency-Key.
    """
    caller = caller_of(request)
    sent = header(request, b"idempotency-key")
    if sent is None:
        raise Stop("key_missing")
    shape = _KEY.fullmatch(sent.strip())
    if shape is None:
        raise Stop("key_malformed")
    url = f"{request.method} {request.scope['path']}?".encode()
    query = request.scope.get("query_string", b"")
    fingerprint = blake2b(
        url + query + b"\n" + _encode(body), digest_size=16, key=caller.ledger.fingerprint_secret
    ).hexdigest()
    who = caller.who
    return By(who.actor, who.role.value, key_tag(who.actor, shape[1]), fingerprint)


class KeyUse(State):
    """Was anything recorded under this key?"""

    __slots__ = ("used",)

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.used = False

    def evolve(self, fact: Fact) -> None:
        """Something was."""
        self.used = True


async def comes_again(caller: Caller, sender: By) -> bool:
    """Whether the key was used before, so that nothing but the book need be asked."""
    use = await asyncio.to_thread(caller.ledger.book.look, KeyUse(sender.key))
    return use.used


async def ask(caller: Caller, command: Command, sender: By) -> Receipt:
    """Let the book decide now; raises what `Book.record` raises."""
    return await caller.ledger.book.ask(command, sender, caller.now())


async def carry_out(
    caller: Caller, command: Command, sender: By, answer: Callable[[Receipt], Any]
) -> ASGIResponse:
    """Let the book decide, and answer 201 with what `answer` makes of the facts.

    The same key gets the same facts again, and so the same answer; only what an answer looks up
    beside them (a name from the vault, masked) may have changed meanwhile.
    """
    receipt = await ask(caller, command, sender)
    return done(caller, receipt, answer(receipt))


def done(caller: Caller, receipt: Receipt, answer: Any) -> ASGIResponse:
    """201: it is recorded, here is what became of it."""
    headers = [("ledger-position", caller.ledger.tokens.seal(receipt.position))]
    if receipt.replayed:
        headers.append(("idempotency-replayed", "true"))
    return ASGIResponse(
        body=msgspec.json.encode(answer),
        status_code=201,
        media_type="application/json",
        headers=headers,
    )
