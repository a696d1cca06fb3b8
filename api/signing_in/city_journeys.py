"""Journeys: what a browser carries on its way to the city and back, so that nobody else arrives."""

from __future__ import annotations

import base64
import hmac
import secrets
from datetime import datetime

import msgspec
from cryptography.fernet import Fernet, InvalidToken

LASTS_SECONDS = 600


class JourneyLost(Exception):
    """Whoever arrives did not set out here, or too long ago."""


class Journey(msgspec.Struct, frozen=True, kw_only=True):
    """A way to the provider and back.

    `state` is what the provider must send back, `nonce` what its token must say, `verifier` what
    proves that the code was meant for us, `back` where it sends people. `wanted` is the page to
    go to afterwards. Whoever comes to link an account has the `session` they had when they set
    out, or the token of an `invitation`.
    """

    state: str
    nonce: str
    verifier: str
    back: str
    wanted: str = ""
    session: str | None = None
    invitation: str | None = None

    @property
    def to_link(self) -> bool:
        """Whether somebody goes to link an account, and not just to sign in."""
        return bool(self.session or self.invitation)


def set_out(
    back: str, wanted: str = "", *, session: str | None = None, invitation: str | None = None
) -> Journey:
    """A new journey; each of its three secrets is one of 2^256."""
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    return Journey(
        state=state, nonce=nonce, verifier=verifier, back=back, wanted=wanted, session=session,
        invitation=invitation,
    )  # fmt: skip


class Luggage:
    """Journeys as cookies: unreadable, for the verifier must stay ours, and good for ten minutes.

    A cookie can be copied, so nothing here makes it single use; the provider's code is.
    """

    def __init__(self, secret: bytes) -> None:
        self._box = Fernet(base64.urlsafe_b64encode(secret))

    def packed(self, journey: Journey, now: datetime) -> str:
        """The cookie."""
        note = msgspec.json.encode(journey)
        return self._box.encrypt_at_time(note, int(now.timestamp())).decode().rstrip("=")

    def unpacked(self, cookie: str, state: str, now: datetime) -> Journey:
        """The journey of this browser; raises JourneyLost unless `state` came back with it."""
        padded = cookie + "=" * (-len(cookie) % 4)
        try:
            note = self._box.decrypt_at_time(padded, LASTS_SECONDS, int(now.timestamp()))
            journey = msgspec.json.decode(note, type=Journey)
        except (InvalidToken, msgspec.MsgspecError, ValueError) as unreadable:
            raise JourneyLost from unreadable
        if not hmac.compare_digest(journey.state.encode(), state.encode(errors="replace")):
            raise JourneyLost
        return journey
