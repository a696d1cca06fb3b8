"""One leads: of all who serve one ledger a single process runs the errands of its book."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import psycopg
import pytest

from api.errands.leading import LeadByFile, LeadBySession
from api.errands.running import Errands
from api.house import House
from api.ledgers import FIRST
from api.settings import Settings
from ledger.command import By, Command
from ledger.facts import HoldReleased
from ledger.redemptions import IssueCode, RedeemBeans
from tests.furnished import furnish
from tests.house_open import OpenHouse, open_house
from tests.neighbourhood import CHEN, CODE, WANG, earned, funded, registered, welcomed
from tests.processes import Running, running
from tests.stores import PostgresqlServer
from tests.story import Happened
from tests.terminal import surroundings
from tests.test_house_poison import figures
from tests.vaults import BOTH_KINDS, fresh_database

PATIENCE_SECONDS = 20
PASSES_WITHIN_SECONDS = 10
NINE, ONE_PAST, THREE_PAST = (f"2026-11-22T09:{minute}:00+08:00" for minute in ("00", "01", "03"))


class Shop:
    """Twenty of Wang's beans wait for Chen, in a data directory that several processes serve."""

    def __init__(self, data: Path, url: str) -> None:
        self.data, self.url = data, url
        with self.house(NINE) as house:
            self._asks(house, Happened(facts=(registered(WANG), welcomed(), *funded(), earned(30))))
            self._asks(house, IssueCode(redemption=CODE, volunteer=WANG))
            self._asks(house, RedeemBeans(redemption=CODE, merchant=CHEN, beans=20, capture=False))

    def _asks(self, house: House, command: Command) -> None:
        by = By("somebody", "staff", f"key-{type(command).__name__}", "")
        house.ledgers.of(FIRST).book.record(command, by, house.clock.now())

    @contextmanager
    def house(self, at: str) -> Iterator[House]:
        """The house, opened by hand and without a clock's errands."""
        told = {"ENV": "test", "CLOCK": at, "DATABASE_URL": self.url}
        environ = {f"GOLDENBEAN_{name}": value for name, value in told.items()}
        with closing(House(Settings.from_environment(environ, self.data))) as house:
            yield house

    def timekeeper(self, at: str) -> AbstractContextManager[Running]:
        """A process that runs the errands and goes by a clock of its own."""
        settings = surroundings(ENV="test", CLOCK=at, DATABASE_URL=self.url)
        command = [sys.executable, "-m", "tests.timekeeper", str(self.data)]
        return running(command, "ready", settings)

    def releases(self) -> int:
        """How often the beans were let go."""
        with self.house(NINE) as house:
            facts = house.ledgers.of(FIRST).book.facts()
            return sum(isinstance(each.fact, HoldReleased) for each in facts)


@pytest.fixture(params=BOTH_KINDS)
def shop(request: pytest.FixtureRequest, tmp_path: Path) -> Shop:
    """The shop over each kind of database."""
    if request.param == "sqlite":
        return Shop(tmp_path, "")
    return Shop(tmp_path, fresh_database(request.getfixturevalue("postgresql")))


def stands(program: Running) -> str | None:
    """What a process says next: whether it leads or follows."""
    return program.lines.get(timeout=PATIENCE_SECONDS)


def test_the_lead_passes_over_when_its_holder_is_killed_and_what_waits_is_done_once(
    shop: Shop,
) -> None:
    with shop.timekeeper(ONE_PAST) as first, shop.timekeeper(THREE_PAST) as second:
        assert (stands(first), stands(second)) == ("leads", "follows")
        # By its own clock the second would have let the beans go long ago.
        assert shop.releases() == 0
        first.kill()
        begun = time.monotonic()
        while stands(second) != "leads":
            pass
        assert time.monotonic() - begun < PASSES_WITHIN_SECONDS
        while not shop.releases():
            assert time.monotonic() - begun < PATIENCE_SECONDS
        second.kill()
    with shop.house(THREE_PAST) as house:
        errands = Errands(house)
        assert (errands.lapse_holds(), errands.lapse_holds()) == (0, 0)
    assert shop.releases() == 1


def test_whoever_looks_after_the_machine_sees_which_process_leads(tmp_path: Path) -> None:
    furnish(tmp_path)
    elsewhere = LeadByFile(tmp_path / "ledgers" / FIRST)
    assert elsewhere.take()
    with open_house(tmp_path) as home:
        errands = Errands(home.house)
        errands.look_who_leads()
        assert _told(home) == (False, 0)
        elsewhere.let_go()
        errands.look_who_leads()
        assert _told(home) == (True, 1)


def _told(home: OpenHouse) -> tuple[bool, float]:
    (ledger,) = home.client.get("/health/ready").json()["ledgers"]
    return ledger["leads"], figures(home)["goldenbean_clock_leads"]


# The locks themselves -----------------------------------------------------------------------


def test_a_file_is_held_by_one_and_taken_by_whoever_comes_after_it_was_given_back(
    tmp_path: Path,
) -> None:
    here, there = LeadByFile(tmp_path), LeadByFile(tmp_path)
    assert (here.take(), there.take(), here.take()) == (True, False, True)
    here.let_go()
    assert (there.take(), here.take()) == (True, False)
    there.let_go()


def test_a_file_that_somebody_cleared_away_does_not_make_two_leaders(tmp_path: Path) -> None:
    here, there = LeadByFile(tmp_path), LeadByFile(tmp_path)
    assert here.take()
    (tmp_path / "clock.lock").unlink()
    assert (there.take(), here.take()) == (True, False)
    there.let_go()


def test_a_session_that_the_server_ended_is_opened_again_unless_another_was_faster(
    postgresql: PostgresqlServer,
) -> None:
    here, there = LeadBySession(postgresql.url, "home"), LeadBySession(postgresql.url, "home")
    other_ledger = LeadBySession(postgresql.url, "panlong")
    assert (here.take(), there.take(), other_ledger.take()) == (True, False, True)
    _end_sessions(postgresql.url)
    assert (here.take(), there.take()) == (False, False)  # Both learn that theirs is gone.
    assert (there.take(), here.take()) == (True, False)
    for each in (here, there, other_ledger):
        each.let_go()


def test_without_a_server_nobody_leads_and_nothing_fails() -> None:
    nowhere = LeadBySession("postgresql://127.0.0.1:1/nowhere", "home")
    assert not nowhere.take()
    assert not nowhere.leads


def _end_sessions(url: str) -> None:
    ours = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = %s"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(ours, ("goldenbean clock",))
