"""An office whose clock writes documents, and what Wang did on the lane meanwhile."""

from __future__ import annotations

from pathlib import Path

from api.errands.running import Errands
from api.ledgers import FIRST
from api.settings import Settings
from api.verifying.verification import Verification
from ledger.facts import ActivityPublished, AttendanceRevoked, DocumentFrozen
from tests.evaluating import arrived, served
from tests.house_open import OpenHouse
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

    def takes_back(self, day: str, minutes: int) -> None:
        """What Wang did on that day is taken back; it had come to so many minutes."""
        wrong = served(self.wang, day)
        happened(
            self.home,
            AttendanceRevoked(
                at=self.home.clock.now(), attendance=wrong.attendance, activity=wrong.activity,
                volunteer=self.wang, minutes=minutes, training_minutes=0,
                service_day=wrong.service_day,
            ),
        )  # fmt: skip
