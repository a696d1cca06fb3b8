"""The funds pay what was agreed to, once under each reference, and never on one person's word."""

from __future__ import annotations

import msgspec
import pytest
from eventsourcing.dcb.api import DCBRecorder

from ledger.facts import Fact, FundPageTurned, ObjectionToLineAnswered, PolicyAdopted
from ledger.refusals import (
    BeyondTheLine,
    FundExhausted,
    NotAgreed,
    NothingDue,
    NotObjected,
    ObjectionsOpen,
    OwnBenefit,
    PaymentRecorded,
    SamePerson,
    SettlementUnknown,
    StatementSettled,
)
from ledger.storing.stores import open_memory
from ledger.subjects.fund import ENTRIES_ON_A_PAGE, FundPage, first_page
from ledger.subjects.second_person import Second
from ledger.subjects.settlement import Settlement
from tests.neighbourhood import CHEN, RULES, SUNNY_LANE, adopted, amended, welcomed
from tests.settling import (
    CLOSING,
    DECEMBER,
    NEXT_CLOSING,
    OF_DECEMBER,
    OF_NOVEMBER,
    OURS,
    THEIRS,
    agrees,
    answers,
    freezes,
    fund,
    given_to,
    gives_back,
    objects,
    paid,
    pays,
    takes,
)
from tests.story import Story, clock


@pytest.fixture
def recorder() -> DCBRecorder:
    """Sums do not depend on where they are kept: one kind of store is enough."""
    return open_memory()


def closed(
    story: Story, *lines: Fact, by: str = "clock", rules: PolicyAdopted = RULES,
    funds: tuple[str, ...] = (OURS,), fen: int = 1_000_000,
) -> Story:  # fmt: skip
    """The fund has ten thousand yuan, Chen took 600 beans in November, and it is closed."""
    for each in funds:
        story.given(fund(each, SUNNY_LANE if each == OURS else "unit-beyond"), given_to(each, fen))
    story.given(rules, welcomed(), *(lines or (takes(600),)))
    return story.at(CLOSING).given(freezes(story.book, by=by))


def money(story: Story, whose: str = OURS) -> tuple[int, int, int]:
    """What the fund has free, reserved, and paid."""
    page = story.book.look(FundPage(first_page(whose)))
    return page.free_fen, page.reserved_fen, page.paid_fen


# Paying -------------------------------------------------------------------------------------


def test_what_was_agreed_to_is_paid_out_of_what_was_reserved(story: Story) -> None:
    closed(story).given(agrees())
    assert money(story) == (994_000, 6_000, 0)
    story.when(pays()).then(paid(CLOSING, 6_000))
    assert money(story) == (994_000, 0, 6_000)


def test_it_is_never_paid_twice(story: Story) -> None:
    closed(story).given(agrees(), pays())
    story.when(pays(reference="B-2")).then_refused(StatementSettled, settlement=OF_NOVEMBER)


def test_a_reference_is_used_once_for_ever(story: Story) -> None:
    closed(story).given(agrees(), pays(), takes(600, "2026-12-04 09:00", redemption="redemption-x"))
    story.at(NEXT_CLOSING).given(freezes(story.book, DECEMBER), agrees(OF_DECEMBER))
    story.when(pays(settlement=OF_DECEMBER)).then_refused(PaymentRecorded, reference="B-1")
    story.when(pays(settlement=OF_DECEMBER, reference="B-2")).then(
        paid(NEXT_CLOSING, 6_000, settlement=OF_DECEMBER, reference="B-2")
    )


def test_silence_does_not_agree_but_when_the_days_are_over_it_may_be_paid(story: Story) -> None:
    closed(story)
    story.when(pays(), at="2026-12-10 23:59").then_refused(NotAgreed, until="2026-12-10")
    story.when(pays(), at="2026-12-11 00:00").then(paid("2026-12-11 00:00", 6_000))


def test_each_fund_pays_for_its_own_beans(story: Story) -> None:
    closed(story, takes(600), takes(80, redemption="redemption-two", paid_by=THEIRS),
           funds=(OURS, THEIRS)).given(agrees())  # fmt: skip
    story.when(pays(OURS)).then(paid(CLOSING, 6_000))
    assert story.book.look(Settlement(OF_NOVEMBER)).due == {THEIRS: 800}
    story.when(pays(OURS, reference="B-2")).then_refused(NothingDue, settlement=OF_NOVEMBER)
    story.when(pays(THEIRS)).then(paid(CLOSING, 800, THEIRS))
    assert (money(story), money(story, THEIRS)) == ((994_000, 0, 6_000), (999_200, 0, 800))


def test_beans_from_before_there_were_funds_are_paid_without_a_page(story: Story) -> None:
    closed(story, takes(600, paid_by=""), funds=()).given(agrees())
    story.when(pays("")).then(paid(CLOSING, 6_000, ""))


def test_what_is_under_the_threshold_is_not_paid(story: Story) -> None:
    closed(story, takes(199)).given(agrees())
    story.when(pays()).then_refused(NothingDue, settlement=OF_NOVEMBER)


def test_what_came_back_after_it_was_paid_is_kept_back_from_the_next_one(story: Story) -> None:
    closed(story).given(agrees(), pays(), gives_back(100, "2026-12-05 09:00"))
    assert money(story) == (995_000, -1_000, 6_000)
    story.given(takes(500, "2026-12-06 09:00", redemption="redemption-two"))
    story.at(NEXT_CLOSING).given(freezes(story.book, DECEMBER), agrees(OF_DECEMBER))
    story.when(pays(settlement=OF_DECEMBER, reference="B-2")).then(
        paid(NEXT_CLOSING, 4_000, settlement=OF_DECEMBER, reference="B-2")
    )
    assert money(story) == (990_000, 0, 10_000)


def test_a_full_page_is_turned_before_it_is_paid(story: Story) -> None:
    lines = [takes(2, redemption=f"redemption-{n}") for n in range(ENTRIES_ON_A_PAGE - 2)]
    closed(story, *lines).given(agrees())
    owed = 20 * len(lines)
    turned = FundPageTurned(
        at=clock(CLOSING), fund=OURS, unit=SUNNY_LANE, page="page-ours-2",
        free_fen=1_000_000 - owed, reserved_fen=owed, paid_fen=0,
    )  # fmt: skip
    told = paid(CLOSING, owed)
    story.when(pays()).then(turned, msgspec.structs.replace(told, page="page-ours-2"))


# Who may -----------------------------------------------------------------------------------


def test_whoever_closed_it_does_not_pay_it(story: Story) -> None:
    closed(story, by="person-zhou").given(agrees())
    story.when(pays()).then_refused(SamePerson)
    other = Second(answers="person-qian", selves=("person-qian",))
    story.when(pays(acting=other)).then(paid(CLOSING, 6_000))


def test_unless_the_policy_is_content_with_one(story: Story) -> None:
    alone = adopted(amended(('"settlement", ', "")))
    closed(story, by="person-zhou", rules=alone).given(agrees())
    story.when(pays()).then(paid(CLOSING, 6_000))


def test_the_merchants_own_people_neither_pay_nor_answer(story: Story) -> None:
    closed(story).given(objects())
    mine = answers("upheld", -10)
    story.when(msgspec.structs.replace(mine, own_merchants=(CHEN,))).then_refused(OwnBenefit)
    story.when(pays(own=(CHEN,))).then_refused(OwnBenefit)


def test_there_is_nothing_to_pay_before_the_month_is_closed(story: Story) -> None:
    story.at(CLOSING).given(RULES)
    story.when(pays()).then_refused(SettlementUnknown, settlement=OF_NOVEMBER)


# Answers -----------------------------------------------------------------------------------


def answered(
    outcome: str, fen: int = 0, page: str = first_page(OURS), at: str = CLOSING
) -> ObjectionToLineAnswered:
    return ObjectionToLineAnswered(
        at=clock(at), settlement=OF_NOVEMBER, merchant=CHEN, line="redemption-one",
        outcome=outcome, fen=fen, page=page, paid_by=OURS,
    )  # fmt: skip


def test_nothing_is_paid_before_an_objection_has_its_answer(story: Story) -> None:
    closed(story).given(objects())
    story.when(pays(), at="2026-12-11 09:00").then_refused(ObjectionsOpen, lines=1)
    declined = answered("declined", page="", at="2026-12-11 09:00")
    story.when(answers("declined")).then(declined)
    story.when(answers("declined")).then_refused(NotObjected, line="redemption-one")
    story.when(pays()).then(paid("2026-12-11 09:00", 6_000))


def test_an_upheld_objection_adjusts_the_next_statement_and_the_fund(story: Story) -> None:
    closed(story, takes(600), gives_back(50)).given(objects())
    assert money(story) == (994_500, 5_500, 0)
    story.when(answers("upheld", 500)).then(answered("upheld", 500))
    assert money(story) == (994_000, 6_000, 0)
    story.given(agrees(), pays()).at(NEXT_CLOSING)
    story.given(takes(200, "2026-12-06 09:00", redemption="redemption-two"))
    story.given(freezes(story.book, DECEMBER), agrees(OF_DECEMBER))
    december = story.book.look(Settlement(OF_DECEMBER)).frozen
    assert december is not None
    assert (december.adjusted_fen, december.closing_fen) == (500, 2_500)
    story.when(pays(settlement=OF_DECEMBER, reference="B-2")).then(
        paid(NEXT_CLOSING, 2_500, settlement=OF_DECEMBER, reference="B-2")
    )
    assert money(story) == (992_000, 0, 8_000)


@pytest.mark.parametrize("fen", [-6_001, 501])
def test_an_answer_takes_back_what_the_line_says_and_no_more(story: Story, fen: int) -> None:
    closed(story, takes(600), gives_back(50)).given(objects())
    story.when(answers("upheld", fen)).then_refused(BeyondTheLine, least_fen=-6_000, most_fen=500)


def test_an_answer_needs_money_that_is_free(story: Story) -> None:
    closed(story, takes(600), gives_back(50), fen=5_600).given(objects())
    story.when(answers("upheld", 500)).then_refused(FundExhausted, need_fen=500)
