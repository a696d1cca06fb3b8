"""Origins: which forms come from our own pages, and under which address the house is known."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from litestar import Request
from litestar.config.allowed_hosts import AllowedHostsConfig

from api.settings.doors import DoorSettings

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN_SITES = frozenset({"same-origin", "none"})
"""What a browser says of a form on our own page, and of an address somebody typed."""

Visit = Request[Any, Any, Any]


def from_elsewhere(visit: Visit, doors: DoorSettings) -> bool:
    """Whether a browser sent this from a page that is not ours, whatever token it carries.

    Browsers of today tell the relation of the sites, those of yesterday only the page's origin,
    older ones and programs neither: for them the token has to do.
    """
    if visit.method in SAFE_METHODS:
        return False
    site = visit.headers.get("sec-fetch-site")
    if site is not None and site not in _OWN_SITES:
        return True
    origin = visit.headers.get("origin")
    return origin is not None and not _is_ours(origin, visit, doors)


def public_address(visit: Visit, path: str) -> str:
    """The whole address of a path, as people outside know it; `path` begins with a slash.

    Without a public address it is what the browser asked for: good enough for one's own screen,
    and nothing that is kept or sent to others may be made of it.
    """
    doors: DoorSettings = visit.app.state.house.settings.doors
    return f"{doors.public_url or str(visit.base_url).rstrip('/')}{path}"


def hosts_guard(doors: DoorSettings) -> AllowedHostsConfig | None:
    """Whoever asks for another house is sent away with 400; None without a public address.

    A load balancer asks after the health of a machine by the machine's own address.
    """
    if not doors.public_host:
        return None
    return AllowedHostsConfig(
        allowed_hosts=[doors.public_host], www_redirect=False, exclude=["^/health/", "^/metrics$"]
    )


def _is_ours(origin: str, visit: Visit, doors: DoorSettings) -> bool:
    if doors.public_url:
        return origin.lower() == doors.public_url
    try:
        named = urlsplit(origin).netloc
    except ValueError:
        return False
    # Behind a proxy nobody here knows the scheme, so the host alone is compared.
    return bool(named) and named == visit.headers.get("host")
