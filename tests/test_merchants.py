"""Master Chen's noodle shop begins to take beans."""

import pytest

from ledger.merchants import WelcomeMerchant
from ledger.refusals import UnitMisplaced, UnitUnknown
from tests.neighbourhood import (
    CHARITY,
    CHEN,
    LANE_OPEN,
    RULES,
    STREET,
    STREET_OPEN,
    SUNNY_LANE,
    welcomed,
)
from tests.story import Story


@pytest.mark.parametrize(
    ("merchant", "kind", "monthly_cap"), [(CHEN, "commercial", 20_000), (CHARITY, "charity", None)]
)
def test_a_shop_is_welcome_with_the_cap_that_was_agreed(
    story: Story, merchant: str, kind: str, monthly_cap: int | None
) -> None:
    story.given(RULES, LANE_OPEN)
    story.when(
        WelcomeMerchant(
            merchant=merchant, name="老陈面馆", community=SUNNY_LANE, kind=kind,
            monthly_cap=monthly_cap,
        )  # fmt: skip
    )
    story.then(welcomed(merchant, kind, monthly_cap, at=story.now))


def test_a_shop_stands_in_a_community_that_is_there(story: Story) -> None:
    shop = {"merchant": CHEN, "name": "老陈面馆", "kind": "commercial"}
    story.given(RULES).when(WelcomeMerchant(community=SUNNY_LANE, **shop))
    story.then_refused(UnitUnknown, unit=SUNNY_LANE)
    story.given(STREET_OPEN).when(WelcomeMerchant(community=STREET, **shop))
    story.then_refused(UnitMisplaced, kind="street", wanted="community")
