"""Own rank: where one stands among 370,000 who served in 1,395 communities, and who is near."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from random import Random

from api.boards import Moment, own_rank
from api.clock import FixedClock
from api.house import House
from api.ledgers import FIRST
from api.settings import Settings
from benchmarks import books
from benchmarks.measured import MILLISECONDS, Measured, Target
from benchmarks.past import BEGAN, NOW, Past, lifted_policy
from benchmarks.places import scratch
from benchmarks.rounds import Effort, in_turns
from ledger.counting.board_periods import read_board_period
from ledger.facts import Fact, ServiceConfirmed, UnitOpened, VolunteerRegistered
from ledger.storing.stores import open_store

VOLUNTEERS, COMMUNITIES = 370_000, 1_395
ASKED = 200
DISTRICT = "unit-0000000000000district"
PERIODS = ("2027-01", "2027-Q1", "2027", "all")
MOST_MILLISECONDS = Target(5, at_least=False)


class City(Past):
    """A district in which everybody served once in January."""

    def __init__(self, people: int) -> None:
        super().__init__()
        self._people = people
        self.volunteers = [f"volunteer-{number:018d}" for number in range(people)]

    def january(self) -> Iterator[list[Fact]]:
        """Units, people, and one service of each."""
        dice = Random(370_000)
        yield from self.founding()
        yield [UnitOpened(at=BEGAN, unit=DISTRICT, kind="district", name="盘龙区")]
        units = [f"unit-{number:018d}" for number in range(COMMUNITIES)]
        for unit in units:
            yield [
                UnitOpened(at=BEGAN, unit=unit, kind="community", name="社区", parent=DISTRICT)
            ]
        for number, each in enumerate(self.volunteers):
            home = units[number % len(units)]
            yield [
                VolunteerRegistered(at=BEGAN, volunteer=each, number=str(number), community=home)
            ]
        for each in self.volunteers:
            yield [self._service(each, dice.randrange(30, 480))]

    def _service(self, volunteer: str, minutes: int) -> ServiceConfirmed:
        return ServiceConfirmed(
            at=BEGAN, attendance=f"attendance-{volunteer[10:]}", activity="activity-january",
            volunteer=volunteer, category="general", rating=5, break_minutes=0, minutes=minutes,
            pending_minutes=0, training_minutes=0, grade="A", service_day=BEGAN.date(),
            started_at=BEGAN, ended_at=BEGAN + timedelta(minutes=minutes), policy="default/2",
        )  # fmt: skip


async def measure(effort: Effort) -> list[Measured]:
    """Milliseconds of one question about the own rank in the whole district, once somebody has
    asked before; with it, how long the first one waits."""
    city = City(effort.of(VOLUNTEERS))
    with scratch() as folder:
        recorder = open_store(folder, FIRST)
        books.write(recorder, city, city.january())
        books.close(recorder)
        policy = folder / "policy.toml"
        policy.write_text(lifted_policy(), encoding="utf-8")
        environ = {"GOLDENBEAN_ENV": "test", "GOLDENBEAN_POLICY": str(policy)}
        house = House(Settings.from_environment(environ, folder), FixedClock(NOW))
        at = Moment(house, house.ledgers.of(FIRST), NOW)
        dice, first = Random(5), []
        for name in PERIODS:
            begun = time.perf_counter()
            own_rank(at, city.volunteers[0], DISTRICT, read_board_period(name))
            first.append((time.perf_counter() - begun) * 1_000)

        async def asking() -> float:
            begun = time.perf_counter()
            for number in range(ASKED):
                period = read_board_period(PERIODS[number % len(PERIODS)])
                found = own_rank(at, dice.choice(city.volunteers), DISTRICT, period)
                assert found.rank is not None and found.people == len(city.volunteers)
            return (time.perf_counter() - begun) * 1_000 / ASKED

        (asked,) = await in_turns(effort, asking)
        house.close()
    return [
        Measured(
            "o", f"own rank among {len(city.volunteers):,}", tuple(asked), MILLISECONDS,
            target=MOST_MILLISECONDS,
            beside=f"the first question of a period {max(first):,.0f} ms",
        )
    ]  # fmt: skip
