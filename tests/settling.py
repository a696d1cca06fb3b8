"""What happens at Chen's till in a November, and how the months after it are closed."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from ledger.book import Book
from ledger.facts import (
    BeansRedeemed,
    BeansReturned,
    DonationReceived,
    FundOpened,
    SettlementPaid,
    StatementObjected,
)
from ledger.payments import AnswerLine, PaySettlement
from ledger.settlements import AgreeStatement, FreezeStatement, ObjectToLine
from ledger.subjects.fund import first_page
from ledger.subjects.second_person import Second
from ledger.subjects.settlement import Roll, settlement_of, till_behind
from ledger.subjects.till import till_of
from tests.neighbourhood import CHEN, LONG_AGO, SUNNY_LANE, WANG
from tests.story import clock

NOVEMBER, DECEMBER = "2026-11", "2026-12"
OF_NOVEMBER, OF_DECEMBER = settlement_of(CHEN, NOVEMBER), settlement_of(CHEN, DECEMBER)
CLOSING = "2026-12-03 09:00"
"""The third working day of December."""
OBJECTED_BY, PAID_BY = date(2026, 12, 10), date(2026, 12, 21)
NEXT_CLOSING = "2027-01-06 09:00"
"""After the third working day of January, whether New Year's Day is a holiday or not: the
calendar of that year is not published yet."""
OURS, THEIRS = "fund-ours", "fund-theirs"
"""The fund of Sunny Lane, and that of the community across the river."""
OFFICE = Second(answers="person-zhou", selves=("person-zhou",))
"""周主任 at the community's office."""


def fund(fund: str = OURS, unit: str = SUNNY_LANE) -> FundOpened:
    """A community has a fund."""
    return FundOpened(
        at=LONG_AGO, fund=fund, unit=unit, name="金豆基金", holder="红十字会", page=first_page(fund)
    )


def given_to(fund: str = OURS, fen: int = 1_000_000) -> DonationReceived:
    """Somebody gave money to it."""
    return DonationReceived(
        at=LONG_AGO, donation=f"donation-{fund[5:]}", page=first_page(fund), fen=fen, kind="cash",
        receipt="R-1", free_fen_after=fen,
    )  # fmt: skip


def takes(
    beans: int,
    at: str = "2026-11-20 09:00",
    *,
    redemption: str = "redemption-one",
    paid_by: str = OURS,
    month: str = "",
    merchant: str = CHEN,
) -> BeansRedeemed:
    """The shop took beans; `month` is that of the till where it is not that of the time."""
    when = clock(at)
    day = date.fromisoformat(f"{month}-30") if month else when.date()
    return BeansRedeemed(
        at=when, beans=beans, source=WANG, target=merchant, volunteer=WANG,
        lots={"2029-12-01": beans}, balance_after=0, redemption=redemption,
        till=till_of(merchant, day), spent_on=day, fen=beans * 10, policy="default/2",
        page=first_page(paid_by) if paid_by else "", paid_by=paid_by,
    )  # fmt: skip


def gives_back(
    beans: int,
    at: str = "2026-11-21 09:00",
    *,
    redemption: str = "redemption-one",
    reason: Literal["voided", "refunded"] = "refunded",
    paid_by: str = OURS,
    merchant: str = CHEN,
) -> BeansReturned:
    """The shop gave beans back."""
    when = clock(at)
    return BeansReturned(
        at=when, beans=beans, source=merchant, target=WANG, volunteer=WANG,
        lots={"2029-12-01": beans}, balance_after=0, redemption=redemption,
        till=till_of(merchant, when.date()), spent_on=when.date(), fen=beans * 10, reason=reason,
        page=first_page(paid_by) if paid_by else "", paid_by=paid_by,
    )  # fmt: skip


def freezes(book: Book, month: str = NOVEMBER, by: str = "clock", **more: Any) -> FreezeStatement:
    """Close Chen's month, on which the views say the same as the book."""
    roll = book.look(Roll(till_behind(settlement_of(CHEN, month)))).lines
    told = {"seen": roll.sums, "seen_at": book.head(), **more}
    return FreezeStatement(merchant=CHEN, month=month, frozen_by=by, **told)


def agrees(settlement: str = OF_NOVEMBER, merchant: str = CHEN) -> AgreeStatement:
    """Chen has looked at it."""
    return AgreeStatement(settlement=settlement, merchant=merchant)


def objects(line: str = "redemption-one", settlement: str = OF_NOVEMBER) -> ObjectToLine:
    """Chen says that this line is wrong."""
    return ObjectToLine(settlement=settlement, merchant=CHEN, line=line, reason="wrong_beans")


def objected(at: str, line: str = "redemption-one") -> StatementObjected:
    """Chen said so."""
    return StatementObjected(
        at=clock(at), settlement=OF_NOVEMBER, merchant=CHEN, line=line, reason="wrong_beans"
    )


def answers(
    outcome: Literal["upheld", "declined"], fen: int = 0, line: str = "redemption-one"
) -> AnswerLine:
    """The office has looked into it."""
    return AnswerLine(
        settlement=OF_NOVEMBER, acting=OFFICE, line=line, outcome=outcome, fen=fen
    )


def pays(
    *funds: str,
    settlement: str = OF_NOVEMBER,
    reference: str = "B-1",
    acting: Second = OFFICE,
    own: tuple[str, ...] = (),
) -> PaySettlement:
    """The money is on its way to Chen; by Sunny Lane's fund where none is named."""
    payments = {each: payment(each, reference) for each in funds or (OURS,)}
    return PaySettlement(
        settlement=settlement, acting=acting, own_merchants=own, payments=payments,
        reference=reference,
    )  # fmt: skip


def payment(fund: str, reference: str = "B-1") -> str:
    """The id of what a fund paid under a reference."""
    return f"payment-{fund[5:]}{reference.replace('-', '').lower()}"


def paid(
    at: str, fen: int, fund: str = OURS, *, settlement: str = OF_NOVEMBER, reference: str = "B-1"
) -> SettlementPaid:
    """The fund paid so much."""
    return SettlementPaid(
        at=clock(at), payment=payment(fund, reference), settlement=settlement, merchant=CHEN,
        page=first_page(fund) if fund else "", paid_by=fund, fen=fen, reference=reference,
    )  # fmt: skip
