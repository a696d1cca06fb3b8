"""Old Mrs Zhou has no telephone: her badge is shown, by herself or by her daughter."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from ledger.by_badge import RedeemByBadge
from ledger.facts import (
    BeansRedeemed,
    BeansReturned,
    DonationReceived,
    FundOpened,
    HelperAuthorised,
    HelperEnded,
    HoldReleased,
    IdentityErased,
)
from ledger.refusals import (
    CodeExpired,
    CodeTaken,
    CodeUsed,
    FundExhausted,
    HelperNotAuthorised,
    HelperOfTheShop,
    LimitExceeded,
    MerchantUnknown,
    OwnRedemption,
    VolunteerUnknown,
)
from ledger.reversals import CaptureRedemption, LapseHold, RefundRedemption, VoidRedemption
from ledger.subjects.fund import first_page
from tests.deeds import held, redeemed, released, returned
from tests.neighbourhood import (
    CHEN,
    CODE,
    DAY,
    LONG_AGO,
    RULES,
    SUNNY_LANE,
    WANG,
    code,
    earned,
    registered,
    welcomed,
)
from tests.story import Story

A = "2030-02-01"
MEI = "volunteer-mei"
"""梅, the daughter, who goes to the shop."""
FUND = "fund-lane"
PAGE = first_page(FUND)
MONEY = {"page": PAGE, "paid_by": FUND}


def shows_a_badge(story: Story, *more: object, fen: int = 100_000) -> Story:
    """Wang is rich, Master Chen is open, and there is money behind the beans."""
    return story.given(
        RULES, welcomed(), registered(WANG), earned(500, dies=A),
        FundOpened(
            at=LONG_AGO, fund=FUND, unit=SUNNY_LANE, name="基金", holder="居委会", page=PAGE
        ),
        DonationReceived(
            at=LONG_AGO, donation="donation-1", page=PAGE, fen=fen, kind="cash", receipt="1",
            free_fen_after=fen,
        ),
        *more,
    )  # fmt: skip


def by_badge(beans: int, shown: str = "badge", redemption: str = CODE, **more) -> RedeemByBadge:
    """The shop has seen the badge."""
    return RedeemByBadge(
        redemption=redemption, merchant=CHEN, volunteer=WANG, beans=beans, shown=shown, **more
    )


def taken(story: Story, beans: int, left: int, shown: str, helper: str | None = None,
          redemption: str = CODE) -> BeansRedeemed:  # fmt: skip
    fact = redeemed(story.now, beans, {A: beans}, left=left, redemption=redemption)
    return msgspec.structs.replace(fact, shown=shown, helper=helper, **MONEY)


def daughter() -> HelperAuthorised:
    """Mei may go to the shop for her mother."""
    return HelperAuthorised(at=LONG_AGO, volunteer=WANG, helper=MEI)


# With and without the PIN -------------------------------------------------------------------


@pytest.mark.parametrize("shown", ["badge", "badge_pin"])
def test_a_badge_is_taken_as_a_code_is_and_the_book_says_what_was_shown(
    story: Story, shown: str
) -> None:
    shows_a_badge(story).when(by_badge(30, shown)).then(taken(story, 30, 470, shown))


def test_without_the_pin_a_hundred_a_day_are_the_most(story: Story) -> None:
    told = {"limit": "static_code_max_per_day", "most": 100, "asked": 101}
    shows_a_badge(story).given(by_badge(60)).when(by_badge(41, redemption="redemption-two"))
    story.then_refused(LimitExceeded, **told)
    story.when(by_badge(40, redemption="redemption-three"))
    story.then(taken(story, 40, 400, "badge", redemption="redemption-three"))


def test_with_the_pin_they_are_not_and_what_it_gave_is_not_counted_there(story: Story) -> None:
    shows_a_badge(story).when(by_badge(300, "badge_pin"))
    story.then(taken(story, 300, 200, "badge_pin"))
    story.when(by_badge(100, redemption="redemption-two"))
    story.then(taken(story, 100, 100, "badge", redemption="redemption-two"))


def test_the_next_day_counts_for_itself(story: Story) -> None:
    shows_a_badge(story).given(by_badge(100)).at("2026-11-23 00:00")
    story.when(by_badge(100, redemption="redemption-two"))
    story.then(taken(story, 100, 300, "badge", redemption="redemption-two"))


def test_a_clerk_s_slip_that_is_voided_leaves_the_day_s_beans_to_her(story: Story) -> None:
    shows_a_badge(story).given(by_badge(100)).when(VoidRedemption(redemption=CODE, merchant=CHEN))
    back = returned(story.now, {A: 100}, left=500, reason="voided")
    story.then(msgspec.structs.replace(back, shown="badge", **MONEY))
    story.when(by_badge(100, redemption="redemption-two"))
    story.then(taken(story, 100, 400, "badge", redemption="redemption-two"))


def test_the_same_redemption_is_not_made_twice(story: Story) -> None:
    shows_a_badge(story).given(by_badge(30)).when(by_badge(30)).then_refused(CodeTaken)


# Held, captured, given back -----------------------------------------------------------------


def test_what_is_held_for_a_badge_is_captured_and_refunded_like_any_other(story: Story) -> None:
    shows_a_badge(story, registered(MEI, "1000000002"), daughter())
    story.when(by_badge(40, "helper", helper=MEI, capture=False))
    waits = held(story.now, 40, {A: 40}, left=460)
    shown = {"shown": "helper", "helper": MEI}
    story.then(msgspec.structs.replace(waits, fen=400, **shown, **MONEY))
    story.when(CaptureRedemption(redemption=CODE, merchant=CHEN))
    got = redeemed(story.now, 40, {A: 40}, left=460, source=CODE)
    story.then(msgspec.structs.replace(got, paid_by=FUND, **shown))
    story.when(RefundRedemption(redemption=CODE, merchant=CHEN, beans=15))
    back: BeansReturned = returned(story.now, {A: 15}, left=475, reason="refunded")
    story.then(msgspec.structs.replace(back, shown="helper", **MONEY))


def test_a_hold_that_lapses_comes_home_and_frees_the_day(story: Story) -> None:
    shows_a_badge(story).given(by_badge(100, capture=False))
    story.when(LapseHold(redemption=CODE), at=f"{DAY} 09:02")
    home: HoldReleased = released(story.now, {A: 100}, left=500, reason="lapsed")
    story.then(msgspec.structs.replace(home, fen=1_000, shown="badge", **MONEY))
    story.when(by_badge(100, redemption="redemption-two"))
    story.then(taken(story, 100, 400, "badge", redemption="redemption-two"))


def test_nobody_takes_back_their_own_even_where_no_code_was_drawn(story: Story) -> None:
    shows_a_badge(story).given(by_badge(30, "badge_pin"))
    story.when(VoidRedemption(redemption=CODE, own_volunteers=(WANG,)))
    story.then_refused(OwnRedemption, redemption=CODE)


# Who is there -------------------------------------------------------------------------------


def test_whoever_was_forgotten_redeems_no_more(story: Story) -> None:
    shows_a_badge(story, IdentityErased(at=LONG_AGO, volunteer=WANG))
    story.when(by_badge(30, "badge_pin")).then_refused(VolunteerUnknown, volunteer=WANG)


def test_a_stranger_and_a_shop_that_is_none(story: Story) -> None:
    story.given(RULES, welcomed()).when(by_badge(30))
    story.then_refused(VolunteerUnknown, volunteer=WANG)
    nobody = msgspec.structs.replace(by_badge(30), merchant="merchant-none")
    story.when(nobody).then_refused(MerchantUnknown, merchant="merchant-none")


def test_without_money_behind_them_no_bean_is_taken(story: Story) -> None:
    shows_a_badge(story, fen=299).when(by_badge(30)).then_refused(FundExhausted, need_fen=300)


# Somebody goes for her ----------------------------------------------------------------------


def test_her_daughter_comes_and_is_written_beside_her(story: Story) -> None:
    shows_a_badge(story, registered(MEI, "1000000002"), daughter())
    story.when(by_badge(200, "helper", helper=MEI))
    story.then(taken(story, 200, 300, "helper", MEI))


def test_a_neighbour_whom_she_did_not_name_is_refused(story: Story) -> None:
    shows_a_badge(story, registered(MEI, "1000000002"))
    story.when(by_badge(20, "helper", helper=MEI)).then_refused(HelperNotAuthorised)


def test_so_is_whoever_she_has_told_to_go_no_more(story: Story) -> None:
    over = HelperEnded(at=LONG_AGO + timedelta(days=1), volunteer=WANG, helper=MEI)
    shows_a_badge(story, registered(MEI, "1000000002"), daughter(), over)
    story.when(by_badge(20, "helper", helper=MEI)).then_refused(HelperNotAuthorised)


def test_and_whoever_was_forgotten(story: Story) -> None:
    gone = IdentityErased(at=LONG_AGO, volunteer=MEI)
    shows_a_badge(story, registered(MEI, "1000000002"), daughter(), gone)
    story.when(by_badge(20, "helper", helper=MEI)).then_refused(VolunteerUnknown, volunteer=MEI)


def test_and_a_clerk_of_the_very_shop(story: Story) -> None:
    shows_a_badge(story, registered(MEI, "1000000002"), daughter())
    story.when(by_badge(20, "helper", helper=MEI, shop_people=(MEI,)))
    story.then_refused(HelperOfTheShop)


def test_a_code_off_the_helper_s_own_telephone_proves_as_much_once(story: Story) -> None:
    shows_a_badge(story, registered(MEI, "1000000002"), daughter(), code(volunteer=MEI))
    story.when(by_badge(20, "helper", helper=MEI)).then(taken(story, 20, 480, "helper", MEI))
    story.when(by_badge(20, "helper", helper=MEI)).then_refused(CodeUsed)
    story.when(VoidRedemption(redemption=CODE, merchant=CHEN))
    back = returned(story.now, {A: 20}, left=500, reason="voided")
    story.then(msgspec.structs.replace(back, shown="helper", **MONEY))


def test_and_only_while_it_is_valid_and_hers(story: Story) -> None:
    shows_a_badge(story, registered(MEI, "1000000002"), daughter(), code(volunteer=MEI))
    story.when(by_badge(20, "helper", helper=MEI), at=f"{DAY} 09:01:06").then_refused(CodeExpired)
    story.given(code(f"{DAY} 09:02", redemption="redemption-two", volunteer="volunteer-zhao"))
    story.when(by_badge(20, "helper", helper=MEI, redemption="redemption-two"))
    story.then_refused(CodeTaken)
