"""Reports for programs: whole numbers, their lines page by page, and only within reach."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import event

from api.access.roles import Role
from api.reporting.report import report_of
from ledger.counting.periods import read_period
from tests.busy_deeds import awarded, redeemed, served
from tests.house_open import OpenHouse, problem
from tests.neighbourhood import READING
from tests.patterns import happened

NOVEMBER = {"month": "2026-11"}


def test_a_program_reads_a_month_and_adds_the_lines_up_again(home: OpenHouse) -> None:
    wang, zhao = home.volunteer("王秀英"), home.volunteer("赵小梅")
    home.serves(wang)
    home.serves(zhao)
    office = home.let_in(Role.STAFF, unit=home.lane)
    told = office.sees("/reports", **NOVEMBER)
    assert (told["unit"], told["over"], told["as_of"]) == (home.lane, False, "2026-11-22")
    assert told["total"]["minutes"] == 240 and told["total"]["people"] == 2
    (general,) = told["categories"]
    assert (general["of"], general["numbers"]["beans"]) == ("general", 40)
    for figure, number in told["total"].items():
        found, cursor = 0, ""
        while cursor is not None:
            page = office.sees(
                "/reports/lines", figure=figure, limit=1, cursor=cursor, **NOVEMBER
            )
            found += sum(item["number"] for item in page["items"])
            cursor = page["next_cursor"]
        assert found == number, figure
    whole = home.admin.sees("/reports", **NOVEMBER)
    assert {item["of"]: item["numbers"]["minutes"] for item in whole["children"]
            if item["numbers"].get("minutes")} == {home.street: 240}  # fmt: skip
    who = wang.who.volunteer
    mine = office.sees("/reports/lines", figure="sessions", volunteer=who, **NOVEMBER)
    assert [item["who"] for item in mine["items"]] == [who]


def test_nobody_reads_what_is_not_theirs_or_asks_for_what_there_is_not(home: OpenHouse) -> None:
    office, wang = home.let_in(Role.STAFF, unit=home.lane), home.volunteer()
    for call, more in (("/reports", {}), ("/reports/lines", {"figure": "minutes"})):
        assert problem(office.looks(call, unit=home.beyond, **more)) == (404, "unit_unknown")
        assert problem(home.organizer.looks(call, **more)) == (403, "forbidden")
        assert problem(wang.looks(call, **more)) == (403, "forbidden")
        assert problem(office.looks(call, month="2026-13", **more)) == (400, "malformed")
    for wrong in ({"figure": "names"}, {"figure": "debt", "category": "care"}):
        assert problem(office.looks("/reports/lines", **wrong)) == (400, "malformed")


@pytest.mark.parametrize("unit", ["lane", "street"])
def test_a_month_costs_the_same_however_old_the_book_is(home: OpenHouse, unit: str) -> None:
    wang, near = str(home.volunteer("王秀英").who.volunteer), getattr(home, unit)
    shop = str(home.merchant().who.merchant)
    happened(home, *(
        fact
        for months in range(24)
        for day in [(date(2024, 11, 1) + timedelta(days=months * 30)).isoformat()]
        for fact in (served(day, 60, wang, f"{READING}{months}"), awarded(day, 10, wang),
                     *redeemed(day, 2, wang, shop))
    ))  # fmt: skip
    asked: list[tuple[str, object]] = []
    engine = home.ledger.shelf.store.engine

    def listen(_: object, __: object, statement: str, told: object, *___: object) -> None:
        asked.append((statement, told))

    event.listen(engine, "before_cursor_execute", listen)
    month = read_period("2026-09")
    assert report_of(home.ledger, near, month, date(2026, 11, 22)).total["minutes"] == 60
    event.remove(engine, "before_cursor_execute", listen)
    assert len(asked) <= 20
    with engine.connect() as connection:
        plans = [
            row[3] for statement, told in asked
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", told)
        ]  # fmt: skip
    walked = [plan for plan in plans if plan.startswith("SCAN") and "entry" in plan]
    assert walked == [], "the journal is looked into by its indexes and never walked through"
