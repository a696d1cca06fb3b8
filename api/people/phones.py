"""Phones: telephone numbers of the mainland, however people write them."""

from __future__ import annotations

import hmac
import re
import unicodedata

_PHONE = re.compile(r"(?:\+?86|0086)?(1[3-9][0-9]{9}|0[0-9]{9,11})")


class PhoneUnreadable(ValueError):
    """What was given is not a telephone number of the mainland."""


def plain_phone(typed: str) -> str | None:
    """The digits of a mobile or area-coded number, or None.

    Wide digits, blanks, dashes, brackets and the country's +86 are forgiven.
    """
    plain = re.sub(r"[\s()\-–—.]", "", unicodedata.normalize("NFKC", typed[:64]))
    number = _PHONE.fullmatch(plain)
    return number[1] if number else None


def readable_phone(typed: str) -> str:
    """The digits, or `PhoneUnreadable`."""
    number = plain_phone(typed)
    if number is None:
        # The number itself stays out of the message, which may reach a log.
        raise PhoneUnreadable("not a telephone number")
    return number


def phone_mark(secret: bytes, ledger: str, number: str) -> str:
    """What a number is found by within a ledger; it tells nothing to whoever lacks the secret."""
    return hmac.digest(secret, f"{ledger}:{number}".encode(), "sha256").hex()
