"""Scanning: what a code that was read says about its reader, and how telephones are told apart."""

from __future__ import annotations

from datetime import datetime
from hashlib import blake2b

from api.codes import ScannedCode
from api.ids import ID_CHARACTERS, crockford
from api.ledgers import Ledger
from ledger.attendance import CheckIn, CheckOut, Means

Step = type[CheckIn | CheckOut]


def device_at(ledger: Ledger, activity: str, told: str) -> str:
    """The name of a telephone at one activity, from whatever it calls itself.

    It is keyed and differs from activity to activity: two people by one telephone are seen, and
    nobody can be followed.
    """
    said = f"{activity}\n{told}".encode()
    digest = blake2b(said, digest_size=12, key=ledger.device_secret).digest()
    number = int.from_bytes(digest, "big") >> (8 * len(digest) - 5 * ID_CHARACTERS)
    return f"device-{crockford(number, ID_CHARACTERS).lower()}"


def step_of(
    step: Step,
    volunteer: str,
    scanned: ScannedCode,
    at: datetime,
    *,
    late: bool = False,
    client_at: datetime | None = None,
    device: str | None = None,
    grown_up: bool = False,
) -> CheckIn | CheckOut:
    """The command that a scan of one's own amounts to.

    `at` is when it reached us; of a `late` one the code and what the telephone says tell more.
    """
    means: Means = "late_scan" if late else "printed" if scanned.printed else "scan"
    told = {
        "activity": scanned.activity, "volunteer": volunteer, "means": means, "at": at,
        "device": device, "shown_at": scanned.shown_from, "client_at": client_at,
    }  # fmt: skip
    return CheckIn(**told, grown_up=grown_up) if step is CheckIn else CheckOut(**told)
