"""Wang had a place and did not come: somebody marks it, hears the reason, and five are too many."""

from datetime import date

from msgspec.structs import replace

from ledger.facts import ActivityPublished, NoShowExcused, NoShowMarked, SignedUp, SignUpWithdrawn
from ledger.no_shows import ExcuseNoShow, MarkNoShow
from ledger.refusals import (
    ActivityUnknown,
    AlreadyMarked,
    AlreadySignedUp,
    CalledOff,
    CameAfterAll,
    NotMarked,
    NotOverYet,
    NotSignedUp,
    SignUpPaused,
)
from ledger.rescheduling import CancelActivity
from ledger.signing_up import SignUp, WithdrawSignUp
from tests.neighbourhood import (
    LI,
    LONG_AGO,
    PATROL,
    RULES,
    WANG,
    adopted,
    amended,
    planned,
    present,
    registered,
)
from tests.story import Story, clock

PLAN = planned("2026-11-24 21:00", "2026-11-25 01:00")
HAD_A_PLACE = SignedUp(at=LONG_AGO, activity=PATROL, volunteer=WANG, standing="place")
MISSED = MarkNoShow(activity=PATROL, volunteer=WANG)
EXCUSED = ExcuseNoShow(activity=PATROL, volunteer=WANG, note="note-ill")
OVER = "2026-11-25 01:00"


def marked(story: Story) -> NoShowMarked:
    """The day is that on which it began, though it ended after midnight."""
    return NoShowMarked(at=story.now, activity=PATROL, volunteer=WANG, on=date(2026, 11, 24))


def test_a_person_marks_that_somebody_with_a_place_did_not_come(story: Story) -> None:
    story.given(RULES, PLAN, HAD_A_PLACE).when(MISSED, at=OVER).then(marked(story))


def test_nobody_has_missed_what_is_not_over(story: Story) -> None:
    story.given(RULES, PLAN, HAD_A_PLACE).when(MISSED, at="2026-11-25 00:59")
    story.then_refused(NotOverYet)


def test_whoever_came_late_and_left_early_has_come(story: Story) -> None:
    story.given(RULES, PLAN, HAD_A_PLACE, *present("2026-11-24 23:50", "2026-11-24 23:55"))
    story.when(MISSED, at=OVER).then_refused(CameAfterAll)


def test_only_those_with_a_place_can_be_missed(story: Story) -> None:
    waiting = replace(HAD_A_PLACE, standing="waiting")
    story.given(RULES, PLAN, waiting).when(MISSED, at=OVER).then_refused(NotSignedUp)
    never = MarkNoShow(activity=PATROL, volunteer=LI)
    story.when(never).then_refused(NotSignedUp)


def test_whoever_withdrew_in_time_is_not_missed(story: Story) -> None:
    story.given(RULES, PLAN, HAD_A_PLACE, WithdrawSignUp(activity=PATROL, volunteer=WANG))
    story.when(MISSED, at=OVER).then_refused(NotSignedUp)


def test_nobody_has_missed_what_was_called_off(story: Story) -> None:
    story.given(PLAN, HAD_A_PLACE, CancelActivity(activity=PATROL))
    story.when(MISSED, at=OVER).then_refused(CalledOff, activity=PATROL)


def test_an_absence_is_marked_once_even_after_it_was_excused(story: Story) -> None:
    story.given(RULES, PLAN, HAD_A_PLACE).when(MISSED, at=OVER).then(marked(story))
    story.when(MISSED).then_refused(AlreadyMarked)
    story.given(EXCUSED).when(MISSED).then_refused(AlreadyMarked)


def test_a_good_reason_excuses_an_absence_once(story: Story) -> None:
    story.given(RULES, PLAN, HAD_A_PLACE).when(EXCUSED, at=OVER).then_refused(NotMarked)
    story.given(MISSED).when(EXCUSED)
    story.then(
        NoShowExcused(
            at=story.now, activity=PATROL, volunteer=WANG, on=date(2026, 11, 24), note="note-ill"
        )
    )
    story.when(EXCUSED).then_refused(NotMarked)


def test_nothing_is_excused_where_nothing_was(story: Story) -> None:
    story.when(EXCUSED).then_refused(ActivityUnknown, activity=PATROL)


# Too many -------------------------------------------------------------------------------------


def up() -> SignUp:
    return SignUp(activity=PATROL, volunteer=WANG)


def signed(story: Story) -> SignedUp:
    return replace(HAD_A_PLACE, at=story.now)


def missed(*days: str) -> list[NoShowMarked]:
    return [
        NoShowMarked(
            at=clock(f"{day} 20:00"), activity=f"activity-of{day}", volunteer=WANG,
            on=date.fromisoformat(day),
        )
        for day in days
    ]  # fmt: skip


FIVE = missed("2026-01-10", "2026-03-10", "2026-06-10", "2026-09-10", "2026-11-01")


def at_the_end_of(year_end: str) -> ActivityPublished:
    return planned(f"{year_end} 09:00", f"{year_end} 11:00")


def test_after_five_absences_in_a_year_nobody_signs_up_for_thirty_days(story: Story) -> None:
    story.given(RULES, registered(WANG), *FIVE, at_the_end_of("2026-12-24"))
    story.when(up()).then_refused(SignUpPaused, until="2026-12-02")
    story.when(up(), at="2026-12-01 23:59").then_refused(SignUpPaused, until="2026-12-02")
    story.when(up(), at="2026-12-02 00:00").then(signed(story))


def test_four_absences_pause_nothing_and_another_year_begins_anew(story: Story) -> None:
    story.given(RULES, registered(WANG), *missed("2025-12-31"), *FIVE[1:], PLAN)
    story.when(up()).then(signed(story))


def test_one_that_is_excused_lifts_the_pause(story: Story) -> None:
    story.given(RULES, registered(WANG), *FIVE, PLAN)
    story.when(up()).then_refused(SignUpPaused, until="2026-12-02")
    story.given(
        NoShowExcused(
            at=LONG_AGO, activity=FIVE[2].activity, volunteer=WANG, on=FIVE[2].on, note="note-ill"
        )
    )
    story.when(up()).then(signed(story))


def test_a_sixth_absence_begins_the_pause_anew(story: Story) -> None:
    story.given(RULES, registered(WANG), *FIVE, *missed("2026-11-20"), PLAN)
    story.when(up()).then_refused(SignUpPaused, until="2026-12-21")


def test_a_pause_reaches_over_the_end_of_the_year(story: Story) -> None:
    five = [*FIVE[:4], *missed("2026-12-28")]
    story.given(RULES, registered(WANG), *five, at_the_end_of("2027-02-02"))
    story.when(up(), at="2027-01-27 12:00").then_refused(SignUpPaused, until="2027-01-28")
    story.when(up(), at="2027-01-28 12:00").then(signed(story))


def test_a_policy_without_a_limit_pauses_nobody(story: Story) -> None:
    text = amended(("no_show_limit_per_year = 5", "no_show_limit_per_year = 0"))
    story.given(adopted(text), registered(WANG), *FIVE, PLAN).when(up()).then(signed(story))


def test_a_pause_keeps_nobody_from_a_place_they_have_or_from_withdrawing(story: Story) -> None:
    story.given(RULES, registered(WANG), PLAN, up(), *FIVE)
    story.when(up()).then_refused(AlreadySignedUp)
    story.when(WithdrawSignUp(activity=PATROL, volunteer=WANG))
    story.then(SignUpWithdrawn(at=story.now, activity=PATROL, volunteer=WANG))
