"""Certificates (志愿服务记录证明): service as it is recorded, said on paper that can be checked.

Order 67 art. 14 and 15: free, truthful, with the time, the content and the recording unit. Who
records certifies, so what was brought in from elsewhere is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from ledger.command import Command
from ledger.counting.certified import certified, digest_of
from ledger.facts import (
    CertificateIssued,
    CertificateKind,
    CertificateWithdrawn,
    Fact,
    WithdrawalReason,
)
from ledger.refusals import CertificateUnknown, NothingToCertify, PeriodUpsideDown
from ledger.states import Rulebook, State
from ledger.subjects.certificate import Certificate, ServiceLife
from ledger.subjects.standing import Volunteer


class IssueCertificate(Command, frozen=True, kw_only=True):
    """Please certify what this volunteer has served.

    From `first_day` (None: from the first service) to `last_day` (None: until today), both
    included. `unit` certifies; `serial` is the number on the paper, `check` the digest of the
    code beside it.
    """

    certificate: str
    kind: CertificateKind = "certificate"
    volunteer: str
    unit: str
    serial: str
    check: str
    first_day: date | None = None
    last_day: date | None = None

    def asks(self, now: datetime) -> tuple[State, ...]:
        """Who it is, and everything in the record."""
        return Rulebook(), Volunteer(self.volunteer), ServiceLife(self.volunteer)

    def decide(
        self, now: datetime, rules: Rulebook, volunteer: Volunteer, life: ServiceLife
    ) -> Iterator[Fact]:
        """The book counts, nobody types a sum; a handbook may be empty, a certificate not."""
        volunteer.must_exist()
        policy = rules.at(now)
        today = policy.local_date(now)
        last_day = self.last_day or today
        if last_day > today or (self.first_day is not None and self.first_day > last_day):
            raise PeriodUpsideDown(today=today.isoformat())
        sessions = certified(life.sessions, self.first_day, last_day)
        if not sessions and self.kind == "certificate":
            raise NothingToCertify()
        yield CertificateIssued(
            at=now, certificate=self.certificate, kind=self.kind, volunteer=self.volunteer,
            unit=self.unit, serial=self.serial, check=self.check, first_day=self.first_day,
            last_day=last_day, minutes=sum(each.minutes for each in sessions),
            sessions=len(sessions), digest=digest_of(sessions), policy=policy.name,
        )  # fmt: skip


class WithdrawCertificate(Command, frozen=True, kw_only=True):
    """This certificate of the volunteer shall not be believed any more."""

    certificate: str
    volunteer: str
    reason: WithdrawalReason

    def asks(self, now: datetime) -> tuple[State, ...]:
        """The certificate."""
        return (Certificate(self.certificate),)

    def decide(self, now: datetime, certificate: Certificate) -> Iterator[Fact]:
        """Whoever checks it is told from now on."""
        if certificate.must_stand().volunteer != self.volunteer:
            raise CertificateUnknown(certificate=self.certificate)
        yield CertificateWithdrawn(
            at=now, certificate=self.certificate, volunteer=self.volunteer, reason=self.reason
        )
