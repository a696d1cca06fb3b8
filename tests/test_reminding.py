"""The clock of attendance: who forgot to check out, and what nobody has confirmed."""

from __future__ import annotations

import pytest

from ledger.command import Command
from ledger.facts import (
    ActivityPublished,
    ActivityRevoked,
    AttendanceRevoked,
    CheckOutReminded,
    ConfirmationEscalated,
)
from ledger.refusals import AttendanceUnknown
from ledger.reminding import EscalateConfirmation, RemindCheckOut
from ledger.subjects.presence import attendance_of
from tests.deeds import HERS, confirmed, leaves
from tests.neighbourhood import (
    PATROL,
    RULES,
    WANG,
    ZHAO,
    adopted,
    amended,
    planned,
    present,
)
from tests.story import Story, clock

ZHAOS = attendance_of(PATROL, ZHAO)
FORGOTTEN = RemindCheckOut(attendance=HERS)
UNCONFIRMED = EscalateConfirmation(activity=PATROL)
ALARM, LAST_DAY = "2026-12-02 00:00", "2026-12-04 00:00"
"""The eighth and the tenth working day after Sunday 22 November."""


def asks(story: Story, command: Command, at: str) -> Story:
    """The clock asks, under a key of its own each time."""
    return story.when(command, by="clock", role="system", at=at)


def reminded(at: str) -> CheckOutReminded:
    """Wang, and the organizer, hear of her open attendance."""
    return CheckOutReminded(at=clock(at), attendance=HERS, activity=PATROL, volunteer=WANG)


def escalated(at: str, stage: str, waiting: int = 1) -> ConfirmationEscalated:
    """The patrol's confirmation is told about."""
    return ConfirmationEscalated(at=clock(at), activity=PATROL, stage=stage, waiting=waiting)


# Forgotten check-outs -----------------------------------------------------------------------


def test_whoever_forgets_to_check_out_is_reminded_once_a_quarter_of_an_hour_later(
    story: Story,
) -> None:
    story.given(RULES, planned(), *present("2026-11-22 08:55"))
    asks(story, FORGOTTEN, "2026-11-22 11:14").then()
    asks(story, FORGOTTEN, "2026-11-22 11:15").then(reminded("2026-11-22 11:15"))
    asks(story, FORGOTTEN, "2026-11-22 11:16").then()
    story.reopened()
    asks(story, FORGOTTEN, "2026-11-23 09:00").then()


def test_the_reminder_gives_nobody_an_end_or_a_minute(story: Story) -> None:
    story.given(RULES, planned(), *present("2026-11-22 08:55"))
    asks(story, FORGOTTEN, "2026-11-22 11:15").then(reminded("2026-11-22 11:15"))
    story.when(leaves("2026-11-22 11:20"), at="2026-11-22 11:20")
    left = present("2026-11-22 08:55", "2026-11-22 11:20")[1]
    story.then(left)


def test_whoever_has_left_is_not_reminded(story: Story) -> None:
    story.given(RULES, planned(), *present("2026-11-22 08:55", "2026-11-22 10:40"))
    asks(story, FORGOTTEN, "2026-11-22 12:00").then()


def test_whoever_never_came_is_not_reminded(story: Story) -> None:
    story.given(RULES, planned())
    asks(story, FORGOTTEN, "2026-11-22 12:00").then()


def test_nobody_is_reminded_of_an_activity_that_was_taken_back(story: Story) -> None:
    gone = ActivityRevoked(at=clock("2026-11-22 11:05"), activity=PATROL)
    story.given(RULES, planned(), *present("2026-11-22 08:55"), gone)
    asks(story, FORGOTTEN, "2026-11-22 12:00").then()


def test_the_policy_says_how_long_to_wait(story: Story) -> None:
    patient = ("remind_check_out_after_minutes = 15 ", "remind_check_out_after_minutes = 90 ")
    story.given(adopted(amended(patient, version=3)), planned(), *present("2026-11-22 08:55"))
    asks(story, FORGOTTEN, "2026-11-22 12:29").then()
    asks(story, FORGOTTEN, "2026-11-22 12:30").then(reminded("2026-11-22 12:30"))


def test_what_is_no_attendance_is_unknown(story: Story) -> None:
    with pytest.raises(AttendanceUnknown):
        RemindCheckOut(attendance="attendance-nowhere").asks(story.now)


# Unconfirmed activities ---------------------------------------------------------------------


def test_an_unconfirmed_activity_escalates_on_day_eight_and_is_overdue_on_day_ten(
    story: Story,
) -> None:
    came = present("2026-11-22 08:55")
    zhao = present("2026-11-22 09:00", volunteer=ZHAO)
    story.given(RULES, planned(), *came, *zhao)
    asks(story, UNCONFIRMED, "2026-12-01 23:59").then()
    asks(story, UNCONFIRMED, ALARM).then(escalated(ALARM, "escalated", 2))
    asks(story, UNCONFIRMED, "2026-12-02 09:00").then()
    story.reopened()
    asks(story, UNCONFIRMED, "2026-12-03 23:59").then()
    asks(story, UNCONFIRMED, LAST_DAY).then(escalated(LAST_DAY, "overdue", 2))
    asks(story, UNCONFIRMED, "2026-12-31 09:00").then()


def test_a_clock_that_stood_still_tells_only_what_is_true_now(story: Story) -> None:
    story.given(RULES, planned(), *present("2026-11-22 08:55"))
    late = "2026-12-11 07:00"
    asks(story, UNCONFIRMED, late).then(escalated(late, "overdue"))
    asks(story, UNCONFIRMED, "2026-12-11 07:01").then()


def test_only_those_who_still_wait_are_counted(story: Story) -> None:
    came = present("2026-11-22 09:00")
    zhao = present("2026-11-22 09:00", volunteer=ZHAO)
    hers = confirmed(clock("2026-11-22 12:00"), "09:00–11:00", 120)
    story.given(RULES, planned(), *came, *zhao, hers)
    asks(story, UNCONFIRMED, ALARM).then(escalated(ALARM, "escalated", 1))


def test_what_is_confirmed_in_time_is_never_told_about(story: Story) -> None:
    came = present("2026-11-22 09:00")
    hers = confirmed(clock("2026-11-22 12:00"), "09:00–11:00", 120)
    story.given(RULES, planned(), *came, hers)
    asks(story, UNCONFIRMED, LAST_DAY).then()


def test_an_activity_nobody_came_to_waits_for_nobody(story: Story) -> None:
    story.given(RULES, planned())
    asks(story, UNCONFIRMED, LAST_DAY).then()


def test_what_was_taken_back_waits_no_longer(story: Story) -> None:
    came = present("2026-11-22 09:00")
    hers = confirmed(clock("2026-11-22 12:00"), "09:00–11:00", 120)
    back = AttendanceRevoked(
        at=clock("2026-11-23 09:00"), attendance=HERS, activity=PATROL, volunteer=WANG,
        minutes=120, training_minutes=0, service_day=clock("2026-11-22 09:00").date(),
    )  # fmt: skip
    story.given(RULES, planned(), *came, hers, back)
    asks(story, UNCONFIRMED, LAST_DAY).then()


def test_a_revoked_activity_is_told_to_nobody(story: Story) -> None:
    gone = ActivityRevoked(at=clock("2026-11-23 09:00"), activity=PATROL)
    story.given(RULES, planned(), *present("2026-11-22 09:00"), gone)
    asks(story, UNCONFIRMED, LAST_DAY).then()


def test_the_day_that_was_promised_is_the_day_that_counts(story: Story) -> None:
    promised = clock("2026-12-08 00:00").date()
    plan = ActivityPublished(
        at=clock("2026-11-01 09:00"), activity=PATROL, title="巷道巡逻", category="general",
        community="unit-sunnylane", place="东门", starts_at=clock("2026-11-22 09:00"),
        ends_at=clock("2026-11-22 11:00"), confirm_by=promised,
    )  # fmt: skip
    story.given(RULES, plan, *present("2026-11-22 09:00"))
    asks(story, UNCONFIRMED, "2026-12-03 23:59").then()
    asks(story, UNCONFIRMED, LAST_DAY).then(escalated(LAST_DAY, "escalated"))
    asks(story, UNCONFIRMED, "2026-12-07 23:59").then()
    last = "2026-12-08 00:00"
    asks(story, UNCONFIRMED, last).then(escalated(last, "overdue"))
