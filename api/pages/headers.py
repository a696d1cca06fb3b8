"""Headers: what every page tells the browser it may never do."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from litestar.types import HTTPResponseStartEvent, Message, Scope

from api.settings.doors import DoorSettings

STRICT = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_READING_CODES = STRICT.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
"""The reader of codes is WebAssembly; that it may be compiled lets no other script in."""
_ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(self), geolocation=(), microphone=(), payment=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
_STRICT_TRANSPORT = b"max-age=31536000"
_NOT_PAGES = ("/v1/", "/health/", "/metrics")
_THE_DOOR = ("/sign-in", "/in/")
"""Here strangers are shown what opens something: a telephone's secret, a link's own address."""
_ASKS = frozenset({"GET", "HEAD"})


def headers_guard(doors: DoorSettings) -> Callable[[Message, Scope], Awaitable[None]]:
    """What guards every response on its way out; where people come in over TLS, cookies are for
    TLS alone and the browser is told never to come without."""

    async def guard(message: Message, scope: Scope) -> None:
        if message["type"] == "http.response.start" and not _is_no_page(scope):
            _guard(message, scope, doors.sealed)

    return guard


def _is_no_page(scope: Scope) -> bool:
    return scope["path"].startswith(_NOT_PAGES)


def _is_private(scope: Scope) -> bool:
    """Whether nothing of this may stay behind in the browser: whatever somebody is shown who is
    signed in, what a form answered, and everything at the door."""
    asked = scope["type"] != "http" or scope["method"] in _ASKS
    return bool(scope.get("visitor")) or not asked or scope["path"].startswith(_THE_DOOR)


def _guard(message: HTTPResponseStartEvent, scope: Scope, sealed: bool) -> None:
    """Pages, redirects and errors alike, but not the API.

    A header that the route has set itself stands: the API's own reference page needs other rules.
    """
    headers = list(message["headers"])
    names = {name.lower() for name, _ in headers}
    always = ((b"content-security-policy", _policy_of(scope).encode()), *_ALWAYS)
    headers += [(name, value) for name, value in always if name not in names]
    if b"cache-control" not in names:
        headers.append((b"cache-control", b"no-store" if _is_private(scope) else b"no-cache"))
        headers.append((b"vary", b"Cookie, Accept-Language"))
    if sealed:
        headers.append((b"strict-transport-security", _STRICT_TRANSPORT))
    if sealed or scope["scheme"] == "https":
        headers = [_secured(name, value) for name, value in headers]
    message["headers"] = headers


def _policy_of(scope: Scope) -> str:
    """What scripts may do on this page; an address that no route knows is like any page."""
    route = scope.get("route_handler")
    return _READING_CODES if route is not None and route.opt.get("reads_codes") else STRICT


def _secured(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    if name.lower() == b"set-cookie" and b"; secure" not in value.lower():
        return name, value + b"; Secure"
    return name, value
