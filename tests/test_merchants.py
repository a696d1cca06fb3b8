"""Master Chen's noodle shop begins to take beans, is suspended, and takes them again."""

import pytest

from ledger.facts import MerchantHalted, MerchantResumed, MerchantTermsChanged
from ledger.merchants import (
    ChangeMerchantTerms,
    ResumeMerchant,
    SuspendMerchant,
    WelcomeMerchant,
)
from ledger.refusals import (
    LimitExceeded,
    MerchantNotSuspended,
    MerchantSuspended,
    MerchantUnknown,
    UnitMisplaced,
    UnitUnknown,
)
from ledger.reversals import CaptureRedemption, LapseHold, RefundRedemption, VoidRedemption
from ledger.subjects.purse import Purse
from tests.deeds import redeemed, redeems, released, returned
from tests.neighbourhood import (
    CHARITY,
    CHEN,
    CODE,
    LANE_OPEN,
    RULES,
    STREET,
    STREET_OPEN,
    SUNNY_LANE,
    WANG,
    code,
    earned,
    welcomed,
)
from tests.story import Story
from tests.suspension import halted

A, TWO, THREE = "2029-12-01", "redemption-two", "redemption-three"
SUSPENDS = SuspendMerchant(merchant=CHEN, reason="complaint", note="note-one")


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


# Suspended ----------------------------------------------------------------------------------


def test_a_suspended_shop_takes_nothing_from_that_moment_on(story: Story) -> None:
    story.given(RULES, welcomed(), earned(80), code())
    story.when(SUSPENDS)
    story.then(MerchantHalted(at=story.now, merchant=CHEN, reason="complaint", note="note-one"))
    story.when(redeems(10)).then_refused(MerchantSuspended)
    story.when(redeems(10, capture=False)).then_refused(MerchantSuspended)
    story.when(SUSPENDS).then_refused(MerchantSuspended)
    story.when(ResumeMerchant(merchant=CHEN))
    story.then(MerchantResumed(at=story.now, merchant=CHEN))
    story.when(redeems(10)).then(redeemed(story.now, 10, {A: 10}, left=70))
    story.when(ResumeMerchant(merchant=CHEN)).then_refused(MerchantNotSuspended)


def test_another_shop_goes_on_as_before(story: Story) -> None:
    story.given(RULES, welcomed(CHARITY, "charity"), welcomed(), earned(80), code(), SUSPENDS)
    story.when(redeems(10, merchant=CHARITY))
    story.then(redeemed(story.now, 10, {A: 10}, left=70, merchant=CHARITY))


def test_what_it_held_before_is_let_go_lapses_or_is_captured(story: Story) -> None:
    story.given(RULES, welcomed(), earned(80), code(), redeems(30, capture=False))
    story.given(code(redemption=TWO), redeems(20, TWO, capture=False))
    story.given(code(redemption=THREE), redeems(10, THREE, capture=False), SUSPENDS)
    story.when(VoidRedemption(redemption=CODE, merchant=CHEN))
    story.then(released(story.now, {A: 30}, left=50, reason="voided"))
    story.when(CaptureRedemption(redemption=TWO, merchant=CHEN))
    kept = redeemed(story.now, 20, {A: 20}, left=50, redemption=TWO, source=TWO)
    story.then(kept)
    story.at("2026-11-22 09:02").given(LapseHold(redemption=THREE))
    assert story.book.look(Purse(WANG)).balance == 60


def test_what_it_took_before_is_given_back(story: Story) -> None:
    story.given(RULES, welcomed(), earned(80), code(), redeems(30), SUSPENDS)
    story.when(RefundRedemption(redemption=CODE, merchant=CHEN))
    story.then(returned(story.now, {A: 30}, left=80, reason="refunded"))


def test_nobody_suspends_or_resumes_a_shop_that_is_not_there(story: Story) -> None:
    story.when(SUSPENDS).then_refused(MerchantUnknown, merchant=CHEN)
    story.when(ResumeMerchant(merchant=CHEN)).then_refused(MerchantUnknown, merchant=CHEN)


# Caps ---------------------------------------------------------------------------------------


def caps(month: int | None, day: int | None, once: int | None) -> dict[str, int | None]:
    """What a shop agrees to take."""
    return {"monthly_cap": month, "cap_per_day": day, "cap_per_transaction": once}


def test_a_shop_agrees_to_so_much_at_a_time_and_so_much_a_day(story: Story) -> None:
    story.given(RULES, welcomed())
    story.when(ChangeMerchantTerms(merchant=CHEN, **caps(None, 60, 40)))
    story.then(MerchantTermsChanged(at=story.now, merchant=CHEN, **caps(None, 60, 40)))
    story.given(earned(900), code(), code(redemption=TWO), code(redemption=THREE))
    told = {"limit": "merchant_cap_per_transaction", "most": 40, "asked": 41}
    story.when(redeems(41)).then_refused(LimitExceeded, **told)
    story.given(redeems(40))
    told = {"limit": "merchant_cap_per_day", "most": 60, "asked": 70}
    story.when(redeems(30, TWO)).then_refused(LimitExceeded, **told)
    story.given(VoidRedemption(redemption=CODE, merchant=CHEN)).given(redeems(30, THREE))
    midnight = code("2026-11-23 00:00", redemption="redemption-four")
    story.at("2026-11-23 00:00").given(midnight, redeems(40, "redemption-four"))


def test_the_caps_are_lifted_again(story: Story) -> None:
    story.given(RULES, welcomed(monthly_cap=30), earned(900), code())
    told = {"limit": "merchant_monthly_cap", "most": 30, "asked": 80}
    story.when(redeems(80)).then_refused(LimitExceeded, **told)
    story.given(ChangeMerchantTerms(merchant=CHEN, **caps(None, None, None)), redeems(80))


def test_a_shop_that_is_not_there_agrees_to_nothing(story: Story) -> None:
    story.when(ChangeMerchantTerms(merchant=CHEN, **caps(1, 1, 1)))
    story.then_refused(MerchantUnknown, merchant=CHEN)


def test_a_shop_may_be_suspended_before_it_ever_took_a_bean(story: Story) -> None:
    story.given(RULES, welcomed(), halted(), code())
    story.when(redeems(10)).then_refused(MerchantSuspended)
