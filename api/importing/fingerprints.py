"""A fingerprint tells the same row again, without showing whom it is about."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import UTC
from typing import Literal

from api.importing.activities import ActivityRow
from api.importing.merchants import MerchantRow
from api.importing.volunteers import VolunteerRow

Kind = Literal["volunteers", "merchants", "activities", "records", "balances"]
LEAST_SECRET_BYTES = 16

_SCHEME = "goldenbean-import-1"


def fingerprint(kind: Kind, row: VolunteerRow | MerchantRow | ActivityRow, secret: bytes) -> str:
    """64 hexadecimal digits that are the same for the same person, outlet or activity.

    Only what makes it the same one counts: a volunteer's phone and community; an outlet's name,
    community, kind and phone; an activity's title, team, place and start. Keyed by `secret`,
    because all phone numbers together are few enough to be tried out. Raises `ValueError` for a
    secret shorter than 16 bytes.
    """
    if len(secret) < LEAST_SECRET_BYTES:
        raise ValueError(f"A fingerprint needs a secret of at least {LEAST_SECRET_BYTES} bytes.")
    told = json.dumps([_SCHEME, kind, *_identity(row)], ensure_ascii=False)
    return hmac.new(secret, told.encode(), hashlib.sha256).hexdigest()


def _identity(row: VolunteerRow | MerchantRow | ActivityRow) -> tuple[str, ...]:
    match row:
        case VolunteerRow():
            return row.phone, row.community
        case MerchantRow():
            return row.name, row.community, row.kind, row.phone or ""
        case ActivityRow():
            start = row.starts_at.astimezone(UTC).isoformat(timespec="minutes")
            return row.title, row.team, row.place, start
