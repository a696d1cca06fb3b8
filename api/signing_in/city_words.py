"""The city's word: an ID token is believed when all of it is right, and otherwise not at all."""

from __future__ import annotations

from datetime import datetime

import msgspec
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import BadSignatureError, InvalidKeyIdError, JoseError

from api.settings.city import CitySettings
from api.signing_in.city_provider import CityProvider, Given

ALGORITHMS = (
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512",
)  # fmt: skip
"""Only what nobody but the provider can sign: neither `none` nor a secret that we hold, too."""

CLOCKS_DIFFER_SECONDS = 60
LONGEST_SUBJECT = 255
_SECOND_STEPS = frozenset({"otp", "mfa", "hwk"})
"""Methods (RFC 8176) by which somebody showed more than a password."""


class WordRefused(Exception):
    """The token is not the word of this provider, to us, about this sign-in, at this time."""


class CitySubject(msgspec.Struct, frozen=True):
    """Somebody as the city knows them: no name, only who vouches, and for which of theirs."""

    issuer: str
    subject: str
    second_step_done: bool


async def subject_of(
    given: Given, provider: CityProvider, nonce: str, now: datetime
) -> CitySubject:
    """Who the token says has signed in (OpenID Connect Core 1.0, 3.1.3.7).

    Raises WordRefused, or ProviderAway when its keys cannot be had.
    """
    try:
        token = await _signed(given.id_token, provider)
        claims = CodeIDToken(
            token.claims, token.header, options=_expected(provider.settings),
            params={
                "nonce": nonce, "client_id": provider.settings.client_id,
                "access_token": given.access_token,
            },
        )  # fmt: skip
        claims.validate(int(now.timestamp()), CLOCKS_DIFFER_SECONDS)
    except (JoseError, ValueError, TypeError) as wrong:
        # What is wrong is told by the name of the claim, never by what it says.
        raise WordRefused(f"{type(wrong).__name__} {getattr(wrong, 'claim', '')}") from wrong
    if not 0 < len(claims["sub"]) <= LONGEST_SUBJECT:
        raise WordRefused("unusable sub")
    done = _second_step_done(token.claims, provider.settings)
    return CitySubject(claims["iss"], claims["sub"], done)


async def _signed(id_token: str, provider: CityProvider) -> jwt.Token:
    """The token, when its signature is the provider's; its keys may have changed since."""
    try:
        return jwt.decode(id_token, await provider.keys(), algorithms=ALGORITHMS)
    except (InvalidKeyIdError, BadSignatureError):
        return jwt.decode(id_token, await provider.keys(anew=True), algorithms=ALGORITHMS)


def _expected(settings: CitySettings) -> dict[str, dict[str, object]]:
    return {
        "iss": {"essential": True, "value": settings.issuer},
        "aud": {"essential": True, "value": settings.client_id},
        "sub": {"essential": True},
    }


def _second_step_done(claims: dict[str, object], settings: CitySettings) -> bool:
    methods = claims.get("amr")
    shown = {str(one) for one in methods} if isinstance(methods, list) else set()
    return bool(shown & _SECOND_STEPS) or claims.get("acr") in settings.mfa_acr
