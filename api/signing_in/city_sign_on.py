"""City sign-on: the city says who somebody is, and the house says whose account that opens.

OpenID Connect, authorization code flow with PKCE; the provider's word is only believed when it
comes by the wire that we opened ourselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from logging import getLogger

import msgspec
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from api.clock import Clock
from api.settings.city import CitySettings
from api.signing_in.city_journeys import Journey, Luggage, set_out
from api.signing_in.city_provider import CityProvider, CodeRefused
from api.signing_in.city_words import CitySubject, WordRefused, subject_of

_log = getLogger("goldenbean")


class Declined(Exception):
    """Whoever was asked at the provider did not sign in there."""


class NotBelieved(Exception):
    """What came back proves nothing; the sign-in may be begun again."""


class Departure(msgspec.Struct, frozen=True):
    """Where to send a browser, and the cookie it carries there and back."""

    address: str
    cookie: str


class CitySignOn:
    """The way to the city's provider and back."""

    def __init__(self, settings: CitySettings, secret: bytes, clock: Clock) -> None:
        self._provider = CityProvider(settings)
        self._luggage = Luggage(secret)
        self._clock = clock

    async def departure(
        self, back: str, wanted: str = "", *, session: str | None = None,
        invitation: str | None = None,
    ) -> Departure:  # fmt: skip
        """Set out, to sign in, or with a session or an invitation to link. Raises ProviderAway.

        Whoever links must sign in at the provider anew: at a shared desk a colleague's sign-in
        may still be alive there.
        """
        announced = await self._provider.announced()
        journey = set_out(back, wanted, session=session, invitation=invitation)
        settings = self._provider.settings
        asked = {
            "state": journey.state, "nonce": journey.nonce, "redirect_uri": back,
            "code_challenge": create_s256_code_challenge(journey.verifier),
            "code_challenge_method": "S256",
        }  # fmt: skip
        if journey.to_link:
            asked["prompt"] = "login"
        if settings.mfa_acr:
            asked["acr_values"] = " ".join(settings.mfa_acr)
        address = prepare_grant_uri(
            announced.authorization_endpoint, settings.client_id, "code", scope="openid", **asked
        )
        return Departure(address, self._luggage.packed(journey, self._now()))

    async def arrival(
        self, cookie: str, answer: Mapping[str, str]
    ) -> tuple[CitySubject, Journey]:
        """Who has come back and from which journey; `answer` is what the provider says by query.

        Raises JourneyLost, Declined, NotBelieved and ProviderAway.
        """
        journey = self._luggage.unpacked(cookie, answer.get("state", ""), self._now())
        if "error" in answer:
            raise Declined
        await self._check_issuer(answer.get("iss"))
        try:
            given = await self._provider.redeem(
                answer.get("code", ""), journey.verifier, journey.back
            )
            subject = await subject_of(given, self._provider, journey.nonce, self._now())
        except (CodeRefused, WordRefused) as refused:
            _log.warning("the city's word was not believed: %s", refused)
            raise NotBelieved from refused
        return subject, journey

    async def _check_issuer(self, issuer: str | None) -> None:
        """RFC 9207: an answer says whose it is where the provider has promised that it does."""
        promised = (await self._provider.announced()).authorization_response_iss_parameter_supported
        if issuer != self._provider.settings.issuer and (promised or issuer is not None):
            raise NotBelieved

    def _now(self) -> datetime:
        return self._clock.now()
