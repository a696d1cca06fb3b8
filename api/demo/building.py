"""Building the demo: an empty directory becomes a community that has lived for a year."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

import api
from api.access.roles import Role
from api.clock import FixedClock
from api.demo import cast as casting
from api.demo import giving, offers
from api.demo.agreeing import everybody_agrees
from api.demo.attendances import Attendances
from api.demo.community import first_start, found, time_to_move
from api.demo.papers import Papers
from api.demo.sender import Sender
from api.demo.shopping import Shopping
from api.demo.sign_ins import FILE, invite, keep
from api.demo.year import Year
from api.house import House
from api.importing.report import RowResult
from api.ledgers import FIRST
from api.settings import Settings

FILES = Path(api.__file__).resolve().parents[1] / "demo"
UNFINISHED = "demo.unfinished"
SEED = 2026
ONLY_THE_POLICY = 1
"""How many facts a ledger begins with."""
BEFORE_THE_FIRST = timedelta(days=14)

Tell = Callable[[str, date | None], None]


class NotEmpty(Exception):
    """The demo wants a directory of its own."""

    def __init__(self, data: Path) -> None:
        super().__init__(str(data))
        self.english = f"{data} holds a community already; give the demo another --data DIR."
        self.chinese = f"{data} 中已有社区数据；请用 --data 为演示另选目录。"


class NoFiles(Exception):
    """The files the demo is made of are not there."""

    def __init__(self, files: Path) -> None:
        super().__init__(str(files))
        self.english = f"The demo's files are not in {files}: run it from the repository."
        self.chinese = f"{files} 中没有演示文件：请在代码仓库中运行。"


class Built(NamedTuple):
    """What the demo is made of, in numbers."""

    rows: dict[str, list[RowResult]]
    activities: int
    attendances: int
    redemptions: int
    refused: int


def build(settings: Settings, now: datetime, files: Path, tell: Tell) -> Built:
    """Build the demo in the data directory as of `now`; raises `NotEmpty` and `NoFiles`.

    What an interrupted build left behind is cleared away first.
    """
    if not files.is_dir():
        raise NoFiles(files)
    _make_room(settings)
    moved_by = time_to_move(files, now)
    begins = min(now - timedelta(days=365), first_start(files) + moved_by - BEFORE_THE_FIRST)
    clock = FixedClock(begins.replace(minute=0, second=0, microsecond=0))
    house = House(settings, clock)
    try:
        if house.ledgers.of(FIRST).book.head() > ONLY_THE_POLICY:  # A database has no folder.
            raise NotEmpty(settings.data)
        built = _play(house, clock, files, moved_by, now, tell)
    finally:
        house.close()
    (settings.data / UNFINISHED).unlink()
    return built


def _play(
    house: House, clock: FixedClock, files: Path, moved_by: timedelta, now: datetime, tell: Tell
) -> Built:
    ledger, rng = house.ledgers.of(FIRST), Random(SEED)
    staff = house.keys.create(Role.STAFF, FIRST)[1].id
    tell("import", None)
    rows = found(house, files, staff, moved_by)
    cast = casting.gather(house, ledger, files, rng)
    everybody_agrees(ledger, cast, staff)
    for team in cast.teams.values():
        whom = {"team": team.team, "volunteer": team.leader.volunteer}
        team.organizer = house.keys.create(Role.ORGANIZER, FIRST, **whom)[1].id
    policy = ledger.rules.current
    visits = Attendances(cast, staff, rng)
    shopping = Shopping(cast, policy, ledger.redemption_codes, rng, clock.now())
    papers = Papers(cast, policy, ledger.voucher_codes, staff, Random(SEED), clock.now())
    year = Year(Sender(ledger.book, "year"), policy, shopping, papers)
    given = giving.steps(
        cast.community, clock.now(), now, staff, ledger.fingerprint_secret, Random(SEED)
    )
    offered = offers.steps(cast.merchants, now, policy.local_date(now), staff)
    played = year.play([*given, *offered, *visits.steps()], now, lambda day: tell("year", day))
    clock.turn_to(now)
    tell("views", None)
    ledger.shelf.follow()
    keep(house.settings.data, invite(house, ledger, cast))
    return Built(rows, len(cast.activities), visits.visits, shopping.redemptions, played.refused)


def _make_room(settings: Settings) -> None:
    data = settings.data
    unfinished = data / UNFINISHED
    if unfinished.exists() and not settings.database_url:
        shutil.rmtree(data / "ledgers", ignore_errors=True)
        for left in [*data.glob("people.db*"), data / FILE]:
            left.unlink(missing_ok=True)
    elif (data / "ledgers").exists() or (data / "people.db").exists():
        raise NotEmpty(data)
    unfinished.touch()
