"""What is corrected, looked at again, given or forgiven can be read on the wall, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ledger.corrections import CorrectService
from ledger.fixed_awards import GiveAward
from ledger.objections import AnswerObjection, RaiseObjection
from ledger.reviews import ReviewPending
from ledger.revocations import RevokeActivity, RevokeAttendance
from ledger.subjects.second_person import Second
from ledger.write_offs import ApproveWriteOff, ProposeWriteOff
from projections.attendances import Attendances
from projections.balances import Balances
from projections.objections import Objections
from projections.statements import Standing, Statements
from projections.trial_balance import TrialBalance
from tests.deeds import HERS, comes, confirms, leaves, redeems
from tests.neighbourhood import CODE, PATROL, WANG, planned
from tests.shelves import KINDS, Desk, empty_desk, rows_on
from tests.story import clock
from tests.sunday import SUNDAY, caught_up, patrol, settle, shows_code, told

ZHOU, SUN = Second(answers="person-zhou"), Second(answers="person-sun")


@pytest.fixture(params=KINDS)
def lane(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """A settled lane, with a place for its views."""
    with empty_desk(request, tmp_path) as opened:
        yield settle(opened)


def a_long_day(lane: Desk) -> None:
    """Wang serves eleven hours; three of them wait for a second pair of eyes."""
    lane.do("2026-11-20 12:00", planned(f"{SUNDAY} 09:00", f"{SUNDAY} 20:00"))
    lane.do(f"{SUNDAY} 09:00", comes(f"{SUNDAY} 09:00"))
    lane.do(f"{SUNDAY} 20:00", leaves(f"{SUNDAY} 20:00"), confirms(HERS))


def test_a_correction_is_a_line_of_its_own_and_the_old_one_stays(lane: Desk) -> None:
    patrol(lane)
    shorter = CorrectService(
        attendance=HERS, corrected_by=ZHOU, left_at=clock(f"{SUNDAY} 10:00"), note="note-one"
    )
    lane.do(f"{SUNDAY} 12:00", shorter)
    shelf = caught_up(lane)

    lines = Statements(shelf).of(WANG)
    assert [told(line) for line in lines] == [
        ("service_corrected", -10, 10, -60, "巷道巡逻"), ("service", 20, 20, 120, "巷道巡逻"),
    ]  # fmt: skip
    assert (lines[0].details["minutes_before"], lines[0].details["minutes"]) == (120, 60)
    assert lines[0].details["confirmed_by"] == "person-zhou"
    account = Balances(shelf).of(WANG)
    assert (account.beans, account.minutes) == (10, 60)
    row = Attendances(shelf).attendance(HERS)
    assert (row.state, row.minutes, row.beans, row.corrections) == ("confirmed", 60, 10, 1)


def test_what_waited_is_recorded_once_somebody_looked(lane: Desk) -> None:
    a_long_day(lane)
    assert Balances(caught_up(lane)).pending_minutes_of(WANG) == 180
    lane.do(
        f"{SUNDAY} 21:00", ReviewPending(attendance=HERS, accepted_minutes=60, second=ZHOU)
    )
    shelf = caught_up(lane)

    balances = Balances(shelf)
    assert (balances.of(WANG).minutes, balances.pending_minutes_of(WANG)) == (540, 0)
    (line, _) = Statements(shelf).of(WANG)
    assert told(line)[:1] + told(line)[3:4] == ("pending_reviewed", 60)
    assert (line.details["accepted_minutes"], line.details["declined_minutes"]) == (60, 120)
    row = Attendances(shelf).attendance(HERS)
    assert (row.minutes, row.pending_minutes) == (540, 0)


def test_a_correction_lets_minutes_wait_again_and_a_revocation_ends_it(lane: Desk) -> None:
    patrol(lane)
    lane.do("2026-11-20 12:00", planned(f"{SUNDAY} 02:00", f"{SUNDAY} 11:00"))
    longer = CorrectService(
        attendance=HERS, corrected_by=ZHOU, came_at=clock(f"{SUNDAY} 02:00")
    )
    lane.do(f"{SUNDAY} 12:00", longer)
    assert Balances(caught_up(lane)).pending_minutes_of(WANG) == 60
    lane.do(f"{SUNDAY} 13:00", RevokeAttendance(attendance=HERS))
    balances = Balances(caught_up(lane))
    account = balances.of(WANG)
    assert (account.minutes, account.beans, balances.pending_minutes_of(WANG)) == (0, 0, 0)


def test_a_debt_that_was_forgiven_leaves_a_balance_of_nought(lane: Desk) -> None:
    patrol(lane)
    shows_code(lane, f"{SUNDAY} 12:00", CODE)
    lane.do(f"{SUNDAY} 12:00", redeems(15))
    lane.do(f"{SUNDAY} 13:00", RevokeActivity(activity=PATROL))
    lane.do(
        f"{SUNDAY} 14:00", ProposeWriteOff(proposal="proposal-one", volunteer=WANG, proposer=ZHOU)
    )
    lane.do(f"{SUNDAY} 15:00", ApproveWriteOff(proposal="proposal-one", second=SUN))
    shelf = caught_up(lane)

    account = Balances(shelf).of(WANG)
    assert (account.beans, account.debt, account.minutes) == (0, 0, 0)
    lines = Statements(shelf).of(WANG)
    assert [told(line)[:4] for line in lines[:2]] == [
        ("forgiven", 15, 0, 0), ("service_revoked", -20, -15, -120),
    ]  # fmt: skip
    trial = TrialBalance(shelf).of()
    assert (sum(trial.values()), trial["volunteers"], trial["merchants"]) == (0, 0, 15)


def test_beans_for_a_deed_are_in_the_account_and_on_the_statement(lane: Desk) -> None:
    reported = GiveAward(
        award="award-one", volunteer=WANG, code="verified_clue", grade=10, giver=ZHOU
    )
    lane.do(f"{SUNDAY} 12:00", reported)
    shelf = caught_up(lane)
    (line,) = Statements(shelf).of(WANG)
    assert told(line)[:4] == ("granted", 10, 10, 0) and line.reference == "award-one"
    assert Balances(shelf).lots_of(WANG)[0].beans == 10


def test_what_stood_after_a_line_is_told_whatever_came_later(lane: Desk) -> None:
    patrol(lane)
    there = lane.book.head()
    lane.do(f"{SUNDAY} 12:00", RevokeAttendance(attendance=HERS))
    statements = Statements(caught_up(lane))
    assert statements.standing(WANG, there) == Standing(120, 20)
    assert statements.standing(WANG) == Standing(0, 0)
    assert statements.standing("volunteer-nobody") == Standing(0, 0)


def test_an_objection_waits_and_is_answered(lane: Desk) -> None:
    patrol(lane)
    lane.do(
        f"{SUNDAY} 12:00",
        RaiseObjection(
            objection="objection-one", volunteer=WANG, reference=HERS, note="note-one"
        ),
    )
    objections = Objections(caught_up(lane))
    (waiting,) = objections.in_state("open", 10)
    assert (waiting.reference, waiting.due_on) == (HERS, date(2026, 11, 27))
    answer = AnswerObjection(
        objection="objection-one", outcome="declined", answered_by=ZHOU, note="note-two"
    )
    lane.do("2026-11-24 09:00", answer)
    shelf = caught_up(lane)
    objections = Objections(shelf)
    assert objections.in_state("open", 10) == []
    (answered,) = objections.of(WANG, [HERS])
    assert (answered.state, answered.answer_note) == ("declined", "note-two")
    assert answered.answered_at == clock("2026-11-24 09:00")
    live = rows_on(shelf)
    shelf.rebuild()
    assert rows_on(shelf) == live
