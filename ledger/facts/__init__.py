"""The vocabulary: everything that can have happened, in the past tense.

A fact is written once and never changed. It says when it happened (`at`, as told), whom it
concerns (its subjects, from which the tags are derived) and what the rule of the day made of it.
When it was written, who acted and under which key stands beside it in `Recorded`.

New fields need defaults, and the type of a field never changes: `tests/golden_facts.jsonl` holds
every fact as first released and must decode for ever. Read `fact` first.
"""

from ledger.facts.activities import (
    ActivityPublished,
    AttendanceRevoked,
    CheckedIn,
    CheckedOut,
    ServiceConfirmed,
)
from ledger.facts.beans import (
    BeansAwarded,
    BeansClawedBack,
    BeansExpired,
)
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
from ledger.facts.people import (
    AppointmentEnded,
    ConsentGiven,
    ConsentWithdrawn,
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
from ledger.facts.redeeming import (
    BeansHeld,
    BeansRedeemed,
    BeansReturned,
    HoldReleased,
    MerchantWelcomed,
    RedemptionCodeIssued,
)
from ledger.facts.refused import (
    CommandRefused,
)
from ledger.facts.rules import (
    PolicyAdopted,
)

__all__ = [
    "ActivityPublished",
    "AppointmentEnded",
    "AttendanceRevoked",
    "BeansAwarded",
    "BeansClawedBack",
    "BeansExpired",
    "BeansHeld",
    "BeansRedeemed",
    "BeansReturned",
    "CheckedIn",
    "CheckedOut",
    "CommandRefused",
    "ConsentGiven",
    "ConsentWithdrawn",
    "EXPIRED",
    "FACTS",
    "Fact",
    "HoldReleased",
    "ISSUANCE",
    "IdentityErased",
    "Lots",
    "MerchantWelcomed",
    "Movement",
    "PersonAppointed",
    "PolicyAdopted",
    "PurseMovement",
    "RedemptionCodeIssued",
    "SUBJECTS",
    "ServiceConfirmed",
    "TREE",
    "TeamFormed",
    "TeamJoined",
    "UnitClosed",
    "UnitKind",
    "UnitMoved",
    "UnitOpened",
    "UnitSplit",
    "UnitsMerged",
    "VolunteerMoved",
    "VolunteerRegistered",
]


def _leaves(kind: type[Fact]) -> list[type[Fact]]:
    below = [leaf for child in kind.__subclasses__() for leaf in _leaves(child)]
    return below or [kind]


FACTS: dict[str, type[Fact]] = {kind.__name__: kind for kind in _leaves(Fact)}
"""Every fact by the bare name it is stored under, so that files may move."""
