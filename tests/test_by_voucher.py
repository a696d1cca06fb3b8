"""Master Chen is brought a paper voucher: he takes the whole of it, once, and is paid for it."""

from __future__ import annotations

from ledger.facts import (
    MerchantHalted,
)
from ledger.redemptions import RedeemBeans
from ledger.refusals import (
    CodeUnknown,
    CodeUsed,
    LimitExceeded,
    MerchantSuspended,
    RedemptionUnknown,
    SelfDealing,
    VoucherAtOnce,
    VoucherEnded,
    VoucherForCharity,
    VoucherIsWhole,
)
from ledger.refusals.offers import OfferPriceDiffers
from ledger.reversals import CaptureRedemption, RefundRedemption, VoidRedemption
from ledger.subjects.offer import Offer
from ledger.subjects.purse import Purse
from ledger.vouchers import CancelVoucher, LapseVoucher
from tests.neighbourhood import (
    CHARITY,
    CHEN,
    CODE,
    LONG_AGO,
    OTHER_CODE,
    WANG,
    code,
    earned,
    welcomed,
)
from tests.noodles import NOODLES, offered
from tests.on_paper import (
    BACK,
    LAST,
    OVER,
    PRINTED,
    A,
    at_home,
    brings_one,
    given_back,
    printed,
    prints,
    taken,
    takes,
)
from tests.story import Story


def test_a_shop_takes_the_whole_voucher_once_whenever_it_is_brought(story: Story) -> None:
    brings_one(story)
    story.when(takes(beans=60, bill_fen=1_200), at=LAST).then(taken(LAST, bill_fen=1_200))
    story.when(takes()).then_refused(CodeUsed)
    story.when(CancelVoucher(redemption=CODE)).then_refused(VoucherEnded)
    story.when(LapseVoucher(redemption=CODE), at=OVER).then()


def test_it_is_taken_as_a_whole_and_at_once(story: Story) -> None:
    brings_one(story)
    story.when(takes(beans=50)).then_refused(VoucherIsWhole, whole=60)
    story.when(takes(capture=False)).then_refused(VoucherAtOnce)
    story.when(takes(OTHER_CODE)).then_refused(CodeUnknown)
    story.when(RedeemBeans(redemption=CODE, merchant=CHEN, beans=60)).then_refused(CodeUnknown)
    story.when(CaptureRedemption(redemption=CODE, merchant=CHEN)).then_refused(
        RedemptionUnknown, redemption=CODE
    )


def test_what_holds_for_a_code_holds_for_paper(story: Story) -> None:
    brings_one(story).given(earned(2000, dies=A, left=2240))
    limit = {"limit": "max_offset", "most": 50, "asked": 60}
    story.when(takes(bill_fen=1_000)).then_refused(LimitExceeded, **limit)
    small = welcomed("merchant-small", monthly_cap=59)
    story.given(small).when(takes(merchant="merchant-small")).then_refused(
        LimitExceeded, limit="merchant_monthly_cap", most=59, asked=60
    )
    story.when(takes(shop_people=(WANG,))).then_refused(SelfDealing)
    story.given(MerchantHalted(at=LONG_AGO, merchant=CHEN, reason="complaint"))
    story.when(takes()).then_refused(MerchantSuspended)


def test_a_voucher_counts_on_the_day_on_which_it_is_used(story: Story) -> None:
    brings_one(story, beans=2_400)
    for number in range(2):
        drawn = f"redemption-{number}"
        story.given(code(redemption=drawn), RedeemBeans(redemption=drawn, merchant=CHEN, beans=500))
    story.when(takes()).then_refused(LimitExceeded, limit="max_per_day", most=1000, asked=1060)
    story.when(takes(), at="2026-11-23 09:00").then(taken("2026-11-23 09:00", left=1_340))


def test_a_voucher_fetches_what_the_shop_offers_at_its_price_and_the_shelf_hears_of_it_once(
    story: Story,
) -> None:
    bowl = {"offer": NOODLES, "quantity": 1}
    brings_one(story).given(*offered(beans=60, stock=1, per_volunteer_month=1))
    story.when(takes(offer=NOODLES, quantity=2)).then_refused(
        OfferPriceDiffers, price=120, asked=60
    )
    told = {"offer": NOODLES, "pieces": 1, "counted": True}
    story.when(takes(**bowl)).then(taken(PRINTED, **told))
    assert story.book.look(Offer(NOODLES)).left == 0
    assert story.book.look(Purse(WANG)).pieces.of(f"2026-11 {NOODLES}") == 1
    story.given(VoidRedemption(redemption=CODE, merchant=CHEN))
    assert story.book.look(Offer(NOODLES)).left == 1
    assert story.book.look(Purse(WANG)).pieces.of(f"2026-11 {NOODLES}") == 0


def test_money_bound_to_charity_makes_a_voucher_for_charity_outlets(story: Story) -> None:
    at_home(story, welcomed(), purpose="charity").given(welcomed(CHARITY, kind="charity"))
    story.when(prints()).then(printed(purpose="charity"))
    story.when(takes()).then_refused(VoucherForCharity)
    story.when(takes(merchant=CHARITY)).then(taken(PRINTED, merchant=CHARITY))


def test_a_shop_that_was_wrong_gives_the_beans_to_the_purse_and_not_to_the_paper(
    story: Story,
) -> None:
    brings_one(story).given(takes())
    story.when(VoidRedemption(redemption=CODE, merchant=CHEN), at="2026-11-22 09:30").then(
        given_back("2026-11-22 09:30", 60, 300, "voided")
    )
    story.when(takes()).then_refused(CodeUsed)


def test_goods_of_a_voucher_that_come_back_are_refunded_in_parts(story: Story) -> None:
    brings_one(story).given(takes())
    story.when(RefundRedemption(redemption=CODE, merchant=CHEN, beans=20), at=BACK).then(
        given_back(BACK, 20, 260, "refunded")
    )
