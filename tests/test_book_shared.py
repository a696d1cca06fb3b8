"""A book that is not alone: others write too, memory is short, clocks and callers go astray."""

from __future__ import annotations

import asyncio
import threading

import pytest
from eventsourcing.dcb.api import DCBEvent, DCBRecorder

from ledger.accounts import ExpireBeans
from ledger.book import Book
from ledger.command import Receipt
from ledger.refusals import Busy, LimitExceeded, NotEnoughBeans, UnitUnknown
from ledger.subjects.purse import Purse
from ledger.units import OpenUnit
from ledger.writing.scribe import TRIES
from tests.crowd import NINE, Shelf, all_at_once, district, li, tell
from tests.deeds import redeems
from tests.neighbourhood import (
    DAY,
    OTHER_CODE,
    RULES,
    WANG,
    code,
    earned,
    welcomed,
)
from tests.story import clock

A = "2030-02-01"


# Others write too ---------------------------------------------------------------------------


def test_two_books_over_one_store_do_not_spend_the_same_beans(
    book: Book, recorder: DCBRecorder
) -> None:
    tell(book, RULES, welcomed(), earned(80, dies=A), code(), code(redemption=OTHER_CODE))
    other = Book(recorder)
    with pytest.raises(LimitExceeded):
        other.record(redeems(9, OTHER_CODE), li(), NINE)  # It has seen the purse now.
    book.record(redeems(50), li(), NINE)
    with pytest.raises(NotEnoughBeans):
        other.record(redeems(50, OTHER_CODE), li(), NINE)
    assert other.record(redeems(30, OTHER_CODE), li(), NINE).facts[0].balance_after == 0
    other.close()


def test_nothing_to_do_is_said_only_when_the_store_agrees(
    book: Book, recorder: DCBRecorder
) -> None:
    tell(book, RULES)
    other = Book(recorder)
    assert other.record(ExpireBeans(volunteer=WANG), li(), NINE).facts == ()
    tell(book, earned(30, dies=DAY))
    (gone,) = other.record(ExpireBeans(volunteer=WANG), li(), NINE).facts
    assert gone.beans == 30
    other.close()


def test_a_key_answered_by_another_book_is_answered_again(
    book: Book, recorder: DCBRecorder
) -> None:
    other = Book(recorder)
    first = book.record(district(1), li("key-both"), NINE)
    again = other.record(district(1), li("key-both"), NINE)
    assert (again.position, again.replayed) == (first.position, True)
    other.close()


def about_the_shop(shelf: Shelf) -> DCBEvent:
    """What others write about Master Chen while a redemption is on its way."""
    return next(e.event for e in shelf.read() if e.event.type == "MerchantWelcomed")


def test_who_is_overtaken_every_time_is_told_so_and_nothing_is_written(
    on_shelf: Book, shelf: Shelf
) -> None:
    tell(on_shelf, RULES, welcomed(), earned(80, dies=A), code())
    before = on_shelf.head()
    shelf.overtaken_by = [about_the_shop(shelf)] * TRIES
    with pytest.raises(Busy):
        on_shelf.record(redeems(30), li("key-busy"), NINE)
    assert on_shelf.head() == before + TRIES
    paid = on_shelf.record(redeems(30), li("key-busy"), NINE)
    assert not paid.replayed and paid.facts[0].balance_after == 50


def test_who_was_overtaken_decides_anew_and_counts_nothing_twice(
    on_shelf: Book, shelf: Shelf
) -> None:
    tell(on_shelf, RULES, welcomed(), earned(80, dies=A), code(), code(redemption=OTHER_CODE))
    shelf.overtaken_by = [about_the_shop(shelf)] * 3
    answers = all_at_once(on_shelf, (redeems(30), None), (redeems(50, OTHER_CODE), None))
    assert [answer.result().facts[0].balance_after for answer in answers] == [50, 0]
    assert on_shelf.look(Purse(WANG)).balance == 0


# Memory and time ----------------------------------------------------------------------------


def test_three_remembered_states_give_the_same_answers_as_many(recorder: DCBRecorder) -> None:
    book = Book(recorder, states_kept=3)
    people = [f"volunteer-n{n}" for n in range(6)]
    tell(book, RULES, welcomed())
    for n, person in enumerate(people):
        tell(book, earned(40, dies=A, volunteer=person))
        tell(book, code(redemption=f"redemption-a{n}", volunteer=person))
        tell(book, code(redemption=f"redemption-b{n}", volunteer=person))
    for letter, left in (("a", 25), ("b", 10)):
        asked = [(redeems(15, f"redemption-{letter}{n}"), f"key-{letter}{n}") for n in range(6)]
        answers = [answer.result() for answer in all_at_once(book, *asked)]
        assert {answer.facts[0].balance_after for answer in answers} == {left}
        assert len(book._scribe._states) <= 3
        again = [book.record(command, li(key), NINE) for command, key in asked]
        assert all(answer.replayed for answer in again)
    book.close()


def test_the_time_of_writing_never_runs_backwards(recorder: DCBRecorder) -> None:
    for minute in (30, 10, 40, 20):
        book = Book(recorder)
        at = clock(f"{DAY} 09:{minute}")
        book.record(district(minute), li(), at)
        book.record(district(minute + 1), li(), at)
        told = list(book.facts())
        book.close()
    written = [recorded.recorded_at for recorded in told]
    assert [at.minute for at in written] == [30, 30, 30, 30, 40, 40, 40, 40]
    assert [recorded.fact.at.minute for recorded in told] == [30, 30, 10, 10, 40, 40, 20, 20]


def test_a_caller_who_hangs_up_does_not_undo_what_happened(book: Book) -> None:
    async def hang_up() -> None:
        asking = asyncio.ensure_future(book.ask(district(1), li("key-gone"), NINE))
        await asyncio.sleep(0)
        asking.cancel()

    asyncio.run(hang_up())
    again = book.record(district(1), li("key-gone"), NINE)
    assert (again.position, again.replayed) == (1, True)


def test_a_loop_full_of_callers_is_answered(book: Book) -> None:
    async def crowd() -> list[Receipt]:
        asking = (book.ask(district(n), li(), NINE) for n in range(100))
        return await asyncio.gather(*asking)

    assert len({receipt.position for receipt in asyncio.run(crowd())}) == 100


def test_watchers_hear_of_the_head_after_each_commit(book: Book) -> None:
    heads: list[int] = []
    told = threading.Event()
    book.watch(heads.append)
    book.watch(lambda head: told.set() if head == 4 else None)
    for number in range(3):
        book.record(district(number), li(), NINE)
    with pytest.raises(UnitUnknown):
        book.record(OpenUnit(unit="unit-s", kind="street", name="街", parent="unit-x"), li(), NINE)
    assert told.wait(30) and heads == [1, 2, 3, 4]
