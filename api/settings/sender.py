"""The gateway for short messages, as the operator names it; without one no telephone is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from api.settings.city import leads_to
from api.settings.faults import SettingsFault


@dataclass(frozen=True)
class GatewaySettings:
    """Where codes are posted to, and the token that says who asks; neither is in the repr."""

    url: str = field(repr=False)
    token: str = field(repr=False)


def gateway_from(environ: Mapping[str, str], environment: str) -> GatewaySettings | None:
    """Read GOLDENBEAN_SMS_URL and GOLDENBEAN_SMS_TOKEN; None when there is no gateway.

    Raises SettingsFault.
    """
    url, token = environ.get("GOLDENBEAN_SMS_URL", ""), environ.get("GOLDENBEAN_SMS_TOKEN", "")
    if not url and not token:
        return None
    if not url or not token:
        raise SettingsFault(
            "GOLDENBEAN_SMS_URL and GOLDENBEAN_SMS_TOKEN are given together or not at all.",
            "GOLDENBEAN_SMS_URL 与 GOLDENBEAN_SMS_TOKEN 须同时设置或都不设置。",
        )
    schemes = frozenset({"https"} if environment == "production" else {"https", "http"})
    if not leads_to(url, schemes):
        raise SettingsFault(
            "GOLDENBEAN_SMS_URL must be an https:// address.",
            "GOLDENBEAN_SMS_URL 必须是 https:// 地址。",
        )
    return GatewaySettings(url, token)
