"""Statements: what happened to a volunteer's beans and minutes, line by line."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select

from ledger.facts import (
    ActivityPublished,
    AttendanceRevoked,
    BeansAwarded,
    BeansClawedBack,
    BeansExpired,
    BeansHeld,
    BeansRedeemed,
    BeansReturned,
    HoldReleased,
    MerchantWelcomed,
    PurseMovement,
    ServiceConfirmed,
)
from ledger.recorded import Recorded
from projections.shelf.changes import Changes
from projections.shelf.columns import UNTOLD
from projections.shelf.sheet import By, Row, Sheet
from projections.shelf.view import Folds, View
from projections.tills import whose_till


class Line(Row):
    """One line: what one step did to `beans` and `minutes`, and the `balance` after it.

    `reference` is the attendance or the redemption it is about, `about` the activity or the
    merchant, whose title or name a `StatementLine` adds. A step without beans tells no balance.
    """

    position: int
    volunteer: str = UNTOLD
    at: datetime = UNTOLD
    recorded_at: datetime = UNTOLD
    kind: str = UNTOLD
    beans: int = 0
    balance: int | None = UNTOLD
    minutes: int = 0
    reference: str | None = UNTOLD
    about: str | None = UNTOLD
    details: dict[str, Any] = UNTOLD


class StatementLine(Line):
    """A line as people read it: always with a balance, and with the name of what it is about."""

    title: str | None = UNTOLD


class Title(Row):
    """What an activity or a merchant is called."""

    subject: str
    title: str = UNTOLD


LINES = Sheet("statement_line", Line, By(("volunteer", "position")), written_once=True)
TITLES = Sheet("statement_title", Title)

_earlier = LINES.table.alias("earlier")
_BALANCE = func.coalesce(
    LINES.c.balance,
    select(_earlier.c.balance)
    .where(
        _earlier.c.volunteer == LINES.c.volunteer,
        _earlier.c.position < LINES.c.position,
        _earlier.c.balance.is_not(None),
    )
    .order_by(_earlier.c.position.desc())
    .limit(1)
    .scalar_subquery(),
    0,
)
_OF = (
    select(*(_BALANCE if name == "balance" else column for name, column in LINES.c.items()))
    .add_columns(TITLES.c.title)
    .outerjoin_from(LINES.table, TITLES.table, LINES.c.about == TITLES.c.subject)
    .where(LINES.c.volunteer == bindparam("whose"), LINES.c.position < bindparam("before"))
    .order_by(LINES.c.position.desc())
    .limit(bindparam("most"))
)
_BEHIND_EVERYTHING = 2**62


class _Folding:
    def __init__(self, lines: Changes[Line], titles: Changes[Title]) -> None:
        self._lines = lines
        self._titles = titles
        self._command = ""
        self._services: dict[str, Line] = {}

    def publish(self, recorded: Recorded[ActivityPublished]) -> None:
        self._titles[recorded.fact.activity].title = recorded.fact.title

    def welcome(self, recorded: Recorded[MerchantWelcomed]) -> None:
        self._titles[recorded.fact.merchant].title = recorded.fact.name

    def confirm(self, recorded: Recorded[ServiceConfirmed]) -> None:
        fact = recorded.fact
        line = self._service_line(recorded, fact.attendance, fact.activity)
        line.kind, line.minutes = "service", fact.minutes
        line.details = {
            "category": fact.category, "service_day": fact.service_day, "rating": fact.rating,
            "minutes": fact.minutes, "pending_minutes": fact.pending_minutes,
            "training_minutes": fact.training_minutes, "break_minutes": fact.break_minutes,
            "grade": fact.grade, "policy": fact.policy,
        }  # fmt: skip

    def revoke(self, recorded: Recorded[AttendanceRevoked]) -> None:
        fact = recorded.fact
        line = self._service_line(recorded, fact.attendance, fact.activity)
        line.kind, line.minutes = "service_revoked", -fact.minutes
        line.details = {
            "service_day": fact.service_day, "minutes": fact.minutes,
            "training_minutes": fact.training_minutes, "note": fact.note,
        }  # fmt: skip

    def award(self, recorded: Recorded[BeansAwarded]) -> None:
        line = self._earning(recorded, "award", recorded.fact.beans)
        line.details = {**line.details, "capped_beans": recorded.fact.capped_beans}

    def claw_back(self, recorded: Recorded[BeansClawedBack]) -> None:
        self._earning(recorded, "claw_back", -recorded.fact.beans)

    def expire(self, recorded: Recorded[BeansExpired]) -> None:
        self._movement(recorded, "expired", -recorded.fact.beans, None, {})

    def hold(self, recorded: Recorded[BeansHeld]) -> None:
        fact = recorded.fact
        told = {"bill_fen": fact.bill_fen, "lapses_at": fact.lapses_at}
        self._spending(recorded, "held", -fact.beans, told).about = fact.held_for

    def redeem(self, recorded: Recorded[BeansRedeemed]) -> None:
        fact = recorded.fact
        told = {"bill_fen": fact.bill_fen, "fen": fact.fen}
        if fact.source == fact.volunteer:
            self._spending(recorded, "redeemed", -fact.beans, told).about = fact.target
        else:  # The hold took the beans; this says that they have reached the merchant.
            told["beans"] = fact.beans
            self._spending(recorded, "captured", 0, told).about = fact.target

    def release(self, recorded: Recorded[HoldReleased]) -> None:
        fact = recorded.fact
        line = self._spending(recorded, "released", fact.beans, {"reason": fact.reason})
        line.about = whose_till(fact.till)[0]

    def give_back(self, recorded: Recorded[BeansReturned]) -> None:
        fact = recorded.fact
        told = {"fen": fact.fen, "reason": fact.reason}
        self._spending(recorded, "returned", fact.beans, told).about = fact.source

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


class Statements(View):
    """The lines of a volunteer's statement."""

    name = "statements"
    version = 1
    sheets = (LINES, TITLES)

    @staticmethod
    def folds(*changes: Changes[Any]) -> Folds:
        """Everything that moves beans or minutes, and the names to tell it with."""
        folding = _Folding(*changes)
        return {
            ActivityPublished: folding.publish,
            MerchantWelcomed: folding.welcome,
            ServiceConfirmed: folding.confirm,
            AttendanceRevoked: folding.revoke,
            BeansAwarded: folding.award,
            BeansClawedBack: folding.claw_back,
            BeansExpired: folding.expire,
            BeansHeld: folding.hold,
            BeansRedeemed: folding.redeem,
            HoldReleased: folding.release,
            BeansReturned: folding.give_back,
        }

    def of(
        self, volunteer: str, limit: int = 100, before_position: int | None = None
    ) -> list[StatementLine]:
        """At most `limit` lines, newest first, older than the line at `before_position`."""
        before = _BEHIND_EVERYTHING if before_position is None else before_position
        told = {"whose": volunteer, "before": before, "most": limit}
        return self.shelf.rows(_OF, StatementLine, told)
