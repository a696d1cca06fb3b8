"""Callers: whoever sits at a desk of the office, and what they send from there."""

from __future__ import annotations

import secrets
from datetime import date
from hashlib import blake2b
from typing import Annotated, Any

import msgspec
from litestar.params import QueryParameter

from api.access.key_tags import key_tag
from api.access.reach import reaches
from api.ids import ID_CHARACTERS, crockford
from api.pages.visits import (
    LONGEST_FORM_KEY,
    Visit,
    house_of,
    known_visitor,
    ledger_of,
    sender,
)
from api.problems import Stop
from api.v1.asking import Caller
from ledger.command import By, Command, Receipt
from ledger.policy import Policy

FormKey = Annotated[str, msgspec.Meta(max_length=LONGEST_FORM_KEY)]
Short = Annotated[str, msgspec.Meta(max_length=64)]
Words = Annotated[str, msgspec.Meta(max_length=500)]
RoleInQuery = Annotated[str, QueryParameter(pattern="^[a-z_]{0,20}$")]
Ticked = Annotated[str, msgspec.Meta(max_length=8)]

_encode = msgspec.json.Encoder(order="deterministic").encode


class Pressed(msgspec.Struct):
    """A form that is nothing but a button."""

    form_key: FormKey = ""


def caller_here(visit: Visit) -> Caller:
    """Who sits at this desk; raises NotSignedIn."""
    who = known_visitor(visit)
    return Caller(who, ledger_of(visit, who), house_of(visit))


def policy_of(caller: Caller) -> Policy:
    """The rules of this moment."""
    return caller.ledger.rules.at(caller.now())


def today_of(caller: Caller) -> date:
    """The local day."""
    return caller.ledger.rules.current.local_date(caller.now())


def must_reach_here(caller: Caller, subject: str | None) -> str:
    """The subject itself; whatever lies beyond the caller's reach is not there (404)."""
    if subject is None or not reaches(caller, subject):
        raise Stop("not_found")
    return subject


def catch_up(caller: Caller) -> None:
    """Let the views hear of everything that was written before this was asked."""
    caller.ledger.shelf.wait_for(caller.ledger.book.head())


def fresh_form_key() -> str:
    """What makes a form one form, however often it is sent."""
    return secrets.token_urlsafe(16)


def carry_out(caller: Caller, form_key: str, command: Command, step: str = "") -> Receipt:
    """Let the book decide; one form may take several steps, each of them once. Raises Refusal."""
    by = sender(caller.ledger, caller.who, f"{form_key}{step}", command)
    return caller.ledger.book.record(command, by, caller.now())


def form_sender(caller: Caller, form_key: str, said: Any) -> By:
    """The sender of a form that is told apart by what it says, for commands with fresh ids."""
    if not form_key:
        raise Stop("malformed")
    tag = key_tag(caller.who.actor, form_key)
    fingerprint = blake2b(_encode(said), digest_size=16, key=caller.ledger.fingerprint_secret)
    return By(caller.who.actor, caller.who.role.value, tag, fingerprint.hexdigest())


def id_from(caller: Caller, prefix: str, form_key: str) -> str:
    """The id of what this form makes: the same whenever it is sent, and nobody's choice."""
    if not form_key:
        raise Stop("malformed")
    said = f"{caller.who.actor}\n{prefix}\n{form_key}".encode()
    digest = blake2b(said, digest_size=12, key=caller.ledger.fingerprint_secret).digest()
    number = int.from_bytes(digest, "big") >> (8 * len(digest) - 5 * ID_CHARACTERS)
    return f"{prefix}-{crockford(number, ID_CHARACTERS).lower()}"


def for_the_first_time(caller: Caller, form_key: str) -> bool:
    """Whether this form, which is answered with a secret, is sent for the first time."""
    if not form_key:
        raise Stop("malformed")
    return caller.house.once.first(key_tag(caller.who.actor, form_key))
