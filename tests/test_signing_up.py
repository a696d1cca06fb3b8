"""Two places at the patrol: who comes, who waits, and who moves up."""

from datetime import date

import pytest
from msgspec.structs import replace

from ledger.consents import GiveConsent
from ledger.facts import (
    ActivityPublished,
    PlaceGiven,
    SignedUp,
    SignUpWithdrawn,
)
from ledger.refusals import (
    ActivityUnknown,
    AlreadySignedUp,
    CalledOff,
    ConsentMissing,
    NotForMinors,
    NotSignedUp,
    SkillMissing,
    TooLate,
    TrainingMissing,
    VolunteerUnknown,
)
from ledger.rescheduling import CancelActivity, MoveActivity
from ledger.signing_up import SignUp, WithdrawSignUp
from ledger.skills import VerifySkill
from ledger.subjects.agreement import SERVING
from tests.neighbourhood import (
    LI,
    PATROL,
    RULES,
    WANG,
    ZHAO,
    planned,
    registered,
)
from tests.story import Story, clock

BAO = "volunteer-bao"
BAO_JOINED = replace(registered(BAO, "1000000005"), minor=True)
MOTHER_AGREES = GiveConsent(
    volunteer=BAO, purpose=SERVING, text_version="2026-11", given_by="guardian", means="paper"
)
PEOPLE = [registered(each, f"100000000{number}") for number, each in enumerate((WANG, LI, ZHAO), 1)]
PLAN = planned("2026-11-24 09:00", "2026-11-24 11:00")


def up(volunteer: str = WANG, **more) -> SignUp:
    return SignUp(activity=PATROL, volunteer=volunteer, **more)


def off(volunteer: str = WANG) -> WithdrawSignUp:
    return WithdrawSignUp(activity=PATROL, volunteer=volunteer)


def signed(story: Story, volunteer: str = WANG, standing: str = "place") -> SignedUp:
    return SignedUp(at=story.now, activity=PATROL, volunteer=volunteer, standing=standing)


def gone(story: Story, volunteer: str) -> SignUpWithdrawn:
    return SignUpWithdrawn(at=story.now, activity=PATROL, volunteer=volunteer)


def with_room(for_people: int | None) -> ActivityPublished:
    return replace(PLAN, capacity=for_people)


# Places and the line --------------------------------------------------------------------------


def test_wang_will_come(story: Story) -> None:
    story.given(RULES, registered(WANG), PLAN).when(up()).then(signed(story))


def test_the_third_for_two_places_waits_and_a_withdrawal_moves_the_first_in_line_up(
    story: Story,
) -> None:
    story.given(RULES, *PEOPLE, registered(BAO, "1000000005"), with_room(2))
    story.when(up(WANG)).then(signed(story, WANG))
    story.when(up(LI)).then(signed(story, LI))
    story.when(up(ZHAO)).then(signed(story, ZHAO, "waiting"))
    story.when(up(BAO)).then(signed(story, BAO, "waiting"))
    story.when(off(WANG))
    story.then(gone(story, WANG), PlaceGiven(at=story.now, activity=PATROL, volunteer=ZHAO))
    story.when(up(WANG)).then(signed(story, WANG, "waiting"))
    story.when(off(LI)).then(
        gone(story, LI), PlaceGiven(at=story.now, activity=PATROL, volunteer=BAO)
    )


def test_whoever_leaves_the_line_gives_no_place_away(story: Story) -> None:
    story.given(RULES, *PEOPLE, with_room(1), up(WANG), up(LI), up(ZHAO))
    story.when(off(LI)).then(gone(story, LI))
    story.when(off(WANG))
    story.then(gone(story, WANG), PlaceGiven(at=story.now, activity=PATROL, volunteer=ZHAO))


def test_a_place_that_nobody_waits_for_is_free_again(story: Story) -> None:
    story.given(RULES, *PEOPLE[:2], with_room(1), up(WANG))
    story.when(off(WANG)).then(gone(story, WANG))
    story.when(up(LI)).then(signed(story, LI))


def test_the_line_is_remembered_by_the_store(story: Story) -> None:
    story.given(RULES, *PEOPLE, with_room(1), up(WANG), up(ZHAO), up(LI)).reopened()
    story.when(off(WANG))
    story.then(gone(story, WANG), PlaceGiven(at=story.now, activity=PATROL, volunteer=ZHAO))


@pytest.mark.parametrize("first", [[], [up(LI)]])
def test_nobody_signs_up_twice_neither_for_a_place_nor_in_the_line(
    story: Story, first: list[SignUp]
) -> None:
    story.given(RULES, *PEOPLE[: 1 + len(first)], with_room(1), *first, up(WANG))
    story.when(up(WANG)).then_refused(AlreadySignedUp)


def test_whoever_has_not_signed_up_cannot_withdraw(story: Story) -> None:
    story.given(RULES, *PEOPLE[:1], PLAN, up(WANG)).when(off(LI)).then_refused(NotSignedUp)
    story.when(off(WANG)).then(gone(story, WANG))
    story.when(off(WANG)).then_refused(NotSignedUp)


@pytest.mark.parametrize("asked", [up(), off()])
def test_after_the_start_it_is_too_late(story: Story, asked: SignUp) -> None:
    story.given(RULES, *PEOPLE[:1], PLAN)
    story.given(up()) if isinstance(asked, WithdrawSignUp) else None
    story.when(asked, at="2026-11-24 09:00").then_refused(TooLate)


def test_the_start_is_the_one_it_was_moved_to(story: Story) -> None:
    sooner = MoveActivity(activity=PATROL, starts_at=clock("2026-11-23 09:00"))
    story.given(RULES, *PEOPLE[:1], PLAN, sooner)
    story.when(up(), at="2026-11-23 09:00").then_refused(TooLate)


@pytest.mark.parametrize("asked", [up(), off()])
def test_nobody_signs_up_for_what_was_called_off(story: Story, asked: SignUp) -> None:
    story.given(PLAN, CancelActivity(activity=PATROL))
    story.when(asked).then_refused(CalledOff, activity=PATROL)


def test_an_activity_or_a_person_that_is_not_there(story: Story) -> None:
    story.given(RULES, registered(WANG)).when(up()).then_refused(ActivityUnknown, activity=PATROL)
    story.given(PLAN).when(up(LI)).then_refused(VolunteerUnknown, volunteer=LI)


# Who may come ---------------------------------------------------------------------------------


def test_bao_signs_up_after_her_mother_has_agreed(story: Story) -> None:
    story.given(RULES, BAO_JOINED, PLAN).when(up(BAO)).then_refused(ConsentMissing)
    story.given(MOTHER_AGREES).when(up(BAO)).then(signed(story, BAO))


@pytest.mark.parametrize(
    ("plan", "rule", "most"),
    [
        (replace(PLAN, category="patrol_night"), "category", 0),
        (planned("2026-11-24 09:00", "2026-11-24 13:01"), "hours", 240),
        (planned("2026-11-24 20:00", "2026-11-24 21:01"), "time", 21),
    ],
)
def test_what_is_not_for_minors_is_for_her_once_she_has_come_of_age(
    story: Story, plan: ActivityPublished, rule: str, most: int
) -> None:
    story.given(RULES, BAO_JOINED, MOTHER_AGREES, plan)
    story.when(up(BAO)).then_refused(NotForMinors, rule=rule, most=most)
    story.when(up(BAO, grown_up=True)).then(signed(story, BAO))


def test_whoever_has_come_of_age_needs_nobody_to_agree(story: Story) -> None:
    story.given(RULES, BAO_JOINED, PLAN).when(up(BAO, grown_up=True)).then(signed(story, BAO))


def test_night_patrols_are_open_to_those_who_are_grown_up(story: Story) -> None:
    story.given(RULES, registered(WANG), replace(PLAN, category="patrol_night"))
    story.when(up()).then(signed(story))


def test_a_skill_must_still_be_good_on_the_day_of_the_activity(story: Story) -> None:
    first_aid = VerifySkill(volunteer=WANG, skill="first_aid", until=date(2026, 11, 23))
    story.given(RULES, registered(WANG), replace(PLAN, skills=("first_aid",)))
    story.when(up()).then_refused(SkillMissing, skill="first_aid")
    story.given(first_aid).when(up()).then_refused(SkillMissing, skill="first_aid")
    story.given(replace(first_aid, until=date(2026, 11, 24))).when(up()).then(signed(story))


def test_a_training_comes_first(story: Story) -> None:
    story.given(RULES, registered(WANG), replace(PLAN, trainings=("patrol_basics",)))
    story.when(up()).then_refused(TrainingMissing, training="patrol_basics")
