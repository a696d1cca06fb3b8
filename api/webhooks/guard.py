"""The guard: which addresses the house speaks to, so that nobody makes it knock at its own doors.

An address is looked at twice: as it is written, when somebody names it, and as it resolves,
before each message. What was looked at is what is connected to; a name that resolves to something
else a moment later changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import NamedTuple
from urllib.parse import urlsplit

from api.settings.webhooks import NEVER, Network, WebhookSettings

_VISIBLE = re.compile(r"[!-~]{1,500}")
_HOST = re.compile(r"[0-9a-z_-]+(\.[0-9a-z_-]+)*\.?|[0-9a-f:]+(:[0-9.]+)?", re.IGNORECASE)
_PORTS = {"https": 443, "http": 80}
_GLOBAL_UNICAST = ip_network("2000::/3")
_NAT64 = ip_network("64:ff9b::/96")
_NOBODYS = tuple(
    map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "3fff::/20"))
)
"""What older Pythons take for public: for protocols (one cloud tells its secrets at 192.0.0.192),
for relays, for documents."""


class Address(NamedTuple):
    """Where a message goes: a scheme, a host as it was written, a port, path and query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def named(self) -> str:
        """The host as the request names it, with the port where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


def read(url: str) -> Address | None:
    """The parts of an address; None for what is none, or holds a password or a fragment."""
    if not _VISIBLE.fullmatch(url) or "\\" in url or "#" in url:
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    host = parts.hostname or ""
    if parts.scheme not in _PORTS or "@" in parts.netloc or not _HOST.fullmatch(host):
        return None
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    usual = _PORTS[parts.scheme]
    return Address(parts.scheme, host, usual if port is None else port, target)


def why_not(url: str, settings: WebhookSettings) -> str | None:
    """Why this address is not taken, as the code of a problem; None when it is."""
    address = read(url)
    if address is None:
        return "webhook_address_unreadable"
    if address.scheme != "https" and not settings.networks:
        return "webhook_not_https"
    if address.port not in settings.ports:
        return "webhook_port_closed"
    written = _number(address.host)
    inside = written is not None and not permitted(written, address.scheme, settings.networks)
    if inside or address.host.rstrip(".").endswith("localhost"):
        return "webhook_address_inside"
    return None


def all_permitted(
    found: Sequence[str], scheme: str, networks: Sequence[Network]
) -> bool:
    """Whether every address that a name resolves to may be spoken to; with none, no."""
    numbers = [_number(one) for one in found]
    return bool(numbers) and all(
        one is not None and permitted(one, scheme, networks) for one in numbers
    )


def permitted(
    number: IPv4Address | IPv6Address, scheme: str, networks: Sequence[Network]
) -> bool:
    """Whether one address may be spoken to: a public one by https, one of the operator's own
    networks anyhow."""
    if isinstance(number, IPv6Address):
        if number.ipv4_mapped is not None:
            return permitted(number.ipv4_mapped, scheme, networks)
        if number in _NAT64:
            inner = IPv4Address(int(number) & 0xFFFF_FFFF)
            return scheme == "https" and _is_public(inner)
    if any(number in never for never in NEVER):
        return False
    if any(number in network for network in networks):
        return True
    return scheme == "https" and _is_public(number)


def _is_public(number: IPv4Address | IPv6Address) -> bool:
    if any(number in network for network in (*NEVER, *_NOBODYS)) or number.is_multicast:
        return False
    if isinstance(number, IPv4Address):
        return number.is_global
    # 6to4 and Teredo carry an address within the address, which nobody would look at.
    tunnelled = number.sixtofour is not None or number.teredo is not None
    return number.is_global and number in _GLOBAL_UNICAST and not tunnelled


def _number(text: str) -> IPv4Address | IPv6Address | None:
    """The address that a text is; a scope such as `%eth0` names a line of this machine."""
    try:
        return None if "%" in text else ip_address(text)
    except ValueError:
        return None
