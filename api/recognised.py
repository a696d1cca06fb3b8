"""Recognised: for a few minutes a counter may take beans from whoever proved themselves there.

Between the page that shows the balance and the one that takes the beans, nothing of the PIN may
lie in a shop's browser. What lies there is a seal: whom the house has recognised for this shop,
good for one redemption and for five minutes, and readable by the house alone.
"""

from __future__ import annotations

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from api.ids import new_id
from api.presenting import Found

if TYPE_CHECKING:
    from api.house import House

GOOD_FOR = timedelta(minutes=5)
LONGEST = 1_000

_NONCE_BYTES = 12


class Recognised(msgspec.Struct, frozen=True, kw_only=True):
    """Who was found, the one redemption it is good for, and until when."""

    found: Found
    redemption: str
    until: datetime


def sealed(house: House, merchant: str, found: Found) -> str:
    """What this shop may hold for whoever was found."""
    now = house.clock.now()
    redemption = found.redemption or new_id("redemption", now)
    told = Recognised(found=found, redemption=redemption, until=now + GOOD_FOR)
    nonce = secrets.token_bytes(_NONCE_BYTES)
    shut = _cipher(house).encrypt(nonce, msgspec.json.encode(told), merchant.encode())
    return urlsafe_b64encode(nonce + shut).decode()


def opened(house: House, merchant: str, seal: str) -> Recognised | None:
    """Who that was; None for another shop's seal, an old one, and a badge lost meanwhile."""
    try:
        shut = urlsafe_b64decode(seal[:LONGEST])
        told = _cipher(house).decrypt(
            shut[:_NONCE_BYTES], shut[_NONCE_BYTES:], merchant.encode()
        )
        known = msgspec.json.decode(told, type=Recognised)
    except (ValueError, InvalidTag):
        return None
    in_force = all(map(house.gate.badges.in_force, known.found.badges))
    return known if in_force and house.clock.now() < known.until else None


def _cipher(house: House) -> AESGCM:
    return AESGCM(house.settings.derived_secret("recognised at a counter"))
