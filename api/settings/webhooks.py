"""Webhooks, as the operator allows them: to which ports, and into which networks of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network

from api.settings.faults import SettingsFault

Network = IPv4Network | IPv6Network

HTTPS_PORT = 443
NEVER = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8", "169.254.0.0/16", "168.63.129.16/32", "224.0.0.0/4", "240.0.0.0/4",
            "::/128", "fe80::/10", "ff00::/8",
        ),
    )
)  # fmt: skip
"""No receiver is there, whatever an operator says: the line a machine hangs on, where clouds tell
it their secrets (169.254.169.254), and whole crowds."""


@dataclass(frozen=True)
class WebhookSettings:
    """Receivers are reached at these `ports`, at public addresses, and in these `networks` of
    the operator's own, where plain http will do."""

    ports: frozenset[int] = frozenset({HTTPS_PORT})
    networks: tuple[Network, ...] = ()


def webhooks_from(environ: Mapping[str, str]) -> WebhookSettings:
    """Read what the operator says of webhooks; raises SettingsFault."""
    ports = frozenset(map(_port, _words(environ.get("GOLDENBEAN_WEBHOOK_PORTS", ""))))
    networks = map(_network, _words(environ.get("GOLDENBEAN_WEBHOOK_NETWORKS", "")))
    return WebhookSettings(ports or frozenset({HTTPS_PORT}), tuple(networks))


def _words(text: str) -> list[str]:
    return [word for word in re.split(r"[\s,]+", text) if word]


def _port(text: str) -> int:
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0
    if not 1 <= number <= 65_535:
        raise SettingsFault(
            "GOLDENBEAN_WEBHOOK_PORTS must be ports such as 443 8443.",
            "GOLDENBEAN_WEBHOOK_PORTS 应为端口号，如 443 8443。",
        )
    return number


def _network(text: str) -> Network:
    try:
        network = ip_network(text)
    except ValueError:
        network = None
    if network is None or any(
        network.version == never.version and network.overlaps(never) for never in NEVER
    ):
        raise SettingsFault(
            f"GOLDENBEAN_WEBHOOK_NETWORKS must be networks such as 10.20.0.0/16, not {text!r};"
            " link-local, multicast and reserved ones are not allowed.",
            f"GOLDENBEAN_WEBHOOK_NETWORKS 应为网段，如 10.20.0.0/16，而不是 {text!r}；"
            "不允许链路本地、组播和保留网段。",
        )
    return network
