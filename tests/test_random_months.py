"""Random months on every store: after each step the books agree with each other, to the bean."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from ledger.storing.stores import open_memory
from projections.shelf.postgresql_store import PostgresqlStore
from projections.shelf.sqlite_store import SQLiteStore
from tests.bookkeepers import bookkeepers_at_hand
from tests.double_entry import Store
from tests.later_wishes import (
    LATER_WISHES,
    a_correction,
    a_review,
    an_end_of_it_all,
)
from tests.market_months import MarketMonths
from tests.months import STEPS
from tests.places import Place
from tests.shop_wishes import PAPER_WISHES
from tests.stores import PostgresqlServer
from tests.wishes import BEANS, FURTHER, PEOPLE, SHOPS, WISHES, a_revocation

SEQUENCE = 50
"""How many things happen in one sequence; many of them are several commands."""


SELDOM = {
    "ServiceCorrected", "PendingReviewed", "ActivityRevoked", "BeansGranted", "DebtForgiven",
    "VoucherPrinted", "VoucherReleased", "OfferPublished", "HoldReleased", "BeansReturned",
}  # fmt: skip
"""What needs something else to have happened, and has to be among the same months."""


def _settings(sequences: int, steps: int = SEQUENCE) -> settings:
    return settings(
        max_examples=sequences,
        stateful_step_count=steps,
        deadline=None,
        derandomize=True,
        print_blob=False,
        report_multiple_bugs=False,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )


def _in_memory(folder: Path, **more: bool) -> MarketMonths:
    recorder, views = open_memory(), Path(tempfile.mkdtemp(dir=folder))
    return MarketMonths(Store(lambda: recorder, partial(SQLiteStore, views)), **more)


def _on_sqlite(folder: Path, **more: bool) -> MarketMonths:
    place = Place(tempfile.mkdtemp(dir=folder), "panlong")
    return MarketMonths(Store(place.open, partial(SQLiteStore, Path(place.data))), **more)


def _on_postgresql(folder: Path, server: PostgresqlServer, **more: bool) -> MarketMonths:
    place = Place(str(folder), server.fresh_schema(), server.url)
    views = partial(PostgresqlStore, server.url, f"{place.ledger}_views")
    return MarketMonths(Store(place.open, views), **more)


def test_random_months_in_memory(tmp_path: Path) -> None:
    run_state_machine_as_test(partial(_in_memory, tmp_path), settings=_settings(10))


def test_random_months_on_sqlite(tmp_path: Path) -> None:
    run_state_machine_as_test(partial(_on_sqlite, tmp_path), settings=_settings(10))


def test_random_months_on_postgresql(tmp_path: Path, postgresql: PostgresqlServer) -> None:
    machine = partial(_on_postgresql, tmp_path, postgresql)
    run_state_machine_as_test(machine, settings=_settings(4))


def _the_same_months(months: MarketMonths) -> list[tuple[str, bytes, list[str]]]:
    chance = Random(20261123)
    months.the_town_settles(months=36, kept=3, share=650)
    for _ in range(9):
        who, desk = chance.sample(PEOPLE, 2), chance.randrange(2)
        steps = [(chance.choice(FURTHER), chance.randrange(12)) for _ in range(3)]
        deal = chance.choice(BEANS), chance.random() < 0.5
        rush = [(chance.choice(WISHES), *chance.choices(range(12), k=3)) for _ in range(4)]
        months.market_day([(who[0], chance.choice(SHOPS), deal, False, STEPS[2], steps)], desk)
        months.many_ask_at_once(rush, 1 - desk)
        months.people_serve(who, chance.randrange(5), 3, 0)
        others = [(chance.choice(PAPER_WISHES), *chance.choices(range(12), k=3))]
        days = chance.choice((STEPS[0], *STEPS[-4:-2]))
        lost, where = chance.random() < 0.2, chance.randrange(2)
        months.paper_is_about(who[1], 20, lost, others, days, where, 0, steps[:1], desk)
        offer, paper = (chance.randrange(2), chance.randrange(3), 0), chance.random() < 0.5
        months.a_shelf_is_filled(offer, who[0], [], 1, paper, steps[1:], desk)
        looks = [(chance.choice(LATER_WISHES), *chance.choices(range(12), k=3)) for _ in range(3)]
        ends = chance.choice((a_revocation, an_end_of_it_all))
        looks = [(a_review, 0, 0, 0), (a_correction, 0, 1, 5), *looks, (ends, 0, 0, 0)]
        months.a_second_look(who[:1], chance.choice((2, 9, 12)), 90, looks, desk)
        months.time_passes(chance.choice(STEPS[:-1]))
    log = months.log()
    months.teardown()
    return log


def test_the_same_months_leave_the_same_bytes_on_every_store(
    tmp_path: Path, postgresql: PostgresqlServer
) -> None:
    in_memory = _the_same_months(_in_memory(tmp_path))
    assert len(in_memory) > 200
    assert SELDOM <= {name for name, _, _ in in_memory}
    assert _the_same_months(_in_memory(tmp_path)) == in_memory
    assert _the_same_months(_on_sqlite(tmp_path)) == in_memory
    assert _the_same_months(_on_postgresql(tmp_path, postgresql)) == in_memory


@pytest.mark.prove
def test_many_random_months_with_all_views_made_anew_after_each_step(tmp_path: Path) -> None:
    machine = partial(_in_memory, tmp_path, rebuild_always=True)
    run_state_machine_as_test(machine, settings=_settings(64))


@pytest.mark.prove
@pytest.mark.parametrize("machine", [_in_memory, _on_sqlite], ids=["memory", "sqlite"])
def test_a_great_many_random_months(tmp_path: Path, machine: Callable[..., MarketMonths]) -> None:
    run_state_machine_as_test(partial(machine, tmp_path), settings=_settings(512))


@pytest.mark.prove
@pytest.mark.parametrize("machine", [_on_sqlite, _on_postgresql], ids=["sqlite", "postgresql"])
def test_programs_of_others_agree_with_every_view_in_the_end(
    tmp_path: Path, request: pytest.FixtureRequest, machine: Callable[..., MarketMonths]
) -> None:
    bookkeepers_at_hand()
    servers, sequences = [], 64
    if machine is _on_postgresql:
        servers, sequences = [request.getfixturevalue("postgresql")], 24
    asking = partial(machine, tmp_path, *servers, ask_outside=True)
    run_state_machine_as_test(asking, settings=_settings(sequences))


@pytest.mark.prove
def test_very_many_random_months_on_postgresql(
    tmp_path: Path, postgresql: PostgresqlServer
) -> None:
    machine = partial(_on_postgresql, tmp_path, postgresql)
    run_state_machine_as_test(machine, settings=_settings(128))
