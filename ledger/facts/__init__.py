"""The vocabulary: everything that can have happened, in the past tense.

A fact is written once and never changed. It says when it happened (`at`, as told), whom it
concerns (its subjects, from which the tags are derived) and what the rule of the day made of it.
When it was written, who acted and under which key stands beside it in `Recorded`.

New fields need defaults, and the type of a field never changes: `tests/golden_facts.jsonl` holds
every fact as first released and must decode for ever. Read `fact` first.
"""

from ledger.facts.activities import (
    ActivityCancelled,
    ActivityMoved,
    ActivityPublished,
    NoticeGiven,
    Origin,
)
from ledger.facts.affiliations import AffiliationEnded, AffiliationKind, AffiliationRecorded
from ledger.facts.attendance import (
    AttendanceFlagged,
    CheckedIn,
    CheckedOut,
    CheckOutReminded,
    ConfirmationEscalated,
    FlagReason,
    FlagReviewed,
    Means,
)
from ledger.facts.beans import (
    BeansAwarded,
    BeansClawedBack,
    BeansExpired,
    BeansGranted,
    DebtForgiven,
    ExpiryReminded,
)
from ledger.facts.certificates import (
    CertificateIssued,
    CertificateKind,
    CertificateWithdrawn,
    WithdrawalReason,
)
from ledger.facts.excuses import ExcuseGranted, ExcuseWithdrawn
from ledger.facts.fact import (
    EXPIRED,
    ISSUANCE,
    SUBJECTS,
    TREE,
    Fact,
    Lots,
    Movement,
    PurseMovement,
    UnitKind,
)
from ledger.facts.freezing import ListFrozen
from ledger.facts.funds import (
    DonationCorrected,
    DonationMistake,
    DonationReceived,
    FundOpened,
    FundPageTurned,
    FundPurpose,
)
from ledger.facts.honours import HonourGranted
from ledger.facts.imports import (
    BeansImported,
    ImportChange,
    ImportCorrected,
    ImportProposed,
    ImportRevoked,
    ServiceImported,
    ToldRecord,
)
from ledger.facts.looking import SignalReviewed
from ledger.facts.offers import (
    OfferKind,
    OfferProposed,
    OfferPublished,
    OfferRestocked,
    OfferWithdrawn,
)
from ledger.facts.people import (
    AppointmentEnded,
    ConsentGiven,
    ConsentWithdrawn,
    HelperAuthorised,
    HelperEnded,
    HouseholdFormed,
    HouseholdJoined,
    HouseholdLeft,
    HouseholdMoved,
    IdentityErased,
    PersonAppointed,
    TeamFormed,
    TeamJoined,
    VolunteerMoved,
    VolunteerRegistered,
)
from ledger.facts.places import (
    UnitClosed,
    UnitMoved,
    UnitOpened,
    UnitsMerged,
    UnitSplit,
)
from ledger.facts.records import (
    ActivityRevoked,
    AttendanceRevoked,
    ObjectionAnswered,
    ObjectionRaised,
    PendingReviewed,
    ServiceConfirmed,
    ServiceCorrected,
    ServiceRecord,
)
from ledger.facts.redeeming import (
    BeansHeld,
    BeansRedeemed,
    BeansReturned,
    CounterMovement,
    HaltReason,
    HoldReleased,
    MerchantHalted,
    MerchantResumed,
    MerchantTermsChanged,
    MerchantWelcomed,
    RedemptionCodeIssued,
    Shown,
)
from ledger.facts.refused import (
    CommandRefused,
)
from ledger.facts.rules import (
    PolicyAdopted,
)
from ledger.facts.sampling import SampleChecked, SampleDrawn
from ledger.facts.settling import (
    Kept,
    LineKind,
    MonthSums,
    ObjectionReason,
    ObjectionToLineAnswered,
    SettlementPaid,
    SettlementRolledOver,
    StatementAgreed,
    StatementFrozen,
    StatementObjected,
)
from ledger.facts.signing_up import (
    NoShowExcused,
    NoShowMarked,
    PlaceGiven,
    SignedUp,
    SignUpWithdrawn,
    SkillEnded,
    SkillVerified,
)
from ledger.facts.stars import StarGranted
from ledger.facts.supervision import DocumentFrozen, DocumentKind, Figures
from ledger.facts.two_people import (
    ConfirmationProposed,
    FixedAwardProposed,
    HonourProposed,
    Presence,
    Proposal,
    ProposalApproved,
    ProposalDeclined,
    Rated,
    StarProposed,
    SupplementProposed,
    WriteOffProposed,
)
from ledger.facts.violations import ViolationAnnulled, ViolationKind, ViolationUpheld
from ledger.facts.vouchers import (
    VoucherPrinted,
    VoucherReleased,
)


def _leaves(kind: type[Fact]) -> list[type[Fact]]:
    below = [leaf for child in kind.__subclasses__() for leaf in _leaves(child)]
    return below or [kind]


FACTS: dict[str, type[Fact]] = {kind.__name__: kind for kind in _leaves(Fact)}
"""Every fact by the bare name it is stored under, so that files may move."""
