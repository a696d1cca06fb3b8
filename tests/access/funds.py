"""Funds: calls about money, beans on paper, and what is watched of both, all of the lane."""

from __future__ import annotations

from collections.abc import Callable

from tests.access.asked import Asked
from tests.access.town import Town

OF_FUNDS: dict[str, Callable[[Town], Asked]] = {
    "POST /funds": lambda t: Asked("/funds", {"community": t.lane, "name": "金豆基金"}),
    "GET /funds": lambda t: Asked("/funds", None, {"unit": t.lane}),
    "GET /funds/{fund}": lambda t: Asked(f"/funds/{t.fund}"),
    "POST /funds/{fund}/donations": lambda t: Asked(f"/funds/{t.fund}/donations", {"fen": 100}),
    "POST /funds/{fund}/donations/{donation}/correction": lambda t: Asked(
        f"/funds/{t.fund}/donations/{t.donation}/correction", {"fen": 9_000, "reason": "mistyped"}
    ),
    "GET /funds/{fund}/donations": lambda t: Asked(f"/funds/{t.fund}/donations"),
    "GET /supply": lambda t: Asked("/supply", None, {"unit": t.lane}),
    "GET /signals": lambda t: Asked("/signals", None, {"unit": t.lane}),
    "GET /signals/{signal}": lambda t: Asked(f"/signals/{t.signal}"),
    "POST /signals/{signal}/review": lambda t: Asked(
        f"/signals/{t.signal}/review", {"outcome": "dismissed"}
    ),
    "POST /vouchers": lambda t: Asked(
        "/vouchers", {"volunteer": t.wang.who.volunteer, "beans": 10}
    ),
    "POST /vouchers/{redemption}/cancellation": lambda t: Asked(
        f"/vouchers/{t.voucher}/cancellation", {}
    ),
    "GET /volunteers/{volunteer}/vouchers": lambda t: Asked(
        f"/volunteers/{t.wang.who.volunteer}/vouchers"
    ),
}
