"""Refusals: states of the world in which a command is not carried out.

A refusal is an answer, not a fault: it is recorded under the command's key and given again when
the key comes back. Its `details` are numbers and codes, never personal data. The words for people
are kept at the doors, by `code`. One file per subject; read `refusal` first.
"""

from ledger.refusals.activities import (
    ActivityEndsBeforeStart,
    ActivityUnknown,
    AlreadyBegun,
    CalledOff,
    CategoryUnknown,
    ChangedAgain,
    DomainUnknown,
    InsuranceMissing,
    NotConcerned,
    ShiftsOverlap,
    TaskNotAdmitted,
)
from ledger.refusals.affiliations import (
    AffiliationHeld,
    AffiliationNotHeld,
    AffiliationUnknown,
    EndsBeforeItBegins,
)
from ledger.refusals.asking import Busy, KeyReused, PolicyChangedInPlace
from ledger.refusals.attendance import (
    AlreadyCheckedIn,
    AlreadyCheckedOut,
    AlreadyConfirmed,
    AlreadyReviewed,
    AlreadyRevoked,
    AttendanceUnknown,
    InTheFuture,
    LeftBeforeArriving,
    NotCheckedIn,
    NotCheckedOut,
    NotConfirmed,
    NotFlagged,
    OverlapsAnotherService,
    OwnService,
    ScanDoesNotFit,
    ScanTooOld,
    TooEarly,
    TooLate,
    TwoAdultsNeeded,
)
from ledger.refusals.certificates import (
    CertificateTakenBack,
    CertificateUnknown,
    NothingToCertify,
    PeriodUpsideDown,
)
from ledger.refusals.excuses import ExcuseEnded, ExcuseKnown, ExcuseTooLong, ExcuseUnknown
from ledger.refusals.freezing import (
    DocumentsAlreadyFrozen,
    DocumentsNotDue,
    DocumentsNotKept,
    ListAlreadyFrozen,
    PeriodNotOver,
)
from ledger.refusals.helping import HelperAlready, HelperIsOneself, HelperNotAuthorised
from ledger.refusals.honours import HonourHeld, HonourUnmet
from ledger.refusals.imports import (
    AlreadyImported,
    AlreadyOpened,
    BalanceEarnedHere,
    BalanceNotEarned,
    ImportEarnsTooMuch,
    ImportedDayFull,
    ImportedOnlyShorter,
    ImportedRevoked,
    ImportedUnknown,
    ImportWaits,
    LotUnfit,
)
from ledger.refusals.looking import (
    OwnHand,
    OwnSignal,
    SampleCheckedAlready,
    SampleUnknown,
    SignalReviewedAlready,
)
from ledger.refusals.people import (
    AlreadyAppointed,
    AlreadyErased,
    AlreadyInBuilding,
    AlreadyInHousehold,
    AlreadyMember,
    AlreadyRegistered,
    AppointmentOver,
    AppointmentUnknown,
    ConsentMissing,
    HouseholdUnknown,
    NoSuchConsent,
    NotInHousehold,
    NumberTaken,
    RoleMisplaced,
    RoleUnbound,
    TeamUnknown,
    TermBackwards,
    VolunteerUnknown,
)
from ledger.refusals.places import (
    TooFewUnits,
    UnitElsewhere,
    UnitEnded,
    UnitMisplaced,
    UnitNotEmpty,
    UnitNotOpenYet,
    UnitsUnlike,
    UnitUnknown,
)
from ledger.refusals.records import (
    ActivityAlreadyRevoked,
    AlreadyAnswered,
    AlreadyObjected,
    BeyondTheDay,
    MoreThanPending,
    NothingPending,
    NothingToCorrect,
    NothingToObject,
    ObjectionUnknown,
)
from ledger.refusals.redeeming import (
    AccountBlocked,
    CodeExpired,
    CodeTaken,
    CodeUnknown,
    CodeUsed,
    DonationAsEntered,
    DonationPromised,
    DonationRecorded,
    DonationUnknown,
    FundExhausted,
    FundUnknown,
    HelperOfTheShop,
    HoldLapsed,
    LimitExceeded,
    MerchantNotSuspended,
    MerchantSuspended,
    MerchantUnknown,
    MoreThanHeld,
    MoreThanTaken,
    NotAuthorised,
    NotEnoughBeans,
    NotTheWhole,
    OwnRedemption,
    RedemptionEnded,
    RedemptionUnknown,
    SelfDealing,
)
from ledger.refusals.refusal import Refusal
from ledger.refusals.settling import (
    AlreadyFrozen,
    BeyondTheLine,
    LineUnknown,
    MonthNotOver,
    NotAgreed,
    NothingDue,
    NothingToSettle,
    NotObjected,
    ObjectionsOpen,
    ObjectionTermOver,
    PaymentRecorded,
    SettlementUnknown,
    StatementDiffers,
    StatementSettled,
)
from ledger.refusals.signing_up import (
    AlreadyMarked,
    AlreadySignedUp,
    CameAfterAll,
    NotForMinors,
    NotMarked,
    NotOverYet,
    NotSignedUp,
    PlansOverlap,
    SignUpPaused,
    SkillMissing,
    SkillNotVerified,
    TrainingMissing,
)
from ledger.refusals.stars import ConditionUnmet, ReferenceMissing, StarHeld, StarUnknown
from ledger.refusals.two_people import (
    AlreadyAwarded,
    AwardLimit,
    AwardUnknown,
    NothingToForgive,
    OwnBenefit,
    ProofMissing,
    ProposalSettled,
    ProposalUnknown,
    ProposerHasLeft,
    SameHousehold,
    SamePerson,
    SecondPersonNeeded,
    SupplementLimit,
    TopGradeNeedsTwo,
)
from ledger.refusals.violations import (
    ViolationAnnulledAlready,
    ViolationKnown,
    ViolationUnknown,
)
from ledger.refusals.vouchers import (
    OwnVoucher,
    VoucherAtOnce,
    VoucherCancelled,
    VoucherEnded,
    VoucherForCharity,
    VoucherIsWhole,
    VoucherLapsed,
    VoucherUnknown,
)
