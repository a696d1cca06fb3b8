"""The clock writes every document once, makes up for what it missed, and forgery is found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from api.errands.running import Errands
from api.ledgers import FIRST
from api.settings import Settings
from api.verifying.verification import Verification
from ledger.facts import ActivityPublished, AttendanceRevoked, DocumentFrozen, Figures
from ledger.supervision import document_digest
from tests.evaluating import arrived, served
from tests.house_open import OpenHouse, open_house
from tests.patterns import happened
from tests.story import clock


class Office:
    """A house that was opened on Sunday the 22nd, whose clock somebody turns."""

    def __init__(self, home: OpenHouse, data: Path) -> None:
        self.home, self.data = home, data
        self.wang = str(home.volunteer("王秀英").who.volunteer)
        assert home.ledger.shelf.wait_for(home.facts())

    def serves(self, day: str, minutes: int) -> None:
        """Wang came to an activity of the lane on that day, and it was confirmed."""
        begun = clock(f"{day} 09:00")
        plan = ActivityPublished(
            at=begun, activity=f"activity-of-{day}", title="楼道清洁", category="general",
            community=self.home.lane, place="3 号楼", starts_at=begun, ends_at=begun,
        )  # fmt: skip
        happened(
            self.home, plan, arrived(self.wang, day), served(self.wang, day, minutes)
        )

    def runs(self) -> int:
        """The clock looks; of how many periods documents were frozen."""
        done = Errands(self.home.house).freeze_documents()
        assert self.home.ledger.shelf.wait_for(self.home.facts())
        return done

    def documents(self) -> list[DocumentFrozen]:
        """All documents there are, in the order of the book."""
        facts = (recorded.fact for recorded in self.home.ledger.book.facts())
        return [fact for fact in facts if isinstance(fact, DocumentFrozen)]

    def finds(self) -> list[str]:
        """What a verification says of documents."""
        verification = Verification(Settings.from_environment({}, self.data), FIRST)
        found = [str(each) for each in verification.run(lambda done, all: None)]
        told = f"documents computed again: {len(self.documents())}"
        assert any(told in line for line in verification.report())
        return [line for line in found if "The document of" in line]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A served house."""
    with open_house(tmp_path) as home:
        yield Office(home, tmp_path)


def test_a_day_is_checked_at_its_end_once_by_whomever(office: Office) -> None:
    home = office.home
    office.serves("2026-11-22", 120)
    home.it_is("2026-11-22 23:59")
    assert office.runs() == 0
    home.it_is("2026-11-23 00:01")
    assert office.runs() == 1
    assert office.runs() == 0  # Another process, or the same after a restart.
    told = {fact.unit: fact.figures for fact in office.documents()}
    sunday = Figures(
        activities_held=1, arrivals=1, sessions=1, service_minutes=120, sessions_of_grade_a=1
    )
    assert told == {home.lane: sunday, home.street: sunday}  # Beyond the river nothing happened.
    assert office.finds() == []


def test_what_was_missed_is_made_up_once_and_only_where_something_happened(
    office: Office,
) -> None:
    for day in ("2026-11-20", "2026-11-22", "2026-11-24", "2026-11-25"):
        office.serves(day, 60)
    office.home.it_is("2026-12-07 08:00")
    assert (office.runs(), office.runs()) == (6, 0)
    street = [fact for fact in office.documents() if fact.unit == office.home.street]
    assert [(fact.period, fact.figures.service_minutes) for fact in street] == [
        ("2026-11-22", 60), ("2026-11-24", 60), ("2026-11-25", 60),
        ("2026-W47", 120), ("2026-W48", 120), ("2026-11", 240),
    ]  # fmt: skip


def test_a_later_correction_changes_no_document_and_a_forged_figure_is_found(
    office: Office,
) -> None:
    office.serves("2026-11-22", 120)
    office.home.it_is("2026-11-23 00:01")
    office.runs()
    before = office.documents()
    wrong = served(office.wang, "2026-11-22")
    happened(
        office.home,
        AttendanceRevoked(
            at=office.home.clock.now(), attendance=wrong.attendance, activity=wrong.activity,
            volunteer=office.wang, minutes=120, training_minutes=0, service_day=wrong.service_day,
        ),
    )  # fmt: skip
    office.home.it_is("2026-11-30 08:00")
    office.serves("2026-11-29", 30)
    assert office.runs() == 2  # The 29th, and the week of the 22nd, in which minutes are gone.
    assert office.documents()[:2] == before
    assert office.finds() == []
    (first, *_) = before
    more = replace(first.figures, service_minutes=180)
    forged = replace(
        first, listing="list-forged", figures=more,
        digest=document_digest(first.kind, first.unit, first.period, first.policy, more),
    )  # fmt: skip
    happened(office.home, forged, replace(first, period="2026-W99"))
    assert len(office.finds()) == 2
