"""Ends of paper: a voucher is taken, cancelled and let lapse in one moment, and ends once."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import Future, wait
from contextlib import ExitStack
from datetime import timedelta
from itertools import count
from random import Random

from ledger.book import Book
from ledger.by_voucher import TakeVoucher
from ledger.command import By, Command, Receipt
from ledger.facts import BeansRedeemed, VoucherPrinted, VoucherReleased
from ledger.refusals import Busy, CodeUsed, VoucherCancelled, VoucherEnded, VoucherLapsed
from ledger.subjects.fund import FundPage, Funds
from ledger.vouchers import CancelVoucher, LapseVoucher, PrintVoucher
from tests.audit import Audit
from tests.neighbourhood import CHEN, FUND, RULES, earned, funded, registered, welcomed
from tests.places import Place
from tests.story import Happened, clock

NOW, RACES, BEANS = clock("2026-11-22 09:00"), 90, 20
DAYS = timedelta(days=8)
TOO_LATE = CodeUsed | VoucherCancelled | VoucherEnded | VoucherLapsed
_keys = count(1)


def by() -> By:
    """Somebody, under a fresh key."""
    return By("somebody", "staff", f"key-paper{next(_keys)}", "the same")


def printed(book: Book) -> list[str]:
    """Many people with a voucher each; the redemptions that these open."""
    people = [f"volunteer-race{number}" for number in range(RACES)]
    rich = [fact for each in people for fact in (
        registered(each, f"1{each[14:]:0>9}"), earned(BEANS, volunteer=each)
    )]  # fmt: skip
    book.record(Happened(facts=(RULES, welcomed(), *funded(), *rich)), by(), NOW)
    vouchers = [f"redemption-race{number}" for number in range(RACES)]
    asked = [
        book.submit(PrintVoucher(redemption=each, volunteer=whose, beans=BEANS), by(), NOW)
        for each, whose in zip(vouchers, people, strict=True)
    ]
    assert all(each.result().facts for each in asked)
    return vouchers


def raced(books: list[Book], vouchers: list[str]) -> Counter[str]:
    """Everything is asked of both books at once, in any order; what each caller was told."""
    rng = Random(RACES)
    asked: list[tuple[Command, Book, timedelta]] = [
        (command, rng.choice(books), later)
        for each in vouchers
        for command, later in (
            (TakeVoucher(redemption=each, merchant=CHEN), timedelta(0)),
            (CancelVoucher(redemption=each), timedelta(0)),
            (LapseVoucher(redemption=each), DAYS),
        )
    ]
    rng.shuffle(asked)
    answers: Counter[str] = Counter()
    while asked:
        futures = [book.submit(command, by(), NOW + later) for command, book, later in asked]
        wait(futures)
        told = [(question, _told(each)) for question, each in zip(asked, futures, strict=True)]
        answers.update(answer for _, answer in told if answer != "Busy")
        asked = [question for question, answer in told if answer == "Busy"]
    return answers


def _told(future: Future[Receipt]) -> str:
    failure = future.exception()
    if failure is not None:
        assert isinstance(failure, Busy | TOO_LATE), failure
        return "Busy" if isinstance(failure, Busy) else "too late"
    return "done" if future.result().facts else "nothing"


def test_a_voucher_has_exactly_one_end_whoever_asks_at_once(place: Place) -> None:
    with ExitStack() as both:
        books = [both.enter_context(place.book()) for _ in range(2)]
        vouchers = printed(books[0])
        answers, audit = raced(books, vouchers), Audit()
        facts = [found.fact for found in audit.read(books[0].facts())]
        audit.check()
        page = books[0].look(FundPage(books[0].look(Funds(FUND)).pages[FUND]))
    assert sum(isinstance(fact, VoucherPrinted) for fact in facts) == RACES
    ends = [fact for fact in facts if isinstance(fact, BeansRedeemed | VoucherReleased)]
    assert Counter(fact.redemption for fact in ends) == dict.fromkeys(vouchers, 1)
    assert answers["done"] == RACES and answers.total() == 3 * RACES
    assert page.reserved_fen == sum(f.fen for f in ends if isinstance(f, BeansRedeemed))
    kinds = {fact.reason if isinstance(fact, VoucherReleased) else "taken" for fact in ends}
    assert kinds == {"taken", "cancelled", "lapsed"}
