"""Old Mr Wang has no telephone: his beans go to the shop on paper, and never twice."""

from __future__ import annotations

from datetime import date
from typing import Any

from ledger.by_voucher import TakeVoucher
from ledger.facts import (
    EXPIRED,
    BeansClawedBack,
    BeansExpired,
    BeansRedeemed,
    BeansReturned,
    MerchantHalted,
    VoucherPrinted,
    VoucherReleased,
)
from ledger.redemptions import RedeemBeans
from ledger.refusals import (
    AccountBlocked,
    CodeTaken,
    CodeUnknown,
    CodeUsed,
    FundExhausted,
    LimitExceeded,
    MerchantSuspended,
    NotEnoughBeans,
    OwnVoucher,
    RedemptionUnknown,
    SelfDealing,
    VolunteerUnknown,
    VoucherAtOnce,
    VoucherCancelled,
    VoucherEnded,
    VoucherForCharity,
    VoucherIsWhole,
    VoucherLapsed,
    VoucherUnknown,
)
from ledger.reversals import CaptureRedemption, RefundRedemption, VoidRedemption
from ledger.subjects.till import till_of
from ledger.vouchers import CancelVoucher, LapseVoucher, PrintVoucher
from tests.neighbourhood import (
    CHARITY,
    CHEN,
    CODE,
    FUND,
    FUND_PAGE,
    LI,
    LONG_AGO,
    OTHER_CODE,
    RULES,
    SUNNY_LANE,
    WANG,
    code,
    earned,
    funded,
    registered,
    welcomed,
)
from tests.story import Story, clock

A = "2030-02-01"
PRINTED, BACK = "2026-11-22 09:00", "2026-11-28 17:00"
LAST, OVER = "2026-11-29 23:59", "2026-11-30 00:00"
"""A voucher of a Sunday morning is good until the end of the next Sunday."""
MONEY = {"page": FUND_PAGE, "paid_by": FUND}


def at_home(story: Story, *more: object, beans: int = 300, dies: str = A, **money: Any) -> Story:
    """Wang has beans, and there is money behind them."""
    return story.given(
        RULES, registered(WANG), earned(beans, dies=dies), *funded(**money), *more
    )


def brings_one(story: Story, *more: object, **money: Any) -> Story:
    """He has a voucher, and Master Chen is open."""
    return at_home(story, welcomed(), *more, **money).given(prints())


def prints(beans: int = 60, redemption: str = CODE, **more: Any) -> PrintVoucher:
    """The community prints it."""
    return PrintVoucher(redemption=redemption, volunteer=WANG, beans=beans, **more)


def takes(redemption: str = CODE, merchant: str = CHEN, **more: Any) -> TakeVoucher:
    """The shop scans it."""
    return TakeVoucher(redemption=redemption, merchant=merchant, **more)


def printed(
    beans: int = 60, *, left: int = 240, at: str = PRINTED, until: str = OVER, dies: str = A,
    purpose: str = "all", redemption: str = CODE,
) -> VoucherPrinted:  # fmt: skip
    """The beans and their money wait."""
    return VoucherPrinted(
        at=clock(at), beans=beans, source=WANG, target=redemption, volunteer=WANG,
        lots={dies: beans}, balance_after=left, redemption=redemption, lapses_at=clock(until),
        policy="default/2", purpose=purpose, fen=beans * 10, **MONEY,
    )  # fmt: skip


def taken(
    at: str, beans: int = 60, *, left: int = 240, merchant: str = CHEN, dies: str = A, **more: Any
) -> BeansRedeemed:
    """The shop has them; their money had been reserved already, so no page is told."""
    day = clock(at).date()
    return BeansRedeemed(
        at=clock(at), beans=beans, source=CODE, target=merchant, volunteer=WANG,
        lots={dies: beans}, balance_after=left, redemption=CODE, till=till_of(merchant, day),
        spent_on=day, fen=beans * 10, policy="default/2", paid_by=FUND, shown="voucher", **more,
    )  # fmt: skip


def gone_home(
    at: str, reason: str, *, lots: dict[str, int] | None = None, left: int = 300, debt: int = 0
) -> VoucherReleased:
    """The beans are in the purse again, and their money is free."""
    return VoucherReleased(
        at=clock(at), beans=60, source=CODE, target=WANG, volunteer=WANG,
        lots={A: 60} if lots is None else lots, debt=debt, balance_after=left, redemption=CODE,
        reason=reason, fen=600, **MONEY,
    )  # fmt: skip


# Printing -----------------------------------------------------------------------------------


def test_printing_holds_beans_and_money_until_the_end_of_the_seventh_day(story: Story) -> None:
    at_home(story).when(prints()).then(printed())


def test_a_second_one_waits_until_the_first_has_come_to_its_end(story: Story) -> None:
    one = {"limit": "paper_voucher_active_max", "most": 1}
    brings_one(story)
    story.when(prints(redemption=OTHER_CODE)).then_refused(LimitExceeded, asked=2, **one)
    story.when(takes(), at="2026-11-22 10:00").then(taken("2026-11-22 10:00"))
    story.when(prints(redemption=OTHER_CODE)).then(
        printed(at="2026-11-22 10:00", left=180, redemption=OTHER_CODE)
    )


def test_one_whose_days_are_over_stands_in_nobodys_way_though_the_clock_is_late(
    story: Story,
) -> None:
    at_home(story).given(prints())
    story.when(prints(redemption=OTHER_CODE), at=OVER).then(
        printed(at=OVER, until="2026-12-08 00:00", left=180, redemption=OTHER_CODE)
    )


def test_no_more_than_a_hundred_beans_and_no_fewer_than_ten_are_printed(story: Story) -> None:
    most = {"limit": "paper_voucher_max_beans", "most": 100}
    at_home(story)
    story.when(prints(101)).then_refused(LimitExceeded, asked=101, **most)
    story.when(prints(9)).then_refused(LimitExceeded, limit="min_beans", most=10, asked=9)
    story.when(prints(100)).then(printed(100, left=200))


def test_nobody_prints_what_is_not_there(story: Story) -> None:
    at_home(story, beans=59).when(prints()).then_refused(NotEnoughBeans, need=60, have=59)


def test_beans_whose_day_has_come_are_gone_first_and_are_not_printed(story: Story) -> None:
    at_home(story, dies="2026-11-22").given(earned(100, dies=A, left=400))
    story.when(prints()).then(
        BeansExpired(
            at=clock(PRINTED), beans=300, source=WANG, target=EXPIRED, volunteer=WANG,
            lots={"2026-11-22": 300}, balance_after=100,
        ),
        printed(left=40),
    )  # fmt: skip


def test_a_debt_keeps_the_printer_still(story: Story) -> None:
    owed = BeansClawedBack(
        at=LONG_AGO, beans=350, source=WANG, target="issuance", volunteer=WANG, lots={A: 300},
        debt=50, balance_after=-50, attendance="attendance-1", activity="activity-1",
        earned_on=date(2026, 11, 20), policy="default/2",
    )  # fmt: skip
    at_home(story, owed).when(prints()).then_refused(AccountBlocked, debt=50)


def test_no_paper_without_money_behind_it(story: Story) -> None:
    at_home(story, fen=599).when(prints()).then_refused(FundExhausted, need_fen=600)


def test_nobody_prints_for_themselves_or_for_a_stranger(story: Story) -> None:
    at_home(story).when(prints(own_volunteers=(LI, WANG))).then_refused(OwnVoucher)
    stranger = PrintVoucher(redemption=CODE, volunteer=LI, beans=20)
    story.when(stranger).then_refused(VolunteerUnknown, volunteer=LI)


def test_a_code_that_was_drawn_before_opens_nothing_new(story: Story) -> None:
    at_home(story, code()).when(prints()).then_refused(CodeTaken)


# At the counter -----------------------------------------------------------------------------


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


def given_back(at: str, beans: int, left: int, reason: str) -> BeansReturned:
    """The shop gave these beans back."""
    return BeansReturned(
        at=clock(at), beans=beans, source=CHEN, target=WANG, volunteer=WANG, lots={A: beans},
        balance_after=left, redemption=CODE, till=till_of(CHEN, clock(at).date()),
        spent_on=clock(PRINTED).date(), fen=beans * 10, reason=reason, shown="voucher", **MONEY,
    )  # fmt: skip


# Going home ---------------------------------------------------------------------------------


def test_what_nobody_brought_lapses_with_the_day_and_only_once(story: Story) -> None:
    at_home(story).given(prints())
    story.when(LapseVoucher(redemption=CODE), at=LAST).then()
    story.when(LapseVoucher(redemption=CODE), at=OVER).then(gone_home(OVER, "lapsed"))
    story.when(LapseVoucher(redemption=CODE)).then()
    story.when(CancelVoucher(redemption=CODE)).then_refused(VoucherEnded)


def test_no_shop_takes_one_whose_days_are_over_though_the_clock_is_late(story: Story) -> None:
    brings_one(story).when(takes(), at=OVER).then_refused(VoucherLapsed)


def test_a_lost_voucher_is_cancelled_and_opens_nothing_any_more(story: Story) -> None:
    brings_one(story)
    own = CancelVoucher(redemption=CODE, own_volunteers=(WANG,))
    story.when(own).then_refused(OwnVoucher)
    story.when(CancelVoucher(redemption=CODE), at=LAST).then(gone_home(LAST, "cancelled"))
    story.when(takes()).then_refused(VoucherCancelled)
    story.when(CancelVoucher(redemption=OTHER_CODE)).then_refused(
        VoucherUnknown, voucher=OTHER_CODE
    )


def test_beans_that_died_on_paper_come_back_for_thirty_days(story: Story) -> None:
    at_home(story, dies="2026-11-25").given(prints())
    story.when(LapseVoucher(redemption=CODE), at=OVER).then(
        gone_home(OVER, "lapsed", lots={"2026-12-30": 60})
    )


def test_beans_that_come_home_from_paper_repay_a_debt_first(story: Story) -> None:
    at_home(story).given(prints())
    story.given(
        BeansClawedBack(
            at=clock(PRINTED), beans=290, source=WANG, target="issuance", volunteer=WANG,
            lots={A: 240}, debt=50, balance_after=-50, attendance="attendance-1",
            activity="activity-1", earned_on=date(2026, 11, 20), policy="default/2",
        )
    )  # fmt: skip
    story.when(CancelVoucher(redemption=CODE)).then(
        gone_home(PRINTED, "cancelled", lots={A: 10}, debt=50, left=10)
    )

