"""The certificate: what somebody has served in a whole life, and whether a paper still stands."""

from __future__ import annotations

from ledger.counting.certified import Session
from ledger.facts import (
    AttendanceRevoked,
    CertificateIssued,
    CertificateWithdrawn,
    Fact,
    PendingReviewed,
    ServiceConfirmed,
    ServiceCorrected,
    ServiceRecord,
)
from ledger.refusals import CertificateTakenBack, CertificateUnknown
from ledger.states import State


class ServiceLife(State):
    """Which sessions stand in the record of this volunteer, from the first day on?

    `ServiceDays` forgets what no rule of today looks at; a certificate may ask for all of it.
    """

    __slots__ = ("_sessions",)
    listens = (ServiceConfirmed, ServiceCorrected, PendingReviewed, AttendanceRevoked)

    def __init__(self, volunteer: str) -> None:
        super().__init__(volunteer)
        self._sessions: dict[str, Session] = {}

    def evolve(self, fact: Fact) -> None:
        """A session stands, stands otherwise, or stands no longer."""
        match fact:
            case ServiceRecord():
                session = Session(fact.attendance, fact.service_day, fact.minutes)
                self._sessions[fact.attendance] = session
            case PendingReviewed():
                before = self._sessions[fact.attendance]
                minutes = before.minutes + fact.accepted_minutes
                self._sessions[fact.attendance] = before._replace(minutes=minutes)
            case AttendanceRevoked():
                self._sessions.pop(fact.attendance, None)

    @property
    def sessions(self) -> list[Session]:
        """All that stand now."""
        return list(self._sessions.values())


class Certificate(State):
    """Is there such a certificate, and was it taken back?"""

    __slots__ = ("issued", "withdrawn")
    listens = (CertificateIssued, CertificateWithdrawn)

    def __init__(self, certificate: str) -> None:
        super().__init__(certificate)
        self.issued: CertificateIssued | None = None
        self.withdrawn = False

    def evolve(self, fact: Fact) -> None:
        """It was issued, or taken back."""
        if isinstance(fact, CertificateIssued):
            self.issued = fact
        else:
            self.withdrawn = True

    def must_stand(self) -> CertificateIssued:
        """What was issued; raises `CertificateUnknown` and `CertificateTakenBack`."""
        if self.issued is None:
            raise CertificateUnknown(certificate=self.tags[0])
        if self.withdrawn:
            raise CertificateTakenBack(certificate=self.tags[0])
        return self.issued
