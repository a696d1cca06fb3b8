"""The test language itself is strict: a story that is told carelessly fails."""

from __future__ import annotations

import pytest

from ledger.refusals import AlreadyRegistered, UnitUnknown
from ledger.storing.stores import open_memory
from ledger.volunteers import RegisterVolunteer
from tests.neighbourhood import DISTRICT_OPEN, LANE_OPEN, RULES, SUNNY_LANE, WANG, registered
from tests.story import Story

I_AM_WANG = RegisterVolunteer(volunteer=WANG, number="1000000001", community=SUNNY_LANE)


@pytest.fixture
def told() -> Story:
    return Story(open_memory())


def test_a_fact_that_no_command_asks_about_is_a_mistake_of_the_teller(told: Story) -> None:
    told.given(RULES, LANE_OPEN, DISTRICT_OPEN).when(I_AM_WANG).then(registered(WANG, at=told.now))
    with pytest.raises(AssertionError, match="depends on these facts"):
        told.end()


def test_an_answer_that_nobody_looks_at_is_a_mistake(told: Story) -> None:
    told.given(RULES, LANE_OPEN).when(I_AM_WANG)
    with pytest.raises(AssertionError, match="never looked at"):
        told.when(I_AM_WANG)
    with pytest.raises(AssertionError, match="never looked at"):
        told.end()


def test_the_facts_are_exactly_those(told: Story) -> None:
    told.given(RULES, LANE_OPEN).when(I_AM_WANG)
    with pytest.raises(AssertionError):
        told.then()
    told.then(registered(WANG, at=told.now))
    told.when(I_AM_WANG)
    with pytest.raises(AlreadyRegistered):
        told.then(registered(WANG, at=told.now))
    told.then_refused(AlreadyRegistered, volunteer=WANG).end()


def test_a_refusal_is_the_one_that_was_named_with_its_details(told: Story) -> None:
    told.given(RULES).when(I_AM_WANG)
    for kind, details in ((AlreadyRegistered, {"volunteer": WANG}), (UnitUnknown, {})):
        with pytest.raises(AssertionError):
            told.then_refused(kind, **details)
    with pytest.raises(AssertionError):
        told.then_refused_again(UnitUnknown, unit=SUNNY_LANE)
    told.then_refused(UnitUnknown, unit=SUNNY_LANE).end()


def test_time_only_goes_forward(told: Story) -> None:
    told.at("2026-11-23 09:00").given(RULES, LANE_OPEN).when(I_AM_WANG)
    told.then(registered(WANG, at=told.now))
    with pytest.raises(AssertionError, match="only goes forward"):
        told.at("2026-11-23 08:59")
    told.end()
