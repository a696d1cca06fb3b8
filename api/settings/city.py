"""The city's single sign-on, as the operator names it: whose word is taken, and who asks for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from api.settings.faults import SettingsFault

_VISIBLE = re.compile(r"[!-~]+")
_NAMES = ("GOLDENBEAN_OIDC_ISSUER", "GOLDENBEAN_OIDC_CLIENT_ID", "GOLDENBEAN_OIDC_CLIENT_SECRET")


@dataclass(frozen=True)
class CitySettings:
    """The OpenID Connect provider of a city; the secret stays out of its repr.

    A sign-in of one of the classes `mfa_acr` counts as a second step. `schemes` are those that
    an address of the provider may begin with.
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    mfa_acr: tuple[str, ...]
    schemes: frozenset[str]


def city_from(environ: Mapping[str, str], environment: str) -> CitySettings | None:
    """Read the GOLDENBEAN_OIDC_… variables; None when the city has no single sign-on.

    Raises SettingsFault.
    """
    given = [environ.get(name, "") for name in _NAMES]
    if not any(given):
        return None
    if not all(given):
        named = ", ".join(name for name, text in zip(_NAMES, given, strict=True) if not text)
        raise SettingsFault(
            f"The city's sign-on needs {named} as well.", f"使用城市统一登录还须设置 {named}。"
        )
    issuer, client_id, client_secret = given
    schemes = frozenset({"https", "http"} if environment == "test" else {"https"})
    _check_issuer(issuer, schemes)
    mfa_acr = tuple(environ.get("GOLDENBEAN_OIDC_MFA_ACR", "").split())
    return CitySettings(issuer, client_id, client_secret, mfa_acr, schemes)


def leads_to(address: str, schemes: frozenset[str]) -> bool:
    """Whether that is a whole address of one of the schemes, with nobody's password in it."""
    if not _VISIBLE.fullmatch(address):
        return False
    try:
        parts = urlsplit(address)
        return parts.scheme in schemes and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False


def _check_issuer(issuer: str, schemes: frozenset[str]) -> None:
    if not leads_to(issuer, schemes) or "?" in issuer or "#" in issuer:
        raise SettingsFault(
            "GOLDENBEAN_OIDC_ISSUER must be a plain https:// address.",
            "GOLDENBEAN_OIDC_ISSUER 必须是不带参数的 https:// 地址。",
        )
