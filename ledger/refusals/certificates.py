"""Why not: service certified, certificates taken back."""

from ledger.refusals.refusal import Refusal


class NothingToCertify(Refusal):
    """The record has no service of this volunteer in that time."""


class PeriodUpsideDown(Refusal):
    """The time to be certified ends before it begins, or is not over on `today`."""


class CertificateUnknown(Refusal):
    """There is no such certificate."""


class CertificateTakenBack(Refusal):
    """The certificate was taken back before."""
