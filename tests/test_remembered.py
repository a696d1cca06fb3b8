"""A phone asks twice, a button is pressed twice: the same key is the same request for ever."""

from __future__ import annotations

from ledger.accounts import ExpireBeans
from ledger.refusals import CodeUsed, KeyReused, NotEnoughBeans, UnitUnknown
from ledger.volunteers import RegisterVolunteer
from tests.deeds import expired, redeemed, redeems
from tests.neighbourhood import (
    DAY,
    LANE_OPEN,
    OTHER_CODE,
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
I_AM_WANG = RegisterVolunteer(volunteer=WANG, number="1000000001", community=SUNNY_LANE)


def test_the_same_request_gets_the_first_answer_again(story: Story) -> None:
    story.given(RULES, LANE_OPEN).when(I_AM_WANG, key="key-phone")
    story.then(registered(WANG, at=story.now))
    first = story.now
    story.when(I_AM_WANG, key="key-phone", at=f"{DAY} 10:00")
    story.then_again(registered(WANG, at=first))


def test_beans_are_redeemed_once_however_often_the_button_is_pressed(story: Story) -> None:
    story.given(RULES, welcomed(), earned(80, dies=A), code())
    story.when(redeems(40), key="key-button").then(redeemed(story.now, 40, {A: 40}, left=40))
    paid = redeemed(story.now, 40, {A: 40}, left=40)
    for _ in range(3):
        story.when(redeems(40), key="key-button", at=f"{DAY} 09:30").then_again(paid)
    story.when(redeems(40), key="key-other").then_refused(CodeUsed)


def test_a_refused_key_stays_refused_even_after_the_balance_has_grown(story: Story) -> None:
    story.given(RULES, welcomed(), earned(30), code())
    story.when(redeems(40), key="key-poor").then_refused(NotEnoughBeans, need=40, have=30)
    story.given(earned(50, dies=A, left=80))
    story.when(redeems(40), key="key-poor").then_refused_again(NotEnoughBeans, need=40, have=30)
    story.when(redeems(40), key="key-rich")
    story.then(redeemed(story.now, 40, {"2029-12-01": 30, A: 10}, left=40))


def test_the_same_key_with_another_request_is_refused_and_leaves_no_mark(story: Story) -> None:
    story.given(RULES, welcomed(), earned(80, dies=A), code(), code(redemption=OTHER_CODE))
    story.when(redeems(40), key="key-one").then(redeemed(story.now, 40, {A: 40}, left=40))
    story.when(redeems(41), key="key-one").then_refused(KeyReused)
    story.when(redeems(40, OTHER_CODE), key="key-one").then_refused(KeyReused)
    story.when(ExpireBeans(volunteer=WANG), key="key-one").then_refused(KeyReused)


def test_a_refusal_too_is_refused_to_another_request(story: Story) -> None:
    story.given(RULES).when(I_AM_WANG, key="key-early")
    story.then_refused(UnitUnknown, unit=SUNNY_LANE)
    story.given(LANE_OPEN)
    story.when(ExpireBeans(volunteer=WANG), key="key-early").then_refused(KeyReused)
    story.when(I_AM_WANG, key="key-early").then_refused_again(UnitUnknown, unit=SUNNY_LANE)


def test_what_did_nothing_left_nothing_and_may_be_asked_again(story: Story) -> None:
    story.given(RULES).when(ExpireBeans(volunteer=WANG), key="key-clock").then()
    story.given(earned(30, dies=A))
    story.when(ExpireBeans(volunteer=WANG), key="key-clock", at=f"{A} 00:00")
    story.then(expired(story.now, {A: 30}, left=0))


def test_a_program_started_anew_remembers_what_was_answered_before(story: Story) -> None:
    story.given(RULES).when(I_AM_WANG, key="key-early")
    story.then_refused(UnitUnknown, unit=SUNNY_LANE)
    story.given(LANE_OPEN).when(I_AM_WANG, key="key-phone").then(registered(WANG, at=story.now))
    story.reopened()
    story.when(I_AM_WANG, key="key-early").then_refused_again(UnitUnknown, unit=SUNNY_LANE)
    story.when(I_AM_WANG, key="key-phone").then_again(registered(WANG, at=story.now))
    story.when(ExpireBeans(volunteer=WANG), key="key-phone").then_refused(KeyReused)


def test_a_program_started_anew_does_not_take_nothing_to_do_for_an_answer(story: Story) -> None:
    story.given(RULES, earned(30, dies=DAY))
    story.when(ExpireBeans(volunteer=WANG), key="key-clock")
    story.then(expired(story.now, {DAY: 30}, left=0))
    story.reopened().when(ExpireBeans(volunteer=WANG), key="key-clock")
    story.then_again(expired(story.now, {DAY: 30}, left=0))
    story.reopened().when(ExpireBeans(volunteer="volunteer-zhao"), key="key-clock")
    story.then_refused(KeyReused)
