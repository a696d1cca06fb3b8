"""What a receiver may say of when it wants to be asked again, and what is no wish at all."""

from __future__ import annotations

import httpx
import pytest

from api.webhooks.wire import wished

SENT = "Sun, 22 Nov 2026 01:00:00 GMT"


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ("600", 600), ("0000600", 600), ("Sun, 22 Nov 2026 01:10:00 GMT", 600),
        ("Sun, 22 Nov 2026 00:10:00 GMT", 0), ("9" * 30, 0), ("9" * 5_000, 0), ("-5", 0), ("", 0),
        ("６００", 0), ("soon", 0), ("Sun, 22 Nov 2026 01:10:00 -0000", 0),
    ],
)  # fmt: skip
def test_seconds_or_a_date_and_nothing_else(told: str, seconds: int) -> None:
    headers = httpx.Headers({"Retry-After": told, "Date": SENT}, encoding="utf-8")
    assert wished(headers).total_seconds() == seconds


def test_a_date_without_a_clock_beside_it_is_no_wish() -> None:
    assert not wished(httpx.Headers({"Retry-After": "Sun, 22 Nov 2026 01:10:00 GMT"}))
