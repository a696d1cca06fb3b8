"""The city's provider as it announces itself: where to send people, whose keys to believe."""

from __future__ import annotations

import asyncio
import json
import ssl
import time
from collections.abc import Callable
from functools import cache
from typing import Any
from urllib.parse import quote

import httpx
import msgspec
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from api.settings.city import CitySettings, leads_to

ANSWERS_WITHIN_SECONDS = 5.0
BELIEVED_SECONDS = 3600
"""How long the provider's addresses and keys are taken to be what they were."""


class ProviderAway(Exception):
    """The provider does not answer, or not as it has to; nobody can sign in by it now."""


class CodeRefused(Exception):
    """The provider does not honour what somebody brought back from it."""


class Announced(msgspec.Struct, frozen=True):
    """What the discovery document says of the provider, as far as we need it."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)
    authorization_response_iss_parameter_supported: bool = False


class Given(msgspec.Struct, frozen=True):
    """What the provider gives for a code."""

    id_token: str
    access_token: str | None = None


class CityProvider:
    """The provider at the other end of the wire; every answer is waited for briefly.

    Its addresses and its keys are asked for once an hour, and its keys once more when it has
    signed with one that is not among them: providers change their keys as they like.
    """

    def __init__(
        self, settings: CitySettings, ticks: Callable[[], float] = time.monotonic
    ) -> None:
        self.settings = settings
        self._ticks = ticks
        self._announced: tuple[float, Announced] | None = None
        self._keys: tuple[float, KeySet] | None = None

    async def announced(self) -> Announced:
        """Where its doors are; raises ProviderAway."""
        if self._announced is None or self._is_old(self._announced[0]):
            address = f"{self.settings.issuer.rstrip('/')}/.well-known/openid-configuration"
            self._announced = self._ticks(), self._checked(await self._fetched(address))
        return self._announced[1]

    async def keys(self, *, anew: bool = False) -> KeySet:
        """The keys it signs with; raises ProviderAway."""
        if anew or self._keys is None or self._is_old(self._keys[0]):
            content = await self._fetched((await self.announced()).jwks_uri)
            try:
                self._keys = self._ticks(), KeySet.import_key_set(json.loads(content))
            except (JoseError, ValueError, TypeError, KeyError, AttributeError) as unreadable:
                raise ProviderAway("its keys cannot be read") from unreadable
        return self._keys[1]

    async def redeem(self, code: str, verifier: str, back: str) -> Given:
        """Exchange a code for what it stands for; raises CodeRefused and ProviderAway.

        `back` is the address that the code was sent to (RFC 6749, 4.1.3), `verifier` proves
        that it was we who asked for it (RFC 7636).
        """
        announced = await self.announced()
        form = {
            "grant_type": "authorization_code", "code": code, "redirect_uri": back,
            "code_verifier": verifier,
        }  # fmt: skip
        answer = await self._asked(
            "POST", announced.token_endpoint, **self._proving_who_asks(announced, form)
        )
        if 400 <= answer.status_code < 500:
            raise CodeRefused(f"the token endpoint answered {answer.status_code}")
        try:
            return msgspec.json.decode(_content(answer), type=Given)
        except msgspec.MsgspecError as unreadable:
            raise ProviderAway("what it gives for a code cannot be read") from unreadable

    def _proving_who_asks(self, announced: Announced, form: dict[str, str]) -> dict[str, Any]:
        client, secret = self.settings.client_id, self.settings.client_secret
        if "client_secret_basic" in announced.token_endpoint_auth_methods_supported:
            # RFC 6749, 2.3.1: both are form-encoded before they are joined by a colon.
            return {"data": form, "auth": (quote(client, safe=""), quote(secret, safe=""))}
        return {"data": {**form, "client_id": client, "client_secret": secret}}

    def _checked(self, content: bytes) -> Announced:
        """The document, when it is about this provider and leads nowhere strange."""
        try:
            announced = msgspec.json.decode(content, type=Announced)
        except msgspec.MsgspecError as unreadable:
            raise ProviderAway("its discovery document cannot be read") from unreadable
        if announced.issuer != self.settings.issuer:
            raise ProviderAway("its discovery document names another issuer")
        doors = announced.authorization_endpoint, announced.token_endpoint, announced.jwks_uri
        if not all(leads_to(door, self.settings.schemes) for door in doors):
            raise ProviderAway("its discovery document leads to no secure address")
        return announced

    async def _fetched(self, address: str) -> bytes:
        return _content(await self._asked("GET", address))

    async def _asked(self, method: str, address: str, **more: Any) -> httpx.Response:
        # No redirect is followed: a secret goes to the announced address or nowhere.
        try:
            async with asyncio.timeout(ANSWERS_WITHIN_SECONDS), httpx.AsyncClient(
                verify=_trust(), timeout=None
            ) as wire:
                return await wire.request(method, address, **more)
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as failed:
            raise ProviderAway(f"{type(failed).__name__} at {address}") from failed

    def _is_old(self, since: float) -> bool:
        return self._ticks() - since >= BELIEVED_SECONDS


def _content(answer: httpx.Response) -> bytes:
    if answer.status_code != 200:
        raise ProviderAway(f"it answered {answer.status_code}")
    return answer.content


@cache
def _trust() -> ssl.SSLContext:
    # Reading every authority of the web takes a while, so it is done once.
    return httpx.create_ssl_context()
