"""Entry folding: how each fact becomes a line of the journal that reports are added up from."""

from __future__ import annotations

from datetime import date
from typing import Any

from ledger.facts import (
    AttendanceRevoked,
    BeansAwarded,
    BeansClawedBack,
    BeansExpired,
    BeansGranted,
    BeansHeld,
    BeansImported,
    BeansRedeemed,
    BeansReturned,
    DebtForgiven,
    DonationCorrected,
    DonationReceived,
    HoldReleased,
    ObjectionAnswered,
    ObjectionRaised,
    ObjectionToLineAnswered,
    PendingReviewed,
    PurseMovement,
    ServiceConfirmed,
    ServiceCorrected,
    ServiceImported,
    SettlementPaid,
    StatementObjected,
    VoucherPrinted,
    VoucherReleased,
)
from ledger.recorded import Recorded
from projections.entry_rows import Entry, FundNow, PurseNow
from projections.shelf.changes import Changes
from projections.tills import whose_till


class EntryFolding:
    """Turns facts into lines, and keeps what the lines of a purse and of a fund come to."""

    def __init__(
        self, entries: Changes[Entry], purses: Changes[PurseNow], funds: Changes[FundNow]
    ) -> None:
        self._entries, self._purses, self._funds = entries, purses, funds

    # Service --------------------------------------------------------------------------------

    def confirm(self, recorded: Recorded[ServiceConfirmed]) -> None:
        """A session became minutes."""
        fact = recorded.fact
        line = self._serve(recorded, "confirmed", fact.service_day, fact.attendance)
        _count(line, 1, fact.minutes, fact.training_minutes)

    def bring_in(self, recorded: Recorded[ServiceImported]) -> None:
        """A record of another book came in."""
        fact = recorded.fact
        line = self._serve(recorded, "imported", fact.service_day, fact.imported)
        _count(line, 1, fact.minutes, fact.training_minutes)

    def correct(self, recorded: Recorded[ServiceCorrected]) -> None:
        """What stood goes out, what stands comes in; perhaps on another day."""
        fact = recorded.fact
        before = self._serve(recorded, "corrected", fact.day_before, fact.attendance)
        _count(before, -1, -fact.minutes_before, -fact.training_before)
        after = self._serve(recorded, "corrected", fact.service_day, fact.attendance, 1)
        _count(after, 1, fact.minutes, fact.training_minutes)

    def review(self, recorded: Recorded[PendingReviewed]) -> None:
        """Minutes that waited were looked at."""
        fact = recorded.fact
        line = self._serve(recorded, "reviewed", fact.service_day, fact.attendance)
        _count(line, 0, fact.accepted_minutes, 0)

    def revoke(self, recorded: Recorded[AttendanceRevoked]) -> None:
        """A session was taken back."""
        fact = recorded.fact
        line = self._serve(recorded, "revoked", fact.service_day, fact.attendance)
        _count(line, -1, -fact.minutes, -fact.training_minutes)

    def _serve(
        self, recorded: Recorded[Any], kind: str, day: date, reference: str, part: int = 0
    ) -> Entry:
        line = self._line(recorded, kind, part)
        line.day, line.reference, line.volunteer = day, reference, recorded.fact.volunteer
        line.activity = getattr(recorded.fact, "activity", "")
        return line

    # Beans ----------------------------------------------------------------------------------

    def award(self, recorded: Recorded[BeansAwarded]) -> None:
        """Beans for a session, on the day of the service."""
        fact = recorded.fact
        line = self._put(recorded, "awarded", fact.attendance)
        line.day, line.activity = fact.earned_on, fact.activity

    def claw_back(self, recorded: Recorded[BeansClawedBack]) -> None:
        """Beans of a session were taken back, on the day of the service."""
        fact = recorded.fact
        line = self._take(recorded, "clawed_back", fact.attendance)
        line.beans = -line.beans
        line.day, line.activity = fact.earned_on, fact.activity

    def grant(self, recorded: Recorded[BeansGranted]) -> None:
        """Beans for a deed without hours."""
        self._put(recorded, "granted", recorded.fact.award)

    def open_with(self, recorded: Recorded[BeansImported]) -> None:
        """Beans, or a debt, came with what was brought in."""
        fact = recorded.fact
        if fact.imported:
            line = self._put(recorded, "imported_beans", fact.imported)
            line.day = fact.earned_on
        elif fact.target == fact.volunteer:
            self._put(recorded, "opened", "")
        else:
            line = self._take(recorded, "opened", "")
            line.beans = -line.beans

    def forgive(self, recorded: Recorded[DebtForgiven]) -> None:
        """A debt was forgiven."""
        self._put(recorded, "forgiven", recorded.fact.proposal)

    def expire(self, recorded: Recorded[BeansExpired]) -> None:
        """Lots died."""
        self._take(recorded, "expired", "")

    def hold(self, recorded: Recorded[BeansHeld]) -> None:
        """Beans wait for a merchant."""
        fact = recorded.fact
        self._take(recorded, "held", fact.redemption).merchant = fact.held_for
        self._reserve(recorded, fact.fen)

    def print(self, recorded: Recorded[VoucherPrinted]) -> None:
        """Beans wait on paper."""
        self._take(recorded, "voucher_printed", recorded.fact.redemption)
        self._reserve(recorded, recorded.fact.fen)

    def release(self, recorded: Recorded[HoldReleased] | Recorded[VoucherReleased]) -> None:
        """Beans that waited came home."""
        fact = recorded.fact
        line = self._put(recorded, "released", fact.redemption)
        if isinstance(fact, HoldReleased):
            line.merchant = whose_till(fact.till)[0]
        self._reserve(recorded, -fact.fen)

    def redeem(self, recorded: Recorded[BeansRedeemed]) -> None:
        """Beans reached a merchant; out of a hold or a voucher the purse gave them before."""
        fact = recorded.fact
        if fact.source == fact.volunteer:
            line = self._take(recorded, "redeemed", fact.redemption)
            self._reserve(recorded, fact.fen)
        else:
            line = self._move(recorded, "redeemed", fact.redemption, 0)
        line.merchant, line.fen = fact.target, fact.fen

    def give_back(self, recorded: Recorded[BeansReturned]) -> None:
        """A merchant gave beans back."""
        fact = recorded.fact
        line = self._put(recorded, "returned", fact.redemption)
        line.merchant, line.fen = fact.source, -fact.fen
        self._reserve(recorded, -fact.fen)

    def _put(self, recorded: Recorded[Any], kind: str, reference: str) -> Entry:
        return self._move(recorded, kind, reference, 1)

    def _take(self, recorded: Recorded[Any], kind: str, reference: str) -> Entry:
        return self._move(recorded, kind, reference, -1)

    def _move(self, recorded: Recorded[Any], kind: str, reference: str, sign: int) -> Entry:
        fact: PurseMovement = recorded.fact
        line, purse = self._line(recorded, kind), self._purses[fact.volunteer]
        line.volunteer, line.reference, line.beans = fact.volunteer, reference, fact.beans
        for row in (line, purse):
            row.lots += sign * sum(fact.lots.values())
            row.debt -= sign * fact.debt
        return line

    # Money ----------------------------------------------------------------------------------

    def receive(self, recorded: Recorded[DonationReceived]) -> None:
        """Money or goods were given."""
        fact = recorded.fact
        line = self._line(recorded, f"given_{fact.kind}")
        line.reference, line.fen = fact.donation, fact.fen
        self._free(line, fact.page, fact.fen if fact.kind == "cash" else 0)

    def correct_donation(self, recorded: Recorded[DonationCorrected]) -> None:
        """It was another amount."""
        fact = recorded.fact
        line = self._line(recorded, f"corrected_{fact.kind}")
        line.reference, line.fen = fact.donation, fact.fen - fact.fen_before
        self._free(line, fact.page, fact.more_free_fen)

    def pay(self, recorded: Recorded[SettlementPaid]) -> None:
        """A fund paid its part of a statement, out of what was reserved."""
        fact = recorded.fact
        line = self._line(recorded, "paid")
        line.merchant, line.reference, line.fen = fact.merchant, fact.settlement, fact.fen
        if fact.page:
            line.fund = _fund_of(fact.page)

    def _reserve(self, recorded: Recorded[Any], fen: int) -> None:
        self._free(self._entries[recorded.position, 0], recorded.fact.page, -fen)

    def _free(self, line: Entry, page: str, fen: int) -> None:
        if page:  # Beans that were held before have their money already.
            line.fund = _fund_of(page)
            for row in (line, self._funds[line.fund]):
                row.free_fen += fen

    # Objections -----------------------------------------------------------------------------

    def dispute(self, recorded: Recorded[ObjectionRaised] | Recorded[ObjectionAnswered]) -> None:
        """A volunteer says that a line is wrong, or is answered."""
        outcome = getattr(recorded.fact, "outcome", "raised")
        line = self._line(recorded, f"objection_{outcome}")
        line.volunteer, line.reference = recorded.fact.volunteer, recorded.fact.objection

    def object(self, recorded: Recorded[StatementObjected]) -> None:
        """A merchant says that a line of the statement is wrong."""
        line = self._line(recorded, "line_objected")
        line.merchant, line.reference = recorded.fact.merchant, recorded.fact.settlement

    def answer(self, recorded: Recorded[ObjectionToLineAnswered]) -> None:
        """The community answered; the next statement is adjusted by so much."""
        fact = recorded.fact
        line = self._line(recorded, f"line_{fact.outcome}")
        line.merchant, line.reference, line.fen = fact.merchant, fact.settlement, fact.fen
        self._reserve(recorded, fact.fen)

    def _line(self, recorded: Recorded[Any], kind: str, part: int = 0) -> Entry:
        line = self._entries[recorded.position, part]
        line.kind, line.at, line.times = kind, recorded.fact.at, 0 if part else 1
        line.volunteer = line.activity = line.reference = line.merchant = line.fund = ""
        return line


def _count(line: Entry, sessions: int, minutes: int, training: int) -> None:
    line.sessions, line.minutes, line.training = sessions, minutes, training


def _fund_of(page: str) -> str:
    """The fund that a page (`page-<fund>-7`) belongs to."""
    return f"fund-{page.partition('-')[2].rpartition('-')[0]}"
