"""Two desks on Sunny Lane, for what one person asks and another agrees to."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from api.access.roles import Role
from ledger.attendance import CheckIn, CheckOut
from ledger.confirmations import ConfirmService, Rated
from ledger.facts import Fact
from ledger.subjects.presence import attendance_of
from tests.doorstep import MORNING, SWEEPING, WANG, Browser
from tests.neighbourhood import SUNNY_LANE
from tests.office_day import ZHOU, OfficeDay

WU = "person-wu00000000000000000"
"""吴芳 shares the office of the lane with 周敏."""
WANGS_RECORD = attendance_of(SWEEPING, WANG)
WANGS_NUMBER, LIS_NUMBER = "1000000001", "1000000002"


class SecondDesk(OfficeDay):
    """The office of the lane with two people in it."""

    def __init__(self, data: Path) -> None:
        super().__init__(data)
        self.house.people.introduce(WU, "吴芳", "13900000002")
        self.appoint(WU, Role.STAFF, unit=SUNNY_LANE)

    def zhou(self) -> Browser:
        """周敏's browser."""
        return self.at_desk(ZHOU)

    def wu(self) -> Browser:
        """吴芳's browser."""
        return self.at_desk(WU)

    def serves_by_hand(
        self, volunteer: str = WANG, activity: str = SWEEPING, hours: float = 2, by: str = ZHOU
    ) -> None:
        """Somebody was there from nine o'clock on, and Zhou or another one confirmed it."""
        left = MORNING + timedelta(hours=hours)
        told = {"activity": activity, "volunteer": volunteer, "means": "organizer"}
        self.happens(CheckIn(at=MORNING, **told))
        self.clock.turn_to(max(left, self.clock.now()))
        self.happens(CheckOut(at=left, **told))
        rated = Rated(attendance=attendance_of(activity, volunteer), rating=5)
        self.happens(ConfirmService(activity=activity, rated=(rated,), confirmed_by=by))

    def told(self, *kinds: type[Fact]) -> list[Fact]:
        """Every fact of these kinds that the book holds."""
        return [each.fact for each in self.ledger.book.facts() if isinstance(each.fact, kinds)]

    def to_wang(self, path: str) -> str:
        """A page about Wang."""
        return f"/desk/people/{WANG}/{path}"
