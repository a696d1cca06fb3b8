"""The neighbourhood committee adopts its rules, amends them, and cannot rewrite them."""

from datetime import date

import msgspec
import pytest

from ledger.activities import PublishActivity
from ledger.policy import PolicyFault
from ledger.refusals import CategoryUnknown, PolicyChangedInPlace
from ledger.rules import AdoptPolicy
from ledger.states import Rulebook
from tests.neighbourhood import (
    LANE_OPEN,
    POLICY_TEXT,
    RULES,
    SUNNY_LANE,
    adopted,
    amended,
    planned,
)
from tests.story import Story, clock

CHOIR = ('code = "coordination"', 'code = "choir"')
LATER = ('effective_from = "2026-01-01"', 'effective_from = "2027-01-01"')
CHOIR_FROM_NEW_YEAR = amended(CHOIR, LATER, version=3)


def test_the_first_policy_is_adopted_word_for_word(story: Story) -> None:
    story.when(AdoptPolicy(text=POLICY_TEXT)).then(adopted(at=story.now))


def test_adopting_the_same_words_again_changes_nothing(story: Story) -> None:
    story.given(RULES).when(AdoptPolicy(text=POLICY_TEXT)).then()


def test_other_words_under_the_same_version_are_refused(story: Story) -> None:
    story.given(RULES).when(AdoptPolicy(text=amended(CHOIR)))
    story.then_refused(PolicyChangedInPlace, policy="default/2")


def test_a_new_version_joins_the_line(story: Story) -> None:
    story.given(RULES).when(AdoptPolicy(text=CHOIR_FROM_NEW_YEAR))
    story.then(adopted(CHOIR_FROM_NEW_YEAR, at=story.now))
    assert story.book.look(Rulebook()).current.name == "default/3"


def test_a_policy_whose_best_hour_is_worth_more_than_its_guard_is_not_even_judged(
    story: Story,
) -> None:
    generous = amended(("fen_per_bean = 10", "fen_per_bean = 60"))
    story.when(AdoptPolicy(text=generous)).then_fails(PolicyFault)
    story.when(AdoptPolicy(text="beans = many")).then_fails(PolicyFault)


def choir(starts: str, ends: str) -> PublishActivity:
    return PublishActivity(
        activity="activity-patrol", title="巷道巡逻", category="choir", community=SUNNY_LANE,
        place="东门", starts_at=clock(starts), ends_at=clock(ends),
    )  # fmt: skip


@pytest.mark.parametrize("starts", ["2026-12-31 23:59", "2026-11-22 09:00"])
def test_what_starts_before_the_new_rules_is_under_the_old_ones(story: Story, starts: str) -> None:
    story.given(RULES, adopted(CHOIR_FROM_NEW_YEAR), LANE_OPEN)
    story.when(choir(starts, "2027-01-01 02:00")).then_refused(CategoryUnknown, category="choir")


def test_what_starts_at_midnight_of_the_new_year_is_under_the_new_rules(story: Story) -> None:
    story.given(RULES, adopted(CHOIR_FROM_NEW_YEAR), LANE_OPEN)
    story.when(choir("2027-01-01 00:00", "2027-01-01 02:00"))
    announced = planned("2027-01-01 00:00", "2027-01-01 02:00", category="choir", at=story.now)
    term = {"domains": ("public_welfare",), "confirm_by": date(2027, 1, 15)}
    story.then(msgspec.structs.replace(announced, **term))
