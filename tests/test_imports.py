"""What another book says of Wang comes in once, by two people; no purse is opened with more."""

from __future__ import annotations

from datetime import date

import msgspec

from ledger.facts import (
    ISSUANCE,
    BeansImported,
    ImportProposed,
    ProposalApproved,
    ServiceImported,
    ToldRecord,
)
from ledger.imports import ApproveImport, ImportRecord, OpenBalance, ProposeImport
from ledger.proposals import DeclineProposal
from ledger.refusals import (
    AlreadyImported,
    AlreadyOpened,
    BalanceEarnedHere,
    BalanceNotEarned,
    ImportEarnsTooMuch,
    ImportedDayFull,
    ImportWaits,
    InTheFuture,
    LotUnfit,
    OwnBenefit,
    SameHousehold,
    VolunteerUnknown,
)
from tests.neighbourhood import RULES, SUNNY_LANE, WANG, adopted, amended, registered
from tests.story import Story
from tests.two_people import (
    LI,
    LI_ORGANIZES,
    LIS_OFFICE,
    PROPOSAL,
    SAYS_LI,
    SAYS_SUN,
    SUN,
    SUN_IN_OFFICE,
    lives,
)

TOLD = ToldRecord(
    imported="imported-1", volunteer=WANG, title="敬老院陪护", recorder="河对岸社区",
    service_day=date(2026, 3, 8), minutes=120, beans=20,
)  # fmt: skip
ELSEWHERE = ImportRecord(told=TOLD, digest="5a7c")
ASKS = ProposeImport(
    proposal=PROPOSAL, community=SUNNY_LANE, digest="5a7c", records=(TOLD,), proposer=SAYS_LI
)
D_EARNS = adopted(
    amended(('earn_beans = ["A", "B"]\ncount', 'earn_beans = ["A", "B", "D"]\ncount'))
)
_but = msgspec.structs.replace


def of(**changed: object) -> ImportRecord:
    """The same of another record."""
    return ImportRecord(told=_but(TOLD, **({"imported": "imported-2"} | changed)), digest="5a7c")


def came(story: Story, policy: str, **more: object) -> ServiceImported:
    """The record as it stands in the book here."""
    return ServiceImported(
        at=story.now, imported="imported-1", volunteer=WANG, title="敬老院陪护",
        recorder="河对岸社区", service_day=date(2026, 3, 8), minutes=120, training_minutes=0,
        beans=20, digest="5a7c", policy=policy, **more,
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
    story.when(of(service_day=date(2027, 1, 1))).then_refused(InTheFuture)
    story.when(of(minutes=1_330)).then_refused(ImportedDayFull, most=1_440)
    story.when(of(minutes=30, beans=80)).then_refused(ImportEarnsTooMuch, most=10)
    story.when(of(minutes=0, beans=51)).then_refused(ImportEarnsTooMuch, most=50)


# By two people ------------------------------------------------------------------------------

YES = ApproveImport(proposal=PROPOSAL, second=SAYS_SUN)


def test_what_li_brings_in_waits_until_sun_agrees_and_both_answer_for_it(story: Story) -> None:
    story.given(RULES, registered(WANG), LI_ORGANIZES, SUN_IN_OFFICE)
    asked = ImportProposed(
        at=story.now, proposal=PROPOSAL, proposer=LI, appointment=LIS_OFFICE,
        community=SUNNY_LANE, digest="5a7c", records=(TOLD,),
    )  # fmt: skip
    story.when(ASKS).then(asked)
    story.when(YES).then(
        ProposalApproved(at=story.now, proposal=PROPOSAL, approver=SUN),
        came(story, RULES.policy, proposed_by=LI, approved_by=SUN),
    )


def test_nobody_brings_in_their_own_nor_that_of_whom_they_live_with(story: Story) -> None:
    story.given(RULES, registered(WANG), LI_ORGANIZES)
    herself = _but(SAYS_LI, own_volunteers=(WANG,))
    story.when(_but(ASKS, proposer=herself)).then_refused(OwnBenefit)
    story.given(lives(WANG), lives("volunteer-li"))
    story.when(ASKS).then_refused(SameHousehold)


def test_one_of_many_who_lives_with_li_keeps_all_of_them_out(story: Story) -> None:
    """Their own record between those of strangers is found, however long the table is."""
    story.given(RULES, registered(WANG), registered("volunteer-mei"), LI_ORGANIZES)
    story.given(lives("volunteer-mei"), lives("volunteer-li"))
    hers = _but(TOLD, imported="imported-2", volunteer="volunteer-mei")
    story.when(_but(ASKS, records=(TOLD, hers))).then_refused(SameHousehold)


def test_many_small_tables_come_in_no_sooner_than_a_large_one(story: Story) -> None:
    """There is no size below which one person is enough: each of them waits, and none is asked
    for twice while it does."""
    story.given(RULES, registered(WANG), LI_ORGANIZES, SUN_IN_OFFICE)
    for number in range(3):
        one = _but(TOLD, imported=f"imported-{number}", minutes=30, beans=0)
        small = _but(ASKS, proposal=f"proposal-{number}", records=(one,))
        story.given(small)
        story.when(_but(small, proposal="proposal-again")).then_refused(
            ImportWaits, proposal=f"proposal-{number}"
        )
    assert not any(isinstance(each.fact, ServiceImported) for each in story.book.facts())
    story.given(DeclineProposal(proposal="proposal-0", decliner=SAYS_SUN))
    again = _but(ASKS, records=(_but(TOLD, imported="imported-0", minutes=30, beans=0),))
    story.given(again).when(YES)
    (_, record) = story.book.facts(after=story.book.head() - 2)
    assert record.fact.minutes == 30
    story.then(*(each.fact for each in story.book.facts(after=story.book.head() - 2)))


def test_the_records_of_a_table_are_judged_beside_each_other(story: Story) -> None:
    story.given(D_EARNS, registered(WANG), LI_ORGANIZES, SUN_IN_OFFICE)
    half = _but(TOLD, minutes=800, beans=0)
    other = _but(half, imported="imported-2")
    story.when(_but(ASKS, records=(half, other))).then_refused(ImportedDayFull, most=1_440)
    story.when(_but(ASKS, records=(TOLD, TOLD))).then_refused(AlreadyImported)
    # Ten hours in one day earn no more than the day's hundred, in however many records.
    parts = tuple(_but(TOLD, imported=f"imported-{n}", minutes=300) for n in range(3))
    story.given(_but(ASKS, records=parts)).when(YES)
    moved = [
        each.fact for each in story.book.facts() if isinstance(each.fact, BeansImported)
    ]
    assert [(each.beans, each.balance_after) for each in moved] == [(50, 50), (50, 100)]
    story.then(*(each.fact for each in story.book.facts(after=story.book.head() - 6)))


def test_what_came_in_meanwhile_does_not_come_in_twice(story: Story) -> None:
    story.given(RULES, registered(WANG), LI_ORGANIZES, SUN_IN_OFFICE, ASKS, ELSEWHERE)
    story.when(YES).then_refused(AlreadyImported)


# A purse ------------------------------------------------------------------------------------


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
