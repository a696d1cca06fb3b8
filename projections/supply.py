"""Supply: what became of the beans that were issued, by the community each volunteer is at home in.

Every bean is somewhere: spent, held for a merchant or on a voucher, taken back, dead, or
outstanding. Whoever moves takes all of it along, so the sums of a community are those of the
people who live there.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, case, func, select, true

from ledger.facts import (
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
    PurseMovement,
    VolunteerMoved,
    VolunteerRegistered,
    VoucherPrinted,
    VoucherReleased,
)
from ledger.recorded import Recorded
from projections.shelf.changes import Changes
from projections.shelf.columns import UNTOLD
from projections.shelf.sheet import By, Row, Sheet
from projections.shelf.view import Folds, View


class Source(Row):
    """What one volunteer was ever given, and where it went; `lots` is what the purse holds."""

    volunteer: str
    community: str = UNTOLD
    issued: int = 0
    imported: int = 0
    clawed_back: int = 0
    forgiven: int = 0
    spent: int = 0
    held: int = 0
    expired: int = 0
    lots: int = 0
    debt: int = 0


class Dying(Row):
    """Beans of a volunteer that are gone from 00:00 of the local day `dies_on`."""

    volunteer: str
    dies_on: str
    beans: int = 0


class Sums(NamedTuple):
    """Beans of some communities on a local day.

    `issued`, `imported` (net of debts that came along) and `forgiven` less `clawed_back`,
    `spent` (net of what came back), `held` and `expired` is what is `outstanding`, which may be
    spent, less `debt`. A lot whose day has come counts as expired, whether or not the clock has
    been there yet.
    """

    issued: int
    imported: int
    clawed_back: int
    forgiven: int
    spent: int
    held: int
    expired: int
    outstanding: int
    debt: int
    expiring: int


SOURCES = Sheet("supply_source", Source, By(("community",)))
DYING = Sheet("supply_lot", Dying, By(("dies_on",)), gone_at_zero="beans")


class _Folding:
    def __init__(self, sources: Changes[Source], dying: Changes[Dying]) -> None:
        self._sources, self._dying = sources, dying

    def settle(self, recorded: Recorded[VolunteerRegistered] | Recorded[VolunteerMoved]) -> None:
        self._sources[recorded.fact.volunteer].community = recorded.fact.community

    def issue(self, recorded: Recorded[BeansAwarded] | Recorded[BeansGranted]) -> None:
        self._put(recorded.fact).issued += recorded.fact.beans

    def bring_in(self, recorded: Recorded[BeansImported]) -> None:
        fact = recorded.fact
        if fact.target == fact.volunteer:
            self._put(fact).imported += fact.beans
        else:
            self._take(fact).imported -= fact.beans

    def forgive(self, recorded: Recorded[DebtForgiven]) -> None:
        self._put(recorded.fact).forgiven += recorded.fact.beans

    def claw_back(self, recorded: Recorded[BeansClawedBack]) -> None:
        self._take(recorded.fact).clawed_back += recorded.fact.beans

    def expire(self, recorded: Recorded[BeansExpired]) -> None:
        self._take(recorded.fact).expired += recorded.fact.beans

    def hold(self, recorded: Recorded[BeansHeld] | Recorded[VoucherPrinted]) -> None:
        self._take(recorded.fact).held += recorded.fact.beans

    def release(self, recorded: Recorded[HoldReleased] | Recorded[VoucherReleased]) -> None:
        self._put(recorded.fact).held -= recorded.fact.beans

    def redeem(self, recorded: Recorded[BeansRedeemed]) -> None:
        fact = recorded.fact
        if fact.source == fact.volunteer:
            source = self._take(fact)
        else:
            source = self._sources[fact.volunteer]
            source.held -= fact.beans
        source.spent += fact.beans

    def give_back(self, recorded: Recorded[BeansReturned]) -> None:
        self._put(recorded.fact).spent -= recorded.fact.beans

    def _put(self, fact: PurseMovement) -> Source:
        return self._move(fact, 1)

    def _take(self, fact: PurseMovement) -> Source:
        return self._move(fact, -1)

    def _move(self, fact: PurseMovement, sign: int) -> Source:
        source = self._sources[fact.volunteer]
        source.debt -= sign * fact.debt
        for dies_on, beans in fact.lots.items():
            source.lots += sign * beans
            self._dying[fact.volunteer, dies_on].beans += sign * beans
        return source


class Supply(View):
    """Where all the beans are."""

    name = "supply"
    version = 2
    sheets = (SOURCES, DYING)

    @staticmethod
    def folds(*changes: Changes[Any]) -> Folds:
        """Every movement of a purse, and where its owner is at home."""
        folding = _Folding(*changes)
        return {
            VolunteerRegistered: folding.settle,
            VolunteerMoved: folding.settle,
            BeansAwarded: folding.issue,
            BeansGranted: folding.issue,
            BeansImported: folding.bring_in,
            DebtForgiven: folding.forgive,
            BeansClawedBack: folding.claw_back,
            BeansExpired: folding.expire,
            BeansHeld: folding.hold,
            HoldReleased: folding.release,
            BeansRedeemed: folding.redeem,
            BeansReturned: folding.give_back,
            VoucherPrinted: folding.hold,
            VoucherReleased: folding.release,
        }

    def of(self, communities: Collection[str] | None, today: date, within_days: int) -> Sums:
        """The beans of everybody at home in these communities, of all when None.

        `expiring` are those that die within so many days from `today`; only lots that do, and
        dead ones the clock has not come to, are looked at one by one.
        """
        near = true() if communities is None else SOURCES.c.community.in_(communities)
        c = SOURCES.c
        columns = (
            c.issued, c.imported, c.clawed_back, c.forgiven, c.spent, c.held, c.expired,
            c.lots, c.debt,
        )  # fmt: skip
        question = select(*(func.coalesce(func.sum(each), 0) for each in columns)).where(near)
        *told, expired, lots, debt = self.shelf.rows(question, _whole)[0]
        dead, expiring = self._dying(near, today, today + timedelta(days=within_days))
        return Sums(*told, expired + dead, lots - dead, debt, expiring)

    def _dying(self, near: ColumnElement[bool], today: date, until: date) -> tuple[int, ...]:
        """The beans in lots that are dead on that day, and in those that are until then."""
        c = DYING.c
        dead = c.dies_on <= today.isoformat()
        sums = (
            func.coalesce(func.sum(case((dead, c.beans), else_=0)), 0),
            func.coalesce(func.sum(case((dead, 0), else_=c.beans)), 0),
        )
        question = (
            select(*sums)
            .join_from(DYING.table, SOURCES.table, SOURCES.c.volunteer == c.volunteer)
            .where(c.dies_on <= until.isoformat(), near)
        )
        return self.shelf.rows(question, _whole)[0]


def _whole(*sums: Any) -> tuple[int, ...]:
    """Sums as whole numbers; PostgreSQL makes decimals of them."""
    return tuple(map(int, sums))
