"""Old Mrs Wang cannot come to the shop, and says who may go for her."""

from __future__ import annotations

from ledger.entrusting import AuthoriseHelper, EndHelper
from ledger.facts import HelperAuthorised, HelperEnded
from ledger.refusals import (
    HelperAlready,
    HelperIsOneself,
    HelperNotAuthorised,
    OwnBenefit,
    VolunteerUnknown,
)
from tests.neighbourhood import WANG, registered
from tests.story import Story

MEI = "volunteer-mei"
"""梅, the daughter, who goes to the shop."""


def test_she_names_her_daughter_and_takes_it_back(story: Story) -> None:
    mei = registered(MEI, "1000000002")
    named = AuthoriseHelper(volunteer=WANG, helper=MEI)
    story.given(registered(WANG), mei).when(named)
    story.then(HelperAuthorised(at=story.now, volunteer=WANG, helper=MEI))
    story.when(named).then_refused(HelperAlready)
    end = EndHelper(volunteer=WANG, helper=MEI)
    story.when(end).then(HelperEnded(at=story.now, volunteer=WANG, helper=MEI))
    story.when(end).then_refused(HelperNotAuthorised)


def test_nobody_is_their_own_and_a_stranger_is_nobody_s(story: Story) -> None:
    story.given(registered(WANG)).when(AuthoriseHelper(volunteer=WANG, helper=WANG))
    story.then_refused(HelperIsOneself)
    story.when(AuthoriseHelper(volunteer=WANG, helper=MEI))
    story.then_refused(VolunteerUnknown, volunteer=MEI)


def test_nobody_names_themselves_from_behind_a_desk(story: Story) -> None:
    story.given(registered(WANG), registered(MEI, "1000000002"))
    story.when(AuthoriseHelper(volunteer=WANG, helper=MEI, own_volunteers=(MEI,)))
    story.then_refused(OwnBenefit)
