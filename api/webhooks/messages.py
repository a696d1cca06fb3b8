"""Messages: a fact as it goes over the wire, in a CloudEvents 1.0 envelope, and signed.

The signature is that of Standard Webhooks 1.0.0: HMAC-SHA256 over the id, the time of sending
and the very bytes of the body, joined by full stops.
"""

from __future__ import annotations

import hmac
import secrets
from base64 import b64decode, b64encode
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

import msgspec

from ledger.recorded import Recorded

CONTENT_TYPE = "application/cloudevents+json; charset=utf-8"
PING = "goldenbean.Ping"
"""The type of the message that only shows whether anything arrives."""
SECRET_PREFIX = "whsec_"
SECRET_BYTES = 32
_JSON = "application/json"
_encode = msgspec.json.Encoder().encode


class Message(NamedTuple):
    """What is sent: an id that stays the same however often it is sent, and the body."""

    id: str
    body: bytes


class Told(msgspec.Struct, kw_only=True):
    """What a message says of a fact: `fact` are its own fields, `tags` whom it concerns."""

    recorded_at: datetime
    actor: str
    role: str
    tags: list[str]
    fact: dict[str, Any]


class Event(msgspec.Struct, kw_only=True, omit_defaults=True):
    """The envelope, as CloudEvents 1.0.2 asks for it in JSON; `time` is when it happened."""

    specversion: str
    id: str
    source: str
    type: str
    time: datetime
    subject: str | None = None
    datacontenttype: str
    data: Any


def type_of(kind: str) -> str:
    """The type that messages about a kind of fact carry."""
    return f"goldenbean.{kind}"


def message_of(recorded: Recorded[Any], message: str, source: str) -> Message:
    """A fact under the id `message`, from the ledger that `source` names."""
    fact = recorded.fact
    tags, fields = fact.tags(), msgspec.to_builtins(fact)
    del fields["at"]
    told = Told(
        recorded_at=recorded.recorded_at, actor=recorded.actor, role=recorded.role, tags=tags,
        fact=fields,
    )  # fmt: skip
    kind = type_of(type(fact).__name__)
    return _message(message, source, kind, fact.at, tags[0] if tags else None, told)


def ping_of(message: str, source: str, webhook: str, now: datetime) -> Message:
    """A message that tells nothing but that it arrived."""
    return _message(message, source, PING, now, webhook, {"webhook": webhook})


def _message(
    message: str, source: str, kind: str, at: datetime, subject: str | None, told: Any
) -> Message:
    event = Event(
        specversion="1.0", id=message, source=source, type=kind, time=at, subject=subject,
        datacontenttype=_JSON, data=told,
    )  # fmt: skip
    return Message(message, _encode(event))


def new_secret() -> str:
    """A new secret as receivers are given it."""
    return SECRET_PREFIX + b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def headers_of(message: Message, sent_at: datetime, shared: Sequence[str]) -> dict[str, str]:
    """What goes above the body, signed with each of the secrets, the newest first."""
    seconds = int(sent_at.timestamp())
    signed = f"{message.id}.{seconds}.".encode() + message.body
    return {
        "content-type": CONTENT_TYPE,
        "webhook-id": message.id,
        "webhook-timestamp": str(seconds),
        "webhook-signature": " ".join(_signature(secret, signed) for secret in shared),
    }


def _signature(secret: str, signed: bytes) -> str:
    key = b64decode(secret.removeprefix(SECRET_PREFIX))
    return "v1," + b64encode(hmac.digest(key, signed, "sha256")).decode()
