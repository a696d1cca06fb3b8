"""What another book said of Wang was wrong: it is shortened, moved or taken back."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from ledger.facts import ISSUANCE, BeansImported, ImportCorrected, ImportRevoked
from ledger.import_corrections import CorrectImport, RevokeImport
from ledger.imports import ImportRecord
from ledger.refusals import (
    ImportedDayFull,
    ImportedOnlyShorter,
    ImportedRevoked,
    ImportedUnknown,
    InTheFuture,
    NothingToCorrect,
    OwnBenefit,
    SameHousehold,
)
from tests.deeds import redeemed
from tests.neighbourhood import RULES, WANG, adopted, amended, registered
from tests.story import Story
from tests.test_imports import D_EARNS, ELSEWHERE, TOLD, opening
from tests.two_people import LI, LI_ORGANIZES, SAYS_LI, lives

DAY, NEXT_DAY = date(2026, 3, 8), date(2026, 3, 9)
_but = msgspec.structs.replace


def shorter(**how: Any) -> CorrectImport:
    """Li has looked at it again."""
    return CorrectImport(imported="imported-1", corrected_by=SAYS_LI, note="note-1", **how)


TAKEN_BACK = RevokeImport(imported="imported-1", note="note-1")


def stands(story: Story, policy: str, **how: Any) -> ImportCorrected:
    """The record as it is from now on."""
    before = {
        "day_before": DAY, "minutes_before": 120, "training_before": 0, "beans_before": 20,
        "service_day": DAY, "training_minutes": 0,
    }  # fmt: skip
    return ImportCorrected(
        at=story.now, imported="imported-1", volunteer=WANG, policy=policy, note="note-1",
        corrected_by=LI, **(before | how),
    )  # fmt: skip


def back(story: Story, beans: int, **how: Any) -> BeansImported:
    """Beans of the record leave the purse."""
    told = {"earned_on": DAY, "lots": {"2029-04-01": beans}, "policy": D_EARNS.policy} | how
    return BeansImported(
        at=story.now, beans=beans, source=WANG, target=ISSUANCE, volunteer=WANG,
        imported="imported-1", digest="5a7c", **told,
    )  # fmt: skip


def test_it_becomes_shorter_and_no_bean_moves_where_it_earned_none(story: Story) -> None:
    story.given(RULES, registered(WANG), ELSEWHERE, LI_ORGANIZES)
    story.when(shorter(minutes=60)).then(stands(story, RULES.policy, minutes=60, beans=10))
    story.when(shorter(minutes=60)).then_refused(NothingToCorrect, imported="imported-1")


def test_what_it_earned_goes_back_with_the_minutes(story: Story) -> None:
    story.given(D_EARNS, registered(WANG), ELSEWHERE, LI_ORGANIZES)
    story.when(shorter(minutes=60)).then(
        stands(story, D_EARNS.policy, minutes=60, beans=10), back(story, 10, balance_after=10)
    )
    story.when(TAKEN_BACK).then(
        ImportRevoked(
            at=story.now, imported="imported-1", volunteer=WANG, service_day=DAY, minutes=0,
            training_minutes=0, beans=0, day_before=DAY, minutes_before=60, training_before=0,
            beans_before=10, policy=D_EARNS.policy, note="note-1",
        ),
        back(story, 10, balance_after=0),
    )  # fmt: skip


def test_on_another_day_its_beans_go_back_and_come_anew_into_the_lot_of_that_day(
    story: Story,
) -> None:
    story.given(D_EARNS, registered(WANG), ELSEWHERE, LI_ORGANIZES)
    april = date(2026, 4, 2)
    story.when(shorter(service_day=april)).then(
        stands(story, D_EARNS.policy, minutes=120, beans=20, service_day=april),
        back(story, 20, balance_after=0),
        BeansImported(
            at=story.now, beans=20, source=ISSUANCE, target=WANG, volunteer=WANG,
            lots={"2029-05-01": 20}, balance_after=20, imported="imported-1", earned_on=april,
            digest="5a7c", policy=D_EARNS.policy,
        ),
    )  # fmt: skip


def test_spent_beans_are_a_debt_and_the_day_has_room_again(story: Story) -> None:
    story.given(D_EARNS, registered(WANG), ELSEWHERE)
    story.given(redeemed(story.now, 15, {"2029-04-01": 15}, left=5))
    taken = {"lots": {"2029-04-01": 5}, "debt": 15, "balance_after": -15}
    story.when(TAKEN_BACK)
    (_, moved) = (each.fact for each in story.book.facts(after=story.book.head() - 2))
    assert moved == back(story, 20, **taken)
    story.then(*(each.fact for each in story.book.facts(after=story.book.head() - 2)))


def test_a_policy_that_takes_nothing_back_leaves_the_beans(story: Story) -> None:
    generous = adopted(
        amended(
            ('earn_beans = ["A", "B"]\ncount', 'earn_beans = ["A", "B", "D"]\ncount'),
            ("hours_revoked_claws_back_beans = true", "hours_revoked_claws_back_beans = false"),
        )
    )
    story.given(generous, registered(WANG), ELSEWHERE, LI_ORGANIZES)
    story.when(shorter(service_day=NEXT_DAY)).then(
        stands(story, generous.policy, minutes=120, beans=20, service_day=NEXT_DAY)
    )


def test_what_came_along_in_a_purse_goes_back_too(story: Story) -> None:
    """The purse was opened with the twenty beans that the record had earned elsewhere."""
    story.given(RULES, registered(WANG), ELSEWHERE, opening(20), LI_ORGANIZES)
    lot = {"earned_on": None, "policy": RULES.policy, "lots": {"2029-04-01": 10}}
    story.when(shorter(minutes=60)).then(
        stands(story, RULES.policy, minutes=60, beans=10), back(story, 10, balance_after=10, **lot)
    )


def test_it_never_becomes_longer_and_stays_within_a_day_that_was(story: Story) -> None:
    story.given(RULES, registered(WANG), LI_ORGANIZES)
    story.when(shorter(minutes=60)).then_refused(ImportedUnknown)
    story.given(ELSEWHERE)
    story.when(shorter(minutes=121)).then_refused(ImportedOnlyShorter, most=120)
    story.when(shorter(training_minutes=1)).then_refused(ImportedOnlyShorter, most=120)
    story.when(shorter(service_day=date(2027, 1, 1))).then_refused(InTheFuture)
    full = _but(TOLD, imported="imported-2", service_day=NEXT_DAY, minutes=1_400, beans=0)
    story.given(ImportRecord(told=full, digest="5a7c"))
    story.when(shorter(service_day=NEXT_DAY)).then_refused(ImportedDayFull, most=1_440)


def test_what_was_taken_back_stays_away(story: Story) -> None:
    story.given(RULES, registered(WANG), ELSEWHERE, TAKEN_BACK, LI_ORGANIZES)
    story.when(TAKEN_BACK).then_refused(ImportedRevoked)
    story.when(shorter(minutes=60)).then_refused(ImportedRevoked)
    story.when(ELSEWHERE).then_refused(ImportedRevoked)


def test_nobody_corrects_their_own_nor_that_of_whom_they_live_with(story: Story) -> None:
    story.given(RULES, registered(WANG), ELSEWHERE, LI_ORGANIZES)
    herself = _but(SAYS_LI, own_volunteers=(WANG,))
    story.when(_but(shorter(minutes=60), corrected_by=herself)).then_refused(OwnBenefit)
    story.given(lives(WANG), lives("volunteer-li"))
    story.when(shorter(minutes=60)).then_refused(SameHousehold)
