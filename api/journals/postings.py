"""Postings: what a fact moves, in beans and in money, in words that every program can be told.

A new fact kind that moves money adds one small function to `MONEY`. Beans need nothing: every
`Movement` is already a posting out of one account and one into another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal, NamedTuple

from api.journals.accounts import (
    GIVEN,
    GONE,
    ISSUED,
    PROMISED,
    hold,
    money_of,
    owed_for,
    purse,
    taken_in,
)
from ledger.facts import (
    EXPIRED,
    ISSUANCE,
    BeansHeld,
    BeansRedeemed,
    BeansReturned,
    DonationCorrected,
    DonationReceived,
    Fact,
    HoldReleased,
    Movement,
    ObjectionToLineAnswered,
    SettlementPaid,
    VoucherPrinted,
    VoucherReleased,
)
from ledger.recorded import Recorded
from ledger.subjects.fund import fund_of

Unit = Literal["BEAN", "CNY"]
Part = Literal["Free", "Reserved", "Paid"]


class Posting(NamedTuple):
    """What came into an account, or with a minus left it: whole beans, or money in fen."""

    account: str
    amount: int
    unit: Unit


class Entry(NamedTuple):
    """What one fact moved; in each unit its postings come to zero."""

    position: int
    kind: str
    postings: tuple[Posting, ...]


class UnknownAccount(Exception):
    """Beans moved through an account that no journal has a name for."""

    def __init__(self, account: str) -> None:
        super().__init__(account)
        self.english = f"No journal has a name for the account {account}."
        self.chinese = f"账户 {account} 在导出的账簿中没有对应名称。"


def entry_of(recorded: Recorded[Any]) -> Entry | None:
    """What the fact moved, None for one that moves neither beans nor money."""
    fact = recorded.fact
    postings: list[Posting] = []
    if isinstance(fact, Movement):
        source, target = _account(fact, fact.source), _account(fact, fact.target)
        postings += moved(source, target, fact.beans, "BEAN")
    if (money := MONEY.get(type(fact))) is not None:
        postings += money(fact)
    if not postings:
        return None
    return Entry(recorded.position, type(fact).__name__, tuple(postings))


def moved(source: str, target: str, amount: int, unit: Unit) -> Iterator[Posting]:
    """The two sides of a movement; nothing when nothing moved."""
    if amount:
        yield Posting(source, -amount, unit)
        yield Posting(target, amount, unit)


def amount_of(amount: int, unit: Unit) -> str:
    """Beans as a whole number, fen as yuan with two decimals."""
    if unit == "BEAN":
        return str(amount)
    yuan, fen = divmod(abs(amount), 100)
    return f"{'-' if amount < 0 else ''}{yuan}.{fen:02}"


def _account(fact: Any, account: str) -> str:
    """The name of an account that a movement is about.

    A hold stands below the volunteer it came from, and a merchant's beans stand by month: so
    each view that adds them up finds an account to be held against.
    """
    match account.partition("-")[0]:
        case "volunteer":
            return purse(account)
        case "redemption":
            return hold(fact.volunteer, account)
        case "merchant":
            return taken_in(fact.till)
    if account == ISSUANCE:
        return ISSUED
    if account == EXPIRED:
        return GONE
    raise UnknownAccount(account)


# Money ------------------------------------------------------------------------------------------


def _owed(fact: BeansRedeemed) -> Iterator[Posting]:
    """For beans that a merchant took, money is owed to it, and reserved unless it was before."""
    yield from moved(owed_for(fact.till), PROMISED, fact.fen, "CNY")
    yield from _reserved(fact)


def _no_longer_owed(fact: BeansReturned) -> Iterator[Posting]:
    """For beans that a merchant gave back it is not."""
    yield from moved(PROMISED, owed_for(fact.till), fact.fen, "CNY")
    yield from _set_free(fact)


def _given(fact: DonationReceived) -> Iterator[Posting]:
    """Money that was given is free; goods are no money."""
    if fact.kind == "cash":
        yield from moved(GIVEN, money_of(fund_of(fact.page), "Free"), fact.fen, "CNY")


def _corrected(fact: DonationCorrected) -> Iterator[Posting]:
    """Money that was entered too much was never given; what was forgotten was."""
    free = money_of(fund_of(fact.page), "Free")
    yield from moved(GIVEN, free, fact.more_free_fen, "CNY")


def _reserved(
    fact: BeansHeld | BeansRedeemed | VoucherPrinted | ObjectionToLineAnswered,
) -> Iterator[Posting]:
    """Free money is reserved, where the fact is entered on a page of a fund."""
    return _within_the_fund(fact, "Free", "Reserved")


def _set_free(fact: HoldReleased | BeansReturned | VoucherReleased) -> Iterator[Posting]:
    """Reserved money is free again."""
    return _within_the_fund(fact, "Reserved", "Free")


def _paid(fact: SettlementPaid) -> Iterator[Posting]:
    """Reserved money was paid to a merchant."""
    return _within_the_fund(fact, "Reserved", "Paid")


def _within_the_fund(fact: Any, source: Part, target: Part) -> Iterator[Posting]:
    if fact.page:
        fund = fund_of(fact.page)
        yield from moved(money_of(fund, source), money_of(fund, target), fact.fen, "CNY")


MONEY: Mapping[type[Fact], Callable[[Any], Iterator[Posting]]] = {
    BeansRedeemed: _owed,
    BeansReturned: _no_longer_owed,
    BeansHeld: _reserved,
    HoldReleased: _set_free,
    VoucherPrinted: _reserved,
    VoucherReleased: _set_free,
    DonationReceived: _given,
    DonationCorrected: _corrected,
    ObjectionToLineAnswered: _reserved,
    SettlementPaid: _paid,
}
"""What each fact moves in money, by its type."""
