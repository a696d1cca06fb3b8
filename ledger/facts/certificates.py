"""Certificates: what a volunteer has served, said on paper, and what was taken back of it."""

from datetime import date
from typing import Literal

from ledger.facts.fact import Fact

CertificateKind = Literal["certificate", "handbook"]
"""The certificate of a service record, or a print of the work registration handbook."""
WithdrawalReason = Literal["wrong_person", "wrong_content", "asked_for", "other"]


class CertificateIssued(Fact, frozen=True, kw_only=True):
    """A community certified service as its book recorded it when this was written.

    From `first_day` (None: from the first service) to `last_day`, both included: `sessions` with
    together `minutes`. `digest` is that of the list which was printed, `check` that of the code
    under which anybody may look whether it still holds. The name is on the paper alone.
    """

    certificate: str
    kind: CertificateKind = "certificate"
    volunteer: str
    unit: str
    serial: str
    check: str
    first_day: date | None
    last_day: date
    minutes: int
    sessions: int
    digest: str
    policy: str

    def tags(self) -> list[str]:
        """The certificate and whose it is; the unit follows from the volunteer's."""
        return [self.volunteer, self.certificate]


class CertificateWithdrawn(Fact, frozen=True, kw_only=True):
    """A certificate was taken back; whoever checks it is told so."""

    certificate: str
    volunteer: str
    reason: WithdrawalReason
