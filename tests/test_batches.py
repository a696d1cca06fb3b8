"""Batches: commands decided in one breath know of each other, and none suffers for another."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from eventsourcing.dcb.api import DCBRecorder

from ledger.book import Book
from ledger.command import By, Command, Receipt
from ledger.confirmations import ConfirmService, Rated
from ledger.facts import BeansRedeemed, RedemptionCodeIssued
from ledger.presence import attendance_of
from ledger.redemptions import IssueCode, RedeemBeans
from ledger.refusals import AlreadyConfirmed, KeyReused, LimitExceeded, NotEnoughBeans
from ledger.reversals import CaptureRedemption, VoidRedemption
from ledger.units import OpenUnit
from tests.neighbourhood import (
    CHEN,
    CODE,
    LANE_OPEN,
    OTHER_CODE,
    PATROL,
    RULES,
    WANG,
    code,
    earned,
    planned,
    present,
    registered,
    welcomed,
)
from tests.story import Happened, clock
from tests.turnstile import Turnstile

NOW = clock("2026-11-22 12:00:00")


class Crowd:
    """Everybody asks while the book is busy with somebody else, so all are answered together."""

    def __init__(self, recorder: DCBRecorder) -> None:
        self.recorder = recorder
        self.open()
        past = [RULES, LANE_OPEN, registered(WANG), welcomed(CHEN, monthly_cap=60), earned(80)]
        codes = [code("2026-11-22 12:00", redemption=name) for name in (CODE, OTHER_CODE)]
        service = [planned(), *present("2026-11-22 09:00", "2026-11-22 11:00")]
        self.book.record(Happened(facts=(*past, *codes, *service)), self.by(), NOW)

    def open(self) -> None:
        """A book without any memory."""
        self.book = Book(self.recorder)
        self.turnstile = Turnstile(self.book)

    def by(self, command: Command | None = None, key: str = "") -> By:
        """Somebody, under a fresh key unless one is named."""
        self.keys = getattr(self, "keys", 0) + 1
        return By("somebody", "organizer", key or f"key-{self.keys}", repr(command))

    def rush(self, *commands: Command | tuple[Command, str]) -> list[Receipt | BaseException]:
        """The answers to commands that were decided in one batch."""
        first = OpenUnit(unit=f"unit-{self.by().key}", kind="district", name="区")
        asked = [command if isinstance(command, tuple) else (command, "") for command in commands]
        bys = [(command, self.by(command, key)) for command, key in asked]
        futures = self.turnstile.rush([(first, self.by()), *bys], NOW)
        return [future.exception() or future.result() for future in futures[1:]]

    def close(self) -> None:
        """Close the book."""
        self.book.close()


@pytest.fixture
def crowd(recorder: DCBRecorder) -> Iterator[Crowd]:
    """A crowd on each kind of store."""
    crowd = Crowd(recorder)
    yield crowd
    crowd.close()


def purchase(beans: int, redemption: str = CODE, *, capture: bool = True) -> RedeemBeans:
    """陈师傅 takes beans for noodles."""
    return RedeemBeans(redemption=redemption, merchant=CHEN, beans=beans, capture=capture)


def test_a_code_is_drawn_and_used_in_one_breath(crowd: Crowd) -> None:
    drawn, used = crowd.rush(
        IssueCode(redemption="redemption-three", volunteer=WANG), purchase(20, "redemption-three")
    )
    assert isinstance(drawn, Receipt) and isinstance(used, Receipt)
    assert [type(fact) for fact in drawn.facts + used.facts] == [
        RedemptionCodeIssued, BeansRedeemed
    ]  # fmt: skip


def test_the_second_of_two_purchases_finds_what_the_first_has_left(crowd: Crowd) -> None:
    first, second = crowd.rush(purchase(50), purchase(50, OTHER_CODE))
    assert isinstance(first, Receipt)
    assert isinstance(second, LimitExceeded | NotEnoughBeans)


def test_beans_let_go_make_room_in_the_till_within_the_same_breath(crowd: Crowd) -> None:
    crowd.book.record(purchase(40, capture=False), crowd.by(), NOW)
    crowd.close()
    crowd.open()  # A memory without the till, which letting go does not ask for.
    let_go, bought = crowd.rush(
        VoidRedemption(redemption=CODE, merchant=CHEN), purchase(30, OTHER_CODE)
    )
    assert isinstance(let_go, Receipt)
    assert isinstance(bought, Receipt), f"{bought!r}: the till counts beans that went back"


def test_a_key_that_comes_twice_in_one_breath_is_one_request(crowd: Crowd) -> None:
    first, again, other = crowd.rush(
        (purchase(20), "key-noodles"), (purchase(20), "key-noodles"), (purchase(30), "key-noodles")
    )
    assert isinstance(first, Receipt) and isinstance(again, Receipt)
    assert (first.replayed, again.replayed) == (False, True)
    assert (first.position, first.facts) == (again.position, again.facts)
    assert isinstance(other, KeyReused)


def test_one_who_asks_for_nonsense_spoils_it_for_nobody(crowd: Crowd) -> None:
    crowd.book.record(purchase(40, capture=False), crowd.by(), NOW)
    nonsense, bought = crowd.rush(
        CaptureRedemption(redemption=CODE, merchant=CHEN, beans=-5), purchase(20, OTHER_CODE)
    )
    assert isinstance(nonsense, ValueError)
    assert isinstance(bought, Receipt)


def test_a_person_named_twice_is_not_paid_twice(crowd: Crowd) -> None:
    was_there = Rated(attendance=attendance_of(PATROL, WANG), rating=5)
    twice, once, again = crowd.rush(
        ConfirmService(activity=PATROL, rated=(was_there, was_there)),
        ConfirmService(activity=PATROL, rated=(was_there,)),
        ConfirmService(activity=PATROL, rated=(was_there,)),
    )
    assert isinstance(twice, AlreadyConfirmed)
    assert isinstance(once, Receipt) and len(once.facts) == 2
    assert isinstance(again, AlreadyConfirmed)


def test_a_book_that_remembers_almost_nothing_answers_the_same(recorder: DCBRecorder) -> None:
    crowd = Crowd(recorder)
    crowd.close()
    crowd.book = Book(recorder, states_kept=1)
    crowd.turnstile = Turnstile(crowd.book)
    answers = crowd.rush(
        purchase(30), purchase(30, OTHER_CODE), (purchase(10), "key-x"), (purchase(10), "key-x")
    )
    crowd.close()
    assert [isinstance(answer, Receipt) for answer in answers] == [True, True, False, False]
