"""Voucher codes: the sixteen digits on a paper voucher, which live for days."""

from __future__ import annotations

import hmac
import re
import unicodedata
from hashlib import blake2b, sha256

from api.codes import LONGEST_TYPED

VOUCHER_DIGITS = 16
_VOUCHER_CODE = re.compile(rf"(?:GBV)?([0-9]{{{VOUCHER_DIGITS}}})")


class VoucherCodes:
    """Digits that a shop scans or types, once.

    The book never holds them: it knows what they open by a keyed hash, so neither a copy of the
    book nor a log gives a voucher away, and nobody is named in them. They are four more than
    those on a telephone, because paper waits for a week: with 100,000 vouchers alive at the same
    moment one guess in 100,000,000,000 finds one of them, and whoever guesses on must wait.
    """

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._key = sha256(secret).digest()

    def for_key(self, key: str) -> str:
        """Sixteen digits for one request: the same request, told by its key, gets them again."""
        drawn = int.from_bytes(hmac.digest(self._secret, f"code:{key}".encode(), "sha256"), "big")
        return f"{drawn % 10**VOUCHER_DIGITS:0{VOUCHER_DIGITS}d}"

    def redemption_id(self, code: str) -> str:
        """The id under which the book knows the redemption that this voucher opens."""
        return f"redemption-{blake2b(code.encode(), key=self._key, digest_size=10).hexdigest()}"

    def opened_by(self, typed: str) -> str | None:
        """The redemption behind what was scanned or typed, None where that is no voucher."""
        code = self.normalise(typed)
        return self.redemption_id(code) if code else None

    @staticmethod
    def normalise(typed: str) -> str | None:
        """The sixteen digits in what was scanned or typed, or None; wide digits are forgiven."""
        plain = unicodedata.normalize("NFKC", typed[:LONGEST_TYPED]).upper()
        digits = _VOUCHER_CODE.fullmatch("".join(plain.replace("-", " ").split()))
        return digits[1] if digits else None

    @staticmethod
    def qr_text(code: str) -> str:
        """What the QR code holds: a prefix tells a counter's scanner that it is a voucher."""
        return f"GBV{code}"

    @staticmethod
    def pretty(code: str) -> str:
        """The code as people read it out: '1234 5678 9012 3456'."""
        return " ".join(code[part : part + 4] for part in range(0, VOUCHER_DIGITS, 4))
