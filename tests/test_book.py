"""The book before a crowd: what it answers is written, and everybody gets their own answer."""

from __future__ import annotations

from concurrent.futures import Future

import pytest
from eventsourcing.dcb.api import DCBRecorder

from ledger.book import Book
from ledger.command import NotWritten, Receipt
from ledger.facts import BeansRedeemed
from ledger.redemptions import IssueCode
from ledger.refusals import CodeUsed, LimitExceeded, NotEnoughBeans
from ledger.reversals import RefundRedemption
from ledger.subjects.purse import Purse
from tests.crowd import NINE, Shelf, all_at_once, district, li, tell
from tests.deeds import redeems
from tests.neighbourhood import (
    CODE,
    OTHER_CODE,
    RULES,
    WANG,
    code,
    earned,
    funded,
    registered,
    welcomed,
)

A = "2030-02-01"


# One commit for many ------------------------------------------------------------------------


def test_nobody_is_answered_before_the_store_has_it(book: Book, recorder: DCBRecorder) -> None:
    early = []

    def look(answer: Future[Receipt]) -> None:
        (fact,) = answer.result().facts
        stored = [event.event.tags[0] for event in recorder.read()]
        early.extend([] if fact.unit in stored else [fact.unit])

    answers = all_at_once(book, *((district(n), None) for n in range(60)))
    for answer in answers:
        answer.add_done_callback(look)
    assert sorted(answer.result().position for answer in answers) == list(range(1, 61))
    assert early == []


def test_who_waited_together_is_committed_together(on_shelf: Book, shelf: Shelf) -> None:
    answers = all_at_once(on_shelf, *((district(n), None) for n in range(60)))
    assert [answer.result().facts[0].unit for answer in answers] == [
        f"unit-d{n}" for n in range(60)
    ]
    assert shelf.commits == [["UnitOpened"] * 60]


def test_nobody_suffers_for_a_command_that_cannot_be_written_down(book: Book) -> None:
    unwritable = "\ud800"
    fine, wrong, also_fine = all_at_once(
        book, (district(1), None), (district(2, unwritable), None), (district(3), None)
    )
    assert [fine.result().position, also_fine.result().position] == [1, 2]
    with pytest.raises(UnicodeEncodeError):
        wrong.result()


def test_a_failed_commit_is_redone_one_by_one(on_shelf: Book, shelf: Shelf) -> None:
    shelf.no_room_for = "unit-d2"
    fine, wrong, also_fine = all_at_once(
        on_shelf, (district(1), None), (district(2), "key-two"), (district(3), None)
    )
    assert [fine.result().position, also_fine.result().position] == [1, 2]
    with pytest.raises(NotWritten):
        wrong.result()
    assert shelf.commits == [["UnitOpened"], ["UnitOpened"]]
    shelf.no_room_for = ""
    again = on_shelf.record(district(2), li("key-two"), NINE)
    assert (again.position, again.replayed) == (3, False)


def test_what_was_not_written_is_not_believed_either(on_shelf: Book, shelf: Shelf) -> None:
    tell(on_shelf, RULES, welcomed(), earned(80, dies=A), code(), code(redemption=OTHER_CODE))
    shelf.no_room_for = CODE
    with pytest.raises(NotWritten):
        on_shelf.record(redeems(80), li(), NINE)
    shelf.no_room_for = ""
    (paid,) = on_shelf.record(redeems(80, OTHER_CODE), li(), NINE).facts
    assert isinstance(paid, BeansRedeemed) and paid.balance_after == 0


# One after another --------------------------------------------------------------------------


def outcome(answer: Future[Receipt]) -> str:
    failure = answer.exception()
    return type(failure or answer.result().facts[-1]).__name__


def test_two_shops_with_one_code_in_one_commit_have_one_effect(book: Book) -> None:
    tell(book, RULES, welcomed(), earned(80, dies=A), code())
    answers = all_at_once(book, (redeems(30), None), (redeems(40), None))
    assert [outcome(answer) for answer in answers] == ["BeansRedeemed", CodeUsed.__name__]
    assert book.look(Purse(WANG)).balance == 50


def test_two_codes_do_not_spend_the_same_beans_in_one_commit(book: Book) -> None:
    tell(book, RULES, welcomed(), earned(80, dies=A), code(), code(redemption=OTHER_CODE))
    answers = all_at_once(book, (redeems(50), None), (redeems(50, OTHER_CODE), None))
    assert [outcome(answer) for answer in answers] == ["BeansRedeemed", NotEnoughBeans.__name__]


def test_one_key_fifty_times_in_one_commit_has_one_effect(book: Book) -> None:
    tell(book, RULES, welcomed(), earned(80, dies=A), code())
    answers = [a.result() for a in all_at_once(book, *[(redeems(30), "key-same")] * 50)]
    assert [answer.replayed for answer in answers] == [False] + [True] * 49
    assert {answer.position for answer in answers} == {answers[0].position}
    assert book.look(Purse(WANG)).balance == 50


@pytest.mark.parametrize("states_kept", [1, 20_000])
def test_a_code_that_is_drawn_and_used_in_one_breath(
    recorder: DCBRecorder, states_kept: int
) -> None:
    book = Book(recorder, states_kept=states_kept)
    tell(book, RULES, welcomed(), earned(80, dies=A), registered(WANG), *funded())
    draw = IssueCode(redemption=CODE, volunteer=WANG)
    drawn, paid, late = all_at_once(book, (draw, None), (redeems(30), None), (redeems(30), None))
    assert [outcome(one) for one in (drawn, paid, late)] == [
        "RedemptionCodeIssued", "BeansRedeemed", "CodeUsed",
    ]  # fmt: skip
    assert paid.result().facts[0].balance_after == book.look(Purse(WANG)).balance == 50
    book.close()


def test_a_refund_makes_room_at_the_till_within_one_commit(
    book: Book, recorder: DCBRecorder
) -> None:
    tell(book, RULES, welcomed(monthly_cap=50), earned(80, dies=A))
    tell(book, code(), code(redemption=OTHER_CODE), code(redemption="redemption-three"))
    book.record(redeems(40), li(), NINE)
    fresh = Book(recorder)  # It has no till in mind yet.
    refund, paid, above = all_at_once(
        fresh,
        (RefundRedemption(redemption=CODE), None),
        (redeems(45, OTHER_CODE), None),
        (redeems(10, "redemption-three"), None),
    )
    assert [outcome(one) for one in (refund, paid, above)] == [
        "BeansReturned", "BeansRedeemed", LimitExceeded.__name__,
    ]  # fmt: skip
    fresh.close()
    assert above.exception().details == {"limit": "merchant_monthly_cap", "most": 50, "asked": 55}
