"""Beans live for three years and die on the first of a month at midnight in Shanghai."""

from ledger.accounts import ExpireBeans
from ledger.subjects.purse import Purse
from tests.deeds import HERS, confirms, expired
from tests.neighbourhood import RULES, WANG, ZHAO, earned, planned, present
from tests.story import Story

WANGS_BEANS = ExpireBeans(volunteer=WANG)
A, B = "2030-02-01", "2030-03-01"


def test_beans_earned_on_15_january_2027_die_on_1_february_2030(story: Story) -> None:
    morning = ("2027-01-15 09:00", "2027-01-15 11:00")
    story.at("2027-01-15 12:00").given(RULES, planned(*morning), *present(*morning))
    story.given(confirms(HERS))
    assert story.book.look(Purse(WANG)).lots == {"2030-02-01": 20}


def test_a_lot_lives_until_its_last_second_and_is_gone_at_midnight(story: Story) -> None:
    story.given(RULES, earned(30, dies=A, on="2027-01-15"))
    story.when(WANGS_BEANS, at="2030-01-31 23:59:59").then()
    story.when(WANGS_BEANS, at="2030-02-01 00:00").then(expired(story.now, {A: 30}, left=0))


def test_beans_that_are_gone_are_not_gone_again(story: Story) -> None:
    story.given(RULES, earned(30, dies=A)).at("2030-02-01 00:00").given(WANGS_BEANS)
    story.when(WANGS_BEANS).then()


def test_only_the_lots_whose_day_has_come_are_gone_however_late_the_clock_asks(
    story: Story,
) -> None:
    story.given(RULES, earned(30, dies=A), earned(50, dies=B, left=80))
    story.given(earned(7, dies="2030-04-01", left=87))
    story.when(WANGS_BEANS, at="2030-03-20 04:00")
    story.then(expired(story.now, {A: 30, B: 50}, left=7))


def test_who_never_earned_a_bean_loses_none(story: Story) -> None:
    story.given(RULES).when(ExpireBeans(volunteer=ZHAO), at="2030-03-20 04:00").then()
