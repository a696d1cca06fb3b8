"""Errands of webhooks: whoever listens hears what has come into the book since."""

from __future__ import annotations

from api.errands.asking import Asking
from api.webhooks.delivering import Delivery


def deliver_webhooks(asking: Asking) -> int:
    """Have every message sent that is due; returns how many arrived."""
    return Delivery(asking.house, lambda: asking.stopping).run()
