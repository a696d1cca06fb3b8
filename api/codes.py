"""Codes: what people show, scan and type, and why guessing one is hopeless."""

from __future__ import annotations

import base64
import hmac
import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import blake2b, sha256

import msgspec

from api.ids import ALPHABET, ID_CHARACTERS, crockford, straightened
from ledger.counting.late_scans import TELEPHONE_SKEW

SIGNATURE_CHARACTERS = 8
REDEMPTION_DIGITS = 12
REMEMBERED_SECONDS = 3600
LONGEST_TYPED = 64
_PRINTED = "printed"
"""What is signed in the place of the step of time; no step is written like this."""

_ACTIVITY_CODE = re.compile(
    rf"([{ALPHABET}]{{{ID_CHARACTERS}}})([{ALPHABET}]{{{SIGNATURE_CHARACTERS}}})"
)
_ACTIVITY = re.compile(rf"activity-([{ALPHABET.lower()}]{{{ID_CHARACTERS}}})")
_REDEMPTION_CODE = re.compile(rf"(?:GBR)?([0-9]{{{REDEMPTION_DIGITS}}})")


class CodeUnknown(Exception):
    """Nobody showed this code in the last hour: its shape or its signature is wrong."""


class CodeTooOld(Exception):
    """The code is genuine, but a newer one has taken its place."""

    def __init__(self, activity: str, shown_from: datetime) -> None:
        super().__init__(f"shown from {shown_from.isoformat()}")
        self.activity = activity
        self.shown_from = shown_from


class SealBroken(Exception):
    """The token was not sealed here for this purpose, or somebody has changed it."""


class SealExpired(Exception):
    """The token is genuine, but its time is over."""


class ShownCode(msgspec.Struct, frozen=True):
    """A code to draw, and the moment from which the screen should draw the next one."""

    code: str
    expires_at: datetime


class ScannedCode(msgspec.Struct, frozen=True):
    """Which activity showed the scanned code, and since when (UTC); None for a printed one."""

    activity: str
    shown_from: datetime | None

    @property
    def printed(self) -> bool:
        """Whether it was read from paper, where it never changes."""
        return self.shown_from is None


class ActivityCodes:
    """The code on an activity's screen, which changes every `rotates_seconds`.

    18 characters name the activity; 8 sign it together with the step of time, so a photo sent
    to an absent friend is soon worthless. `accepts_previous` earlier codes still count. With one
    of them, and the printed one, a single guess succeeds once in 366,503,875,925 (3 codes among
    32 to the power of 8); a late scan, which may name an older one, once in
    7,582,838,812 (145 of them are known then), and the organizer sees it flagged.
    """

    def __init__(self, secret: bytes, rotates_seconds: int = 30, accepts_previous: int = 1) -> None:
        self._secret = secret
        self._rotates_seconds = rotates_seconds
        self._accepts_previous = accepts_previous
        self._remembers = max(accepts_previous, REMEMBERED_SECONDS // rotates_seconds)

    def show(self, activity_id: str, now: datetime) -> ShownCode:
        """The code to show at `now`; ValueError when the id is not that of an activity."""
        part, step = _part(activity_id), self._step(now)
        return ShownCode(part + self._signature(part, step), self._begins(step + 1))

    def printed(self, activity_id: str) -> str:
        """The code to print, where there is no screen: it never changes, so a photo of it is as
        good as itself and proves little. ValueError when the id is not that of an activity."""
        part = _part(activity_id)
        return part + self._signature(part, _PRINTED)

    def read(self, code: str, now: datetime) -> ScannedCode:
        """Whose code this is; raises CodeUnknown, or CodeTooOld for one of the last hour.

        Lower case, blanks and the slips O, I and L are forgiven.
        """
        newest = self._step(now)
        found = self._find(code, range(newest, newest - self._remembers - 1, -1))
        shown_from = found.shown_from
        if shown_from and newest - self._step(shown_from) > self._accepts_previous:
            raise CodeTooOld(found.activity, shown_from)
        return found

    def read_as_of(self, code: str, claimed: datetime, now: datetime) -> ScannedCode:
        """Whose code this is that was scanned at a time that a telephone claims, or nearly then.

        Raises CodeUnknown; one of the last hour is known whatever is claimed, so that the rules
        can say that the claim does not fit. Whether it fits is theirs to say, not said here.
        """
        newest = self._step(now)
        first = self._step(claimed - TELEPHONE_SKEW) - 1 - self._accepts_previous
        last = min(self._step(claimed + TELEPHONE_SKEW), newest)
        steps = [*range(last, first - 1, -1), *range(newest, newest - self._remembers - 1, -1)]
        return self._find(code, steps)

    def _find(self, code: str, steps: Iterable[int]) -> ScannedCode:
        shape = _ACTIVITY_CODE.fullmatch(straightened(code[:LONGEST_TYPED]))
        if shape is None:
            raise CodeUnknown
        part, signature = shape.groups()
        activity = f"activity-{part.lower()}"
        for step in steps:
            if hmac.compare_digest(signature, self._signature(part, step)):
                return ScannedCode(activity, self._begins(step))
        if hmac.compare_digest(signature, self._signature(part, _PRINTED)):
            return ScannedCode(activity, None)
        raise CodeUnknown

    def _step(self, now: datetime) -> int:
        return int(now.timestamp()) // self._rotates_seconds

    def _begins(self, step: int) -> datetime:
        return datetime.fromtimestamp(step * self._rotates_seconds, UTC)

    def _signature(self, part: str, step: int | str) -> str:
        return _keyed(self._secret, f"{part}:{step}", SIGNATURE_CHARACTERS)


class RedemptionCodes:
    """The 12 digits that a volunteer shows or reads out at a counter, once.

    The book never holds them: it knows the redemption by a keyed hash, so neither a copy of the
    book nor a log gives a code away. With 1,000 codes alive at the same moment, one guess in
    1,000,000,000 finds one of them, and whoever guesses on must wait (`guarding.patience`). A
    new code repeats an earlier one of `n` once in 10^12 / n: the book then refuses the id it has
    seen, and the caller asks again under a new key.
    """

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._key = sha256(secret).digest()

    def for_key(self, key: str) -> str:
        """Twelve digits for one request: the same request, told by its key, gets them again."""
        drawn = int.from_bytes(hmac.digest(self._secret, f"code:{key}".encode(), "sha256"), "big")
        return f"{drawn % 10**REDEMPTION_DIGITS:0{REDEMPTION_DIGITS}d}"

    def redemption_id(self, code: str) -> str:
        """The id under which the book knows the redemption that this code opens."""
        # BLAKE2 keyed: OpenSSL's one-shot HMAC gives up the interpreter lock at every call.
        return f"redemption-{blake2b(code.encode(), key=self._key, digest_size=10).hexdigest()}"

    @staticmethod
    def normalise(typed: str) -> str | None:
        """The twelve digits in what was scanned or typed, or None; wide digits are forgiven."""
        plain = unicodedata.normalize("NFKC", typed[:LONGEST_TYPED]).upper()
        digits = _REDEMPTION_CODE.fullmatch("".join(plain.replace("-", " ").split()))
        return digits[1] if digits else None

    @staticmethod
    def qr_text(code: str) -> str:
        """What the QR code holds: a prefix tells a counter's scanner that it is one of ours."""
        return f"GBR{code}"

    @staticmethod
    def pretty(code: str) -> str:
        """The code as people read it out: '1234 5678 9012'."""
        return f"{code[:4]} {code[4:8]} {code[8:]}"


class Seal:
    """Links and forms that come back as they were sent out.

    The payload of a token can be read by anybody who holds it, so it never names a person; it
    cannot be changed. A forged mark fits once in 2^128 guesses.
    """

    def __init__(self, secret: bytes, purpose: str) -> None:
        self._key = hmac.digest(secret, purpose.encode(), "sha256")

    def seal(self, payload: str, expires_at: datetime) -> str:
        """A URL-safe token that opens until (not including) `expires_at`, in whole seconds."""
        body = _url_safe(f"{int(expires_at.timestamp())}.{payload}".encode())
        return f"{body}.{self._mark(body)}"

    def open(self, token: str, now: datetime) -> str:
        """The payload; raises SealBroken or SealExpired."""
        body, _, mark = token.rpartition(".")
        if not hmac.compare_digest(mark.encode(errors="replace"), self._mark(body).encode()):
            raise SealBroken
        padded = body + "=" * (-len(body) % 4)
        expires, _, payload = base64.urlsafe_b64decode(padded).decode().partition(".")
        if now.timestamp() >= int(expires):
            raise SealExpired
        return payload

    def _mark(self, body: str) -> str:
        return _url_safe(hmac.digest(self._key, body.encode(errors="replace"), "sha256")[:16])


def _part(activity_id: str) -> str:
    named = _ACTIVITY.fullmatch(activity_id)
    if named is None:
        raise ValueError(f"{activity_id} is not the id of an activity")
    return named[1].upper()


def _keyed(secret: bytes, text: str, characters: int) -> str:
    digest = hmac.digest(secret, text.encode(), "sha256")
    return crockford(int.from_bytes(digest) >> (256 - 5 * characters), characters)


def _url_safe(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
