"""The clock writes the day check, the week summary and on, once, and nobody types a total."""

from __future__ import annotations

from datetime import date

import pytest
from eventsourcing.dcb.api import DCBRecorder

from ledger.counting.periods import read_period
from ledger.counting.supervision import document_due_on
from ledger.facts import DocumentFrozen, Figures
from ledger.policy import read_policy
from ledger.refusals import DocumentsAlreadyFrozen, DocumentsNotDue, DocumentsNotKept
from ledger.storing.stores import open_memory
from ledger.supervision import FreezeDocuments, document_digest
from tests.neighbourhood import (
    POLICY_TEXT,
    RULES,
    STREET,
    SUNNY_LANE,
    adopted,
    amended,
)
from tests.story import Story, clock

POLICY = read_policy(POLICY_TEXT)
A_SUNDAY = Figures(activities_held=1, arrivals=2, sessions=2, service_minutes=120)


@pytest.fixture
def recorder() -> DCBRecorder:
    """What is frozen does not depend on where it is kept."""
    return open_memory()


def freezes(period: str, *units: str) -> FreezeDocuments:
    """The clock wants the documents of a period in which the same happened in these units."""
    return FreezeDocuments(
        period=period, book_position=7, figures=dict.fromkeys(units, A_SUNDAY), frozen_by="clock"
    )


def frozen(period: str, unit: str, at: str) -> DocumentFrozen:
    """What the book says of one of them."""
    kind = read_period(period).kind
    return DocumentFrozen(
        at=clock(at), listing=f"list-documents-{period.replace('-', '')}", kind=kind, unit=unit,
        period=period, book_position=7, policy="default/2", figures=A_SUNDAY,
        digest=document_digest(kind, unit, period, "default/2", A_SUNDAY), frozen_by="clock",
    )  # fmt: skip


def test_the_check_of_a_day_is_written_when_the_day_is_over_once_for_all_units(
    recorder: DCBRecorder,
) -> None:
    story = Story(recorder).given(RULES)
    sunday = freezes("2026-11-22", STREET, SUNNY_LANE)
    story.when(sunday, at="2026-11-22 23:59").then_refused(DocumentsNotDue, due_on="2026-11-23")
    at = "2026-11-23 00:00"
    story.when(sunday, at=at).then(*(frozen("2026-11-22", each, at) for each in sunday.figures))
    story.when(freezes("2026-11-22", SUNNY_LANE)).then_refused(
        DocumentsAlreadyFrozen, period="2026-11-22"
    )


def test_no_document_is_written_that_the_policy_does_not_ask_for(recorder: DCBRecorder) -> None:
    no_day_checks = adopted(amended(("daily_check = true", "daily_check = false"), version=3))
    story = Story(recorder).given(no_day_checks).at("2026-12-04 08:00")
    day = freezes("2026-11-22", SUNNY_LANE)
    story.when(day).then_refused(DocumentsNotKept, period="2026-11-22")


@pytest.mark.parametrize(
    ("period", "due_on"),
    [
        ("2026-11-22", "2026-11-23"),
        ("2026-W47", "2026-11-27"),  # The Friday after.
        ("2026-10", "2026-11-06"),  # The fifth working day.
        ("2026-09", "2026-10-13"),  # A week off, a Saturday works.
        ("2026-Q3", "2026-10-20"),  # The tenth working day.
        ("2025-H2", "2026-01-15"),  # With its last quarter, and so the year.
        ("2025", "2026-01-15"),
    ],
)
def test_each_kind_has_its_day_in_the_policy(period: str, due_on: str) -> None:
    due = document_due_on(POLICY, read_period(period))
    assert due == date.fromisoformat(due_on)


def test_a_policy_may_do_without_halves_and_years() -> None:
    without = read_policy(
        amended(
            ("half_year_report = true", "half_year_report = false"),
            ("annual_assessment = true", "annual_assessment = false"),
        )
    )
    kept = {each: document_due_on(without, read_period(each)) for each in ("2025-H2", "2025")}
    assert set(kept.values()) == {None}
    assert document_due_on(without, read_period("2025-Q4")) is not None
