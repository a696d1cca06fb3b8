"""A merchant's month is closed once for ever, and what comes later stands in the next one."""

from __future__ import annotations

import msgspec
import pytest
from eventsourcing.dcb.api import DCBRecorder

from ledger.facts import Fact, Kept, SettlementRolledOver, StatementAgreed, StatementFrozen
from ledger.refusals import (
    AlreadyFrozen,
    AlreadyObjected,
    LineUnknown,
    MerchantUnknown,
    MonthNotOver,
    NothingToSettle,
    ObjectionsOpen,
    ObjectionTermOver,
    SettlementUnknown,
    StatementDiffers,
    StatementSettled,
)
from ledger.storing.stores import open_memory
from ledger.subjects.settlement import Settlement
from tests.neighbourhood import CHARITY, CHEN, RULES, welcomed
from tests.settling import (
    CLOSING,
    DECEMBER,
    NEXT_CLOSING,
    NOVEMBER,
    OBJECTED_BY,
    OF_DECEMBER,
    OF_NOVEMBER,
    OURS,
    PAID_BY,
    THEIRS,
    agrees,
    freezes,
    gives_back,
    objected,
    objects,
    takes,
)
from tests.story import Story, clock


@pytest.fixture
def recorder() -> DCBRecorder:
    """Sums do not depend on where they are kept: one kind of store is enough."""
    return open_memory()


def month_of_chen(story: Story, *lines: Fact) -> Story:
    """Chen took beans in November, and it is the day on which the month is closed."""
    return story.at("2026-11-30 21:00").given(RULES, welcomed(), *lines).at(CLOSING)


def frozen(story: Story, settlement: str = OF_NOVEMBER) -> StatementFrozen:
    """The statement as the book has it."""
    found = story.book.look(Settlement(settlement)).frozen
    assert found is not None
    return found


def closed(story: Story, month: str = NOVEMBER, **more: object) -> StatementFrozen:
    """Close the month, and give the statement."""
    story.given(freezes(story.book, month, **more))
    return frozen(story, OF_NOVEMBER if month == NOVEMBER else OF_DECEMBER)


# The closing --------------------------------------------------------------------------------


def test_a_month_is_closed_with_what_came_and_what_went_back(story: Story) -> None:
    month_of_chen(
        story, takes(300), takes(50, redemption="redemption-two"),
        gives_back(50, redemption="redemption-two", reason="voided"), gives_back(20),
    )  # fmt: skip
    command = freezes(story.book)
    story.when(command).then(
        StatementFrozen(
            at=clock(CLOSING), settlement=OF_NOVEMBER, merchant=CHEN, month=NOVEMBER,
            sums=command.seen, kept=Kept(280, {OURS: 2_800}), late={}, opening_fen=0,
            adjusted_fen=0, closing_fen=2_800, owed_by_fund={OURS: 2_800},
            book_position=command.seen_at, object_by=OBJECTED_BY, pay_by=PAID_BY,
            frozen_by="clock", policy="default/2",
        )
    )  # fmt: skip
    sums = command.seen
    assert (sums.lines, sums.captured_beans, sums.voided_beans, sums.refunded_beans) == (
        4, 350, 50, 20,
    )  # fmt: skip


def test_not_before_the_third_working_day_of_the_next_month(story: Story) -> None:
    month_of_chen(story, takes(300)).now = clock("2026-12-02 23:59")
    story.when(freezes(story.book)).then_refused(MonthNotOver, closes_on="2026-12-03")
    story.when(freezes(story.book), at="2026-12-03 00:00").then(frozen(story))


def test_once_for_ever(story: Story) -> None:
    month_of_chen(story, takes(300)).given(freezes(story.book))
    story.when(freezes(story.book), at="2026-12-04 09:00")
    story.then_refused(AlreadyFrozen, settlement=OF_NOVEMBER)


def test_only_for_a_merchant_that_is_there(story: Story) -> None:
    story.given(RULES).at(CLOSING)
    story.when(freezes(story.book)).then_refused(MerchantUnknown, merchant=CHEN)


def test_a_month_in_which_nothing_happened_has_no_statement(story: Story) -> None:
    month_of_chen(story)
    story.when(freezes(story.book)).then_refused(NothingToSettle, month=NOVEMBER)


@pytest.mark.parametrize("wrong", [{"captured_beans": 299}, {"digest": "0" * 64}, {"lines": 2}])
def test_a_difference_between_the_book_and_its_views_blocks_the_closing(
    story: Story, wrong: dict[str, object]
) -> None:
    month_of_chen(story, takes(300))
    right = freezes(story.book).seen
    seen = msgspec.structs.replace(right, **wrong)
    story.when(freezes(story.book, seen=seen)).then_refused(
        StatementDiffers, book_lines=1, book_beans=300, book_fen=3_000,
        seen_lines=seen.lines, seen_beans=seen.beans, seen_fen=3_000,
    )  # fmt: skip
    story.when(freezes(story.book)).then(frozen(story))


# What comes later ---------------------------------------------------------------------------


def test_a_refund_after_the_closing_stands_in_the_next_statement(story: Story) -> None:
    month_of_chen(story, takes(600)).given(freezes(story.book))
    story.at("2026-12-05 09:00").given(
        gives_back(100, "2026-12-05 09:00"),
        takes(400, "2026-12-05 09:00", redemption="redemption-two"),
    )
    december = closed(story.at(NEXT_CLOSING), DECEMBER)
    assert frozen(story).closing_fen == 6_000
    assert (december.sums.refunded_beans, december.closing_fen) == (100, 3_000)
    assert (december.opening_fen, december.late) == (0, {})


def test_a_hold_captured_after_midnight_is_in_the_month_it_was_shown_in(story: Story) -> None:
    month_of_chen(story).now = clock("2026-12-01 00:01")
    story.given(takes(300, "2026-12-01 00:01", month=NOVEMBER))
    assert closed(story.at(CLOSING)).closing_fen == 3_000


def test_what_enters_a_month_after_its_closing_adjusts_the_next_statement_once(
    story: Story,
) -> None:
    month_of_chen(story, takes(600)).given(freezes(story.book))
    late = takes(250, "2026-12-04 09:00", redemption="redemption-two", month=NOVEMBER)
    story.at("2026-12-04 09:00").given(late)
    december = closed(story.at(NEXT_CLOSING), DECEMBER)
    assert december.late == {NOVEMBER: Kept(250, {OURS: 2_500})}
    assert (december.adjusted_fen, december.closing_fen) == (2_500, 2_500)
    story.at("2027-02-03 09:00")
    again = freezes(story.book, "2027-01", late=(NOVEMBER,))
    story.when(again).then_refused(NothingToSettle, month="2027-01")


def test_what_is_under_the_threshold_opens_the_next_statement(story: Story) -> None:
    month_of_chen(story, takes(199))
    story.when(freezes(story.book)).then(
        frozen(story),
        SettlementRolledOver(
            at=clock(CLOSING), settlement=OF_NOVEMBER, merchant=CHEN, fen=1_990,
            by_fund={OURS: 1_990},
        ),
    )  # fmt: skip
    story.given(takes(1, "2026-12-05 09:00", redemption="redemption-two"))
    december = closed(story.at(NEXT_CLOSING), DECEMBER)
    assert (december.opening_fen, december.closing_fen) == (1_990, 2_000)
    assert story.book.look(Settlement(OF_DECEMBER)).due == {OURS: 2_000}


def test_exactly_the_threshold_is_paid(story: Story) -> None:
    closed(month_of_chen(story, takes(200)))
    assert story.book.look(Settlement(OF_NOVEMBER)).due == {OURS: 2_000}


def test_what_was_rolled_over_makes_a_statement_of_a_month_without_movement(story: Story) -> None:
    month_of_chen(story, takes(199)).given(freezes(story.book))
    december = closed(story.at(NEXT_CLOSING), DECEMBER)
    assert (december.opening_fen, december.sums.lines, december.closing_fen) == (1_990, 0, 1_990)


def test_what_a_merchant_owes_one_fund_is_not_taken_from_another(story: Story) -> None:
    month_of_chen(
        story, takes(600), gives_back(30, redemption="redemption-old", paid_by=THEIRS)
    ).given(freezes(story.book))
    settlement = story.book.look(Settlement(OF_NOVEMBER))
    assert settlement.frozen is not None and settlement.frozen.closing_fen == 5_700
    assert settlement.due == {OURS: 6_000}
    story.given(takes(90, "2026-12-05 09:00", redemption="redemption-two", paid_by=THEIRS))
    december = closed(story.at(NEXT_CLOSING), DECEMBER)
    assert (december.opening_fen, december.owed_by_fund) == (-300, {THEIRS: 600})


# The merchant's word ------------------------------------------------------------------------


def test_the_merchant_agrees_once(story: Story) -> None:
    month_of_chen(story, takes(600)).given(freezes(story.book))
    story.when(agrees()).then(
        StatementAgreed(at=clock(CLOSING), settlement=OF_NOVEMBER, merchant=CHEN)
    )
    story.when(agrees()).then_refused(StatementSettled, settlement=OF_NOVEMBER)
    story.when(objects()).then_refused(StatementSettled, settlement=OF_NOVEMBER)


def test_nobody_speaks_for_another_shop_or_of_a_month_not_closed(story: Story) -> None:
    month_of_chen(story, takes(600))
    story.when(agrees()).then_refused(SettlementUnknown, settlement=OF_NOVEMBER)
    story.given(freezes(story.book))
    story.when(agrees(merchant=CHARITY)).then_refused(SettlementUnknown, settlement=OF_NOVEMBER)


def test_the_merchant_objects_to_a_line_of_the_statement_once(story: Story) -> None:
    month_of_chen(story, takes(600)).given(freezes(story.book))
    story.when(objects("redemption-nowhere")).then_refused(LineUnknown, line="redemption-nowhere")
    story.when(objects()).then(objected(CLOSING))
    story.when(objects()).then_refused(AlreadyObjected, reference="redemption-one")
    story.when(agrees()).then_refused(ObjectionsOpen, lines=1)


def test_a_line_of_another_month_is_none_of_this_statement(story: Story) -> None:
    october = takes(40, "2026-10-20 09:00", redemption="redemption-old")
    month_of_chen(story, october, takes(600)).given(freezes(story.book))
    story.when(objects("redemption-old")).then_refused(LineUnknown, line="redemption-old")


def test_five_working_days_are_for_objecting(story: Story) -> None:
    month_of_chen(story, takes(600), takes(9, redemption="redemption-two"))
    story.given(freezes(story.book))
    story.when(objects(), at="2026-12-10 23:59").then(objected("2026-12-10 23:59"))
    story.when(objects("redemption-two"), at="2026-12-11 00:00")
    story.then_refused(ObjectionTermOver, until="2026-12-10")
