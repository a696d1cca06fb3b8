"""On the third working day the list is closed, and no later correction changes it."""

from __future__ import annotations

from datetime import date

import pytest
from eventsourcing.dcb.api import DCBRecorder

from ledger.counting.periods import freezes_on, period_of, read_period
from ledger.facts import ListFrozen
from ledger.freezing import FreezeList
from ledger.policy import read_policy
from ledger.refusals import ListAlreadyFrozen, PeriodNotOver, UnitUnknown
from ledger.storing.stores import open_memory
from tests.neighbourhood import LANE_OPEN, POLICY_TEXT, RULES, SUNNY_LANE
from tests.story import Story, clock

POLICY = read_policy(POLICY_TEXT)
DIGEST = "5" * 64
LISTING = "list-evaluation_monthly-sunnylane-202611"


@pytest.fixture
def recorder() -> DCBRecorder:
    """What is frozen does not depend on where it is kept."""
    return open_memory()


def freezes(unit: str = SUNNY_LANE, digest: str = DIGEST) -> FreezeList:
    """The list of November is closed as it stands at position 7."""
    return FreezeList(
        kind="evaluation_monthly", unit=unit, period="2026-11", last=date(2026, 11, 30),
        book_position=7, policy="default/1", digest=digest, entries=3, frozen_by="clock",
    )  # fmt: skip


def test_the_list_of_november_is_frozen_on_the_third_working_day_once_for_ever(
    recorder: DCBRecorder,
) -> None:
    story = Story(recorder).given(RULES, LANE_OPEN)
    story.when(freezes(), at="2026-12-02 23:59").then_refused(
        PeriodNotOver, freezes_on="2026-12-03"
    )
    story.when(freezes(), at="2026-12-03 00:00").then(
        ListFrozen(
            at=clock("2026-12-03 00:00"), listing=LISTING, kind="evaluation_monthly",
            unit=SUNNY_LANE, period="2026-11", book_position=7, policy="default/1",
            digest=DIGEST, entries=3, frozen_by="clock",
        )
    )  # fmt: skip
    story.when(freezes(digest="6" * 64)).then_refused(ListAlreadyFrozen, listing=LISTING)


def test_nothing_is_frozen_for_a_unit_that_never_was(recorder: DCBRecorder) -> None:
    story = Story(recorder).given(RULES).when(freezes("unit-nowhere"), at="2026-12-03 08:00")
    story.then_refused(UnitUnknown, unit="unit-nowhere")


@pytest.mark.parametrize(
    ("name", "first", "last", "frozen_on"),
    [
        ("2026-10", "2026-10-01", "2026-10-31", "2026-11-04"),  # The worked timeline, 3.6.
        ("2026-09", "2026-09-01", "2026-09-30", "2026-10-10"),  # A week off, a Saturday works.
        ("2026-Q1", "2026-01-01", "2026-03-31", "2026-04-03"),
        ("2025", "2025-01-01", "2025-12-31", "2026-01-06"),  # A Sunday before it works.
    ],
)
def test_a_period_has_its_days_and_its_freezing_day(
    name: str, first: str, last: str, frozen_on: str
) -> None:
    period = read_period(name)
    assert (period.first.isoformat(), period.last.isoformat()) == (first, last)
    assert freezes_on(POLICY, period.last).isoformat() == frozen_on
    assert period_of(period.kind, period.last) == period


@pytest.mark.parametrize("name", ["2026-13", "2026-Q5", "26", "2026-1", "2026-11-01", "２０２６"])
def test_what_is_no_period_is_told(name: str) -> None:
    with pytest.raises(ValueError):
        read_period(name)
