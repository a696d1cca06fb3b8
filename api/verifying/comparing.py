"""Comparing: each row of the views beside what the replay came to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Select, func, select

from api.verifying.difference import Difference, between
from api.verifying.replay import Replay
from projections.attendances import ATTENDANCES
from projections.balances import ACCOUNTS, LOTS, PENDING
from projections.directory import MERCHANTS, VOLUNTEERS
from projections.funds import FUNDS
from projections.service_hours import SERVED, SESSIONS
from projections.settlement_rows import MONTHS, STATEMENTS
from projections.statement_rows import LINES
from projections.supply import DYING, SOURCES
from projections.till import REDEMPTIONS, TAKINGS
from projections.tills import whose_till
from projections.trial_balance import ALWAYS, GROUPS
from projections.vouchers import VOUCHERS

Expected = Mapping[Any, tuple[Any, ...]]
_GROUP_OF = {"volunteer": "volunteers", "merchant": "merchants", "redemption": "held"}


_account, _lot, _pending, _taking = ACCOUNTS.c, LOTS.c, PENDING.c, TAKINGS.c
_line, _paid, _came = LINES.c, REDEMPTIONS.c, ATTENDANCES.c
_month, _stated = MONTHS.c, STATEMENTS.c
_session, _served = SESSIONS.c, SERVED.c
_source, _dying = SOURCES.c, DYING.c
QUESTIONS: dict[str, tuple[int, Select[Any]]] = {
    "account": (1, select(
        _account.volunteer, _account.beans, _account.held, _account.debt, _account.minutes,
        _account.training_minutes, _account.position,
    )),
    "lot": (2, select(_lot.volunteer, _lot.dies_on, _lot.beans)),
    "pending": (1, select(_pending.attendance, _pending.volunteer, _pending.minutes)
                .where(_pending.minutes != 0)),
    "takings": (2, select(
        _taking.merchant, _taking.month, _taking.captured, _taking.refunded, _taking.held,
        _taking.redemptions, _taking.payable_fen,
    )),
    "account_group": (1, select(GROUPS.c.name, GROUPS.c.beans)),
    "volunteer": (1, select(VOLUNTEERS.c.volunteer)),
    "merchant": (1, select(MERCHANTS.c.merchant)),
    "statement_line": (1, select(
        _line.volunteer, func.sum(_line.beans), func.sum(_line.minutes)
    ).group_by(_line.volunteer)),
    "redemption": (1, select(
        _paid.merchant, func.sum(_paid.captured - _paid.returned), func.sum(_paid.fen)
    ).group_by(_paid.merchant)),
    "voucher": (1, select(VOUCHERS.c.redemption, VOUCHERS.c.volunteer, VOUCHERS.c.beans)),
    "attendance": (1, select(
        _came.volunteer, func.sum(func.coalesce(_came.minutes, 0)), func.sum(_came.beans)
    ).group_by(_came.volunteer)),
    "hours_session": (1, select(
        _session.volunteer, func.sum(_session.minutes), func.sum(_session.training)
    ).group_by(_session.volunteer)),
    "hours_served": (1, select(
        _served.period, func.sum(_served.minutes), func.sum(_served.training),
        func.sum(_served.sessions),
    ).group_by(_served.period)),
    "till_month": (2, select(
        _month.merchant, _month.month, _month.lines, _month.beans, _month.fen,
        _month.stated_beans, _month.stated_fen,
    )),
    "supply_source": (1, select(
        _source.volunteer, _source.community, _source.issued, _source.clawed_back,
        _source.forgiven, _source.spent, _source.held, _source.expired, _source.lots, _source.debt,
    )),
    "supply_lot": (2, select(_dying.volunteer, _dying.dies_on, _dying.beans)),
    "fund": (1, select(FUNDS.c.fund, FUNDS.c.free_fen, FUNDS.c.reserved_fen, FUNDS.c.paid_fen)),
    "settlement": (1, select(
        _stated.settlement, _stated.closing_fen, _stated.due_fen, _stated.paid_fen
    )),
}  # fmt: skip
"""By sheet: of how many columns the key is, and what to ask. Long lists are asked for their sums
by owner, so that memory grows with the accounts alone."""


class Comparing:
    """Compares views, seen through one connection that sees one moment, with a replay.

    `compared` counts the rows of each sheet that were looked at.
    """

    def __init__(self, connection: Connection, replay: Replay) -> None:
        self._connection = connection
        self._replay = replay
        self.compared: dict[str, int] = {}

    def run(self) -> Iterator[Difference]:
        """Every difference."""
        expected: dict[str, Callable[[], Expected]] = {
            "account": self._accounts,
            "lot": self._lots,
            "pending": lambda: self._replay.pending,
            "takings": self._takings,
            "account_group": self.groups,
            "volunteer": lambda: dict.fromkeys(self._replay.purses, ()),
            "merchant": lambda: dict.fromkeys(self._replay.merchants, ()),
            "statement_line": self._statements,
            "redemption": self._redemptions,
            "voucher": self._vouchers,
            "attendance": self._attendances,
            "hours_session": self._hours,
            "hours_served": self._replay.hours.periods,
            "till_month": self._replay.settling.months,
            "supply_source": lambda: self._replay.supplying.sources(self._replay.purses),
            "supply_lot": self._lots,
            "fund": self._replay.funding.sums,
            "settlement": self._replay.settling.statements,
        }
        for sheet, (keys, question) in QUESTIONS.items():
            yield from self._compare(sheet, question, keys, expected[sheet]())

    def _compare(
        self, sheet: str, question: Select[Any], key_columns: int, expected: Expected
    ) -> Iterator[Difference]:
        seen = set()
        found = self._connection.execution_options(stream_results=True).execute(question)
        for row in found:
            told = tuple(row)
            key = told[0] if key_columns == 1 else told[:key_columns]
            values = tuple(int(v) if _is_number(v) else v for v in told[key_columns:])
            seen.add(key)
            if values != expected.get(key):
                yield between(sheet, key, values, expected.get(key, "—"))
        for key in expected.keys() - seen:
            if any(expected[key]) or sheet in ("account", "volunteer", "merchant"):
                yield between(sheet, key, "—", expected[key])
        self.compared[sheet] = len(seen)

    # What the replay expects --------------------------------------------------------------------

    def _accounts(self) -> Expected:
        replay = self._replay
        return {
            whose: (
                purse.balance, sum(purse.held.values()), purse.debt, replay.minutes[whose],
                replay.training[whose], replay.touched[whose],
            )
            for whose, purse in replay.purses.items()
        }  # fmt: skip

    def _lots(self) -> Expected:
        purses = self._replay.purses.items()
        return {(whose, lot): (beans,) for whose, purse in purses for lot, beans in
                purse.lots.items() if beans}  # fmt: skip

    def _takings(self) -> Expected:
        return {
            whose_till(till): (
                month.captured, month.refunded, month.till.beans - month.captured + month.refunded,
                month.redemptions, month.fen,
            )
            for till, month in self._replay.takings.items()
        }  # fmt: skip

    def groups(self) -> Expected:
        """Beans by kind of account."""
        groups = dict.fromkeys(ALWAYS, 0)
        for account, beans in self._replay.accounts.items():
            kind = account.partition("-")[0]
            group = _GROUP_OF.get(kind, kind)
            groups[group] = groups.get(group, 0) + beans
        return {group: (beans,) for group, beans in groups.items()}

    def _statements(self) -> Expected:
        replay = self._replay
        return {
            whose: (purse.balance, replay.minutes[whose]) for whose, purse in replay.purses.items()
        }

    def _redemptions(self) -> Expected:
        owed: dict[str, int] = {}
        for till, month in self._replay.takings.items():
            merchant = whose_till(till)[0]
            owed[merchant] = owed.get(merchant, 0) + month.fen
        return {merchant: (self._replay.accounts[merchant], fen) for merchant, fen in owed.items()}

    def _vouchers(self) -> Expected:
        purses = self._replay.purses.items()
        return {each: (whose, purse.held[each]) for whose, purse in purses for each in
                purse.vouchers}  # fmt: skip

    def _hours(self) -> Expected:
        replay = self._replay
        return {whose: (replay.minutes[whose], replay.training[whose]) for whose in replay.purses}

    def _attendances(self) -> Expected:
        replay = self._replay
        return {
            whose: (replay.minutes[whose] - replay.imported[whose], replay.earned[whose])
            for whose in replay.purses
        }


def _is_number(value: object) -> bool:
    # PostgreSQL sums whole numbers into decimals.
    return value is not None and not isinstance(value, str | bool)
