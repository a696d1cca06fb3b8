"""A bowl of noodles for eighty beans, as Master Chen offers it."""

from __future__ import annotations

from datetime import date
from typing import Any

from ledger.facts import OfferProposed, OfferPublished
from ledger.redemptions import RedeemBeans
from tests.deeds import redeems
from tests.neighbourhood import CHEN, CODE, LONG_AGO, RULES, code, earned, welcomed
from tests.story import Story

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


def takes(beans: int = 80, redemption: str = CODE, **more: Any) -> RedeemBeans:
    """Wang asks for noodles."""
    return redeems(beans, redemption, offer=NOODLES, **more)
