"""Officer Zhou serves Sunny Lane for a year, and lays it down."""

from datetime import date

import pytest

from ledger.appointments import Appoint, EndAppointment
from ledger.facts import AppointmentEnded, Fact, PersonAppointed, UnitClosed
from ledger.refusals import (
    AlreadyAppointed,
    AppointmentOver,
    AppointmentUnknown,
    MerchantUnknown,
    Refusal,
    RoleMisplaced,
    RoleUnbound,
    TermBackwards,
    UnitEnded,
    UnitUnknown,
)
from tests.neighbourhood import (
    CHEN,
    DISTRICT,
    DISTRICT_OPEN,
    LANE_OPEN,
    LONG_AGO,
    RULES,
    STREET,
    STREET_OPEN,
    SUNNY_LANE,
)
from tests.story import Story

ZHOU, OFFICE = "person-zhou", "appointment-zhou"
TODAY, A_YEAR_ON = date(2026, 11, 22), date(2027, 11, 21)


def zhou_as(role: str, **bound_to: str) -> Appoint:
    """Let Zhou serve in this role for a year from today."""
    return Appoint(
        appointment=OFFICE, person=ZHOU, role=role, since=TODAY, until=A_YEAR_ON, **bound_to
    )


def test_zhou_serves_the_community_for_a_year(story: Story) -> None:
    story.given(RULES, LANE_OPEN).when(zhou_as("staff", unit=SUNNY_LANE))
    story.then(
        PersonAppointed(
            at=story.now, appointment=OFFICE, person=ZHOU, role="staff", unit=SUNNY_LANE,
            since=TODAY, until=A_YEAR_ON,
        )
    )  # fmt: skip
    story.when(zhou_as("staff", unit=SUNNY_LANE))
    story.then_refused(AlreadyAppointed, appointment=OFFICE)
    story.when(EndAppointment(appointment=OFFICE))
    story.then(AppointmentEnded(at=story.now, appointment=OFFICE, person=ZHOU))
    story.when(EndAppointment(appointment=OFFICE))
    story.then_refused(AppointmentOver, appointment=OFFICE)


@pytest.mark.parametrize(
    ("role", "place"), [("staff", STREET_OPEN), ("street_staff", DISTRICT_OPEN)]
)
def test_each_officer_serves_at_the_own_level(story: Story, role: str, place: Fact) -> None:
    unit = DISTRICT if place is DISTRICT_OPEN else STREET
    story.given(RULES, place).when(zhou_as(role, unit=unit))
    story.then_refused(RoleMisplaced, role=role, kind=unit_kind(place))


@pytest.mark.parametrize("role", ["staff", "street_staff", "district_staff"])
def test_no_officer_serves_everywhere(story: Story, role: str) -> None:
    """Bound to no place a role would reach every place, and only an admin's does."""
    story.given(RULES).when(zhou_as(role)).then_refused(RoleMisplaced, role=role, kind="none")


@pytest.mark.parametrize(
    ("role", "bound_to", "given"),
    [
        ("organizer", {}, "none"),
        ("fund_keeper", {}, "none"),
        ("supervisor", {"unit": SUNNY_LANE}, "unit"),
        ("guardian", {"unit": SUNNY_LANE}, "unit"),
        ("clerk", {}, "none"),
        ("auditor", {"unit": SUNNY_LANE}, "unit"),
        ("staff", {"unit": SUNNY_LANE, "line": "patrol"}, "unit line"),
        ("gardener", {"unit": SUNNY_LANE}, "unit"),
    ],
)
def test_each_role_is_bound_to_what_it_is_for_and_to_nothing_else(
    story: Story, role: str, bound_to: dict[str, str], given: str
) -> None:
    place = [LANE_OPEN] if "unit" in bound_to else []
    story.given(RULES, *place).when(zhou_as(role, **bound_to))
    story.then_refused(RoleUnbound, role=role, given=given)


def test_nobody_serves_a_place_that_is_no_more(story: Story) -> None:
    closed = UnitClosed(at=LONG_AGO, unit=SUNNY_LANE, on=TODAY)
    story.given(RULES, LANE_OPEN, closed).when(zhou_as("organizer", unit=SUNNY_LANE))
    story.then_refused(UnitEnded, unit=SUNNY_LANE, on="2026-11-22")


def unit_kind(place: Fact) -> str:
    """What kind of unit opened."""
    return str(getattr(place, "kind", ""))


@pytest.mark.parametrize(
    ("bound_to", "refusal", "details"),
    [
        ({"unit": SUNNY_LANE}, UnitUnknown, {"unit": SUNNY_LANE}),
        ({"merchant": CHEN}, MerchantUnknown, {"merchant": CHEN}),
    ],
)
def test_nobody_serves_what_is_not_there(
    story: Story, bound_to: dict[str, str], refusal: type[Refusal], details: dict[str, str]
) -> None:
    story.given(RULES).when(zhou_as("organizer", **bound_to)).then_refused(refusal, **details)


def test_a_term_does_not_end_before_it_begins_nor_before_today(story: Story) -> None:
    yesterday = date(2026, 11, 21)
    for since in (TODAY, date(2026, 1, 1)):
        late = Appoint(
            appointment=OFFICE, person=ZHOU, role="auditor", since=since, until=yesterday
        )
        told = {"since": since.isoformat(), "until": "2026-11-21"}
        story.given(RULES) if since is TODAY else None
        story.when(late).then_refused(TermBackwards, **told)


def test_an_appointment_nobody_made_cannot_end(story: Story) -> None:
    story.when(EndAppointment(appointment=OFFICE))
    story.then_refused(AppointmentUnknown, appointment=OFFICE)
