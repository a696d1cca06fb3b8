"""Views: a Sunday on Sunny Lane, and what can be read of it on the wall."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ledger.facts import ActivityRevoked
from ledger.merchants import ChangeMerchantTerms
from ledger.rescheduling import CancelActivity, MoveActivity
from ledger.revocations import RevokeAttendance
from ledger.teams import FormTeam, JoinTeam
from projections.activity_board import ActivityBoard, Places
from projections.attendances import Attendances
from projections.balances import Balances, Lot
from projections.directory import Directory
from projections.statements import Statements
from projections.trial_balance import TrialBalance
from tests.deeds import HERS, comes, confirms, leaves
from tests.neighbourhood import (
    CHEN,
    CODE,
    PATROL,
    RED_HATS,
    SUNNY_LANE,
    WANG,
    ZHAO,
    earned,
    planned,
)
from tests.shelves import KINDS, Desk, empty_desk, rows_on
from tests.story import clock
from tests.sunday import SUNDAY, caught_up, lunch, patrol, settle, told


@pytest.fixture(params=KINDS)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """An empty book, with a place for its views."""
    with empty_desk(request, tmp_path) as opened:
        yield opened


@pytest.fixture
def lane(desk: Desk) -> Desk:
    """Rules, a community, two volunteers, a noodle shop and a charity shop."""
    return settle(desk)


def test_a_morning_of_service_and_a_lunch_are_in_the_account(lane: Desk) -> None:
    patrol(lane)
    position = lunch(lane)

    balances = Balances(caught_up(lane))

    account = balances.of(WANG)
    assert account is not None
    assert (account.beans, account.held, account.debt) == (10, 0, 0)
    assert (account.minutes, account.training_minutes) == (120, 0)
    assert account.position == position
    assert balances.lots_of(WANG) == [Lot(WANG, "2029-12-01", 10)]
    assert balances.of(ZHAO).beans == 0 and balances.of("volunteer-nobody") is None


def test_the_statement_tells_it_line_by_line_the_newest_first(lane: Desk) -> None:
    patrol(lane)
    lunch(lane)

    statements = Statements(caught_up(lane))

    lines = statements.of(WANG)
    assert [told(line) for line in lines] == [
        ("returned", 2, 10, 0, "老陈面馆"),
        ("redeemed", -12, 8, 0, "老陈面馆"),
        ("service", 20, 20, 120, "巷道巡逻"),
    ]
    assert [line.reference for line in lines] == [CODE, CODE, HERS]
    assert lines[2].at == clock(f"{SUNDAY} 11:30") == lines[2].recorded_at
    assert lines[2].details["rating"] == 5 and lines[2].details["capped_beans"] == 0
    assert [told(line) for line in statements.of(WANG, 1, lines[0].position)] == [told(lines[1])]
    assert statements.of(ZHAO) == []


def test_service_that_earns_no_beans_is_a_line_with_the_balance_as_it_was(lane: Desk) -> None:
    lane.do("2026-11-20 18:00", earned(7))
    lane.do("2026-11-20 19:00", planned(category="training"))
    lane.do(f"{SUNDAY} 09:00", comes(f"{SUNDAY} 09:00"))
    lane.do(f"{SUNDAY} 11:00", leaves(f"{SUNDAY} 11:00"))
    lane.do(f"{SUNDAY} 11:30", confirms(HERS))

    newest, _ = Statements(caught_up(lane)).of(WANG)

    assert told(newest) == ("service", 0, 7, 0, "巷道巡逻")
    assert newest.details["training_minutes"] == 120


def test_what_is_revoked_leaves_the_minutes_and_becomes_a_debt_where_it_was_spent(
    lane: Desk,
) -> None:
    patrol(lane)
    lunch(lane)
    lane.do(f"{SUNDAY} 15:00", RevokeAttendance(attendance=HERS))

    shelf = caught_up(lane)

    account = Balances(shelf).of(WANG)
    assert (account.beans, account.debt, account.minutes) == (-10, 10, 0)
    assert Balances(shelf).lots_of(WANG) == []
    newest = Statements(shelf).of(WANG)[0]
    assert told(newest) == ("service_revoked", -20, -10, -120, "巷道巡逻")
    assert newest.details["debt"] == 10
    seen = Attendances(shelf).attendance(HERS)
    assert (seen.state, seen.minutes, seen.beans) == ("revoked", 0, 0)
    assert sum(TrialBalance(shelf).of().values()) == 0


def test_minutes_that_wait_for_a_second_pair_of_eyes_wait_no_more_when_revoked(
    lane: Desk,
) -> None:
    lane.do("2026-11-20 12:00", planned(f"{SUNDAY} 07:00", f"{SUNDAY} 20:00"))
    lane.do(f"{SUNDAY} 07:00", comes(f"{SUNDAY} 07:00"))
    lane.do(f"{SUNDAY} 20:00", leaves(f"{SUNDAY} 20:00"))
    lane.do(f"{SUNDAY} 20:30", confirms(HERS))
    balances = Balances(caught_up(lane))
    waiting = balances.pending_minutes_of(WANG)
    assert waiting == Attendances(balances.shelf).attendance(HERS).pending_minutes > 0

    lane.do(f"{SUNDAY} 21:00", RevokeAttendance(attendance=HERS))
    balances.shelf.follow()

    assert balances.pending_minutes_of(WANG) == 0


def test_the_board_shows_who_came_and_what_became_of_it(lane: Desk) -> None:
    patrol(lane)

    shelf = caught_up(lane)
    board, came = ActivityBoard(shelf), Attendances(shelf)

    patrolled = board.activity(PATROL)
    assert (patrolled.title, patrolled.community) == ("巷道巡逻", SUNNY_LANE)
    assert (patrolled.arrived, patrolled.left, patrolled.confirmed) == (1, 1, 1)
    (hers,) = came.at(PATROL)
    assert hers == came.attendance(HERS) == came.of(WANG)[0]
    assert (hers.state, hers.grade, hers.minutes, hers.beans) == ("confirmed", "A", 120, 20)
    assert (hers.in_at, hers.out_at) == (clock(f"{SUNDAY} 09:00"), clock(f"{SUNDAY} 11:00"))
    assert came.open_of(WANG) == [] == came.of(ZHAO)
    noon = clock(f"{SUNDAY} 12:00")
    assert board.upcoming(noon) == [] and board.upcoming(patrolled.starts_at) == [patrolled]
    assert board.between(patrolled.starts_at, noon, community=SUNNY_LANE) == [patrolled]
    assert board.between(patrolled.starts_at, after=(patrolled.starts_at, PATROL)) == []


def test_the_board_shows_what_was_moved_called_off_or_taken_back(lane: Desk) -> None:
    for name in ("moved", "off", "back"):
        lane.do("2026-11-20 08:00", planned("2026-11-29 09:00", "2026-11-29 11:00",
                                            activity=f"activity-{name}"))  # fmt: skip
    later = clock("2026-11-30 09:00"), clock("2026-11-30 11:00")
    moves = MoveActivity(
        activity="activity-moved", place="西门", starts_at=later[0], ends_at=later[1]
    )
    lane.do("2026-11-20 09:00", moves, CancelActivity(activity="activity-off"))
    lane.do("2026-11-20 09:00", ActivityRevoked(at=later[0], activity="activity-back"))

    board = ActivityBoard(caught_up(lane))

    moved, off, back = (board.activity(f"activity-{name}") for name in ("moved", "off", "back"))
    assert (moved.place, moved.starts_at, moved.ends_at) == ("西门", *later)
    assert (moved.moves, moved.confirm_by) == (1, date(2026, 12, 14))
    assert (off.cancelled, back.withdrawn) == (1, 1)
    assert board.upcoming(clock("2026-11-20 10:00")) == [moved]
    assert board.between(clock("2026-11-20 10:00")) == [back, off, moved]
    assert board.announced_at(off.position) == off
    here = {"places": Places({SUNNY_LANE}), "until": clock("2026-11-30 00:00")}
    assert board.between(clock("2026-11-20 10:00"), **here) == [back, off]
    assert board.between(clock("2026-11-20 10:00"), places=Places((), RED_HATS)) == []


def test_the_directory_knows_who_belongs_where(lane: Desk) -> None:
    team = FormTeam(team=RED_HATS, kind="patrol", name="红帽子", community=SUNNY_LANE)
    lane.do("2026-11-02 08:00", team, JoinTeam(team=RED_HATS, volunteer=WANG))
    directory = Directory(caught_up(lane))

    assert directory.volunteer_by_number("1000000002").volunteer == ZHAO
    assert {directory.community_of(one) for one in (WANG, CHEN, RED_HATS)} == {SUNNY_LANE}
    assert directory.community_of("volunteer-nobody") is None
    assert directory.is_member(RED_HATS, WANG) and not directory.is_member(RED_HATS, ZHAO)
    assert [one.team for one in directory.memberships_of(WANG)] == [RED_HATS]
    first, second = directory.volunteers(SUNNY_LANE)
    assert directory.volunteers(SUNNY_LANE, after_position=first.position) == [second]
    assert directory.merchant(CHEN).monthly_cap == 900
    caps = {"cap_per_transaction": None, "cap_per_day": None}
    lane.do(f"{SUNDAY} 08:00", ChangeMerchantTerms(merchant=CHEN, monthly_cap=None, **caps))
    assert Directory(caught_up(lane)).merchant(CHEN).monthly_cap is None


def test_rebuilt_equals_live_row_for_row(lane: Desk) -> None:
    live = lane.shelf()
    patrol(lane)
    live.follow()
    lunch(lane)
    live.follow()
    lane.do(f"{SUNDAY} 15:00", RevokeAttendance(attendance=HERS))
    live.follow()
    before = rows_on(live)
    assert sum(map(len, before.values())) > 20

    live.rebuild()

    assert rows_on(live) == before
    assert {standing.position for standing in live.standings().values()} == {lane.book.head()}


def test_however_the_facts_are_cut_into_batches_the_rows_are_the_same(lane: Desk) -> None:
    patrol(lane)
    lunch(lane)
    shelf = lane.shelf(batch_facts=1)
    one_by_one = rows_on(shelf)

    lane.shelf().rebuild()

    assert rows_on(shelf) == one_by_one
