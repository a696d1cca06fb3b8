"""A bowl of noodles for eighty beans: agreed to, and of three bowls never a fourth is had."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from ledger.book import Book
from ledger.facts import (
    BeansHeld,
    BeansRedeemed,
    OfferProposed,
    OfferPublished,
    OfferRestocked,
    OfferWithdrawn,
)
from ledger.offers import ProposeOffer, PublishOffer, RestockOffer, WithdrawOffer
from ledger.refusals import LimitExceeded, MerchantSuspended, TermBackwards
from ledger.refusals.offers import (
    BillNeeded,
    FundCoverLow,
    GoodsForbidden,
    GoodsUnknown,
    OfferClosed,
    OfferPriceDiffers,
    OfferPriceUnfit,
    OfferSettled,
    OfferUnknown,
    StockNotCounted,
    StockShort,
)
from ledger.reversals import (
    CaptureRedemption,
    LapseHold,
    RefundRedemption,
    VoidRedemption,
)
from ledger.subjects.offer import Offer
from tests.crowd import all_at_once, tell
from tests.deeds import redeems
from tests.neighbourhood import CHARITY, CHEN, CODE, LONG_AGO, RULES, code, earned, welcomed
from tests.story import Story
from tests.suspension import halted

NOODLES = "offer-noodles"
FIRST_DAY, LAST_DAY = date(2026, 11, 1), date(2026, 12, 31)


def noodles(**other: Any) -> dict[str, Any]:
    """A bowl of noodles: eighty beans, three bowls a day are put aside for it."""
    return {
        "offer": NOODLES, "merchant": CHEN, "kind": "exchange", "title": "牛肉面一碗",
        "goods": "food", "beans": 80, "worth_fen": 1_200, "stock": 3, "valid_from": FIRST_DAY,
        "valid_until": LAST_DAY, "per_volunteer_month": None, **other,
    }  # fmt: skip


def offered(**other: Any) -> list[OfferProposed | OfferPublished]:
    """The noodles were proposed and agreed to long ago."""
    proposed = OfferProposed(at=LONG_AGO, **noodles(**other))
    return [proposed, OfferPublished(at=LONG_AGO, offer=NOODLES)]


def at_the_counter(story: Story, **other: Any) -> Story:
    """Master Chen offers noodles, and Wang has beans and shows a code."""
    return story.given(RULES, welcomed(), *offered(**other), earned(900), code())


def takes(beans: int = 80, redemption: str = CODE, **more: Any) -> Any:
    """Wang asks for noodles."""
    return redeems(beans, redemption, offer=NOODLES, **more)


# From a proposal to a yes -------------------------------------------------------------------


def test_a_merchant_proposes_and_the_community_agrees(story: Story) -> None:
    story.given(RULES, welcomed()).when(ProposeOffer(**noodles()))
    story.then(OfferProposed(at=story.now, **noodles()))
    story.when(PublishOffer(offer=NOODLES)).then(OfferPublished(at=story.now, offer=NOODLES))
    story.when(PublishOffer(offer=NOODLES)).then_refused(OfferSettled, offer=NOODLES)


def test_the_community_itself_publishes_in_one_step(story: Story) -> None:
    story.given(RULES, welcomed()).when(ProposeOffer(**noodles(), publish=True))
    published = OfferPublished(at=story.now, offer=NOODLES)
    story.then(OfferProposed(at=story.now, **noodles()), published)


def test_what_nobody_agreed_to_is_not_had(story: Story) -> None:
    story.given(RULES, welcomed(), offered()[0], earned(80), code())
    story.when(takes()).then_refused(OfferClosed, offer=NOODLES)


@pytest.mark.parametrize(
    ("other", "refusal", "told"),
    [
        ({"goods": "tobacco"}, GoodsForbidden, {"goods": "tobacco"}),
        ({"goods": "gift_card"}, GoodsForbidden, {"goods": "gift_card"}),
        ({"goods": "fireworks"}, GoodsUnknown, {"goods": "fireworks"}),
        ({"beans": None}, OfferPriceUnfit, {"kind": "exchange"}),
        ({"kind": "offset"}, OfferPriceUnfit, {"kind": "offset"}),
        (
            {"valid_until": date(2026, 11, 21)}, TermBackwards,
            {"since": "2026-11-22", "until": "2026-11-21"},
        ),
    ],
)  # fmt: skip
def test_some_things_are_not_offered(
    story: Story, other: dict[str, Any], refusal: type, told: dict[str, str]
) -> None:
    story.given(RULES, welcomed()).when(ProposeOffer(**noodles(**other)))
    story.then_refused(refusal, **told)


def test_nothing_new_is_offered_while_the_fund_covers_less_than_half(story: Story) -> None:
    low = {"cover_permille": 499, "least_permille": 500}
    story.given(RULES, welcomed(), offered()[0])
    story.when(PublishOffer(offer=NOODLES, cover_permille=499)).then_refused(FundCoverLow, **low)
    story.when(ProposeOffer(**noodles(offer="offer-two"), publish=True, cover_permille=499))
    story.then_refused(FundCoverLow, **low)
    story.when(PublishOffer(offer=NOODLES, cover_permille=500))
    story.then(OfferPublished(at=story.now, offer=NOODLES))


def test_a_suspended_shop_offers_nothing_new(story: Story) -> None:
    story.given(RULES, welcomed(), offered()[0], halted())
    story.when(PublishOffer(offer=NOODLES)).then_refused(MerchantSuspended)
    story.when(ProposeOffer(**noodles(offer="offer-two"))).then_refused(MerchantSuspended)


def test_an_offer_is_withdrawn_and_what_was_held_for_it_is_kept(story: Story) -> None:
    at_the_counter(story).given(takes(capture=False))
    story.when(WithdrawOffer(offer=NOODLES)).then(OfferWithdrawn(at=story.now, offer=NOODLES))
    story.when(WithdrawOffer(offer=NOODLES)).then_refused(OfferSettled, offer=NOODLES)
    story.given(code(redemption="redemption-two"))
    story.when(takes(redemption="redemption-two")).then_refused(OfferClosed, offer=NOODLES)
    story.given(CaptureRedemption(redemption=CODE, merchant=CHEN))


def test_an_offer_nobody_made_is_not_withdrawn_or_filled_up(story: Story) -> None:
    story.given(RULES).when(WithdrawOffer(offer=NOODLES))
    story.then_refused(OfferUnknown, offer=NOODLES)
    story.when(PublishOffer(offer=NOODLES)).then_refused(OfferUnknown, offer=NOODLES)
    story.when(RestockOffer(offer=NOODLES, pieces=1)).then_refused(OfferUnknown, offer=NOODLES)


# At the counter -----------------------------------------------------------------------------


def test_the_price_is_the_price(story: Story) -> None:
    at_the_counter(story).when(takes(79)).then_refused(OfferPriceDiffers, price=80, asked=79)
    told = {"price": 160, "asked": 80}
    story.when(takes(80, quantity=2)).then_refused(OfferPriceDiffers, **told)
    two = story.given(takes(160, quantity=2)).book.look(Offer(NOODLES))
    assert two.left == 1


@pytest.mark.parametrize(
    ("time", "fits"),
    [
        ("2026-11-21 23:59:59", False), ("2026-11-22 00:00", True),
        ("2026-11-24 23:59:59", True), ("2026-11-25 00:00", False),
    ],
)  # fmt: skip
def test_an_offer_holds_from_its_first_to_its_last_day(
    story: Story, time: str, fits: bool
) -> None:
    days = {"valid_from": date(2026, 11, 22), "valid_until": date(2026, 11, 24)}
    story.at(time).given(RULES, welcomed(), *offered(**days), earned(80), code(time[:16]))
    if fits:
        story.given(takes())
    else:
        story.when(takes()).then_refused(OfferClosed, offer=NOODLES)


def test_another_shops_offer_is_not_there(story: Story) -> None:
    story.given(RULES, welcomed(CHARITY, "charity"), *offered(), earned(80), code())
    story.when(takes(merchant=CHARITY)).then_refused(OfferUnknown, offer=NOODLES)


def test_a_part_of_a_bill_needs_the_bill_and_keeps_to_its_share(story: Story) -> None:
    at_the_counter(story, kind="offset", beans=None)
    story.when(takes(30)).then_refused(BillNeeded, offer=NOODLES)
    told = {"limit": "max_offset", "most": 60, "asked": 61}
    story.when(takes(61, bill_fen=1_200)).then_refused(LimitExceeded, **told)
    story.given(takes(60, bill_fen=1_200))
    assert story.book.look(Offer(NOODLES)).left == 2


def test_nobody_has_more_of_it_in_a_month_than_was_said(story: Story) -> None:
    at_the_counter(story, per_volunteer_month=1, stock=None)
    story.given(takes(), code(redemption="redemption-two"))
    told = {"limit": "offer_per_month", "most": 1, "asked": 2}
    story.when(takes(redemption="redemption-two")).then_refused(LimitExceeded, **told)
    story.given(VoidRedemption(redemption=CODE, merchant=CHEN))  # A mistake is no noodles.
    story.given(takes(redemption="redemption-two"))
    december = code("2026-12-01 09:00", redemption="redemption-three")
    story.at("2026-12-01 09:00").given(december, takes(redemption="redemption-three"))


# The shelf ----------------------------------------------------------------------------------


@dataclass
class Shelf:
    """How many bowls are left as the story goes on."""

    story: Story

    def left(self) -> int | None:
        """The number."""
        return self.story.book.look(Offer(NOODLES)).left


def test_the_last_bowl_is_the_last(story: Story) -> None:
    at_the_counter(story, stock=1).given(takes(), code(redemption="redemption-two"))
    again = takes(redemption="redemption-two")
    story.when(again).then_refused(StockShort, left=0, asked=1)
    story.when(RestockOffer(offer=NOODLES, pieces=5))
    story.then(OfferRestocked(at=story.now, offer=NOODLES, pieces=5))
    story.given(again)
    assert Shelf(story).left() == 4


def test_held_beans_hold_the_bowl_and_let_it_go_again(story: Story) -> None:
    at_the_counter(story, stock=1).given(takes(capture=False))
    story.given(code(redemption="redemption-two"))
    story.when(takes(redemption="redemption-two")).then_refused(StockShort, left=0, asked=1)
    story.at("2026-11-22 09:02").given(LapseHold(redemption=CODE))
    assert Shelf(story).left() == 1


def test_a_part_that_is_not_captured_puts_its_bowls_back(story: Story) -> None:
    at_the_counter(story).given(takes(240, quantity=3, capture=False))
    story.given(CaptureRedemption(redemption=CODE, merchant=CHEN, beans=80))
    assert Shelf(story).left() == 2
    story.given(VoidRedemption(redemption=CODE, merchant=CHEN))
    assert Shelf(story).left() == 3


def test_a_bowl_that_is_begun_is_not_put_back(story: Story) -> None:
    at_the_counter(story).given(takes(240, quantity=3, capture=False))
    story.given(CaptureRedemption(redemption=CODE, merchant=CHEN, beans=81))
    assert Shelf(story).left() == 1


def test_what_is_given_back_later_may_be_eaten_and_the_shop_says_if_it_is_not(
    story: Story,
) -> None:
    at_the_counter(story).given(takes(), RefundRedemption(redemption=CODE, merchant=CHEN))
    assert Shelf(story).left() == 2


def test_the_shelf_is_never_less_than_empty(story: Story) -> None:
    at_the_counter(story).given(takes())
    story.when(RestockOffer(offer=NOODLES, pieces=-3)).then_refused(StockShort, left=2, asked=3)
    story.given(RestockOffer(offer=NOODLES, pieces=-2))
    assert Shelf(story).left() == 0
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
