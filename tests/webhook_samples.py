"""The pages of the event feed: nobody listens, all kinds of places do, a secret is shown."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.office_samples import MORNING

LISTENING: dict[str, Any] = {
    "id": "webhook-06h01h32g2djrskve7", "label": "城市志愿服务平台",
    "address": "https://platform.example.cn/inbox/goldenbean?community=sunny-lane&version=2",
    "place": "阳光里社区", "kinds": None, "state": "listening", "waiting": 0, "made_at": MORNING,
    "delivered_at": MORNING, "failing_since": None, "tries": 0, "fault": None, "next_try_at": None,
    "paused_why": None, "ended_at": None, "ended_why": None, "ping": None,
    "ping_outcome": "delivered", "old_secret_until": MORNING + timedelta(hours=24),
}  # fmt: skip
FAILING = {
    **LISTENING, "id": "webhook-2", "label": None, "place": "", "state": "failing", "waiting": 500,
    "kinds": ["BeansAwarded", "BeansRedeemed"], "delivered_at": None, "failing_since": MORNING,
    "tries": 4, "fault": "status_503", "next_try_at": MORNING + timedelta(hours=2),
    "ping": "ping-1", "old_secret_until": None,
}  # fmt: skip
PAUSED = {
    **FAILING, "id": "webhook-3", "state": "paused", "paused_why": "failing", "fault": "timeout",
    "ping": None, "ping_outcome": "untrusted",
}  # fmt: skip
NOT_ALLOWED = {**LISTENING, "id": "webhook-4", "state": "paused", "paused_why": "not_allowed"}
GONE = {**LISTENING, "id": "webhook-5", "state": "ended", "ended_at": MORNING, "ended_why": "gone"}
ENDED = {**GONE, "id": "webhook-6", "ended_why": "asked", "ping_outcome": None}
NOBODY: dict[str, Any] = {
    "webhooks": [], "most": 500, "kinds": ["BeansAwarded", "BeansRedeemed", "ServiceConfirmed"],
    "entered": {"url": "", "label": "", "kinds": ""}, "problem": "", "form_key": "form-1",
    "path": "/desk/webhooks",
}  # fmt: skip
REFUSED = {
    "problem": "接收地址须以 https:// 开头。",
    "entered": {"url": "http://platform.example.cn", "label": "城市平台", "kinds": "BeansAwarded"},
}
SECRET = {"secret": "whsec_nSCDtl5tVzhdExBFwAu2j87BQWNwlZgUEbFBeSWyMTw=", "path": "/desk/webhooks"}
WEBHOOK_PAGES = {
    "event feed, nobody listens": ("office/webhooks.html", NOBODY),
    "event feed": (
        "office/webhooks.html",
        {**NOBODY, "webhooks": [LISTENING, FAILING, PAUSED, NOT_ALLOWED, GONE, ENDED]},
    ),
    "event feed, refused": ("office/webhooks.html", {**NOBODY, **REFUSED}),
    "webhook secret": ("office/webhook_secret.html", SECRET),
    "webhook secret, sent twice": ("office/webhook_secret.html", {**SECRET, "secret": None}),
}
