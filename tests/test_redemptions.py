"""Wang shows a code at Master Chen's counter, and beans pay for noodles."""

from __future__ import annotations

import pytest

from ledger.counting.stars import StarStanding, stars_for
from ledger.facts import ServiceConfirmed
from ledger.policy import read_policy
from ledger.redemptions import IssueCode
from ledger.refusals import (
    CodeExpired,
    CodeTaken,
    CodeUnknown,
    CodeUsed,
    MerchantUnknown,
    NotEnoughBeans,
    VolunteerUnknown,
)
from ledger.subjects.presence import ServiceDays
from tests.deeds import HERS, confirms, expired, held, redeemed, redeems
from tests.neighbourhood import (
    CHEN,
    CODE,
    DAY,
    OTHER_CODE,
    POLICY_TEXT,
    RULES,
    SUNNY_LANE,
    WANG,
    code,
    earned,
    planned,
    present,
    registered,
    welcomed,
)
from tests.story import Story

A, B = "2030-02-01", "2030-03-01"
A_CODE = IssueCode(redemption=CODE, volunteer=WANG)


def at_the_counter(story: Story, *beans: object) -> Story:
    """Master Chen takes beans, and Wang has earned some and shows a fresh code."""
    return story.given(RULES, welcomed(), *beans or [earned(80, dies=A)], code())


# Codes --------------------------------------------------------------------------------------


def test_a_code_is_valid_for_a_minute(story: Story) -> None:
    story.given(RULES, registered(WANG)).when(A_CODE).then(code(f"{DAY} 09:00", issuer=SUNNY_LANE))


def test_the_same_code_is_not_drawn_twice(story: Story) -> None:
    story.given(RULES, registered(WANG), code()).when(A_CODE).then_refused(CodeTaken)


def test_a_stranger_gets_no_code(story: Story) -> None:
    story.given(RULES).when(A_CODE).then_refused(VolunteerUnknown, volunteer=WANG)


@pytest.mark.parametrize("time", ["09:00:00", "09:01:00", "09:01:05"])
def test_a_code_works_for_sixty_seconds_and_five_more_for_slow_clocks(
    story: Story, time: str
) -> None:
    at_the_counter(story).when(redeems(10), at=f"{DAY} {time}")
    story.then(redeemed(story.now, 10, {A: 10}, left=70))


def test_after_that_it_has_expired(story: Story) -> None:
    at_the_counter(story).when(redeems(10), at=f"{DAY} 09:01:06").then_refused(CodeExpired)


def test_a_code_works_once(story: Story) -> None:
    at_the_counter(story).given(redeems(10))
    story.when(redeems(10)).then_refused(CodeUsed)


def test_a_code_that_holds_beans_is_used_too(story: Story) -> None:
    at_the_counter(story).given(redeems(10, capture=False))
    story.when(redeems(10)).then_refused(CodeUsed)


def test_a_code_nobody_drew_opens_no_purse(story: Story) -> None:
    story.given(RULES, welcomed()).when(redeems(10)).then_refused(CodeUnknown)


def test_beans_are_given_to_known_shops_only(story: Story) -> None:
    story.given(RULES, earned(80), code())
    story.when(redeems(10)).then_refused(MerchantUnknown, merchant=CHEN)


# Beans --------------------------------------------------------------------------------------


def test_the_lot_that_dies_first_is_spent_first(story: Story) -> None:
    at_the_counter(story, earned(50, dies=B), earned(30, dies=A, left=80))
    story.when(redeems(40)).then(redeemed(story.now, 40, {A: 30, B: 10}, left=40))


def test_wang_cannot_spend_more_than_she_has(story: Story) -> None:
    at_the_counter(story, earned(30)).when(redeems(31))
    story.then_refused(NotEnoughBeans, need=31, have=30)


def test_she_may_spend_her_last_bean(story: Story) -> None:
    at_the_counter(story, earned(30, dies=A)).when(redeems(30))
    story.then(redeemed(story.now, 30, {A: 30}, left=0))


def test_dead_beans_are_gone_before_living_ones_are_spent(story: Story) -> None:
    story.at("2030-02-01 09:00").given(RULES, welcomed(), earned(30, dies=A))
    story.given(earned(50, dies=B, left=80), code("2030-02-01 09:00"))
    story.when(redeems(51)).then_refused(NotEnoughBeans, need=51, have=50)
    story.when(redeems(40)).then(
        expired(story.now, {A: 30}, left=50), redeemed(story.now, 40, {B: 40}, left=10)
    )


def test_beans_are_held_until_the_shop_confirms(story: Story) -> None:
    at_the_counter(story).when(redeems(40, capture=False))
    story.then(held(story.now, 40, {A: 40}, left=40))


def test_held_beans_are_not_spent_a_second_time(story: Story) -> None:
    at_the_counter(story).given(redeems(40, capture=False), code(redemption=OTHER_CODE))
    story.when(redeems(41, OTHER_CODE)).then_refused(NotEnoughBeans, need=41, have=40)


def test_redeeming_every_bean_changes_no_minute_and_no_star(story: Story) -> None:
    story.at(f"{DAY} 12:00").given(RULES, planned(), welcomed())
    story.given(*present(f"{DAY} 09:00", f"{DAY} 11:00"), confirms(HERS), code(f"{DAY} 12:00"))

    def recorded_service() -> tuple[int, int, StarStanding]:
        sessions = (recorded.fact for recorded in story.book.facts())
        minutes = sum(one.minutes for one in sessions if isinstance(one, ServiceConfirmed))
        today = story.book.look(ServiceDays(WANG)).minutes_on(story.now.date())
        return minutes, today, stars_for(read_policy(POLICY_TEXT), minutes)

    before = recorded_service()
    story.when(redeems(20)).then(redeemed(story.now, 20, {"2029-12-01": 20}, left=0))
    assert recorded_service() == before == (120, 120, StarStanding(0, 1, 5_880))
