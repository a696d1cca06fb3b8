"""Late records of minors, and for whom nobody may write one down."""

from __future__ import annotations

from ledger.facts import ConsentGiven, VolunteerRegistered
from ledger.refusals import (
    ConsentMissing,
    NotForMinors,
    OwnBenefit,
    ProposalSettled,
    ProposalUnknown,
    SameHousehold,
)
from ledger.subjects.agreement import SERVING
from tests.neighbourhood import DAY, LONG_AGO, SUNNY_LANE, WANG, adopted, planned, registered
from tests.story import Story
from tests.test_supplements import late, the_day_after
from tests.two_people import (
    LI_ORGANIZES,
    PROPOSAL,
    SUN_IN_OFFICE,
    agreed,
    agrees,
    came_and_left,
    lives,
    remembered,
    remembers,
    seen,
)

BAO = "volunteer-bao"
BAO_JOINED = VolunteerRegistered(
    at=LONG_AGO, volunteer=BAO, number="1000000005", community=SUNNY_LANE, minor=True
)
MOTHER_AGREED = ConsentGiven(
    at=LONG_AGO, volunteer=BAO, purpose=SERVING, text_version="2026-11", given_by="guardian",
    means="paper",
)  # fmt: skip


def test_a_minor_needs_the_consent_and_is_counted_as_one(story: Story) -> None:
    hers = seen("09:00", "14:00", volunteer=BAO)
    story.at("2026-11-23 10:00")
    story.given(adopted(), planned(ends=f"{DAY} 13:00"), BAO_JOINED, LI_ORGANIZES)
    story.when(remembers(hers)).then_refused(ConsentMissing)
    story.given(MOTHER_AGREED, remembers(hers), SUN_IN_OFFICE).when(agrees())
    story.then(
        agreed("2026-11-23 10:00"), *came_and_left(hers, as_minor=True),
        late(story, 240, "09:00–13:30", pending=30, volunteer=BAO),
    )  # fmt: skip


def test_what_is_not_for_minors_is_not_written_down_for_one_afterwards(story: Story) -> None:
    hers = seen(volunteer=BAO)
    story.at("2026-11-23 10:00").given(adopted(), planned(category="emergency"))
    story.given(BAO_JOINED, MOTHER_AGREED, LI_ORGANIZES)
    story.when(remembers(hers)).then_refused(NotForMinors, rule="category", most=0)
    story.when(remembers(hers, grown_up=(BAO,)))
    story.then(remembered("2026-11-23 10:00", hers))


def test_nobody_proposes_for_themselves_or_for_who_lives_with_them(story: Story) -> None:
    the_day_after(story).given(registered("volunteer-li", "1000000003"))
    story.when(remembers(seen(volunteer="volunteer-li"))).then_refused(OwnBenefit)
    story.given(lives("volunteer-li"), lives(WANG))
    story.when(remembers()).then_refused(SameHousehold)


def test_it_is_agreed_to_once_and_only_what_was_proposed(story: Story) -> None:
    the_day_after(story).given(SUN_IN_OFFICE)
    story.when(agrees()).then_refused(ProposalUnknown, proposal=PROPOSAL)
    story.given(remembers(), agrees())
    story.when(agrees()).then_refused(ProposalSettled, proposal=PROPOSAL)
