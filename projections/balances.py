"""Balances: what each volunteer has, in beans by lot and in minutes of service."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, select

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
    HoldReleased,
    ImportChange,
    ImportCorrected,
    ImportRevoked,
    PendingReviewed,
    PurseMovement,
    ServiceConfirmed,
    ServiceCorrected,
    ServiceImported,
    ServiceRecord,
    VolunteerRegistered,
    VoucherPrinted,
    VoucherReleased,
)
from ledger.recorded import Recorded
from projections.shelf.changes import Changes
from projections.shelf.columns import UNTOLD
from projections.shelf.sheet import By, Row, Sheet
from projections.shelf.view import Folds, View


class Account(Row):
    """A volunteer's account.

    `beans` is the balance, negative while a `debt` stands; `held` beans wait for a merchant, or
    on a voucher, and are not in it. `position` is that of the last fact which touched the account.
    """

    volunteer: str
    beans: int = 0
    held: int = 0
    debt: int = 0
    minutes: int = 0
    training_minutes: int = 0
    position: int = UNTOLD


class Lot(Row):
    """Beans of a volunteer that die together, at 00:00 of the local day `dies_on`."""

    volunteer: str
    dies_on: str
    beans: int = 0


class Pending(Row):
    """Minutes of an attendance that wait for a second pair of eyes; 0 once they do not."""

    attendance: str
    volunteer: str = UNTOLD
    minutes: int = UNTOLD


ACCOUNTS = Sheet("account", Account)
LOTS = Sheet("lot", Lot, By(("dies_on",)), gone_at_zero="beans")
PENDING = Sheet("pending", Pending, By(("volunteer",)))

_OF = ACCOUNTS.select().where(ACCOUNTS.c.volunteer == bindparam("whose"))
_LOTS_OF = LOTS.select().where(LOTS.c.volunteer == bindparam("whose")).order_by(LOTS.c.dies_on)
_PENDING_OF = select(func.coalesce(func.sum(PENDING.c.minutes), 0)).where(
    PENDING.c.volunteer == bindparam("whose")
)


class _Folding:
    def __init__(
        self, accounts: Changes[Account], lots: Changes[Lot], pending: Changes[Pending]
    ) -> None:
        self._accounts = accounts
        self._lots = lots
        self._pending = pending

    def register(self, recorded: Recorded[VolunteerRegistered]) -> None:
        self._accounts[recorded.fact.volunteer].position = recorded.position

    def confirm(self, recorded: Recorded[ServiceConfirmed]) -> None:
        self._count(recorded, recorded.fact.minutes, recorded.fact.training_minutes)
        if recorded.fact.pending_minutes:
            self._wait(recorded.fact, recorded.fact.pending_minutes)

    def confirm_imported(self, recorded: Recorded[ServiceImported]) -> None:
        self._count(recorded, recorded.fact.minutes, recorded.fact.training_minutes)

    def change_imported(self, recorded: Recorded[ImportChange]) -> None:
        fact = recorded.fact
        more = fact.training_minutes - fact.training_before
        self._count(recorded, fact.minutes - fact.minutes_before, more)

    def correct(self, recorded: Recorded[ServiceCorrected]) -> None:
        fact = recorded.fact
        more = fact.training_minutes - fact.training_before
        self._count(recorded, fact.minutes - fact.minutes_before, more)
        self._wait(fact, fact.pending_minutes)

    def review(self, recorded: Recorded[PendingReviewed]) -> None:
        self._count(recorded, recorded.fact.accepted_minutes, 0)
        self._wait(recorded.fact, 0)

    def revoke(self, recorded: Recorded[AttendanceRevoked]) -> None:
        self._count(recorded, -recorded.fact.minutes, -recorded.fact.training_minutes)
        self._wait(recorded.fact, 0)

    def _count(self, recorded: Recorded[Any], minutes: int, training: int) -> None:
        account = self._accounts[recorded.fact.volunteer]
        account.minutes += minutes
        account.training_minutes += training
        account.position = recorded.position

    def _wait(
        self, fact: ServiceRecord | PendingReviewed | AttendanceRevoked, minutes: int
    ) -> None:
        pending = self._pending[fact.attendance]
        pending.volunteer, pending.minutes = fact.volunteer, minutes

    def put(self, recorded: Recorded[PurseMovement]) -> Account:
        """Beans came into the purse; a part of them may have repaid a debt."""
        fact = recorded.fact
        account = self._accounts[fact.volunteer]
        account.beans += fact.beans
        account.debt -= fact.debt
        account.position = recorded.position
        for lot in fact.lots.items():
            self._lots[fact.volunteer, lot[0]].beans += lot[1]
        return account

    def take(self, recorded: Recorded[PurseMovement]) -> Account:
        """Beans left the purse; what was not there became a debt."""
        fact = recorded.fact
        account = self._accounts[fact.volunteer]
        account.beans -= fact.beans
        account.debt += fact.debt
        account.position = recorded.position
        for lot in fact.lots.items():
            self._lots[fact.volunteer, lot[0]].beans -= lot[1]
        return account

    def bring_in(self, recorded: Recorded[BeansImported]) -> None:
        inward = recorded.fact.target == recorded.fact.volunteer
        (self.put if inward else self.take)(recorded)

    def hold(self, recorded: Recorded[BeansHeld] | Recorded[VoucherPrinted]) -> None:
        self.take(recorded).held += recorded.fact.beans

    def release(self, recorded: Recorded[HoldReleased] | Recorded[VoucherReleased]) -> None:
        self.put(recorded).held -= recorded.fact.beans

    def redeem(self, recorded: Recorded[BeansRedeemed]) -> None:
        fact = recorded.fact
        if fact.source == fact.volunteer:
            self.take(recorded)
            return
        account = self._accounts[fact.volunteer]
        account.held -= fact.beans
        account.position = recorded.position


class Balances(View):
    """How many beans and minutes somebody has, and which lots die when."""

    name = "balances"
    version = 3
    sheets = (ACCOUNTS, LOTS, PENDING)

    @staticmethod
    def folds(*changes: Changes[Any]) -> Folds:
        """Every movement of a purse, and what becomes of the minutes of service."""
        folding = _Folding(*changes)
        return {
            VolunteerRegistered: folding.register,
            ServiceConfirmed: folding.confirm,
            ServiceCorrected: folding.correct,
            PendingReviewed: folding.review,
            AttendanceRevoked: folding.revoke,
            BeansAwarded: folding.put,
            BeansGranted: folding.put,
            DebtForgiven: folding.put,
            BeansReturned: folding.put,
            BeansImported: folding.bring_in,
            ServiceImported: folding.confirm_imported,
            ImportCorrected: folding.change_imported,
            ImportRevoked: folding.change_imported,
            BeansClawedBack: folding.take,
            BeansExpired: folding.take,
            BeansHeld: folding.hold,
            HoldReleased: folding.release,
            BeansRedeemed: folding.redeem,
            VoucherPrinted: folding.hold,
            VoucherReleased: folding.release,
        }

    def of(self, volunteer: str) -> Account | None:
        """The account of a volunteer, None when nobody has this id."""
        return self.shelf.row(_OF, Account, {"whose": volunteer})

    def lots_of(self, volunteer: str) -> list[Lot]:
        """The lots that hold beans, the first to die first."""
        return self.shelf.rows(_LOTS_OF, Lot, {"whose": volunteer})

    def pending_minutes_of(self, volunteer: str) -> int:
        """Minutes of this volunteer that wait for a second pair of eyes."""
        return int(self.shelf.row(_PENDING_OF, int, {"whose": volunteer}) or 0)

    def with_dead_lots(self, today: date) -> Iterator[str]:
        """Volunteers who hold beans that are dead on that local day, each once."""
        dead = select(LOTS.c.volunteer).where(LOTS.c.dies_on <= today.isoformat())
        yield from self.shelf.rows(dead.distinct().order_by(LOTS.c.volunteer), str)
