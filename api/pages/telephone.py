"""The telephone: by which name a browser goes, so that one used by several people is seen."""

from __future__ import annotations

import re
import secrets

from litestar import Response
from litestar.datastructures import Cookie

from api.pages.visits import Visit

DEVICE_COOKIE = "device"
_A_YEAR_SECONDS = 365 * 24 * 3600
_NAME = re.compile("[A-Za-z0-9_-]{22}")


def telephone_of(visit: Visit) -> str:
    """What this browser calls itself: what it was told before, or a new name."""
    told = visit.cookies.get(DEVICE_COOKIE, "")
    return told if _NAME.fullmatch(told) else secrets.token_urlsafe(16)


def remember(shown: Response[object], telephone: str) -> None:
    """Let the browser keep its name for a year. It says nothing of anybody, and only somebody
    who has signed in gets one."""
    shown.set_cookie(
        Cookie(
            DEVICE_COOKIE, value=telephone, path="/a", httponly=True, samesite="lax",
            max_age=_A_YEAR_SECONDS,
        )
    )  # fmt: skip
