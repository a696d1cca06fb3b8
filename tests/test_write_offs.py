"""Write-offs: the machine counted twice, Wang spent it; that was our mistake, not hers."""

from __future__ import annotations

import msgspec

from ledger.facts import ISSUANCE, DebtForgiven, WriteOffProposed
from ledger.fixed_awards import ApproveAward
from ledger.refusals import (
    AccountBlocked,
    NothingToForgive,
    OwnBenefit,
    ProposalUnknown,
    SameHousehold,
    SamePerson,
)
from ledger.subjects.second_person import Second
from ledger.write_offs import ApproveWriteOff, ProposeWriteOff
from tests.deeds import redeems
from tests.neighbourhood import DAY, WANG, adopted, amended, code, earned, registered, welcomed
from tests.story import Story, clock
from tests.test_fixed_awards import gives, owes
from tests.two_people import (
    LI,
    LI_ORGANIZES,
    LIS_OFFICE,
    NOTE,
    PROPOSAL,
    SAYS_LI,
    SAYS_SUN,
    SUN_IN_OFFICE,
    agreed,
    agrees,
    agrees_to_many,
    lives,
)

ASKS = ProposeWriteOff(proposal=PROPOSAL, volunteer=WANG, proposer=SAYS_LI, note=NOTE)
AGREES = ApproveWriteOff(proposal=PROPOSAL, second=SAYS_SUN)
NEVER = ("platform_error_forgiven = true", "platform_error_forgiven = false")


def asked(at: str, beans: int) -> WriteOffProposed:
    """Li had asked."""
    return WriteOffProposed(
        at=clock(at), proposal=PROPOSAL, proposer=LI, appointment=LIS_OFFICE, note=NOTE,
        volunteer=WANG, beans=beans,
    )  # fmt: skip


def forgiven(at: str, beans: int, left: int = 0) -> DebtForgiven:
    """So many of the beans are owed no more."""
    return DebtForgiven(
        at=clock(at), beans=beans, source=ISSUANCE, target=WANG, volunteer=WANG, lots={},
        debt=beans, balance_after=left, proposal=PROPOSAL,
    )  # fmt: skip


def a_debt(story: Story, *rules: tuple[str, str], beans: int = 15) -> Story:
    """Wang owes us beans; Li and Sun are in office."""
    story.at(f"{DAY} 10:00").given(adopted(amended(*rules)), registered(WANG), *owes(beans))
    return story.given(LI_ORGANIZES, SUN_IN_OFFICE)


def test_two_people_forgive_a_debt_and_the_purse_opens_again(story: Story) -> None:
    a_debt(story).given(welcomed()).when(ASKS).then(asked(f"{DAY} 10:00", 15))
    story.given(code(f"{DAY} 10:00", redemption="redemption-one"))
    story.when(redeems(10)).then_refused(AccountBlocked, debt=15)
    story.when(AGREES).then(agreed(f"{DAY} 10:00"), forgiven(f"{DAY} 10:00", 15))
    story.given(earned(30, on=DAY), code(f"{DAY} 10:00", redemption="redemption-two"))
    story.given(redeems(10, "redemption-two"))


def test_what_was_repaid_meanwhile_is_not_forgiven_as_well(story: Story) -> None:
    a_debt(story).given(ASKS, gives(10))
    story.when(AGREES).then(agreed(f"{DAY} 10:00"), forgiven(f"{DAY} 10:00", 5))


def test_a_debt_that_grew_is_forgiven_as_far_as_was_proposed(story: Story) -> None:
    _, taken = owes(15)
    further = msgspec.structs.replace(taken, beans=7, debt=7, lots={}, balance_after=-22)
    a_debt(story).given(ASKS, further)
    story.when(AGREES).then(agreed(f"{DAY} 10:00"), forgiven(f"{DAY} 10:00", 15, -7))


def test_where_nothing_is_owed_nothing_is_forgiven(story: Story) -> None:
    story.at(f"{DAY} 10:00").given(adopted(), registered(WANG), LI_ORGANIZES)
    story.when(ASKS).then_refused(NothingToForgive)


def test_a_debt_that_is_gone_by_then_leaves_nothing_to_agree_to(story: Story) -> None:
    a_debt(story).given(ASKS, gives(20)).when(AGREES).then_refused(NothingToForgive)


def test_a_policy_may_forgive_nothing(story: Story) -> None:
    story.at(f"{DAY} 10:00").given(adopted(amended(NEVER)), registered(WANG), *owes(15))
    story.given(LI_ORGANIZES).when(ASKS).then_refused(NothingToForgive)


def test_nobody_asks_or_agrees_for_themselves_or_their_family(story: Story) -> None:
    a_debt(story)
    own = Second(answers=LI, selves=(LI,), own_volunteers=(WANG,), appointment=LIS_OFFICE)
    story.when(ProposeWriteOff(proposal=PROPOSAL, volunteer=WANG, proposer=own))
    story.then_refused(OwnBenefit)
    story.given(ASKS)
    story.when(ApproveWriteOff(proposal=PROPOSAL, second=SAYS_LI)).then_refused(SamePerson)
    story.given(lives(WANG), lives("volunteer-sun")).when(AGREES).then_refused(SameHousehold)


def test_a_yes_fits_only_what_it_was_asked_for(story: Story) -> None:
    """A yes to a debt makes no late record, and the other way round."""
    a_debt(story).given(ASKS)
    for other in (agrees(), agrees_to_many(), ApproveAward(proposal=PROPOSAL, second=SAYS_SUN)):
        story.when(other).then_refused(ProposalUnknown, proposal=PROPOSAL)
    story.when(AGREES).then(agreed(f"{DAY} 10:00"), forgiven(f"{DAY} 10:00", 15))
