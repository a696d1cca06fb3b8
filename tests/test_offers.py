"""A bowl of noodles for eighty beans: proposed, agreed to, and had at its price."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ledger.facts import OfferProposed, OfferPublished, OfferWithdrawn
from ledger.offers import ProposeOffer, PublishOffer, RestockOffer, WithdrawOffer
from ledger.refusals import LimitExceeded, MerchantSuspended, OwnBenefit, TermBackwards
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
)
from ledger.reversals import CaptureRedemption, VoidRedemption
from ledger.subjects.offer import Offer
from tests.neighbourhood import CHARITY, CHEN, CODE, RULES, code, earned, welcomed
from tests.noodles import NOODLES, at_the_counter, noodles, offered, takes
from tests.story import Story
from tests.suspension import halted, works

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


def test_nobody_agrees_to_an_offer_of_the_shop_they_work_in(story: Story) -> None:
    story.given(RULES, welcomed(), offered()[0], works("person-chen", "merchant"))
    selves = ("person-zhou", "person-chen")
    story.when(PublishOffer(offer=NOODLES, selves=selves)).then_refused(OwnBenefit)
    story.when(ProposeOffer(**noodles(offer="offer-two"), publish=True, selves=selves))
    story.then_refused(OwnBenefit)
    story.when(PublishOffer(offer=NOODLES, selves=("person-zhou",)))
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
