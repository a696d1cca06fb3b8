"""A shop gives a part of every bean itself: the community owes its share, and no fen more."""

from __future__ import annotations

from ledger.reversals import CaptureRedemption, RefundRedemption
from tests.deeds import redeemed, redeems, released, returned
from tests.neighbourhood import (
    CHEN,
    CODE,
    OTHER_CODE,
    SUNNY_LANE,
    WANG,
    adopted,
    amended,
    code,
    earned,
    funded,
    registered,
    welcomed,
)
from tests.on_paper import prints, taken, takes
from tests.promised import A, on_page, sums
from tests.story import Story

A_PART = adopted(amended(("fund_share_permille = 1000", "fund_share_permille = 755")))
"""Three quarters and a bit: seven fen and a half of ten, of which the community owes seven."""


def where_a_part_is_a_gift(story: Story) -> Story:
    """The same counter, at which the shop bears the rest of every bean itself."""
    at_the_counter = (welcomed(), *funded(500), earned(80, dies=A), code(issuer=SUNNY_LANE))
    return story.given(A_PART, *at_the_counter)


def test_the_community_owes_its_share_of_each_bean_in_whole_fen(story: Story) -> None:
    where_a_part_is_a_gift(story).when(redeems(40))
    story.then(on_page(redeemed(story.now, 40, {A: 40}, left=40), fen=280, gift_fen=120))
    story.when(RefundRedemption(redemption=CODE, merchant=CHEN, beans=15))
    back = returned(story.now, {A: 15}, left=55, reason="refunded")
    story.then(on_page(back, fen=105, gift_fen=45))
    assert sums(story.book) == (325, 175, 0)


def test_a_share_is_reserved_with_the_hold_and_owed_when_it_is_captured(story: Story) -> None:
    where_a_part_is_a_gift(story).given(redeems(40, capture=False))
    assert sums(story.book) == (220, 280, 0)
    story.when(CaptureRedemption(redemption=CODE, merchant=CHEN, beans=30)).then(
        on_page(
            redeemed(story.now, 30, {A: 30}, left=40, source=CODE), page="", fen=210, gift_fen=90
        ),
        on_page(released(story.now, {A: 10}, left=50, reason="not_captured"), fen=70),
    )
    assert sums(story.book) == (290, 210, 0)


def test_paper_is_owed_for_as_it_was_printed_and_the_gift_is_the_rest(story: Story) -> None:
    there = welcomed(), registered(WANG), *funded(500), earned(80, dies=A)
    story.given(A_PART, *there, prints(40, OTHER_CODE))
    assert sums(story.book) == (220, 280, 0)
    story.when(takes(OTHER_CODE)).then(
        on_page(
            taken("2026-11-22 09:00", 40, left=40, redemption=OTHER_CODE), page="", fen=280,
            gift_fen=120,
        )
    )  # fmt: skip
    assert sums(story.book) == (220, 280, 0)
