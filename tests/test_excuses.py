"""Wang was ill in November: a paper says so, somebody else enters it, and it may be taken back."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest

from ledger.excuses import GrantExcuse, WithdrawExcuse
from ledger.facts import ExcuseGranted, ExcuseWithdrawn
from ledger.refusals import (
    ExcuseEnded,
    ExcuseKnown,
    ExcuseTooLong,
    ExcuseUnknown,
    OwnBenefit,
    SameHousehold,
    VolunteerUnknown,
)
from tests.neighbourhood import DAY, WANG, adopted, registered
from tests.story import Story, clock
from tests.two_people import SAYS_SUN, SUN, SUN_IN_OFFICE, lives

ILL, PAPER = "excuse-one", "阳光里〔2026〕12号"


def excuses(**more: Any) -> GrantExcuse:
    """Sun enters the paper."""
    told = {
        "excuse": ILL, "volunteer": WANG, "first": date(2026, 11, 1), "last": date(2026, 11, 15),
        "percent": 100, "reference": PAPER, "staff": SAYS_SUN,
    }  # fmt: skip
    return GrantExcuse(**told | more)


GRANTED = ExcuseGranted(
    at=clock(f"{DAY} 10:00"), excuse=ILL, volunteer=WANG, first=date(2026, 11, 1),
    last=date(2026, 11, 15), percent=100, reference=PAPER, granted_by=SUN,
)  # fmt: skip


@pytest.fixture
def lane(story: Story) -> Story:
    """Wang serves; Sun is in office."""
    return story.at(f"{DAY} 10:00").given(adopted(), registered(WANG), SUN_IN_OFFICE)


def test_a_paper_excuses_once_and_is_taken_back_once(lane: Story) -> None:
    takes_back = WithdrawExcuse(excuse=ILL, volunteer=WANG, staff=SAYS_SUN)
    lane.when(takes_back).then_refused(ExcuseUnknown, excuse=ILL)
    lane.when(excuses()).then(GRANTED)
    lane.when(excuses(excuse="excuse-two")).then_refused(ExcuseKnown, reference=PAPER)
    lane.when(takes_back).then(
        ExcuseWithdrawn(at=clock(f"{DAY} 10:00"), excuse=ILL, volunteer=WANG, withdrawn_by=SUN)
    )
    lane.when(takes_back).then_refused(ExcuseEnded, excuse=ILL)


def test_nobody_excuses_themselves_or_whoever_they_live_with(lane: Story) -> None:
    himself = msgspec.structs.replace(SAYS_SUN, own_volunteers=(WANG,))
    lane.when(excuses(staff=himself)).then_refused(OwnBenefit)
    at_home = msgspec.structs.replace(SAYS_SUN, own_volunteers=("volunteer-sun",))
    lane.given(lives(WANG), lives("volunteer-sun"))
    lane.when(excuses(staff=at_home)).then_refused(SameHousehold)


def test_an_excuse_is_for_somebody_and_for_a_year_at_most(lane: Story) -> None:
    nobody = "volunteer-nobody"
    lane.when(excuses(volunteer=nobody)).then_refused(VolunteerUnknown, volunteer=nobody)
    lane.when(excuses(last=date(2027, 11, 2))).then_refused(ExcuseTooLong, days=367, most=366)
    lane.when(excuses(last=date(2026, 10, 31))).then_refused(ExcuseTooLong, days=0, most=366)
