"""Statement lines: what one step did to somebody's beans and minutes, told to be explained."""

from __future__ import annotations

from typing import Any

from ledger.facts import (
    ActivityPublished,
    AttendanceRevoked,
    BeansAwarded,
    BeansClawedBack,
    BeansExpired,
    BeansGranted,
    BeansHeld,
    BeansRedeemed,
    BeansReturned,
    DebtForgiven,
    HoldReleased,
    MerchantWelcomed,
    PendingReviewed,
    PurseMovement,
    ServiceConfirmed,
    ServiceCorrected,
    ServiceRecord,
    VoucherPrinted,
    VoucherReleased,
)
from ledger.recorded import Recorded
from projections.shelf.changes import Changes
from projections.statement_rows import Line, Title
from projections.tills import whose_till


class Telling:
    """How each fact becomes a line, or a part of the line of its command."""

    def __init__(self, lines: Changes[Line], titles: Changes[Title]) -> None:
        self._lines = lines
        self._titles = titles
        self._command = ""
        self._services: dict[str, Line] = {}

    def publish(self, recorded: Recorded[ActivityPublished]) -> None:
        """What an activity is called."""
        self._titles[recorded.fact.activity].title = recorded.fact.title

    def welcome(self, recorded: Recorded[MerchantWelcomed]) -> None:
        """What a merchant is called."""
        self._titles[recorded.fact.merchant].title = recorded.fact.name

    def confirm(self, recorded: Recorded[ServiceConfirmed]) -> None:
        """A record was made."""
        fact = recorded.fact
        line = self._service_line(recorded, fact.attendance, fact.activity)
        line.kind, line.minutes = "service", fact.minutes
        line.details = _record(recorded)

    def correct(self, recorded: Recorded[ServiceCorrected]) -> None:
        """A record was made anew."""
        fact = recorded.fact
        line = self._service_line(recorded, fact.attendance, fact.activity)
        line.kind, line.minutes = "service_corrected", fact.minutes - fact.minutes_before
        line.details = _record(recorded) | {
            "minutes_before": fact.minutes_before, "pending_before": fact.pending_before,
            "training_before": fact.training_before, "day_before": fact.day_before,
            "note": fact.note,
        }  # fmt: skip

    def review(self, recorded: Recorded[PendingReviewed]) -> None:
        """Minutes that waited were looked at."""
        fact = recorded.fact
        line = self._service_line(recorded, fact.attendance, fact.activity)
        line.kind, line.minutes = "pending_reviewed", fact.accepted_minutes
        line.details = {
            "service_day": fact.service_day, "accepted_minutes": fact.accepted_minutes,
            "declined_minutes": fact.declined_minutes, "confirmed_by": fact.reviewed_by,
            "note": fact.note,
        }  # fmt: skip

    def revoke(self, recorded: Recorded[AttendanceRevoked]) -> None:
        """A record was taken back."""
        fact = recorded.fact
        line = self._service_line(recorded, fact.attendance, fact.activity)
        line.kind, line.minutes = "service_revoked", -fact.minutes
        line.details = {
            "service_day": fact.service_day, "minutes": fact.minutes,
            "training_minutes": fact.training_minutes, "note": fact.note,
            "confirmed_by": recorded.actor, "role": recorded.role,
        }  # fmt: skip

    def award(self, recorded: Recorded[BeansAwarded]) -> None:
        """Beans for a record; a part of its line."""
        line = self._earning(recorded, "award", recorded.fact.beans)
        line.details = {**line.details, "capped_beans": recorded.fact.capped_beans}

    def grant(self, recorded: Recorded[BeansGranted]) -> None:
        """Beans for a deed that has no hours."""
        fact = recorded.fact
        told = {
            "code": fact.code, "award_grade": fact.grade, "service_day": fact.earned_on,
            "capped_beans": fact.capped_beans, "confirmed_by": recorded.actor,
        }  # fmt: skip
        self._movement(recorded, "granted", fact.beans, fact.award, told)

    def forgive(self, recorded: Recorded[DebtForgiven]) -> None:
        """A debt was forgiven."""
        fact = recorded.fact
        told = {"confirmed_by": recorded.actor}
        self._movement(recorded, "forgiven", fact.beans, fact.proposal, told)

    def claw_back(self, recorded: Recorded[BeansClawedBack]) -> None:
        """Beans of a record went back; a part of its line."""
        self._earning(recorded, "claw_back", -recorded.fact.beans)

    def expire(self, recorded: Recorded[BeansExpired]) -> None:
        """Beans were gone with their day."""
        self._movement(recorded, "expired", -recorded.fact.beans, None, {})

    def hold(self, recorded: Recorded[BeansHeld]) -> None:
        """Beans wait for a merchant."""
        fact = recorded.fact
        told = {"bill_fen": fact.bill_fen, "lapses_at": fact.lapses_at, **_came(fact)}
        self._spending(recorded, "held", -fact.beans, told).about = fact.held_for

    def redeem(self, recorded: Recorded[BeansRedeemed]) -> None:
        """Beans reached a merchant, at once or out of the hold."""
        fact = recorded.fact
        told = {"bill_fen": fact.bill_fen, "fen": fact.fen, **_came(fact)}
        if fact.source == fact.volunteer:
            self._spending(recorded, "redeemed", -fact.beans, told).about = fact.target
        else:  # The hold took the beans; this says that they have reached the merchant.
            told["beans"] = fact.beans
            kind = "voucher_used" if fact.shown == "voucher" else "captured"
            self._spending(recorded, kind, 0, told).about = fact.target

    def release(self, recorded: Recorded[HoldReleased]) -> None:
        """Held beans came home."""
        fact = recorded.fact
        line = self._spending(recorded, "released", fact.beans, {"reason": fact.reason})
        line.about = whose_till(fact.till)[0]

    def give_back(self, recorded: Recorded[BeansReturned]) -> None:
        """A merchant gave beans back."""
        fact = recorded.fact
        told = {"fen": fact.fen, "reason": fact.reason}
        self._spending(recorded, "returned", fact.beans, told).about = fact.source

    def print(self, recorded: Recorded[VoucherPrinted]) -> None:
        """Beans wait on paper."""
        fact = recorded.fact
        self._spending(recorded, "voucher_printed", -fact.beans, {"lapses_at": fact.lapses_at})

    def release_voucher(self, recorded: Recorded[VoucherReleased]) -> None:
        """The beans of a voucher came home."""
        fact = recorded.fact
        self._spending(recorded, f"voucher_{fact.reason}", fact.beans, {})

    def _service_line(self, recorded: Recorded[Any], attendance: str, activity: str) -> Line:
        # What one command says about one attendance is one line to a person: minutes and beans.
        if self._command != recorded.key:
            self._command, self._services = recorded.key, {}
        line = self._services[attendance] = self._line(recorded)
        line.reference, line.about = attendance, activity
        return line

    def _earning(
        self, recorded: Recorded[BeansAwarded | BeansClawedBack], kind: str, beans: int
    ) -> Line:
        fact = recorded.fact
        line = self._services.get(fact.attendance) if self._command == recorded.key else None
        if line is None:
            line = self._line(recorded)
            line.reference, line.about = fact.attendance, fact.activity
            line.kind, line.details = kind, {"service_day": fact.earned_on}
        line.beans += beans
        line.balance = fact.balance_after
        if fact.debt:
            line.details = {**line.details, "debt": fact.debt}
        return line

    def _spending(
        self, recorded: Recorded[Any], kind: str, beans: int, told: dict[str, Any]
    ) -> Line:
        return self._movement(recorded, kind, beans, recorded.fact.redemption, told)

    def _movement(
        self,
        recorded: Recorded[PurseMovement],
        kind: str,
        beans: int,
        reference: str | None,
        told: dict[str, Any],
    ) -> Line:
        fact = recorded.fact
        line = self._line(recorded)
        line.kind, line.reference = kind, reference
        line.beans, line.balance = beans, fact.balance_after
        line.details = {**told, "debt": fact.debt} if fact.debt else told
        return line

    def _line(self, recorded: Recorded[Any]) -> Line:
        line = self._lines[recorded.position]
        line.volunteer = recorded.fact.volunteer
        line.at, line.recorded_at = recorded.fact.at, recorded.recorded_at
        return line


def _came(fact: BeansHeld | BeansRedeemed) -> dict[str, Any]:
    """Who came to the shop, where it was somebody else."""
    return {"helper": fact.helper} if fact.helper else {}


def _record(recorded: Recorded[Any]) -> dict[str, Any]:
    """What a record says, and who answers for it; the role is theirs only if nobody else wrote
    it down."""
    fact: ServiceRecord = recorded.fact
    return {
        "category": fact.category, "service_day": fact.service_day, "rating": fact.rating,
        "minutes": fact.minutes, "pending_minutes": fact.pending_minutes,
        "training_minutes": fact.training_minutes, "break_minutes": fact.break_minutes,
        "grade": fact.grade, "policy": fact.policy, "capped_beans": fact.capped_beans,
        "confirmed_by": fact.confirmed_by or recorded.actor, "role": recorded.role,
    }  # fmt: skip
