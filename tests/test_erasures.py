"""Wang asks to be forgotten: it is done once, and every number stays where it was."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.accounts import ExpireBeans
from ledger.appointments import Appoint
from ledger.attendance import CheckIn
from ledger.command import Command
from ledger.consents import GiveConsent
from ledger.erasures import EraseIdentity
from ledger.facts import EXPIRED, BeansExpired, Fact, IdentityErased, TeamFormed
from ledger.redemptions import IssueCode
from ledger.refusals import AlreadyErased, VolunteerUnknown
from ledger.teams import JoinTeam
from ledger.volunteers import MoveVolunteer
from tests.neighbourhood import (
    CODE,
    LONG_AGO,
    PATROL,
    RED_HATS,
    RULES,
    SUNNY_LANE,
    WANG,
    earned,
    planned,
    registered,
)
from tests.story import Story, clock

FORGET = EraseIdentity(volunteer=WANG)


def test_wang_is_forgotten_and_stays_a_number(story: Story) -> None:
    story.given(registered(WANG)).when(FORGET)
    story.then(IdentityErased(at=story.now, volunteer=WANG))


def test_the_beans_of_one_who_was_forgotten_die_on_their_day_like_anybodys(story: Story) -> None:
    story.given(RULES, registered(WANG), earned(30, dies="2026-11-22"), FORGET)
    story.when(ExpireBeans(volunteer=WANG))
    story.then(
        BeansExpired(
            at=story.now, beans=30, source=WANG, target=EXPIRED, volunteer=WANG,
            lots={"2026-11-22": 30}, balance_after=0,
        )
    )  # fmt: skip


def test_nobody_is_forgotten_twice(story: Story) -> None:
    story.given(registered(WANG), FORGET)
    story.when(FORGET).then_refused(AlreadyErased, volunteer=WANG)


def test_who_was_never_here_cannot_be_forgotten(story: Story) -> None:
    story.when(FORGET).then_refused(VolunteerUnknown, volunteer=WANG)


ON_SUNDAY = clock("2026-11-22 09:00")
RED_HATS_FORMED = TeamFormed(
    at=LONG_AGO, team=RED_HATS, kind="patrol", name="红帽子巡逻队", community=SUNNY_LANE
)
WISHES: list[tuple[Command, list[Fact]]] = [
    (CheckIn(activity=PATROL, volunteer=WANG, means="organizer", at=ON_SUNDAY), [planned()]),
    (IssueCode(redemption=CODE, volunteer=WANG), []),
    (JoinTeam(team=RED_HATS, volunteer=WANG), [RED_HATS_FORMED]),
    (MoveVolunteer(volunteer=WANG, community=SUNNY_LANE), []),
    (
        GiveConsent(
            volunteer=WANG, purpose="publishing", text_version="publishing.2026-11",
            given_by="self", means="paper",
        ),
        [],
    ),
    (
        Appoint(
            appointment="appointment-son", person="person-son", role="guardian", volunteer=WANG,
            since=date(2026, 11, 22),
        ),
        [RULES],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("wish", "given"), WISHES, ids=lambda it: type(it).__name__)
def test_nobody_comes_in_the_name_of_one_who_was_forgotten(
    story: Story, wish: Command, given: list[Fact]
) -> None:
    """Her beans are still there, and whoever took her number could be anybody."""
    story.given(*given, registered(WANG), FORGET)
    story.when(wish).then_refused(VolunteerUnknown, volunteer=WANG)
