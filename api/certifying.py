"""Certifying: the code on a certificate, and how the doors ask the book for one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from hashlib import blake2b, sha256

from api.access.reach import sure
from api.house import House
from api.ids import crockford, straightened
from api.ledgers import Ledger
from api.problems import Stop
from api.v1.asking import Caller
from ledger.certificates import IssueCertificate
from ledger.facts import CertificateKind
from projections.certificates import Standing

CODE_CHARACTERS = 16
"""Eighty bits: whoever tries a billion codes a second finds one of a million papers in about
forty years, and strangers are slowed long before (`House.strangers_rate`)."""
CHECKED_AT = "/c/"


def code_of(ledger: Ledger, certificate: str) -> str:
    """The code printed on a certificate; the book keeps its digest alone, so that who reads the
    book can check no more papers than who holds them."""
    secret = ledger.certificate_secret
    digest = blake2b(certificate.encode(), digest_size=10, key=secret).digest()
    return crockford(int.from_bytes(digest, "big"), CODE_CHARACTERS)


def digest_of(code: str) -> str:
    """What the book keeps of a code."""
    return sha256(code.encode()).hexdigest()


def serial_of(certificate: str, day: date) -> str:
    """The number of the paper, such as 2026-7KQ2M-9FHM3: the year, and letters of its id."""
    drawn = certificate.rpartition("-")[2][-10:].upper()
    return f"{day:%Y}-{drawn[:5]}-{drawn[5:]}"


def wish(
    caller: Caller,
    volunteer: str,
    certificate: str,
    first_day: date | None = None,
    last_day: date | None = None,
    kind: CertificateKind = "certificate",
) -> IssueCertificate:
    """What is asked of the book; the community certifies in which the volunteer is at home.
    Raises `Stop` (404) for nobody known to the views."""
    ledger = caller.ledger
    row = sure(ledger, lambda: ledger.directory.volunteer(volunteer))
    if row is None:
        raise Stop("volunteer_unknown")
    today = ledger.rules.current.local_date(caller.now())
    return IssueCertificate(
        certificate=certificate, kind=kind, volunteer=volunteer,
        unit=ledger.units.called(row.community, today), serial=serial_of(certificate, today),
        check=digest_of(code_of(ledger, certificate)), first_day=first_day, last_day=last_day,
    )  # fmt: skip


def checked(house: House, typed: str) -> tuple[Ledger, Standing] | None:
    """The paper with this code in any ledger that is open here, None when there is none; the
    views have heard of everything by then, so that what was withdrawn a moment ago is."""
    code = straightened(typed)
    if len(code) != CODE_CHARACTERS:
        return None
    ledgers: Iterable[Ledger] = house.ledgers
    for ledger in ledgers:
        ledger.shelf.wait_for(ledger.book.head())
        found = ledger.certificates.by_code(digest_of(code))
        if found is not None:
            return ledger, found
    return None
