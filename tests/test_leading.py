"""One leads: of all who serve one ledger a single process runs the errands of its book."""

from __future__ import annotations

import time
from pathlib import Path

import psycopg
import pytest

from api.errands.leading import LeadByFile, LeadBySession
from api.errands.running import Errands
from api.ledgers import FIRST
from ledger.facts import HoldReleased
from ledger.redemptions import IssueCode, RedeemBeans
from tests.furnished import furnish
from tests.house_open import OpenHouse, open_house
from tests.neighbourhood import CHEN, CODE, WANG, earned, funded, registered, welcomed
from tests.processes import Running
from tests.served_by_several import Shared, shared_by
from tests.stores import PostgresqlServer
from tests.story import Happened
from tests.test_house_poison import figures
from tests.vaults import BOTH_KINDS

PATIENCE_SECONDS = 20
PASSES_WITHIN_SECONDS = 10
NINE, ONE_PAST, THREE_PAST = (f"2026-11-22T09:{minute}:00+08:00" for minute in ("00", "01", "03"))


@pytest.fixture(params=BOTH_KINDS)
def shop(request: pytest.FixtureRequest, tmp_path: Path) -> Shared:
    """Twenty of Wang's beans wait for Chen."""
    shared = shared_by(request, tmp_path)
    with shared.house(NINE) as house:
        told = (registered(WANG), welcomed(), *funded(), earned(30))
        shared.asks(house, Happened(facts=told))
        shared.asks(house, IssueCode(redemption=CODE, volunteer=WANG))
        shared.asks(house, RedeemBeans(redemption=CODE, merchant=CHEN, beans=20, capture=False))
    return shared


def releases(shop: Shared) -> int:
    """How often the beans were let go."""
    return len(shop.facts(NINE, HoldReleased))


def stands(program: Running) -> str | None:
    """What a process says next: whether it leads or follows."""
    return program.lines.get(timeout=PATIENCE_SECONDS)


def test_the_lead_passes_over_when_its_holder_is_killed_and_what_waits_is_done_once(
    shop: Shared,
) -> None:
    with shop.timekeeper(ONE_PAST) as first, shop.timekeeper(THREE_PAST) as second:
        assert (stands(first), stands(second)) == ("leads", "follows")
        # By its own clock the second would have let the beans go long ago.
        assert releases(shop) == 0
        first.kill()
        begun = time.monotonic()
        while stands(second) != "leads":
            pass
        assert time.monotonic() - begun < PASSES_WITHIN_SECONDS
        while not releases(shop):
            assert time.monotonic() - begun < PATIENCE_SECONDS
        second.kill()
    with shop.house(THREE_PAST) as house:
        errands = Errands(house)
        assert (errands.lapse_holds(), errands.lapse_holds()) == (0, 0)
    assert releases(shop) == 1


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
