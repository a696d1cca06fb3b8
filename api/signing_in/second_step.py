"""The second step: six digits that a telephone counts out anew every half minute (RFC 6238)."""

from __future__ import annotations

import base64
import hmac
import re
import secrets
import unicodedata
from datetime import datetime

import pyotp
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

STEP_SECONDS = 30
STEPS_FORGIVEN = 1
"""How far a telephone's clock may be ahead or behind; so three codes are good at any moment."""
ISSUER = "Golden Bean 金豆"
LABEL = "sign-in"
"""What a telephone shows beside the digits: never whose they are."""

_NONCE_BYTES = 12
_DIGITS = re.compile(r"[0-9]{6}")


class SealedSecrets:
    """Secrets of telephones as the vault keeps them: sealed, and each for one person only."""

    def __init__(self, secret: bytes) -> None:
        self._box = AESGCM(secret)

    def seal(self, plain: str, person: str) -> str:
        """The secret as it may be stored."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        closed = self._box.encrypt(nonce, plain.encode(), person.encode())
        return base64.b64encode(nonce + closed).decode()

    def open(self, sealed: str, person: str) -> str | None:
        """The secret, None when it was sealed with another key or for somebody else."""
        content = base64.b64decode(sealed)
        nonce, closed = content[:_NONCE_BYTES], content[_NONCE_BYTES:]
        try:
            return self._box.decrypt(nonce, closed, person.encode()).decode()
        except InvalidTag:
            return None


def new_secret() -> str:
    """160 random bits in the letters that telephones take."""
    return pyotp.random_base32()


def address_of_secret(secret: str) -> str:
    """What a telephone scans to learn the secret."""
    return pyotp.TOTP(secret).provisioning_uri(name=LABEL, issuer_name=ISSUER)


def step_of(code: str, secret: str, now: datetime) -> int | None:
    """The half minute for which `code` is right, counted since 1970; None when it is wrong."""
    digits = re.sub(r"\s", "", unicodedata.normalize("NFKC", code))
    if not _DIGITS.fullmatch(digits):
        return None
    telephone, newest = pyotp.TOTP(secret), int(now.timestamp()) // STEP_SECONDS
    for step in range(newest - STEPS_FORGIVEN, newest + STEPS_FORGIVEN + 1):
        if hmac.compare_digest(telephone.generate_otp(step), digits):
            return step
    return None
