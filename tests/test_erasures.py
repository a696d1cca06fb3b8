"""Wang asks to be forgotten: it is done once, and every number stays where it was."""

from __future__ import annotations

from ledger.accounts import ExpireBeans
from ledger.erasures import EraseIdentity
from ledger.facts import EXPIRED, BeansExpired, IdentityErased
from ledger.refusals import AlreadyErased, VolunteerUnknown
from tests.neighbourhood import RULES, WANG, earned, registered
from tests.story import Story

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
