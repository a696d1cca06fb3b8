"""A record of another book is brought in, shortened, moved and taken back: every view follows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from ledger.certificates import IssueCertificate
from ledger.command import Command
from ledger.counting.board_periods import read_board_period
from ledger.counting.periods import read_period
from ledger.facts import ToldRecord
from ledger.import_corrections import CorrectImport, RevokeImport
from ledger.imports import ImportRecord
from ledger.subjects.second_person import Second
from ledger.subjects.stars import ServedForLife
from projections.balances import Balances
from projections.certificates import Certificates
from projections.hours_sums import HoursSums, Sums
from projections.leaderboards import Leaderboards
from projections.shelf import Shelf
from projections.statements import Statements
from projections.trial_balance import TrialBalance
from tests.neighbourhood import SUNNY_LANE, WANG, adopted, amended
from tests.shelves import KINDS, Desk, empty_desk, rows_on
from tests.story import SHANGHAI, clock
from tests.sunday import SUNDAY, patrol, settle, told

OFFICE = Second(answers="person-zhou")
TOLD = ToldRecord(
    imported="imported-1", volunteer=WANG, title="敬老院陪护", recorder="河对岸社区",
    service_day=date(2026, 3, 8), minutes=120, training_minutes=30, beans=20,
)  # fmt: skip
"""Two hours in March that another book tells of."""
D_EARNS = adopted(
    amended(
        ('earn_beans = ["A", "B"]\ncount', 'earn_beans = ["A", "B", "D"]\ncount'), version=3
    ),
    clock("2026-11-02 08:00"),
)



class Lane(NamedTuple):
    """A lane, and the wall that follows it step by step."""

    desk: Desk
    wall: Shelf

    def do(self, time: str, step: Command) -> None:
        """One more thing happens, and the wall hears of it at once."""
        self.desk.do(time, step)
        self.wall.follow()

    def as_made_anew(self) -> bool:
        """Whether whoever folds the whole book finds the same as whoever followed it."""
        live = rows_on(self.wall)
        self.wall.rebuild()
        return rows_on(self.wall) == live


@pytest.fixture(params=KINDS)
def lane(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Lane]:
    """A settled lane whose rules give beans for grade D too; Wang's two hours have come in."""
    with empty_desk(request, tmp_path) as opened:
        settle(opened)
        opened.do("2026-11-02 08:00", D_EARNS)
        lane = Lane(opened, opened.shelf())
        lane.do(f"{SUNDAY} 12:00", ImportRecord(told=TOLD, digest="5a7c"))
        yield lane


def shortened(**how: object) -> CorrectImport:
    """The office has looked at it again."""
    return CorrectImport(imported="imported-1", corrected_by=OFFICE, note="note-1", **how)


def has(lane: Lane) -> tuple[int, int, int]:
    """Wang's minutes, minutes of training and beans."""
    account = Balances(lane.wall).of(WANG)
    return account.minutes, account.training_minutes, account.beans


def in_month(lane: Lane, month: str) -> Sums:
    """What the lane served in a month."""
    found = HoursSums(lane.wall, SHANGHAI).by_unit(read_period(month))
    return found.get(SUNNY_LANE, Sums())


def on_board(lane: Lane, month: str) -> int:
    """Wang's minutes on the board of a month."""
    place = Leaderboards(lane.wall).place_of(WANG, read_board_period(month))
    return place.minutes if place else 0


def test_it_is_shortened_put_in_another_month_and_taken_back(lane: Lane) -> None:
    assert has(lane) == (120, 30, 20) and in_month(lane, "2026-03") == Sums(120, 30, 1)
    lane.do(f"{SUNDAY} 13:00", shortened(minutes=60, training_minutes=10))
    assert has(lane) == (60, 10, 10) and in_month(lane, "2026-03") == Sums(60, 10, 1)
    assert on_board(lane, "2026-03") == 60
    lane.do(f"{SUNDAY} 14:00", shortened(service_day=date(2026, 4, 2)))
    assert has(lane) == (60, 10, 10)
    assert in_month(lane, "2026-03") == Sums() and in_month(lane, "2026-04") == Sums(60, 10, 1)
    assert (on_board(lane, "2026-03"), on_board(lane, "2026-04")) == (0, 60)
    (row,) = Certificates(lane.wall).brought(WANG)
    assert (row.day, row.minutes, row.training_minutes) == (date(2026, 4, 2), 60, 10)
    assert lane.desk.book.look(ServedForLife(WANG)).minutes == 60
    lane.do(f"{SUNDAY} 15:00", RevokeImport(imported="imported-1"))
    assert has(lane) == (0, 0, 0) and in_month(lane, "2026-04") == Sums()
    assert on_board(lane, "2026-04") == 0 and Certificates(lane.wall).brought(WANG) == []
    assert lane.desk.book.look(ServedForLife(WANG)).minutes == 0
    assert sum(TrialBalance(lane.wall).of().values()) == 0
    assert lane.as_made_anew()


def test_each_step_is_a_line_of_its_own(lane: Lane) -> None:
    lane.do(f"{SUNDAY} 13:00", shortened(minutes=60))
    lane.do(f"{SUNDAY} 15:00", RevokeImport(imported="imported-1"))
    lines = Statements(lane.wall).of(WANG)
    assert [told(line)[:4] for line in reversed(lines)] == [
        ("service_imported", 0, 0, 120), ("beans_imported", 20, 20, 0),
        ("import_corrected", 0, 20, -60), ("import_claw_back", -10, 10, 0),
        ("import_revoked", 0, 10, -60), ("import_claw_back", -10, 0, 0),
    ]  # fmt: skip
    corrected = next(line for line in lines if line.kind == "import_corrected")
    assert (corrected.reference, corrected.title) == ("imported-1", "敬老院陪护")
    assert (corrected.details["minutes_before"], corrected.details["note"]) == (120, "note-1")
    assert corrected.details["confirmed_by"] == "person-zhou"


def test_a_handbook_that_told_of_it_is_superseded_and_a_certificate_is_not(lane: Lane) -> None:
    patrol(lane.desk)
    told = {"volunteer": WANG, "unit": SUNNY_LANE, "serial": "2026-1", "check": "0"}
    for kind in ("handbook", "certificate"):
        issued = IssueCertificate(certificate=f"certificate-{kind}", kind=kind, **told)
        lane.do(f"{SUNDAY} 13:00", issued)
    lane.do(f"{SUNDAY} 14:00", shortened(minutes=60))
    found = {each.paper.kind: each.state for each in Certificates(lane.wall).of(WANG)}
    assert found == {"handbook": "superseded", "certificate": "valid"}
