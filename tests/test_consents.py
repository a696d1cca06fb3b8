"""Little Bao is fifteen: her mother agrees first, and then she may serve."""

from ledger.attendance import CheckIn
from ledger.consents import GiveConsent, WithdrawConsent
from ledger.facts import CheckedIn, ConsentGiven, ConsentWithdrawn, VolunteerRegistered
from ledger.refusals import ConsentMissing, NoSuchConsent, VolunteerUnknown
from ledger.subjects.agreement import PUBLISHING, SERVING
from ledger.subjects.presence import attendance_of
from tests.neighbourhood import LONG_AGO, PATROL, RULES, SUNNY_LANE, planned
from tests.story import Story

BAO = "volunteer-bao"
BAO_JOINED = VolunteerRegistered(
    at=LONG_AGO, volunteer=BAO, number="1000000005", community=SUNNY_LANE, minor=True
)
MOTHER_AGREES = GiveConsent(
    volunteer=BAO, purpose=SERVING, text_version="2026-11", given_by="guardian", means="paper"
)


def here(story: Story) -> CheckIn:
    """Bao scans the code."""
    return CheckIn(activity=PATROL, volunteer=BAO, means="scan", at=story.now)


def test_a_minor_serves_only_after_the_guardian_agreed(story: Story) -> None:
    story.given(RULES, BAO_JOINED, planned()).when(here(story)).then_refused(ConsentMissing)
    story.when(MOTHER_AGREES)
    story.then(
        ConsentGiven(
            at=story.now, volunteer=BAO, purpose=SERVING, text_version="2026-11",
            given_by="guardian", means="paper",
        )
    )  # fmt: skip
    story.when(here(story))
    story.then(
        CheckedIn(
            at=story.now, attendance=attendance_of(PATROL, BAO), activity=PATROL, volunteer=BAO,
            means="scan", as_minor=True,
        )
    )  # fmt: skip


def test_what_was_agreed_can_be_taken_back_and_then_counts_no_more(story: Story) -> None:
    story.given(RULES, BAO_JOINED, planned(), MOTHER_AGREES)
    story.when(WithdrawConsent(volunteer=BAO, purpose=SERVING))
    story.then(ConsentWithdrawn(at=story.now, volunteer=BAO, purpose=SERVING))
    story.when(here(story)).then_refused(ConsentMissing)


def test_every_purpose_is_agreed_to_by_itself(story: Story) -> None:
    story.given(BAO_JOINED, MOTHER_AGREES)
    story.when(WithdrawConsent(volunteer=BAO, purpose=PUBLISHING))
    story.then_refused(NoSuchConsent, purpose=PUBLISHING)


def test_a_stranger_agrees_to_nothing(story: Story) -> None:
    story.when(MOTHER_AGREES).then_refused(VolunteerUnknown, volunteer=BAO)
