"""Refusals: states of the world in which a command is not carried out.

A refusal is an answer, not a fault: it is recorded under the command's key and given again when
the key comes back. Its `details` are numbers and codes, never personal data. The words for people
are kept at the doors, by `code`.
"""

from __future__ import annotations

import re
from typing import ClassVar


class Refusal(Exception):
    """Why not; `code` is stable and known outside."""

    code: ClassVar[str] = "refused"
    by_code: ClassVar[dict[str, type[Refusal]]] = {}

    def __init__(self, **details: int | str) -> None:
        super().__init__(self.code)
        self.details = details
        self.replayed = False
        self.position = 0

    def __init_subclass__(cls) -> None:
        cls.code = re.sub(r"(?<=.)([A-Z])", r"_\1", cls.__name__).lower()
        Refusal.by_code[cls.code] = cls

    @staticmethod
    def again(code: str, details: dict[str, int | str]) -> Refusal:
        """The refusal that was recorded, to be raised once more."""
        return Refusal.by_code[code](**details)


class KeyReused(Refusal):
    """The idempotency key came before with another request."""


class Busy(Refusal):
    """Others wrote about the same subjects each time we tried; nothing was written."""


class PolicyChangedInPlace(Refusal):
    """This version of the policy was adopted with other words; a change needs a new version."""


class UnitUnknown(Refusal):
    """There is no such unit."""


class UnitMisplaced(Refusal):
    """A unit of this kind does not stand under that parent."""


class UnitNotOpenYet(Refusal):
    """The unit begins only later, on the day `opens_on`."""


class UnitEnded(Refusal):
    """The unit was closed, merged or split, or will be, on the day `on`."""


class UnitElsewhere(Refusal):
    """The unit does not lie there: a grid in another community, a child of another unit."""


class UnitsUnlike(Refusal):
    """Only units of one kind become one."""


class TooFewUnits(Refusal):
    """It takes at least two units, each named once, to merge or to split into."""


class UnitNotEmpty(Refusal):
    """Units still stand in this one, or are to; their number is `units`."""


class TeamUnknown(Refusal):
    """There is no such team."""


class AlreadyMember(Refusal):
    """The volunteer is in the team already."""


class VolunteerUnknown(Refusal):
    """There is no such volunteer."""


class AlreadyRegistered(Refusal):
    """The volunteer is registered already."""


class AlreadyErased(Refusal):
    """The volunteer was forgotten before."""


class NumberTaken(Refusal):
    """Somebody has this volunteer number already."""


class AlreadyAppointed(Refusal):
    """This appointment was made before."""


class AppointmentUnknown(Refusal):
    """There is no such appointment."""


class AppointmentOver(Refusal):
    """The appointment has ended already."""


class TermBackwards(Refusal):
    """The last day of a term lies before its first, or before today."""


class RoleMisplaced(Refusal):
    """A role of this kind is not held at a unit of that kind."""


class RoleUnbound(Refusal):
    """The role lacks what it must be bound to, or is given what it cannot be bound to."""


class ConsentMissing(Refusal):
    """A minor serves only after the guardian has agreed."""


class NoSuchConsent(Refusal):
    """There is no agreement that could be taken back."""


class MerchantUnknown(Refusal):
    """There is no such merchant."""


class MerchantSuspended(Refusal):
    """The merchant may not take beans at present."""


class ActivityUnknown(Refusal):
    """There is no such activity."""


class ActivityEndsBeforeStart(Refusal):
    """The end of the activity is not after its start."""


class CategoryUnknown(Refusal):
    """The policy knows no such category of service."""


class TooEarly(Refusal):
    """Check-in has not opened yet."""


class TooLate(Refusal):
    """The time for this is over: `minutes` or `days` say how long there was, where a rule does."""


class AlreadyCheckedIn(Refusal):
    """The volunteer has checked in to this activity before."""


class NotCheckedIn(Refusal):
    """The volunteer has not checked in to this activity."""


class AlreadyCheckedOut(Refusal):
    """The volunteer has checked out before."""


class NotCheckedOut(Refusal):
    """The attendance is open: without an end it has no minutes."""


class AlreadyConfirmed(Refusal):
    """The attendance was confirmed before."""


class NotConfirmed(Refusal):
    """The attendance is not confirmed, so there is nothing to take back."""


class AlreadyRevoked(Refusal):
    """The attendance was revoked before."""


class OverlapsAnotherService(Refusal):
    """The volunteer has confirmed service elsewhere at the same time."""


class OwnService(Refusal):
    """Nobody confirms their own service."""


class CodeUnknown(Refusal):
    """There is no such code."""


class CodeExpired(Refusal):
    """The code was shown too long ago."""


class CodeUsed(Refusal):
    """The code has been used; it works once."""


class CodeTaken(Refusal):
    """This code was issued before; it takes a new key to draw another."""


class NotEnoughBeans(Refusal):
    """The purse holds fewer beans than asked for."""


class LimitExceeded(Refusal):
    """A limit of the policy or of the merchant would be passed; `limit` names it."""


class AccountBlocked(Refusal):
    """A debt from a claw-back stands; beans are not spent until it is repaid."""


class RedemptionUnknown(Refusal):
    """There is no such redemption."""


class OwnRedemption(Refusal):
    """Nobody settles or takes back their own redemption."""


class RedemptionEnded(Refusal):
    """The redemption has come to its end and takes no further step."""


class NotAuthorised(Refusal):
    """Only an authorised redemption is captured."""


class NotTheWhole(Refusal):
    """A void takes everything back; for a part there is the refund."""


class MoreThanHeld(Refusal):
    """More beans were asked for than the redemption holds."""


class MoreThanTaken(Refusal):
    """More beans were to be refunded than the redemption took and has not returned."""


class HoldLapsed(Refusal):
    """The merchant did not confirm in time; the beans go back to the volunteer."""


class AttendanceUnknown(Refusal):
    """There is no such attendance at this activity."""


class LeftBeforeArriving(Refusal):
    """The end of a presence lies before its beginning."""


class InTheFuture(Refusal):
    """What has not happened yet is not recorded."""
