"""Entries: the journal that reports are added up from, one line for each fact that counts."""

from __future__ import annotations

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
    ServiceConfirmed,
    ServiceCorrected,
    ServiceImported,
    SettlementPaid,
    StatementObjected,
    VoucherPrinted,
    VoucherReleased,
)
from projections.entry_folding import EntryFolding
from projections.entry_rows import ENTRIES, FUND_SUMS, PURSES
from projections.shelf.changes import Changes
from projections.shelf.view import Folds, View


class Entries(View):
    """Every line of every month; the sums of it are in `month_sums`."""

    name = "entries"
    version = 1
    sheets = (ENTRIES, PURSES, FUND_SUMS)

    @staticmethod
    def folds(*changes: Changes[Any]) -> Folds:
        """Service, beans, money and objections; a fact that is not here is in no report."""
        folding = EntryFolding(*changes)
        return {
            ServiceConfirmed: folding.confirm,
            ServiceImported: folding.bring_in,
            ServiceCorrected: folding.correct,
            PendingReviewed: folding.review,
            AttendanceRevoked: folding.revoke,
            BeansAwarded: folding.award,
            BeansClawedBack: folding.claw_back,
            BeansGranted: folding.grant,
            BeansImported: folding.open_with,
            DebtForgiven: folding.forgive,
            BeansExpired: folding.expire,
            BeansHeld: folding.hold,
            VoucherPrinted: folding.print,
            HoldReleased: folding.release,
            VoucherReleased: folding.release,
            BeansRedeemed: folding.redeem,
            BeansReturned: folding.give_back,
            DonationReceived: folding.receive,
            DonationCorrected: folding.correct_donation,
            SettlementPaid: folding.pay,
            ObjectionRaised: folding.dispute,
            ObjectionAnswered: folding.dispute,
            StatementObjected: folding.object,
            ObjectionToLineAnswered: folding.answer,
        }
