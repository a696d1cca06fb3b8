"""The lane's fund: no bean is taken without money behind it, and every fen is somewhere."""

from __future__ import annotations

import msgspec
import pytest
from eventsourcing.dcb.api import DCBRecorder

from ledger.book import Book
from ledger.facts import Fact, FundPageTurned
from ledger.funds import OpenFund
from ledger.refusals import (
    DonationRecorded,
    FundExhausted,
    FundUnknown,
    UnitMisplaced,
    UnitUnknown,
)
from ledger.reversals import CaptureRedemption, LapseHold, RefundRedemption, VoidRedemption
from ledger.subjects.fund import ENTRIES_ON_A_PAGE
from tests.crowd import all_at_once, tell
from tests.deeds import held, redeemed, redeems, released, returned
from tests.neighbourhood import (
    CHEN,
    CODE,
    DAY,
    FUND,
    LANE_OPEN,
    RULES,
    STREET,
    STREET_OPEN,
    SUNNY_LANE,
    code,
    earned,
    funded,
    given,
    welcomed,
)
from tests.promised import GIVES, A, at_the_counter, on_page, sums
from tests.story import Happened, Story

OPENS = OpenFund(fund=FUND, community=SUNNY_LANE, name="阳光里金豆基金", holder="盘龙区慈善会")
# Opening and giving -----------------------------------------------------------------------------


def test_a_community_opens_a_fund(story: Story) -> None:
    story.given(RULES, LANE_OPEN).when(OPENS)
    story.then(msgspec.structs.replace(funded(0)[0], at=story.now))


def test_only_a_community_has_one(story: Story) -> None:
    story.given(RULES).when(OPENS).then_refused(UnitUnknown, unit=SUNNY_LANE)
    street = msgspec.structs.replace(OPENS, community=STREET)
    story.given(STREET_OPEN).when(street)
    story.then_refused(UnitMisplaced, kind="street", wanted="community")


def test_a_donation_is_free_money_at_once(story: Story) -> None:
    story.given(*funded(0)).when(GIVES)
    story.then(msgspec.structs.replace(given(50_000), at=story.now))
    assert sums(story.book) == (50_000, 0, 0)


def test_rice_is_thanked_for_and_backs_no_bean(story: Story) -> None:
    rice = msgspec.structs.replace(GIVES, kind="in_kind")
    story.given(*funded(0)).when(rice)
    story.then(msgspec.structs.replace(given(50_000, kind="in_kind"), at=story.now))
    assert sums(story.book) == (0, 0, 0)


def test_a_receipt_is_entered_once_for_ever(story: Story) -> None:
    story.given(*funded(0), GIVES).when(GIVES)
    story.then_refused(DonationRecorded, receipt="A-1")


def test_nobody_gives_to_a_fund_that_is_not_there(story: Story) -> None:
    story.when(GIVES).then_refused(FundUnknown, fund=FUND)


# Promising --------------------------------------------------------------------------------------


def test_the_money_is_reserved_with_the_beans_in_one_fact(story: Story) -> None:
    at_the_counter(story, *funded(500)).when(redeems(40))
    story.then(on_page(redeemed(story.now, 40, {A: 40}, left=40)))
    assert sums(story.book) == (100, 400, 0)


@pytest.mark.parametrize(("fen", "enough"), [(400, True), (399, False), (0, False)])
def test_the_last_fen_still_counts(story: Story, fen: int, enough: bool) -> None:
    at_the_counter(story, *funded(fen)).when(redeems(40))
    if enough:
        story.then(on_page(redeemed(story.now, 40, {A: 40}, left=40)))
    else:
        story.then_refused(FundExhausted, need_fen=400)


def test_without_a_fund_no_bean_is_taken(story: Story) -> None:
    at_the_counter(story).when(redeems(40)).then_refused(FundExhausted, need_fen=400)


def test_money_for_charity_pays_no_noodles(story: Story) -> None:
    bound = Happened(facts=tuple(funded(500, fund="fund-charity", purpose="charity")))
    at_the_counter(story).given(bound).when(redeems(40))
    story.then_refused(FundExhausted, need_fen=400)


def test_an_outlet_is_paid_from_the_money_that_is_bound_to_it_first(story: Story) -> None:
    bound = funded(500, fund="fund-charity", purpose="charity")
    at_the_counter(story, *funded(500), *bound, kind="charity").when(redeems(40))
    taken = redeemed(story.now, 40, {A: 40}, left=40)
    story.then(on_page(taken, "page-charity-1", "fund-charity"))


def test_the_next_fund_pays_when_the_first_has_too_little(story: Story) -> None:
    second = funded(500, fund="fund-second")
    at_the_counter(story, *funded(100), *second).when(redeems(40))
    story.then(on_page(redeemed(story.now, 40, {A: 40}, left=40), "page-second-1", "fund-second"))


def test_the_community_of_the_volunteer_pays_wherever_the_shop_is(story: Story) -> None:
    beyond = "unit-beyond"
    rich = funded(500, fund="fund-beyond", unit=beyond)
    story.given(RULES, welcomed(), *rich, earned(80, dies=A), code(issuer=beyond))
    story.when(redeems(40))
    story.then(on_page(redeemed(story.now, 40, {A: 40}, left=40), "page-beyond-1", "fund-beyond"))


# Setting free -----------------------------------------------------------------------------------


def test_a_capture_moves_no_money_for_it_was_reserved_with_the_hold(story: Story) -> None:
    at_the_counter(story, *funded(500)).when(redeems(40, capture=False))
    story.then(on_page(held(story.now, 40, {A: 40}, left=40), fen=400))
    story.when(CaptureRedemption(redemption=CODE, merchant=CHEN))
    story.then(on_page(redeemed(story.now, 40, {A: 40}, left=40, source=CODE), page=""))
    assert sums(story.book) == (100, 400, 0)


def test_what_is_not_captured_is_free_again(story: Story) -> None:
    at_the_counter(story, *funded(500)).given(redeems(40, capture=False))
    story.when(CaptureRedemption(redemption=CODE, merchant=CHEN, beans=30)).then(
        on_page(redeemed(story.now, 30, {A: 30}, left=40, source=CODE), page=""),
        on_page(released(story.now, {A: 10}, left=50, reason="not_captured"), fen=100),
    )
    assert sums(story.book) == (200, 300, 0)


def test_a_hold_that_lapses_sets_its_money_free(story: Story) -> None:
    at_the_counter(story, *funded(500)).given(redeems(40, capture=False))
    story.when(LapseHold(redemption=CODE), at=f"{DAY} 09:02")
    story.then(on_page(released(story.now, {A: 40}, left=80, reason="lapsed"), fen=400))
    assert sums(story.book) == (500, 0, 0)


@pytest.mark.parametrize(("step", "beans", "reason"), [
    (VoidRedemption(redemption=CODE, merchant=CHEN), 40, "voided"),
    (RefundRedemption(redemption=CODE, merchant=CHEN, beans=15), 15, "refunded"),
])  # fmt: skip
def test_beans_that_come_home_set_their_money_free(
    story: Story, step: VoidRedemption | RefundRedemption, beans: int, reason: str
) -> None:
    at_the_counter(story, *funded(500)).given(redeems(40)).when(step)
    story.then(on_page(returned(story.now, {A: beans}, left=40 + beans, reason=reason)))
    assert sums(story.book) == (100 + beans * 10, 400 - beans * 10, 0)


def test_codes_from_before_there_were_funds_promise_nothing(story: Story) -> None:
    story.given(RULES, welcomed(), earned(80, dies=A), code())
    story.when(redeems(40)).then(redeemed(story.now, 40, {A: 40}, left=40))
    story.when(RefundRedemption(redemption=CODE, merchant=CHEN))
    story.then(returned(story.now, {A: 40}, left=80, reason="refunded"))


# Pages ------------------------------------------------------------------------------------------


def a_page_of_gifts() -> tuple[Fact, ...]:
    """So many small gifts that nothing more has room on the first page."""
    return tuple(given(1, receipt=f"B-{number}") for number in range(ENTRIES_ON_A_PAGE - 2))


def test_a_full_page_is_turned_and_nothing_is_lost(story: Story) -> None:
    at_the_counter(story, *funded(100_000)).given(Happened(facts=a_page_of_gifts()))
    free = 100_000 + ENTRIES_ON_A_PAGE - 2
    story.when(redeems(40)).then(
        FundPageTurned(
            at=story.now, fund=FUND, unit=SUNNY_LANE, page="page-lane-2", free_fen=free,
            reserved_fen=0, paid_fen=0,
        ),
        on_page(redeemed(story.now, 40, {A: 40}, left=40), "page-lane-2"),
    )  # fmt: skip
    assert sums(story.book, "page-lane-2") == (free - 400, 400, 0)
    story.when(RefundRedemption(redemption=CODE, merchant=CHEN))
    story.then(on_page(returned(story.now, {A: 40}, left=80, reason="refunded"), "page-lane-2"))
    assert sums(story.book, "page-lane-2") == (free, 0, 0)


@pytest.mark.parametrize("states_kept", [1, 20_000])
def test_whoever_comes_in_the_same_breath_is_entered_on_the_new_page(
    recorder: DCBRecorder, states_kept: int
) -> None:
    book = Book(recorder, states_kept=states_kept)
    tell(book, RULES, welcomed(), *funded(900), earned(200, dies=A), *a_page_of_gifts()[:-100])
    tell(book, *a_page_of_gifts()[-100:])
    codes = [f"redemption-breath{number}" for number in range(3)]
    tell(book, *(code(redemption=one, issuer=SUNNY_LANE) for one in codes))
    answers = all_at_once(book, *((redeems(40, one), None) for one in codes))
    first, second, third = (answer.result() for answer in answers)
    assert [type(fact).__name__ for fact in first.facts] == ["FundPageTurned", "BeansRedeemed"]
    assert [fact.page for fact in (*second.facts, *third.facts)] == ["page-lane-2"] * 2
    assert sums(book, "page-lane-2") == (900 + ENTRIES_ON_A_PAGE - 2 - 1_200, 1_200, 0)
    book.close()


def test_fifty_at_once_never_promise_more_than_there_is(recorder: DCBRecorder) -> None:
    book = Book(recorder)
    people = [f"volunteer-{number}" for number in range(50)]
    codes = [f"redemption-rush{number}" for number in range(50)]
    tell(book, RULES, welcomed(), *funded(1_050))
    tell(book, *(earned(80, dies=A, volunteer=person) for person in people))
    tell(book, *(
        code(redemption=one, volunteer=person, issuer=SUNNY_LANE)
        for one, person in zip(codes, people, strict=True)
    ))  # fmt: skip
    answers = all_at_once(book, *((redeems(10, one), None) for one in codes))
    refused = [answer.exception() for answer in answers if answer.exception() is not None]
    assert len(refused) == 40 and {type(one) for one in refused} == {FundExhausted}
    assert sums(book) == (50, 1_000, 0)
    book.close()
