"""Two books on one store: what one of them has not heard of yet must not lead it astray."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import timedelta

import pytest

from ledger.attendance import CheckIn
from ledger.book import Book
from ledger.command import By, Command, Receipt
from ledger.facts import BeansRedeemed, CheckedIn, CommandRefused, Fact, HoldReleased
from ledger.redemptions import IssueCode, RedeemBeans
from ledger.refusals import (
    AlreadyCheckedIn,
    CodeUsed,
    KeyReused,
    LimitExceeded,
    NotEnoughBeans,
    Refusal,
    VolunteerUnknown,
)
from ledger.reversals import CaptureRedemption, LapseHold
from ledger.rules import AdoptPolicy
from tests.neighbourhood import (
    CHEN,
    CODE,
    LANE_OPEN,
    OTHER_CODE,
    PATROL,
    RULES,
    WANG,
    amended,
    earned,
    funded,
    planned,
    registered,
    welcomed,
)
from tests.places import Place
from tests.story import Happened, clock

NOW = clock("2026-11-22 09:00:00")


@dataclass
class Offices:
    """The community's office and the shop, each with a book of its own on the same store."""

    office: Book
    shop: Book
    keys: int = 0

    def tell(self, *facts: Fact) -> None:
        """The office writes down what happened."""
        self.ask(self.office, Happened(facts=facts))

    def ask(self, book: Book, command: Command, key: str = "", minutes: int = 0) -> Receipt:
        """Ask one of the two, a while later."""
        self.keys += 1
        by = By("somebody", "organizer", key or f"key-{self.keys}", repr(command))
        return book.record(command, by, NOW + timedelta(minutes=minutes))


@pytest.fixture
def offices(place: Place) -> Iterator[Offices]:
    """王秀英 is registered, 陈师傅 takes beans, and both books have looked at both of them."""
    with ExitStack() as both:
        offices = Offices(both.enter_context(place.book()), both.enter_context(place.book()))
        offices.tell(RULES, LANE_OPEN, registered(WANG), welcomed(CHEN), *funded())
        for book, code in ((offices.office, CODE), (offices.shop, OTHER_CODE)):
            offices.ask(book, IssueCode(redemption=code, volunteer=WANG))
        for book, code in ((offices.office, CODE), (offices.shop, OTHER_CODE)):
            with suppress(NotEnoughBeans):
                offices.ask(book, purchase(10, code))
        yield offices


def purchase(beans: int, code: str = CODE, *, capture: bool = True) -> RedeemBeans:
    """陈师傅 takes beans for noodles."""
    return RedeemBeans(redemption=code, merchant=CHEN, beans=beans, capture=capture)


def test_beans_awarded_in_the_office_are_spent_in_the_shop(offices: Offices) -> None:
    offices.tell(earned(80))
    [spent] = offices.ask(offices.shop, purchase(60)).facts
    assert isinstance(spent, BeansRedeemed) and spent.balance_after == 20


def test_beans_spent_in_the_office_are_missing_in_the_shop(offices: Offices) -> None:
    offices.tell(earned(80))
    offices.ask(offices.shop, purchase(10, OTHER_CODE))
    offices.ask(offices.office, IssueCode(redemption="redemption-three", volunteer=WANG))
    offices.ask(offices.office, purchase(50, "redemption-three"))
    with pytest.raises(NotEnoughBeans) as refused:
        offices.ask(offices.shop, purchase(60))
    assert refused.value.details == {"need": 60, "have": 20}
    *_, note = offices.office.facts()
    assert isinstance(note.fact, CommandRefused) and note.fact.details["have"] == 20


def test_a_code_used_in_the_office_is_used_in_the_shop(offices: Offices) -> None:
    offices.tell(earned(80))
    offices.ask(offices.office, purchase(10))
    with pytest.raises(CodeUsed):
        offices.ask(offices.shop, purchase(10))


def test_a_stranger_who_registers_in_the_office_checks_in_at_the_shop(offices: Offices) -> None:
    offices.tell(planned(starts="2026-11-22 09:00"))
    here = CheckIn(activity=PATROL, volunteer="volunteer-new", means="scan", at=NOW)
    with pytest.raises(VolunteerUnknown):
        offices.ask(offices.shop, here)
    offices.tell(registered("volunteer-new", "77"))
    [arrival] = offices.ask(offices.shop, here).facts
    assert isinstance(arrival, CheckedIn)
    with pytest.raises(AlreadyCheckedIn):
        offices.ask(offices.office, here)


def test_a_hold_made_in_the_shop_lapses_when_only_the_office_has_a_clock(offices: Offices) -> None:
    offices.tell(earned(80))
    assert offices.ask(offices.office, LapseHold(redemption=CODE), minutes=5).facts == ()
    offices.ask(offices.shop, purchase(60, capture=False))
    [released] = offices.ask(offices.office, LapseHold(redemption=CODE), minutes=5).facts
    assert isinstance(released, HoldReleased) and released.beans == 60
    with pytest.raises(Refusal):
        offices.ask(offices.shop, CaptureRedemption(redemption=CODE, merchant=CHEN), minutes=1)


def test_a_key_answered_in_the_office_gets_the_same_answer_in_the_shop(offices: Offices) -> None:
    offices.tell(earned(80))
    first = offices.ask(offices.office, purchase(60), "key-noodles")
    again = offices.ask(offices.shop, purchase(60), "key-noodles")
    assert (again.position, again.facts) == (first.position, first.facts)
    assert (first.replayed, again.replayed) == (False, True)
    with pytest.raises(KeyReused):
        offices.ask(offices.shop, purchase(50), "key-noodles")


def test_a_key_refused_in_the_office_stays_refused_in_the_shop(offices: Offices) -> None:
    with pytest.raises(NotEnoughBeans):
        offices.ask(offices.office, purchase(60), "key-noodles")
    offices.tell(earned(80))
    with pytest.raises(NotEnoughBeans) as again:
        offices.ask(offices.shop, purchase(60), "key-noodles")
    assert again.value.replayed and again.value.details == {"need": 60, "have": 0}


def test_a_policy_adopted_in_the_office_rules_in_the_shop(offices: Offices) -> None:
    offices.tell(earned(80))
    stricter = amended(
        ("max_per_transaction = 1000", "max_per_transaction = 50"),
        ("paper_voucher_max_beans = 100", "paper_voucher_max_beans = 50"), version=3,
    )  # fmt: skip
    offices.ask(offices.office, AdoptPolicy(text=stricter))
    with pytest.raises(LimitExceeded):
        offices.ask(offices.shop, purchase(60))


def test_both_books_give_out_positions_that_nobody_else_has(offices: Offices) -> None:
    offices.tell(earned(80))
    for book, code in ((offices.shop, OTHER_CODE), (offices.office, CODE)):
        offices.ask(book, purchase(20, code))
    seen = [[found.position for found in book.facts()] for book in (offices.office, offices.shop)]
    assert seen[0] == seen[1] == sorted(set(seen[0]))
