"""The doors, as the operator sets them: under which address, and how fast they may be used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from api.settings.faults import SettingsFault

KEY_REQUESTS_PER_SECOND = 5_000
PERSON_REQUESTS_PER_MINUTE = 120
STRANGER_REQUESTS_PER_MINUTE = 600
_MOST_REQUESTS = 1_000_000


@dataclass(frozen=True)
class DoorSettings:
    """The address that people know, such as `https://beans.example.cn`, '' to go by what each
    browser says; and how often one key, one person, and all strangers together at the door may
    ask, in each process."""

    public_url: str = ""
    key_requests_per_second: int = KEY_REQUESTS_PER_SECOND
    person_requests_per_minute: int = PERSON_REQUESTS_PER_MINUTE
    stranger_requests_per_minute: int = STRANGER_REQUESTS_PER_MINUTE

    @property
    def public_host(self) -> str:
        """The host, with its port if it has one, that browsers of this house name; or ''."""
        return urlsplit(self.public_url).netloc

    @property
    def sealed(self) -> bool:
        """Whether people come in over TLS, whatever the last stretch of the line is."""
        return self.public_url.startswith("https://")


def doors_from(environ: Mapping[str, str]) -> DoorSettings:
    """Read what the operator says of the doors; raises SettingsFault."""
    rates = {
        "GOLDENBEAN_KEY_REQUESTS_PER_SECOND": KEY_REQUESTS_PER_SECOND,
        "GOLDENBEAN_PERSON_REQUESTS_PER_MINUTE": PERSON_REQUESTS_PER_MINUTE,
        "GOLDENBEAN_STRANGER_REQUESTS_PER_MINUTE": STRANGER_REQUESTS_PER_MINUTE,
    }
    return DoorSettings(
        _public_url(environ.get("GOLDENBEAN_PUBLIC_URL", "")),
        *(_number(name, environ.get(name, ""), otherwise) for name, otherwise in rates.items()),
    )


def _public_url(text: str) -> str:
    plain = text.removesuffix("/").lower()
    if plain and not _is_origin(plain):
        raise SettingsFault(
            "GOLDENBEAN_PUBLIC_URL must be like https://beans.example.cn, without a path.",
            "GOLDENBEAN_PUBLIC_URL 应形如 https://beans.example.cn，不带路径。",
        )
    return plain


def _is_origin(text: str) -> bool:
    try:
        parts = urlsplit(text)
        written = f"{parts.scheme}://{parts.hostname}" + (f":{parts.port}" if parts.port else "")
    except ValueError:
        return False
    plain = text.isascii() and text.isprintable() and " " not in text
    return plain and parts.scheme in ("https", "http") and bool(parts.hostname) and text == written


def _number(name: str, text: str, otherwise: int) -> int:
    if not text:
        return otherwise
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
    if not 1 <= number <= _MOST_REQUESTS:
        raise SettingsFault(
            f"{name} must be a whole number from 1 to {_MOST_REQUESTS:,}.",
            f"{name} 应为 1 到 {_MOST_REQUESTS:,} 的整数。",
        )
    return number
