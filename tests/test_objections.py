"""Wang says a line of her record is wrong, and is answered in time, on that line."""

from __future__ import annotations

from datetime import date

from ledger.facts import HouseholdJoined, ObjectionAnswered, ObjectionRaised
from ledger.import_corrections import CorrectImport
from ledger.objections import AnswerObjection, RaiseObjection
from ledger.refusals import (
    AlreadyAnswered,
    AlreadyObjected,
    NothingToObject,
    ObjectionUnknown,
    OwnBenefit,
    SameHousehold,
    TooLate,
)
from ledger.subjects.second_person import Second
from tests.deeds import HERS, confirms, redeems
from tests.neighbourhood import (
    CODE,
    DAY,
    LI,
    LONG_AGO,
    OTHER_CODE,
    RULES,
    WANG,
    ZHAO,
    code,
    planned,
    present,
    registered,
    welcomed,
)
from tests.story import Story
from tests.test_imports import ELSEWHERE

ZHOU = Second(answers="person-zhou")
BROUGHT = ELSEWHERE.told.imported


def objects(name: str = "one", reference: str = HERS, volunteer: str = WANG) -> RaiseObjection:
    return RaiseObjection(
        objection=f"objection-{name}", volunteer=volunteer, reference=reference, note="note-one"
    )


def raised(
    story: Story, due_on: str, name: str = "one", reference: str = HERS
) -> ObjectionRaised:
    return ObjectionRaised(
        at=story.now, objection=f"objection-{name}", volunteer=WANG, reference=reference,
        due_on=date.fromisoformat(due_on), note="note-one",
    )  # fmt: skip


def answers(outcome: str = "upheld", by: Second = ZHOU) -> AnswerObjection:
    return AnswerObjection(
        objection="objection-one", outcome=outcome, answered_by=by, note="note-two"
    )


def served(story: Story) -> Story:
    story.at(f"{DAY} 12:00").given(RULES, planned(), *present(f"{DAY} 09:00", f"{DAY} 11:00"))
    return story.given(confirms(HERS))


def test_an_objection_is_due_in_five_working_days(story: Story) -> None:
    served(story).when(objects()).then(raised(story, "2026-11-27"))  # A Sunday, then five days.


def test_around_a_holiday_the_make_up_day_counts(story: Story) -> None:
    story.at("2026-09-28 12:00").given(RULES, planned("2026-09-28 09:00", "2026-09-28 11:00"))
    story.given(*present("2026-09-28 09:00", "2026-09-28 11:00"), confirms(HERS))
    story.when(objects()).then(raised(story, "2026-10-10"))


def test_a_redemption_is_a_line_too(story: Story) -> None:
    served(story).given(welcomed(), code(f"{DAY} 12:00"), redeems(15, CODE))
    story.when(objects(reference=CODE)).then(raised(story, "2026-11-27", reference=CODE))


def brought_in(story: Story) -> Story:
    """In November it is brought in what Wang did elsewhere in March."""
    return story.at(f"{DAY} 12:00").given(RULES, registered(WANG), ELSEWHERE)


def test_what_another_book_says_can_be_wrong_too(story: Story) -> None:
    brought_in(story).when(objects(reference=BROUGHT, volunteer=ZHAO))
    story.then_refused(NothingToObject)
    story.when(objects(reference="imported-2")).then_refused(NothingToObject)
    story.when(objects(reference=BROUGHT)).then(raised(story, "2026-11-27", reference=BROUGHT))


def test_its_ninety_days_begin_when_it_was_brought_in(story: Story) -> None:
    brought_in(story).when(objects(reference=BROUGHT), at="2027-02-20 12:00")
    story.then(raised(story, "2027-02-26", reference=BROUGHT)).given(answers())
    story.when(objects("two", BROUGHT), at="2027-02-21 12:00").then_refused(TooLate, days=90)


def test_and_anew_when_it_was_changed(story: Story) -> None:
    brought_in(story).at("2027-02-21 12:00")
    story.given(CorrectImport(imported=BROUGHT, minutes=60, corrected_by=ZHOU))
    story.when(objects(reference=BROUGHT)).then(raised(story, "2027-02-26", reference=BROUGHT))


def test_one_objection_at_a_time_about_one_line(story: Story) -> None:
    served(story).given(objects())
    story.when(objects("two")).then_refused(AlreadyObjected, reference=HERS)
    story.given(answers("declined")).when(objects("two"))
    story.then(raised(story, "2026-11-27", "two"))


def test_nobody_objects_to_a_line_of_somebody_else_or_to_none(story: Story) -> None:
    served(story).when(objects(volunteer=ZHAO)).then_refused(NothingToObject)
    story.when(objects(reference="attendance-none-wang")).then_refused(NothingToObject)
    story.given(code(f"{DAY} 12:00", redemption=OTHER_CODE))
    story.when(objects(reference=OTHER_CODE)).then_refused(NothingToObject)  # Never used.


def test_after_ninety_days_the_line_stands(story: Story) -> None:
    served(story).when(objects(), at="2027-02-20 12:00").then(raised(story, "2027-02-26"))
    story.given(answers()).when(objects("two"), at="2027-02-21 12:00")
    story.then_refused(TooLate, days=90)


def test_the_answer_stands_once(story: Story) -> None:
    served(story).given(objects()).when(answers())
    story.then(
        ObjectionAnswered(
            at=story.now, objection="objection-one", volunteer=WANG, reference=HERS,
            outcome="upheld", note="note-two",
        )
    )  # fmt: skip
    story.when(answers("declined")).then_refused(AlreadyAnswered, objection="objection-one")


def test_nobody_answers_their_own_or_their_familys(story: Story) -> None:
    served(story).given(objects())
    story.when(answers(by=Second(answers="p", own_volunteers=(WANG,)))).then_refused(OwnBenefit)
    for who in (LI, WANG):
        story.given(HouseholdJoined(at=LONG_AGO, household="household-one", volunteer=who))
    story.when(answers(by=Second(answers="p", own_volunteers=(LI,)))).then_refused(SameHousehold)


def test_what_nobody_raised_is_not_answered(story: Story) -> None:
    story.given(RULES).when(answers()).then_refused(ObjectionUnknown, objection="objection-one")
