"""A family on the list is nominated, a second person decides, and nobody decides for their own."""

from __future__ import annotations

import msgspec

from ledger.counting.conditions import at_least, told_by_people
from ledger.facts import HonourGranted, HonourProposed
from ledger.honours import ApproveHonour, Listed, ProposeHonour
from ledger.refusals import (
    HonourHeld,
    HonourUnmet,
    OwnBenefit,
    ProposalSettled,
    ProposalUnknown,
    SameHousehold,
    SamePerson,
    UnitUnknown,
)
from tests.neighbourhood import DAY, LANE_OPEN, RULES, SUNNY_LANE, WANG, ZHAO
from tests.story import Story, clock
from tests.two_people import (
    HOME,
    LI,
    LI_ORGANIZES,
    PROPOSAL,
    SAYS_LI,
    SAYS_SUN,
    SUN,
    SUN_IN_OFFICE,
    agreed,
    lives,
)

TEN, DIGEST = f"{DAY} 10:00", "5" * 64
LISTED = Listed(
    members=(WANG, ZHAO), book_position=41, policy="default/1", digest=DIGEST,
    reasons=(at_least("household_minutes", 2400, 2460), told_by_people("harmony", "community")),
)  # fmt: skip
SHORT = msgspec.structs.replace(LISTED, reasons=(at_least("household_minutes", 2400, 2399),))
NOMINATED = ProposeHonour(
    proposal=PROPOSAL, honour="five_good_family", subject=HOME, unit=SUNNY_LANE, period="2026",
    reference="9 号", listed=LISTED, proposer=SAYS_LI,
)  # fmt: skip
YES = ApproveHonour(proposal=PROPOSAL, listed=LISTED, second=SAYS_SUN)
WAITS = HonourProposed(
    at=clock(TEN), proposal=PROPOSAL, proposer=LI, appointment=SAYS_LI.appointment,
    honour="five_good_family", subject=HOME, unit=SUNNY_LANE, period="2026", reference="9 号",
    members=(WANG, ZHAO),
)  # fmt: skip
GRANTED = HonourGranted(
    at=clock(TEN), honour="five_good_family", subject=HOME, unit=SUNNY_LANE, period="2026",
    reference="9 号", proposal=PROPOSAL, approved_by=SUN, book_position=41, policy="default/1",
    digest=DIGEST,
)  # fmt: skip


def on_the_lane(story: Story) -> Story:
    """Li and Sun are in office."""
    return story.at(TEN).given(RULES, LANE_OPEN, LI_ORGANIZES, SUN_IN_OFFICE)


def test_two_people_honour_a_family_once_a_year(story: Story) -> None:
    on_the_lane(story).when(YES).then_refused(ProposalUnknown, proposal=PROPOSAL)
    story.when(NOMINATED).then(WAITS)
    himself = msgspec.structs.replace(YES, second=SAYS_LI)
    story.when(himself).then_refused(SamePerson)
    story.when(YES).then(agreed(TEN), GRANTED)
    story.when(YES).then_refused(ProposalSettled, proposal=PROPOSAL)
    held = {"honour": "five_good_family", "period": "2026"}
    again = msgspec.structs.replace(NOMINATED, proposal="proposal-two")
    story.when(again).then_refused(HonourHeld, **held)
    next_year = msgspec.structs.replace(again, period="2027")
    story.when(next_year)
    story.then(msgspec.structs.replace(WAITS, proposal="proposal-two", period="2027"))


def test_of_two_nominations_of_one_family_one_is_granted(story: Story) -> None:
    twin = msgspec.structs.replace(NOMINATED, proposal="proposal-two")
    on_the_lane(story).given(NOMINATED, twin, YES)
    late = msgspec.structs.replace(YES, proposal="proposal-two")
    story.when(late).then_refused(HonourHeld, honour="five_good_family", period="2026")


def test_what_the_book_knows_to_be_short_is_neither_nominated_nor_granted(story: Story) -> None:
    unmet = {"condition": "household_minutes", "need": 2400, "have": 2399}
    short = msgspec.structs.replace(NOMINATED, listed=SHORT)
    on_the_lane(story).when(short).then_refused(HonourUnmet, **unmet)
    # Between the nomination and the yes minutes were taken back, or everybody moved away.
    story.given(NOMINATED).when(msgspec.structs.replace(YES, listed=SHORT))
    story.then_refused(HonourUnmet, **unmet)
    story.when(msgspec.structs.replace(YES, listed=None))
    story.then_refused(HonourUnmet, condition="listed", need=1, have=0)
    nowhere = msgspec.structs.replace(NOMINATED, unit="unit-nowhere", proposal="proposal-x")
    story.when(nowhere).then_refused(UnitUnknown, unit="unit-nowhere")


def test_nobody_nominates_or_decides_for_their_own_family(story: Story) -> None:
    own = msgspec.structs.replace(SAYS_LI, own_volunteers=(ZHAO,))
    on_the_lane(story).when(msgspec.structs.replace(NOMINATED, proposer=own))
    story.then_refused(OwnBenefit)
    story.given(NOMINATED, lives(ZHAO), lives("volunteer-sun"))
    story.when(YES).then_refused(SameHousehold)
