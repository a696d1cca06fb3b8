"""A house in which a view stands still: whoever must know is told, and all else goes on."""

from __future__ import annotations

import re
from pathlib import Path

from api.access.roles import Role
from projections.shelf import Shelf
from projections.shelf.faults import Poisoned
from projections.shelf.standings import stop
from tests.house_open import OpenHouse, problem
from tests.office_day import BEYOND, QIAN, OfficeDay


def stands_still(shelf: Shelf, view: str) -> None:
    """The view has choked on the next fact."""
    shelf.follow()
    standing = shelf.standings()[view]
    poison = Poisoned(view, standing.position + 1, "KeyError at BeansAwarded")
    with shelf.store.writing() as connection:
        stop(connection, standing, poison)


def figures(home: OpenHouse) -> dict[str, float]:
    """What `/metrics` says."""
    answer = home.client.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    lines = [line for line in answer.text.splitlines() if not line.startswith("#")]
    assert all(re.fullmatch(r'[a-z_]+(\{([a-z]+="[^"]*",?)+\})? \S+', line) for line in lines)
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


def test_the_others_go_on_and_everybody_is_told(home: OpenHouse) -> None:
    stands_still(home.ledger.shelf, "signals")
    before = home.ledger.shelf.standings()["signals"].position
    lane = home.opens("community", "月光里社区")
    answer = home.admin.looks(f"/org-units/{lane}", at_least=home._news[0])

    assert (answer.status_code, answer.headers["Stopped-Views"]) == (200, "signals")
    ready = home.client.get("/health/ready")
    (told,) = ready.json()["ledgers"]
    assert (ready.status_code, told["behind"]) == (200, home.facts() - before)
    stopped = {"view": "signals", "at": before + 1, "fault": "KeyError at BeansAwarded"}
    assert told["stopped"] == [stopped]
    found = figures(home)
    assert found['goldenbean_view_stopped{view="signals"}'] == 1
    assert found['goldenbean_view_stopped{view="tree"}'] == 0
    assert found['goldenbean_view_position{view="signals"}'] == before
    assert found['goldenbean_view_lag_facts{view="signals"}'] == home.facts() - before


def test_nobody_is_let_in_by_a_view_that_stands_still(home: OpenHouse) -> None:
    stands_still(home.ledger.shelf, "directory")
    home.opens("community", "月光里社区")
    answer = home.organizer.looks("/volunteers/volunteer-01hf7m3c0000000000/account")
    assert problem(answer) == (503, "view_behind")


def test_the_figures_of_a_house_at_work(home: OpenHouse) -> None:
    home.organizer.asks("/activities", {"title": "?"})
    home.admin.asks("/org-units", {"kind": "community", "name": "月光里", "parent": "unit-none"})
    home.ledger.shelf.wait_for(home.facts())
    found = figures(home)

    assert found["goldenbean_facts_total"] == home.facts()
    assert found['goldenbean_commands_total{outcome="written"}'] > 5
    refused = found['goldenbean_commands_total{outcome="refused"}']
    assert refused == sum(count for name, count in found.items() if "refusals_total{" in name) == 1
    assert found["goldenbean_commit_commands_count"] > 5
    assert found['goldenbean_view_lag_facts{view="balances"}'] == 0
    assert found['goldenbean_http_requests_total{door="v1",status="4xx"}'] >= 1
    assert found['goldenbean_http_request_seconds_bucket{door="v1",le="+Inf"}'] > 5
    assert found["process_resident_memory_bytes"] > 10**7
    everything = home.client.get("/metrics").text
    assert home.lane not in everything and home.admin.who.id not in everything


def test_the_figures_are_not_there_for_whoever_comes_from_outside(home: OpenHouse) -> None:
    outside = home.client.get("/metrics", headers={"X-Forwarded-For": "203.0.113.7"})
    assert outside.status_code == 404 and "goldenbean_" not in outside.text


def test_the_desk_is_told_that_a_page_stands_still(tmp_path: Path) -> None:
    office = OfficeDay(tmp_path)
    assert "停在较早" not in office.admin().open("/desk")
    stands_still(office.ledger.shelf, "signals")
    office.appoint(QIAN, Role.ORGANIZER, unit=BEYOND)
    office.ledger.shelf.follow()
    assert "停在较早" in office.admin().open("/desk")
    office.close()
