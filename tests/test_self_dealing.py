"""Wang helps out at Master Chen's counter, and takes her own beans elsewhere."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.refusals import SelfDealing
from tests.deeds import redeemed, redeems
from tests.neighbourhood import (
    CHARITY,
    CHEN,
    RULES,
    WANG,
    adopted,
    amended,
    code,
    earned,
    welcomed,
)
from tests.story import Story
from tests.suspension import left, works

HERSELF = "person-wang"
A = "2029-12-01"


def with_beans(story: Story, *more: object) -> Story:
    """Wang has beans and shows a code."""
    return story.given(RULES, welcomed(), *more, earned(80), code())


@pytest.mark.parametrize("role", ["merchant", "clerk"])
@pytest.mark.parametrize("by", ["volunteer-li", "key-of-the-shop", "person-chen"])
@pytest.mark.parametrize("capture", [True, False])
def test_whoever_stands_at_the_counter_she_redeems_nothing_where_she_works(
    story: Story, role: str, by: str, capture: bool
) -> None:
    with_beans(story, works(HERSELF, role))
    story.when(redeems(10, capture=capture), by=by, role="merchant").then_refused(SelfDealing)


def test_in_another_shop_she_is_a_customer_like_anybody(story: Story) -> None:
    story.given(RULES, welcomed(CHARITY, "charity"), works(HERSELF), earned(80), code())
    story.when(redeems(10, merchant=CHARITY))
    story.then(redeemed(story.now, 10, {A: 10}, left=70, merchant=CHARITY))


def test_who_works_there_no_more_is_one_too(story: Story) -> None:
    with_beans(story, works(HERSELF), left(HERSELF)).when(redeems(10))
    story.then(redeemed(story.now, 10, {A: 10}, left=70))


@pytest.mark.parametrize(("last_day", "refused"), [("2026-11-22", True), ("2026-11-21", False)])
def test_the_term_of_a_role_counts(story: Story, last_day: str, refused: bool) -> None:
    with_beans(story, works(HERSELF, until=date.fromisoformat(last_day)))
    if refused:
        story.when(redeems(10)).then_refused(SelfDealing)
    else:
        story.when(redeems(10)).then(redeemed(story.now, 10, {A: 10}, left=70))


def test_whom_the_door_knows_by_a_telephone_is_refused_as_well(story: Story) -> None:
    with_beans(story).when(redeems(10, shop_people=("volunteer-zhao", WANG)))
    story.then_refused(SelfDealing)


def test_a_community_may_allow_it(story: Story) -> None:
    allowed = adopted(amended(("self_dealing_blocked = true", "self_dealing_blocked = false")))
    story.given(allowed, welcomed(CHEN), works(HERSELF), earned(80), code())
    story.when(redeems(10, shop_people=(WANG,)))
    story.then(redeemed(story.now, 10, {A: 10}, left=70))
