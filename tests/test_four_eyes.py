"""Four eyes: every way round the second person that we could think of, tried on the book."""

from __future__ import annotations

from concurrent.futures import Future

import pytest
from eventsourcing.dcb.api import DCBRecorder

from ledger.agreeing import Approval
from ledger.appointments import EndAppointment
from ledger.batches import ApproveConfirmation
from ledger.book import Book
from ledger.command import By, Command, Receipt
from ledger.facts import (
    CommandRefused,
    Fact,
    ProposalApproved,
    ProposalDeclined,
    ServiceConfirmed,
)
from ledger.fixed_awards import ApproveAward
from ledger.imports import ApproveImport
from ledger.proposals import DeclineProposal
from ledger.refusals import (
    AppointmentOver,
    OwnBenefit,
    ProposalSettled,
    ProposalUnknown,
    ProposerHasLeft,
    Refusal,
    SameHousehold,
    SamePerson,
)
from ledger.subjects.second_person import Second
from ledger.supplements import ApproveSupplement
from ledger.write_offs import ApproveWriteOff
from tests.deeds import HERS
from tests.neighbourhood import DAY, WANG, adopted, planned, present, registered
from tests.story import Happened, Story, clock
from tests.test_fixed_awards import asks_for, owes
from tests.test_imports import ASKS as BRINGS_IN
from tests.test_write_offs import ASKS
from tests.two_people import (
    LI,
    LI_ORGANIZES,
    LIS_OFFICE,
    PROPOSAL,
    SAYS_LI,
    SAYS_SUN,
    SUN,
    SUN_IN_OFFICE,
    SUNS_OFFICE,
    in_office,
    leaves_office,
    lives,
    many,
    remembers,
)

KINDS: dict[str, tuple[Command, type[Approval]]] = {
    "supplement": (remembers(), ApproveSupplement),
    "batch": (many([HERS]), ApproveConfirmation),
    "award": (asks_for(50), ApproveAward),
    "write-off": (ASKS, ApproveWriteOff),
    "import": (BRINGS_IN, ApproveImport),
}
"""What is proposed for Wang's good, and the yes to it."""


class Waiting:
    """Something that Li proposed, and Sun in office to be asked."""

    def __init__(self, story: Story, kind: str) -> None:
        self.story = story
        proposal, self.approve = KINDS[kind]
        story.at("2026-11-23 10:00").given(adopted(), *self._before(kind), LI_ORGANIZES)
        story.given(proposal)

    def _before(self, kind: str) -> list[Fact]:
        match kind:
            case "supplement":
                return [planned(), registered(WANG)]
            case "batch":
                return [planned(), *present(f"{DAY} 09:00", f"{DAY} 11:00")]
            case "award" | "import":
                return [registered(WANG)]
            case _:
                return [registered(WANG), *owes(15)]

    def agrees(self, second: Second) -> Story:
        """Somebody says yes."""
        return self.story.when(self.approve(proposal=PROPOSAL, second=second))


@pytest.fixture(params=KINDS)
def waiting(request: pytest.FixtureRequest, story: Story) -> Waiting:
    """Each kind of proposal in turn."""
    return Waiting(story, request.param)


DISGUISES = {
    "in the same role": SAYS_LI,
    "in a second role": Second(answers=LI, selves=(LI,), appointment="appointment-li-staff"),
    "by a key that he made": Second(answers=LI, selves=("key-program", LI)),
    "as somebody else with his telephone": Second(
        answers="person-li-again", selves=(LI, "person-li-again")
    ),
}


@pytest.mark.parametrize("disguise", DISGUISES)
def test_whoever_proposed_it_does_not_agree_to_it(waiting: Waiting, disguise: str) -> None:
    if "second role" in disguise:
        waiting.story.given(in_office(LI, "appointment-li-staff"))
    waiting.agrees(DISGUISES[disguise]).then_refused(SamePerson)


def test_nobody_agrees_to_what_they_or_their_wards_gain_by(waiting: Waiting) -> None:
    waiting.story.given(SUN_IN_OFFICE)
    own = Second(
        answers=SUN, selves=(SUN,), own_volunteers=("volunteer-sun", WANG),
        appointment=SUNS_OFFICE,
    )  # fmt: skip
    waiting.agrees(own).then_refused(OwnBenefit)


def test_nobody_agrees_to_what_their_household_gains_by(waiting: Waiting) -> None:
    waiting.story.given(SUN_IN_OFFICE, lives(WANG), lives("volunteer-sun"))
    waiting.agrees(SAYS_SUN).then_refused(SameHousehold)


def test_who_lives_in_another_household_may(waiting: Waiting) -> None:
    waiting.story.given(SUN_IN_OFFICE, lives(WANG), lives("volunteer-sun", "household-ten"))
    agreed_to(waiting)


def test_who_proposed_it_and_lost_the_role_proposed_nothing(waiting: Waiting) -> None:
    waiting.story.given(SUN_IN_OFFICE, leaves_office(LI, LIS_OFFICE, "2026-11-23 10:00"))
    waiting.agrees(SAYS_SUN).then_refused(ProposerHasLeft)


def test_a_role_that_ended_between_the_two_steps_agrees_to_nothing(waiting: Waiting) -> None:
    waiting.story.given(SUN_IN_OFFICE, leaves_office(SUN, SUNS_OFFICE, "2026-11-23 10:00"))
    waiting.agrees(SAYS_SUN).then_refused(AppointmentOver, appointment=SUNS_OFFICE)


def test_a_term_that_was_over_yesterday_is_over(waiting: Waiting) -> None:
    waiting.story.given(in_office(SUN, SUNS_OFFICE, until="2026-11-23"))
    waiting.story.at("2026-11-24 00:00")
    waiting.agrees(SAYS_SUN).then_refused(AppointmentOver, appointment=SUNS_OFFICE)


def test_a_role_that_nobody_gave_agrees_to_nothing(waiting: Waiting) -> None:
    waiting.agrees(SAYS_SUN).then_refused(AppointmentOver, appointment=SUNS_OFFICE)


def test_nothing_is_agreed_to_twice_nor_after_a_no(waiting: Waiting) -> None:
    waiting.story.given(SUN_IN_OFFICE)
    agreed_to(waiting)
    waiting.agrees(SAYS_SUN).then_refused(ProposalSettled, proposal=PROPOSAL)
    waiting.story.when(DeclineProposal(proposal=PROPOSAL, decliner=SAYS_SUN))
    waiting.story.then_refused(ProposalSettled, proposal=PROPOSAL)


def test_what_was_declined_is_not_agreed_to(waiting: Waiting) -> None:
    waiting.story.given(SUN_IN_OFFICE)
    waiting.story.when(DeclineProposal(proposal=PROPOSAL, decliner=SAYS_SUN, note="note-no"))
    waiting.story.then(
        ProposalDeclined(at=waiting.story.now, proposal=PROPOSAL, decliner=SUN, note="note-no")
    )
    waiting.agrees(SAYS_SUN).then_refused(ProposalSettled, proposal=PROPOSAL)


def test_the_proposer_may_take_it_back(waiting: Waiting) -> None:
    waiting.story.when(DeclineProposal(proposal=PROPOSAL, decliner=SAYS_LI))
    waiting.story.then(
        ProposalDeclined(at=waiting.story.now, proposal=PROPOSAL, decliner=LI)
    )


def test_who_is_not_in_office_any_more_declines_nothing(story: Story) -> None:
    no = DeclineProposal(proposal=PROPOSAL, decliner=SAYS_SUN)
    story.given(adopted()).when(no).then_refused(ProposalUnknown, proposal=PROPOSAL)
    story.given(registered(WANG), *owes(15), LI_ORGANIZES, ASKS)
    story.when(no).then_refused(AppointmentOver, appointment=SUNS_OFFICE)


def agreed_to(waiting: Waiting) -> None:
    """Sun says yes, and it happens."""
    waiting.story.given(waiting.approve(proposal=PROPOSAL, second=SAYS_SUN))


# Races --------------------------------------------------------------------------------------

MONDAY = clock("2026-11-23 10:00")
YES = ApproveSupplement(proposal=PROPOSAL, second=SAYS_SUN)


def tells(book: Book, command: Command, key: str) -> Future[Receipt]:
    """Somebody asks at one door."""
    return book.submit(command, By(SUN, "staff", key, key), MONDAY)


def two_doors(recorder: DCBRecorder) -> tuple[Book, Book]:
    """Two programs that write one book, with a late record that waits in it."""
    doors = Book(recorder), Book(recorder)
    past = adopted(), planned(), registered(WANG), LI_ORGANIZES, SUN_IN_OFFICE
    tells(doors[0], Happened(facts=past), "key-past").result()
    tells(doors[0], remembers(), "key-proposes").result()
    return doors


def test_of_many_who_agree_at_once_exactly_one_does(recorder: DCBRecorder) -> None:
    doors = two_doors(recorder)
    answers = [tells(doors[number % 2], YES, f"key-yes-{number}") for number in range(12)]
    refused = [each.exception() for each in answers]
    facts = [recorded.fact for recorded in doors[0].facts()]
    assert refused.count(None) == 1
    assert all(isinstance(each, ProposalSettled | None) for each in refused)
    for kind, times in ((ProposalApproved, 1), (ServiceConfirmed, 1), (CommandRefused, 11)):
        assert sum(isinstance(fact, kind) for fact in facts) == times
    for door in doors:
        door.close()


@pytest.mark.parametrize(
    ("office", "refusal"), [(LIS_OFFICE, ProposerHasLeft), (SUNS_OFFICE, AppointmentOver)]
)
def test_a_role_that_ends_at_another_door_is_over_here_too(
    recorder: DCBRecorder, office: str, refusal: type[Refusal]
) -> None:
    """This door remembers both in office from a moment ago; the book knows better."""
    here, there = two_doors(recorder)
    own = Second(answers=SUN, selves=(SUN, LI), appointment=SUNS_OFFICE)
    look = tells(here, ApproveSupplement(proposal=PROPOSAL, second=own), "key-look")
    assert isinstance(look.exception(), SamePerson)
    tells(there, EndAppointment(appointment=office), "key-ends").result()
    assert isinstance(tells(here, YES, "key-yes").exception(), refusal)
    told = [each.fact.refusal for each in here.facts() if isinstance(each.fact, CommandRefused)]
    assert told == [SamePerson.code, refusal.code]
    assert not any(isinstance(each.fact, ServiceConfirmed) for each in here.facts())
    for door in (here, there):
        door.close()
