"""Reports: every number of a month is the sum of facts that anybody can list and add up again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from api.hours import hours_of
from api.reporting.figures import FIGURES, SERVICE
from api.reporting.listing import Chosen, list_of
from api.reporting.report import Report, report_of
from api.reporting.scope import Scope
from ledger.counting.periods import read_period
from projections.directory import Directory
from projections.entries import Entries
from projections.funds import Funds
from projections.supply import Supply
from tests.busy_november import BAKERY, busy_november
from tests.neighbourhood import CHEN, DISTRICT, STREET, SUNNY_LANE
from tests.shelves import KINDS, Desk, empty_desk, rows_on
from tests.story import SHANGHAI
from tests.sunday import caught_up
from tests.tree import BUILDING, GRID, GROUP, MOONLIGHT, known

NOVEMBER = read_period("2026-11")
TODAY = date(2026, 12, 5)
EVERYWHERE = (None, DISTRICT, STREET, SUNNY_LANE, MOONLIGHT, GROUP, BUILDING, GRID)


@pytest.fixture(scope="module", params=KINDS)
def lanes(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    """The views of the two lanes after that November, which nobody changes any more."""
    with empty_desk(request, tmp_path_factory.mktemp("lanes")) as desk:
        yield ledger_of(busy_november(desk))


def ledger_of(desk: Desk) -> Any:
    """What a report asks of a ledger."""
    shelf = caught_up(desk)
    tree = known(shelf)
    return SimpleNamespace(
        shelf=shelf, units=SimpleNamespace(now=lambda: tree), directory=Directory(shelf),
        funds=Funds(shelf), supply=Supply(shelf),
        rules=SimpleNamespace(current=SimpleNamespace(zone=SHANGHAI)),
    )  # fmt: skip


def report(ledger: Any, unit: str | None, month: str = "2026-11") -> Report:
    """The month of a unit."""
    return report_of(ledger, unit, read_period(month), TODAY)


def listed(scope: Scope, chosen: Chosen, limit: int = 50) -> int:
    """What the lines of a number come to, page after page."""
    total, behind = 0, 0
    while behind is not None:
        page = list_of(scope, chosen, behind, limit)
        total += sum(item.number for item in page.items)
        behind = page.behind
    return total


def cells(found: Report) -> Iterator[tuple[Chosen, int]]:
    """Every number that a report shows of the unit itself."""
    for code in FIGURES:
        yield Chosen(figure=code), found.total.get(code, 0)
        yield Chosen(figure=code, directly=True), found.directly.get(code, 0)
    for category, numbers in found.categories.items():
        for figure in SERVICE:
            number = numbers.get(figure.code, 0)
            yield Chosen(figure=figure.code, category=category), number
    for shop, numbers in found.shops.items():
        for code, number in numbers.items():
            yield Chosen(figure=code, shop=shop), number


@pytest.mark.parametrize(
    ("month", "units"),
    [("2026-11", EVERYWHERE), ("2026-10", (STREET, SUNNY_LANE)), ("2026-12", (None, MOONLIGHT))],
)
def test_every_number_is_the_sum_of_the_lines_behind_it(
    lanes: Any, month: str, units: tuple[str | None, ...]
) -> None:
    for unit in units:
        scope = Scope(lanes, unit, read_period(month), TODAY)
        for chosen, number in cells(report(lanes, unit, month)):
            assert listed(scope, chosen) == number, (unit, chosen)


def test_a_long_list_is_turned_page_by_page(lanes: Any) -> None:
    for unit in (STREET, SUNNY_LANE):
        scope, total = Scope(lanes, unit, NOVEMBER, TODAY), report(lanes, unit).total
        for code in ("minutes", "people", "outstanding", "shop_taken", "shops", "free"):
            for limit in (1, 2):
                assert listed(scope, Chosen(figure=code), limit) == total[code], code


def test_a_month_adds_up_through_all_five_levels(lanes: Any) -> None:
    for unit in EVERYWHERE:
        found = report(lanes, unit)
        for code in FIGURES:
            below = sum(numbers.get(code, 0) for numbers in found.children.values())
            assert found.total.get(code, 0) == below + found.directly.get(code, 0), (unit, code)
        for child, numbers in found.children.items():
            own = report(lanes, child).total
            assert {code: own.get(code, 0) for code in FIGURES} == {
                code: numbers.get(code, 0) for code in FIGURES
            }, child  # fmt: skip


def test_the_hours_are_those_of_the_hours_page_and_the_beans_those_of_the_supply(
    lanes: Any,
) -> None:
    for unit in EVERYWHERE:
        total = report(lanes, unit).total
        hours = hours_of(lanes, "unit", unit, NOVEMBER, TODAY).total
        assert hours == tuple(total.get(each, 0) for each in ("minutes", "training", "sessions"))
    for unit in (None, SUNNY_LANE, MOONLIGHT):
        total = report(lanes, unit, "2026-12").total
        beans = lanes.supply.of(None if unit is None else [unit], TODAY, 90)
        assert (total["outstanding"], total["debt"]) == (beans.outstanding, beans.debt)
        funds = lanes.funds.funds_of(None if unit is None else [unit])
        assert total["free"] == sum(fund.free_fen for fund in funds)


def test_the_journal_made_anew_is_the_same(lanes: Any) -> None:
    live = rows_on(lanes.shelf, (Entries,))
    assert len(live["entry"]) > 50 and live["entry_purse"] and live["entry_fund"]
    lanes.shelf.rebuild(["entries"])
    assert rows_on(lanes.shelf, (Entries,)) == live


def test_what_the_two_lanes_did(lanes: Any) -> None:
    street = report(lanes, STREET)
    assert {code: dict(numbers) for code, numbers in street.categories.items()} == {
        "": {"sessions": 1, "minutes": 70, "training": 0, "people": 1, "beans": 10},
        "care": {"sessions": 2, "minutes": 75, "training": 15, "people": 2, "beans": 14},
        "patrol": {"sessions": 2, "minutes": 223, "training": 0, "people": 2, "beans": 30},
    }
    total = street.total
    assert (total["people"], total["redeemed"], total["refunded"]) == (4, 60, 10)
    assert (total["shops"], total["shop_owed"]) == (2, 500)
    assert {shop: numbers["shop_taken"] for shop, numbers in street.shops.items()} == {
        CHEN: 33, BAKERY: 27,
    }  # fmt: skip
    assert (total["received"], total["goods"], total["paid"]) == (10_000, 7_000, 50)
    told = ("objected", "answered", "shop_objected", "shop_answered", "corrected", "revoked")
    assert [total[each] for each in told] == [2, 1, 1, 1, 1, 1]
    assert report(lanes, SUNNY_LANE).total["people"] == 2  # Li served while still in Moonlight.
    assert set(report(lanes, SUNNY_LANE).children) == {GROUP}
