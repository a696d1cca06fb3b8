"""Ends: a hold is captured, voided and forgotten in one moment, by two books, and ends once."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import Future, wait
from contextlib import ExitStack
from datetime import timedelta
from itertools import count
from random import Random

import pytest

from ledger.book import Book
from ledger.command import By, Command, Receipt
from ledger.facts import BeansHeld, BeansRedeemed, BeansReturned, Fact, HoldReleased
from ledger.redemptions import RedeemBeans
from ledger.refusals import Busy, HoldLapsed, RedemptionEnded
from ledger.reversals import CaptureRedemption, LapseHold, VoidRedemption
from ledger.subjects.fund import FundPage, Funds
from tests.audit import Audit
from tests.neighbourhood import (
    CHEN,
    FUND,
    SUNNY_LANE,
    adopted,
    amended,
    code,
    earned,
    funded,
    welcomed,
)
from tests.places import Place
from tests.races import MUCH_IS_ALLOWED
from tests.story import Happened, clock

NOW = clock("2026-11-22 09:00:30")
SECONDS = timedelta(seconds=120)
BEANS, AT_ONCE, PEOPLE = 10, 100, 50
_keys = count(1)


def by(name: str = "") -> By:
    """Somebody, under a fresh key unless one is named."""
    return By("somebody", "merchant", name or f"key-end{next(_keys)}", "the same")


def told(book: Book, *facts: Fact) -> None:
    """Let this have happened."""
    book.record(Happened(facts=facts), by(), NOW)


def ended(books: list[Book], holds: list[str], rng: Random) -> Counter[str]:
    """Everything is asked of both books at once, in any order; what each caller was told."""
    asked: list[tuple[Command, Book, timedelta]] = [
        (command, rng.choice(books), later)
        for hold in holds
        for command, later in (
            (CaptureRedemption(redemption=hold, merchant=CHEN), timedelta(0)),
            (VoidRedemption(redemption=hold, merchant=CHEN), timedelta(0)),
            (LapseHold(redemption=hold), SECONDS),
        )
    ]
    rng.shuffle(asked)
    answers: Counter[str] = Counter()
    while asked:
        futures = [book.submit(command, by(), NOW + later) for command, book, later in asked]
        wait(futures)
        again = []
        for question, future in zip(asked, futures, strict=True):
            answer = _told(future)
            if answer == "Busy":  # The other book was faster, over and over: nothing is written.
                again.append(question)
            else:
                answers[answer] += 1
        asked = again
    return answers


def _told(future: Future[Receipt]) -> str:
    failure = future.exception()
    if failure is not None:
        assert isinstance(failure, Busy | RedemptionEnded | HoldLapsed), failure
        return type(failure).__name__
    return "done" if future.result().facts else "nothing"


def raced(books: list[Book], holds: list[str]) -> Counter[str]:
    """The town, all holds, and everything asked about them; what the callers were told."""
    rng, races = Random(len(holds)), len(holds)
    told(books[0], adopted(amended(*MUCH_IS_ALLOWED)), welcomed(), *funded(races * 100))
    people = [f"volunteer-race{number}" for number in range(PEOPLE)]
    told(books[0], *(earned(races * BEANS, volunteer=each) for each in people))
    answers: Counter[str] = Counter()
    for start in range(0, races, AT_ONCE):
        some = holds[start : start + AT_ONCE]
        told(books[0], *(
            code("2026-11-22 09:00:30", redemption=hold, issuer=SUNNY_LANE,
                 volunteer=people[number % PEOPLE])
            for number, hold in enumerate(some)
        ))  # fmt: skip
        wait([books[0].submit(held(hold), by(), NOW) for hold in some])
        answers += ended(books, some, rng)
    return answers


def held(hold: str) -> RedeemBeans:
    """Chen holds ten beans until he confirms."""
    return RedeemBeans(redemption=hold, merchant=CHEN, beans=BEANS, capture=False)


@pytest.mark.parametrize("races", [300, pytest.param(10_000, marks=pytest.mark.prove)])
def test_a_hold_has_exactly_one_end_under_any_race(place: Place, races: int) -> None:
    holds = [f"redemption-race{number}" for number in range(races)]
    with ExitStack() as both:
        books = [both.enter_context(place.book()) for _ in range(2)]
        answers, audit = raced(books, holds), Audit()
        facts = [found.fact for found in audit.read(books[0].facts())]
        audit.check()
        page = books[0].look(FundPage(books[0].look(Funds(FUND)).pages[FUND]))
    assert sum(isinstance(fact, BeansHeld) for fact in facts) == races
    ends = [fact for fact in facts if isinstance(fact, BeansRedeemed | HoldReleased)]
    assert Counter(fact.redemption for fact in ends) == dict.fromkeys(holds, 1)
    # A void that came behind the capture gave the beans back: that is a step after the end.
    returned = [fact for fact in facts if isinstance(fact, BeansReturned)]
    assert {fact.redemption for fact in returned} <= {
        fact.redemption for fact in ends if isinstance(fact, BeansRedeemed)
    }
    assert answers["done"] == races + len(returned) and answers.total() == 3 * races
    owed = sum(fact.fen for fact in ends if isinstance(fact, BeansRedeemed))
    owed -= sum(fact.fen for fact in returned)
    assert (page.free_fen, page.reserved_fen) == (races * 100 - owed, owed)
    kinds = {fact.reason if isinstance(fact, HoldReleased) else "captured" for fact in ends}
    assert kinds == {"captured", "voided", "lapsed"}
