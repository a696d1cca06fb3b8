"""Old Mr Wang has no telephone: his beans go to the shop on paper, and never twice."""

from __future__ import annotations

from datetime import date

from ledger.facts import (
    EXPIRED,
    BeansClawedBack,
    BeansExpired,
)
from ledger.redemptions import IssueCode
from ledger.refusals import (
    AccountBlocked,
    CodeTaken,
    FundExhausted,
    LimitExceeded,
    NotEnoughBeans,
    OwnVoucher,
    VolunteerUnknown,
    VoucherCancelled,
    VoucherEnded,
    VoucherLapsed,
    VoucherUnknown,
)
from ledger.vouchers import CancelVoucher, LapseVoucher, PrintVoucher
from tests.neighbourhood import (
    CODE,
    LI,
    LONG_AGO,
    OTHER_CODE,
    WANG,
    code,
    earned,
)
from tests.on_paper import (
    LAST,
    OVER,
    PRINTED,
    A,
    at_home,
    brings_one,
    gone_home,
    printed,
    prints,
    taken,
    takes,
)
from tests.story import Story, clock

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


def test_no_telephone_draws_a_code_that_waits_on_paper(story: Story) -> None:
    brings_one(story)
    drawn = IssueCode(redemption=CODE, volunteer=WANG)
    story.when(drawn).then_refused(CodeTaken)
    story.when(takes()).then(taken(PRINTED))
    story.when(drawn).then_refused(CodeTaken)


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

