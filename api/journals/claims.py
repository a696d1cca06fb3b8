"""Claims: what the views say that accounts hold, for an outside program to find true or not.

Every number is read from a view and none is added up from facts here, or the check would prove
nothing but that we can copy. A new view adds one small function to `AT_THE_END`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, func, select

from api.journals.accounts import (
    GIVEN,
    GROUPS,
    HELD,
    PROMISED,
    held_of,
    hold,
    money_of,
    owed_to,
    purse,
    taken_by,
)
from api.journals.postings import Unit
from projections.balances import ACCOUNTS, Balances
from projections.funds import FUNDS, Funds
from projections.shelf.view import View
from projections.statement_rows import LINES
from projections.statements import Statements
from projections.till import REDEMPTIONS, TAKINGS, Till
from projections.trial_balance import GROUPS as ACCOUNT_GROUPS
from projections.trial_balance import TrialBalance
from projections.vouchers import VOUCHERS, Vouchers

ASKED_VIEWS: tuple[type[View], ...] = (
    Balances, Funds, Statements, Till, TrialBalance, Vouchers,
)  # fmt: skip
"""The views that claims are read from; they must stand at one position."""


class Claim(NamedTuple):
    """An account holds so much, in beans or fen, according to a view.

    `whole` says that the accounts below it count too.
    """

    view: str
    account: str
    amount: int
    unit: Unit
    whole: bool = False


Claims = Iterator[Claim]


def claims_at_the_end(connection: Connection) -> Claims:
    """What the views say now, all of them as of one moment."""
    for claims in AT_THE_END:
        yield from claims(connection)


def claims_on_purses(connection: Connection, after: int, until: int) -> Claims:
    """What the statements say that each purse held after its last line before the position
    `until`; of those that have a line behind the position `after`."""
    c = LINES.c
    told = select(c.volunteer, c.balance).where(
        c.position > after, c.position < until, c.balance.is_not(None)
    )
    last = dict(_rows(connection, told.order_by(c.position)))
    for volunteer, balance in sorted(last.items()):
        yield Claim("statements", purse(volunteer), balance, "BEAN")


def _trial_balance(connection: Connection) -> Claims:
    c = ACCOUNT_GROUPS.c
    for group, beans in _rows(connection, select(c.name, c.beans).order_by(c.name)):
        yield Claim("trial_balance", GROUPS[group], beans, "BEAN", whole=True)


def _balances(connection: Connection) -> Claims:
    c = ACCOUNTS.c
    question = select(c.volunteer, c.beans, c.held).order_by(c.volunteer)
    for volunteer, beans, held in _rows(connection, question):
        yield Claim("balances", purse(volunteer), beans, "BEAN")
        yield Claim("balances", held_of(volunteer), held, "BEAN", whole=True)


def _takings(connection: Connection) -> Claims:
    c = TAKINGS.c
    question = select(c.merchant, c.month, c.captured - c.refunded, c.payable_fen)
    for merchant, month, beans, fen in _rows(connection, question.order_by(c.merchant, c.month)):
        yield Claim("till", f"{taken_by(merchant)}:{month}", beans, "BEAN")
        yield Claim("till", f"{owed_to(merchant)}:{month}", -fen, "CNY")
    for (fen,) in _rows(connection, select(func.coalesce(func.sum(c.payable_fen), 0))):
        yield Claim("till", PROMISED, int(fen), "CNY")


def _held(connection: Connection) -> Claims:
    """What waits for a shop to confirm, and what waits on paper, is all that waits."""
    c, total = VOUCHERS.c, 0
    question = select(c.volunteer, c.redemption, c.beans).order_by(c.position)
    for volunteer, redemption, beans in _rows(connection, question):
        yield Claim("vouchers", hold(volunteer, redemption), beans, "BEAN")
        total += beans
    for (held,) in _rows(connection, select(func.coalesce(func.sum(TAKINGS.c.held), 0))):
        yield Claim("till", HELD, int(held) + total, "BEAN", whole=True)


def _redemptions(connection: Connection) -> Claims:
    c = REDEMPTIONS.c
    by_merchant = (
        select(c.merchant, func.sum(c.captured - c.returned), func.sum(c.fen))
        .group_by(c.merchant)
        .order_by(c.merchant)
    )
    for merchant, beans, fen in _rows(connection, by_merchant):
        yield Claim("till", taken_by(merchant), int(beans), "BEAN", whole=True)
        yield Claim("till", owed_to(merchant), -int(fen), "CNY", whole=True)
    held = select(c.volunteer, c.redemption, c.held).where(c.lapses_at.is_not(None))
    for volunteer, redemption, beans in _rows(connection, held.order_by(c.position)):
        yield Claim("till", hold(volunteer, redemption), beans, "BEAN")


def _funds(connection: Connection) -> Claims:
    c = FUNDS.c
    question = select(c.fund, c.free_fen, c.reserved_fen, c.paid_fen).order_by(c.fund)
    for fund, free, reserved, paid in _rows(connection, question):
        yield Claim("funds", money_of(fund, "Free"), free, "CNY")
        yield Claim("funds", money_of(fund, "Reserved"), reserved, "CNY")
        yield Claim("funds", money_of(fund, "Paid"), paid, "CNY")
    for (cash,) in _rows(connection, select(func.coalesce(func.sum(c.cash_fen), 0))):
        yield Claim("funds", GIVEN, -int(cash), "CNY")


AT_THE_END: tuple[Callable[[Connection], Claims], ...] = (
    _trial_balance, _balances, _takings, _held, _redemptions, _funds,
)  # fmt: skip
"""Who is asked for the numbers at the end."""


def _rows(connection: Connection, question: Select[Any]) -> Iterator[tuple[Any, ...]]:
    """Row after row, however many there are."""
    found = connection.execution_options(stream_results=True).execute(question)
    return (tuple(row) for row in found)
