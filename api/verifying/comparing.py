"""Comparing: each row of the views beside what the replay came to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Select, func, select

from api.verifying.difference import Difference, between
from api.verifying.replay import Replay
from projections.activity_board import ATTENDANCES
from projections.balances import ACCOUNTS, LOTS, PENDING
from projections.directory import MERCHANTS, VOLUNTEERS
from projections.statements import LINES
from projections.till import REDEMPTIONS, TAKINGS
from projections.tills import whose_till
from projections.trial_balance import ALWAYS, GROUPS

Expected = Mapping[Any, tuple[Any, ...]]
_GROUP_OF = {"volunteer": "volunteers", "merchant": "merchants", "redemption": "held"}


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
        for sheet, question, key, expected in self._questions():
            yield from self._compare(sheet, question, key, expected())

    def _questions(
        self,
    ) -> Iterator[tuple[str, Select[Any], int, Callable[[], Expected]]]:
        account, lot, pending, taking = ACCOUNTS.c, LOTS.c, PENDING.c, TAKINGS.c
        line, paid, came = LINES.c, REDEMPTIONS.c, ATTENDANCES.c
        yield (
            "account",
            select(
                account.volunteer, account.beans, account.held, account.debt, account.minutes,
                account.training_minutes, account.position,
            ),
            1,
            self._accounts,
        )  # fmt: skip
        yield "lot", select(lot.volunteer, lot.dies_on, lot.beans), 2, self._lots
        yield (
            "pending",
            select(pending.attendance, pending.volunteer, pending.minutes)
            .where(pending.minutes != 0),
            1,
            lambda: self._replay.pending,
        )  # fmt: skip
        yield (
            "takings",
            select(
                taking.merchant, taking.month, taking.captured, taking.refunded, taking.held,
                taking.redemptions, taking.payable_fen,
            ),
            2,
            self._takings,
        )  # fmt: skip
        yield "account_group", select(GROUPS.c.name, GROUPS.c.beans), 1, self.groups
        yield "volunteer", select(VOLUNTEERS.c.volunteer), 1, self._volunteers
        yield "merchant", select(MERCHANTS.c.merchant), 1, self._merchants
        yield (
            "statement_line",
            select(line.volunteer, func.sum(line.beans), func.sum(line.minutes))
            .group_by(line.volunteer),
            1,
            self._statements,
        )  # fmt: skip
        yield (
            "redemption",
            select(paid.merchant, func.sum(paid.captured - paid.returned), func.sum(paid.fen))
            .group_by(paid.merchant),
            1,
            self._redemptions,
        )  # fmt: skip
        yield (
            "attendance",
            select(came.volunteer, func.sum(func.coalesce(came.minutes, 0)), func.sum(came.beans))
            .group_by(came.volunteer),
            1,
            self._attendances,
        )  # fmt: skip

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

    def _volunteers(self) -> Expected:
        return dict.fromkeys(self._replay.purses, ())

    def _merchants(self) -> Expected:
        return dict.fromkeys(self._replay.merchants, ())

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

    def _attendances(self) -> Expected:
        replay = self._replay
        return {
            whose: (replay.minutes[whose], replay.earned[whose]) for whose in replay.purses
        }


def _is_number(value: object) -> bool:
    # PostgreSQL sums whole numbers into decimals.
    return value is not None and not isinstance(value, str | bool)
