"""Wang knows first aid: somebody looks at her certificate, and what she learns counts too."""

from datetime import date

import pytest
from msgspec.structs import replace

from ledger.facts import (
    ActivityPublished,
    AttendanceRevoked,
    Fact,
    ServiceCorrected,
    SkillEnded,
    SkillVerified,
)
from ledger.refusals import (
    Refusal,
    SkillMissing,
    SkillNotVerified,
    TermBackwards,
    TrainingMissing,
    VolunteerUnknown,
)
from ledger.skills import EndSkill, VerifySkill
from ledger.subjects.skills import Skills
from tests.deeds import HERS, confirmed
from tests.neighbourhood import LONG_AGO, PATROL, RULES, WANG, planned, registered
from tests.story import Story, clock

KNOWS = VerifySkill(volunteer=WANG, skill="first_aid", until=date(2026, 12, 31))
DAY = date(2026, 11, 22)


def wants(skills: tuple[str, ...] = (), trainings: tuple[str, ...] = ()) -> ActivityPublished:
    return replace(planned(), skills=skills, trainings=trainings)


def skills_after(*facts: Fact) -> Skills:
    skills = Skills(WANG)
    for fact in facts:
        skills.evolve(fact)
    return skills


def missing(skills: Skills, plan: ActivityPublished, day: date = DAY) -> Refusal | None:
    try:
        skills.must_cover(plan, day)
    except Refusal as refused:
        return refused
    return None


def verified(until: date | None = None) -> SkillVerified:
    return SkillVerified(at=LONG_AGO, volunteer=WANG, skill="first_aid", until=until)


LEARNT = replace(
    confirmed(LONG_AGO, "09:00–11:00", 0, training=120, category="training"), taught="patrol_basics"
)


def corrected(**changes) -> ServiceCorrected:
    told = {name: getattr(LEARNT, name) for name in LEARNT.__struct_fields__} | changes
    return ServiceCorrected(
        minutes_before=0, pending_before=0, training_before=120, day_before=DAY, **told
    )


# Said aloud -----------------------------------------------------------------------------------


def test_somebody_looks_at_her_certificate(story: Story) -> None:
    story.given(RULES, registered(WANG)).when(KNOWS)
    story.then(
        SkillVerified(at=story.now, volunteer=WANG, skill="first_aid", until=date(2026, 12, 31))
    )


def test_a_certificate_may_run_out_today_but_not_yesterday(story: Story) -> None:
    story.given(RULES, registered(WANG))
    story.when(replace(KNOWS, until=date(2026, 11, 21))).then_refused(TermBackwards)
    story.when(replace(KNOWS, until=DAY))
    story.then(SkillVerified(at=story.now, volunteer=WANG, skill="first_aid", until=DAY))


def test_nobody_vouches_for_a_stranger(story: Story) -> None:
    story.given(RULES).when(KNOWS).then_refused(VolunteerUnknown, volunteer=WANG)


def test_a_skill_ends_once(story: Story) -> None:
    end = EndSkill(volunteer=WANG, skill="first_aid")
    story.given(RULES, registered(WANG), KNOWS).when(end)
    story.then(SkillEnded(at=story.now, volunteer=WANG, skill="first_aid"))
    story.when(end).then_refused(SkillNotVerified)


# What an activity wants -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("until", "day", "counts"),
    [
        (None, date(2099, 1, 1), True),
        (date(2026, 11, 22), date(2026, 11, 22), True),
        (date(2026, 11, 22), date(2026, 11, 23), False),
    ],
)
def test_a_skill_counts_through_its_last_day(until: date | None, day: date, counts: bool) -> None:
    refused = missing(skills_after(verified(until)), wants(("first_aid",)), day)
    assert (refused is None) == counts


def test_what_ended_counts_no_more_and_what_was_verified_anew_counts_again() -> None:
    ended = SkillEnded(at=LONG_AGO, volunteer=WANG, skill="first_aid")
    plan = wants(("first_aid",))
    assert missing(skills_after(verified(), ended), plan) is not None
    assert missing(skills_after(verified(), ended, verified()), plan) is None


def test_the_first_thing_that_is_missing_is_named() -> None:
    refused = missing(skills_after(verified()), wants(("first_aid", "driving"), ("ladders",)))
    assert isinstance(refused, SkillMissing)
    assert refused.details == {"skill": "driving"}


def test_a_training_counts_once_it_is_confirmed() -> None:
    plan = wants(trainings=("patrol_basics",))
    refused = missing(skills_after(), plan)
    assert isinstance(refused, TrainingMissing)
    assert refused.details == {"training": "patrol_basics"}
    assert missing(skills_after(LEARNT), plan) is None


def test_a_training_nobody_was_at_teaches_nothing() -> None:
    slept = replace(LEARNT, training_minutes=0)
    assert missing(skills_after(slept), wants(trainings=("patrol_basics",))) is not None


def test_a_training_that_was_taken_back_is_not_completed_any_more() -> None:
    taken_back = AttendanceRevoked(
        at=clock("2026-11-23 09:00"), attendance=HERS, activity=PATROL, volunteer=WANG, minutes=0,
        training_minutes=120, service_day=DAY,
    )  # fmt: skip
    plan = wants(trainings=("patrol_basics",))
    assert missing(skills_after(LEARNT, taken_back), plan) is not None
    again = replace(LEARNT, attendance="attendance-other-wang")
    assert missing(skills_after(LEARNT, again, taken_back), plan) is None


def test_a_correction_says_anew_what_was_learnt() -> None:
    plan = wants(trainings=("patrol_basics",))
    nothing = corrected(training_minutes=0, taught=None)
    assert missing(skills_after(LEARNT, nothing), plan) is not None
    assert missing(skills_after(LEARNT, nothing, corrected(training_minutes=60)), plan) is None
