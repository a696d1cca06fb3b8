"""What another book says of Wang comes in once, and no purse is opened with more than it earned."""

from __future__ import annotations

from datetime import date

import msgspec

from ledger.facts import ISSUANCE, BeansImported, HouseholdJoined, ServiceImported
from ledger.imports import ImportRecord, OpenBalance
from ledger.refusals import (
    AlreadyImported,
    AlreadyOpened,
    BalanceEarnedHere,
    BalanceNotEarned,
    ImportEarnsTooMuch,
    ImportedDayFull,
    InTheFuture,
    LotUnfit,
    OwnBenefit,
    SameHousehold,
    VolunteerUnknown,
)
from ledger.subjects.second_person import Second
from tests.neighbourhood import LONG_AGO, RULES, WANG, adopted, amended, registered
from tests.story import Story

LI = "volunteer-li"
ELSEWHERE = ImportRecord(
    imported="imported-1", volunteer=WANG, title="敬老院陪护", recorder="河对岸社区",
    service_day=date(2026, 3, 8), minutes=120, beans=20, digest="5a7c",
)  # fmt: skip
D_EARNS = adopted(
    amended(('earn_beans = ["A", "B"]\ncount', 'earn_beans = ["A", "B", "D"]\ncount'))
)
_but = msgspec.structs.replace


def came(story: Story, policy: str) -> ServiceImported:
    """The record as it stands in the book here."""
    return ServiceImported(
        at=story.now, imported="imported-1", volunteer=WANG, title="敬老院陪护",
        recorder="河对岸社区", service_day=date(2026, 3, 8), minutes=120, training_minutes=0,
        beans=20, digest="5a7c", policy=policy,
    )  # fmt: skip


def opening(beans: int, lot: str = "2029-04-01", debt: int = 0) -> OpenBalance:
    """The purse as the other book left it."""
    return OpenBalance(volunteer=WANG, lots={lot: beans} if beans else {}, debt=debt, digest="b")


def test_a_record_comes_in_once_and_gives_no_beans(story: Story) -> None:
    story.given(RULES, registered(WANG)).when(ELSEWHERE).then(came(story, RULES.policy))
    story.when(ELSEWHERE).then_refused(AlreadyImported)


def test_where_grade_d_earns_beans_the_record_gives_them_and_no_purse_is_opened(
    story: Story,
) -> None:
    story.given(D_EARNS, registered(WANG)).when(ELSEWHERE)
    story.then(
        came(story, D_EARNS.policy),
        BeansImported(
            at=story.now, beans=20, source=ISSUANCE, target=WANG, volunteer=WANG,
            lots={"2029-04-01": 20}, balance_after=20, imported="imported-1",
            earned_on=date(2026, 3, 8), digest="5a7c",
            policy=D_EARNS.policy,
        ),
    )  # fmt: skip
    story.when(opening(20)).then_refused(BalanceEarnedHere)


def test_what_cannot_have_been_does_not_come_in(story: Story) -> None:
    story.given(RULES).when(ELSEWHERE).then_refused(VolunteerUnknown, volunteer=WANG)
    story.given(registered(WANG), ELSEWHERE)
    more = _but(ELSEWHERE, imported="imported-2")
    story.when(_but(more, service_day=date(2027, 1, 1))).then_refused(InTheFuture)
    story.when(_but(more, minutes=1_330)).then_refused(ImportedDayFull, most=1_440)
    story.when(_but(more, minutes=30, beans=80)).then_refused(ImportEarnsTooMuch, most=10)
    story.when(_but(more, minutes=0, beans=51)).then_refused(ImportEarnsTooMuch, most=50)


def test_nobody_brings_in_their_own_nor_that_of_whom_they_live_with(story: Story) -> None:
    for who in (WANG, LI):
        story.given(HouseholdJoined(at=LONG_AGO, household="household-one", volunteer=who))
    story.given(RULES, registered(WANG))
    herself = Second(answers="person-wang", own_volunteers=(WANG,))
    story.when(_but(ELSEWHERE, sender=herself)).then_refused(OwnBenefit)
    husband = Second(answers="person-li", own_volunteers=(LI,))
    story.when(_but(ELSEWHERE, sender=husband)).then_refused(SameHousehold)


def test_a_purse_is_opened_once_with_what_the_records_had_earned(story: Story) -> None:
    story.given(RULES, registered(WANG), ELSEWHERE)
    story.when(opening(21)).then_refused(BalanceNotEarned, most=20)
    story.when(opening(5, "2026-11-22")).then_refused(LotUnfit)
    story.when(opening(5, "2099-01-01")).then_refused(LotUnfit)
    told = {"at": story.now, "volunteer": WANG, "digest": "b", "policy": RULES.policy}
    lot = "2027-04-01"
    story.when(opening(12, lot, debt=3)).then(
        BeansImported(
            beans=12, source=ISSUANCE, target=WANG, lots={lot: 12}, balance_after=12, **told
        ),
        BeansImported(
            beans=3, source=WANG, target=ISSUANCE, lots={}, debt=3, balance_after=9, **told
        ),
    )  # fmt: skip
    story.when(opening(1)).then_refused(AlreadyOpened)
