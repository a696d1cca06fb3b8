"""Three bowls are put aside for beans, and never a fourth of three is had."""

from __future__ import annotations

from collections import Counter

import pytest

from ledger.book import Book
from ledger.facts import (
    BeansHeld,
    BeansRedeemed,
    OfferProposed,
    OfferPublished,
    OfferRestocked,
)
from ledger.offers import RestockOffer, WithdrawOffer
from ledger.refusals.offers import OfferClosed, StockNotCounted, StockShort
from ledger.reversals import (
    CaptureRedemption,
    LapseHold,
    RefundRedemption,
    VoidRedemption,
)
from ledger.subjects.offer import Offer
from tests.crowd import all_at_once, tell
from tests.neighbourhood import CHEN, CODE, RULES, code, earned, welcomed
from tests.noodles import NOODLES, at_the_counter, offered, takes
from tests.story import Story


def left(story: Story) -> int | None:
    """How many bowls are left."""
    return story.book.look(Offer(NOODLES)).left


def test_the_last_bowl_is_the_last(story: Story) -> None:
    at_the_counter(story, stock=1).given(takes(), code(redemption="redemption-two"))
    again = takes(redemption="redemption-two")
    story.when(again).then_refused(StockShort, left=0, asked=1)
    story.when(RestockOffer(offer=NOODLES, pieces=5))
    story.then(OfferRestocked(at=story.now, offer=NOODLES, pieces=5))
    story.given(again)
    assert left(story) == 4


def test_held_beans_hold_the_bowl_and_let_it_go_again(story: Story) -> None:
    at_the_counter(story, stock=1).given(takes(capture=False))
    story.given(code(redemption="redemption-two"))
    story.when(takes(redemption="redemption-two")).then_refused(StockShort, left=0, asked=1)
    story.at("2026-11-22 09:02").given(LapseHold(redemption=CODE))
    assert left(story) == 1


def test_a_part_that_is_not_captured_puts_its_bowls_back(story: Story) -> None:
    at_the_counter(story).given(takes(240, quantity=3, capture=False))
    story.given(CaptureRedemption(redemption=CODE, merchant=CHEN, beans=80))
    assert left(story) == 2
    story.given(VoidRedemption(redemption=CODE, merchant=CHEN))
    assert left(story) == 3


def test_a_bowl_that_is_begun_is_not_put_back(story: Story) -> None:
    at_the_counter(story).given(takes(240, quantity=3, capture=False))
    story.given(CaptureRedemption(redemption=CODE, merchant=CHEN, beans=81))
    assert left(story) == 1


def test_what_is_given_back_later_may_be_eaten_and_the_shop_says_if_it_is_not(
    story: Story,
) -> None:
    at_the_counter(story).given(takes(), RefundRedemption(redemption=CODE, merchant=CHEN))
    assert left(story) == 2


def test_the_shelf_is_never_less_than_empty(story: Story) -> None:
    at_the_counter(story).given(takes())
    story.when(RestockOffer(offer=NOODLES, pieces=-3)).then_refused(StockShort, left=2, asked=3)
    story.given(RestockOffer(offer=NOODLES, pieces=-2))
    assert left(story) == 0
    story.given(WithdrawOffer(offer=NOODLES)).when(RestockOffer(offer=NOODLES, pieces=9))
    story.then_refused(OfferClosed, offer=NOODLES)


def test_what_nobody_counts_is_found_under_no_offer_however_often_it_is_had(
    story: Story,
) -> None:
    at_the_counter(story, stock=None).given(takes())
    story.when(RestockOffer(offer=NOODLES, pieces=1)).then_refused(StockNotCounted, offer=NOODLES)
    told = story.book.told_of(Offer(NOODLES))
    assert [type(one.fact) for one in told] == [OfferProposed, OfferPublished]
    taken = [r.fact for r in story.book.facts() if isinstance(r.fact, BeansHeld | BeansRedeemed)]
    assert [(fact.offer, fact.pieces) for fact in taken] == [(NOODLES, 1)]


# At once ------------------------------------------------------------------------------------


@pytest.mark.parametrize("capture", [True, False])
def test_of_fifty_at_once_three_have_the_last_three_bowls(book: Book, capture: bool) -> None:
    hungry = [(f"volunteer-v{n}", f"redemption-v{n}") for n in range(50)]
    tell(book, RULES, welcomed(), *offered())
    for volunteer, redemption in hungry:
        shown = code(redemption=redemption, volunteer=volunteer)
        tell(book, earned(80, volunteer=volunteer), shown)
    wishes = [(takes(redemption=redemption, capture=capture), None) for _, redemption in hungry]
    answers = all_at_once(book, *wishes)
    outcomes = Counter(type(answer.exception() or answer.result()).__name__ for answer in answers)
    assert outcomes == {"Receipt": 3, "StockShort": 47}
    assert book.look(Offer(NOODLES)).left == 0
