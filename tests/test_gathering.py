"""A crowd at the door: what all of them ask is looked up together, and each gets the own answer."""

from __future__ import annotations

import asyncio

import pytest

from api.gathering import MOST_AT_ONCE, Gathering


class Book:
    """Knows the square of every number below a thousand, and counts how often it is opened."""

    def __init__(self) -> None:
        self.opened: list[int] = []

    def look_up_all(self, numbers: list[int]) -> dict[int, int]:
        """What there is of these."""
        self.opened.append(len(numbers))
        if 13 in numbers:
            raise LookupError("thirteen")
        return {number: number * number for number in numbers if number < 1_000}


def test_a_crowd_opens_the_book_a_few_times_and_everybody_gets_the_own_answer() -> None:
    book = Book()
    gathering = Gathering(book.look_up_all)

    async def crowd() -> list[int | None]:
        return await asyncio.gather(*(gathering.of(number) for number in range(14, 1_100)))

    answers = asyncio.run(crowd())
    assert answers == [number * number if number < 1_000 else None for number in range(14, 1_100)]
    assert len(book.opened) <= 4 and max(book.opened) <= MOST_AT_ONCE


def test_who_asks_alone_is_answered_alone_and_the_same_question_is_asked_once() -> None:
    book = Book()
    gathering = Gathering(book.look_up_all)

    async def twice() -> list[int | None]:
        alone = await gathering.of(3)
        return [alone, *await asyncio.gather(gathering.of(4), gathering.of(4))]

    assert asyncio.run(twice()) == [9, 16, 16]
    assert book.opened == [1, 1]


def test_what_fails_is_told_to_everybody_who_asked_and_is_over_then() -> None:
    gathering = Gathering(Book().look_up_all)

    async def unlucky() -> list[object]:
        told = await asyncio.gather(gathering.of(13), gathering.of(2), return_exceptions=True)
        return [*told, await gathering.of(2)]

    first, second, later = asyncio.run(unlucky())
    assert isinstance(first, LookupError) and isinstance(second, LookupError)
    assert later == 4


def test_who_gives_up_takes_nobodys_answer_away() -> None:
    gathering = Gathering(Book().look_up_all)

    async def impatient() -> int | None:
        leaving, staying = (asyncio.create_task(gathering.of(5)) for _ in range(2))
        await asyncio.sleep(0)
        leaving.cancel()
        with pytest.raises(asyncio.CancelledError):
            await leaving
        return await staying

    assert asyncio.run(impatient()) == 25


def test_another_loop_gathers_for_itself() -> None:
    gathering = Gathering(Book().look_up_all)
    assert [asyncio.run(gathering.of(number)) for number in (6, 7)] == [36, 49]
