"""How large the letters are for the person who reads this page."""

from __future__ import annotations

from contextvars import ContextVar

TEXT_SIZES = ("normal", "large")
TEXT_SIZE_COOKIE = "text_size"
TEXT_SIZE: ContextVar[str] = ContextVar("TEXT_SIZE", default="normal")


def choose_text_size(cookie: str | None) -> str:
    """The size the reader asked for earlier, `normal` where the cookie says nothing we know."""
    return cookie if cookie in TEXT_SIZES else "normal"
