"""Every night the whole book is verified by itself, and whoever must know reads what came out."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from api.access.roles import Role
from api.errands.running import Errands
from api.ledgers import FIRST
from api.verifying.apart import Found, NotVerified, verified_apart
from api.verifying.nights import Verified
from tests.bookkeepers import forge
from tests.doorstep import WANG
from tests.house_open import OpenHouse
from tests.neighbourhood import SUNNY_LANE
from tests.office_day import ZHOU, OfficeDay
from tests.story import clock
from tests.test_house_poison import figures

DESK_WARNS = "夜间核对账本"
AGREED = Found(facts=1, position=1, differences=0, first=())


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeDay]:
    """Sunday morning; Wang sweeps the yard and has twenty beans."""
    day = OfficeDay(tmp_path)
    day.serves(WANG)
    yield day
    day.close()


def told(office: OfficeDay) -> tuple[datetime, int | None]:
    """When it was verified last, and how many differences there were."""
    last = office.ledger.verifications.last()
    assert last is not None
    return last.at, last.found and last.found.differences


def test_every_night_it_is_verified_once_and_a_missed_night_is_made_up_for(
    office: OfficeDay,
) -> None:
    errands, book = Errands(office.house), office.facts()
    assert errands.verify_books() == 0  # It is the middle of the day.
    night = clock("2026-11-23 03:00")
    office.clock.turn_to(night - timedelta(minutes=1))
    assert errands.verify_books() == 0
    office.clock.turn_to(night)
    assert (errands.verify_books(), errands.verify_books()) == (1, 0)
    assert (told(office), office.facts()) == ((night, 0), book)
    assert DESK_WARNS not in office.admin().open("/desk")
    assert "没有差异" in office.admin().open("/desk/books")

    # Somebody slips a bean into a view; the next night there is no power until nine.
    forge(office.ledger.shelf, "account", f"SET beans = beans + 1 WHERE volunteer = '{WANG}'")
    morning = clock("2026-11-24 09:00")
    office.clock.turn_to(morning)
    assert (errands.verify_books(), errands.verify_books()) == (1, 0)
    assert told(office) == (morning, 1)
    assert f"{DESK_WARNS}发现 1 处差异" in office.admin().open("/desk")
    assert f"视图 account 的 {WANG}" in office.admin().open("/desk/books")


def test_whoever_may_not_call_somebody_is_not_told_at_the_desk(office: OfficeDay) -> None:
    office.ledger.verifications.keep(Verified(at=office.clock.now(), found=None))
    assert f"{DESK_WARNS}没有完成" in office.admin().open("/desk")
    office.appoint(ZHOU, Role.ORGANIZER, unit=SUNNY_LANE)
    assert DESK_WARNS not in office.at_desk(role=Role.ORGANIZER).open("/desk")


def test_that_it_came_to_no_end_is_told_too(office: OfficeDay, tmp_path: Path) -> None:
    office.clock.turn_to(clock("2026-11-23 03:00"))
    book = tmp_path / "ledgers" / FIRST / "book.db"
    book.rename(book.with_suffix(".away"))
    with pytest.raises(NotVerified, match="NoBook"):
        Errands(office.house).verify_books()
    book.with_suffix(".away").rename(book)
    assert told(office) == (office.clock.now(), None)


def test_a_house_that_closes_does_not_wait_for_it(office: OfficeDay) -> None:
    assert verified_apart(office.house.settings, FIRST, lambda: True) is None


def test_it_does_not_outlive_the_house(office: OfficeDay) -> None:
    lifeline, life = os.pipe()
    os.close(life)  # As the kernel does with whatever a killed process held.
    words = [sys.executable, "-m", "api.verifying", office.house.settings.data, FIRST, lifeline]
    ended = subprocess.run(
        [str(word) for word in words], pass_fds=[lifeline], stdout=subprocess.PIPE, timeout=60
    )
    os.close(lifeline)
    assert (ended.returncode, ended.stdout) == (1, b"")


@pytest.mark.parametrize(
    ("last", "now", "due"),
    [
        ("2026-11-23 03:00", "2026-11-23 23:59", False),
        ("2026-11-23 03:00", "2026-11-24 02:59", False),
        ("2026-11-23 03:00", "2026-11-24 03:00", True),
        ("2026-11-23 03:00", "2026-12-24 17:00", True),  # Once, whatever was missed.
        ("2026-12-31 03:00", "2027-01-01 03:00", True),
        ("2026-11-23 09:00", "2026-11-23 08:00", False),  # The clock was set back by an hour,
        ("2026-11-24 00:30", "2026-11-23 23:30", False),  # once over midnight.
        ("2036-11-23 03:00", "2026-11-23 09:00", True),  # It had run ahead by ten years.
    ],
)
def test_a_night_is_one_of_the_houses_own_clock(
    office: OfficeDay, last: str, now: str, due: bool
) -> None:
    office.ledger.verifications.keep(Verified(at=clock(last), found=AGREED))
    assert office.ledger.verifications.due(clock(now)) is due


def test_the_operator_sees_it_in_the_figures_and_an_answer_travels_whole(
    any_home: OpenHouse,
) -> None:
    home = any_home
    home.serves(home.volunteer())
    assert not any("goldenbean_verify" in name for name in figures(home))
    forge(home.ledger.shelf, "account", "SET beans = beans + 1")
    found = verified_apart(home.house.settings, FIRST)
    assert found is not None and (found.differences, found.facts) == (1, home.facts())
    assert "the view says" in found.first[0].english and "视图为" in found.first[0].chinese
    now = home.clock.now()
    home.ledger.verifications.keep(Verified(at=now, found=found))
    seen = figures(home)
    assert seen["goldenbean_verify_differences"] == 1
    assert seen["goldenbean_verify_unfinished"] == 0
    assert seen["goldenbean_verify_timestamp_seconds"] == now.timestamp()
    (ledger,) = home.client.get("/health/ready").json()["ledgers"]
    assert ledger["verified"]["differences"] == 1
    assert ledger["verified"]["position"] == home.facts()
