"""A record of another book is corrected over HTTP: first whom it touches, then exactly that."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from api.access.who import person_of
from api.ids import new_id
from ledger.command import By
from ledger.facts import CommandRefused, ToldRecord
from ledger.imports import ImportRecord, OpenBalance
from tests.house_open import Neighbour, OpenHouse, problem
from tests.office_of_two import program
from tests.test_ripples import NOON, spends, tries


def carried_out(home: OpenHouse, command: ImportRecord | OpenBalance) -> None:
    """The operator at the machine brings something in."""
    by = By("import", "system", new_id("key", home.clock.now()), "told once")
    home.ledger.book.record(command, by, home.clock.now())


def brought_in(home: OpenHouse, who: Neighbour, minutes: int = 120) -> str:
    """Another book tells that somebody served in March, and earned beans with it."""
    told = ToldRecord(
        imported=new_id("imported", home.clock.now()), volunteer=str(who.who.volunteer),
        title="敬老院陪护", recorder="河对岸社区", service_day=date(2026, 3, 8),
        minutes=minutes, training_minutes=30, beans=minutes // 6,
    )  # fmt: skip
    carried_out(home, ImportRecord(told=told, digest="5a7c"))
    return told.imported


@pytest.mark.parametrize(("step", "body"), [
    ("correction", {"minutes": 60, "service_day": "2026-04-02", "reason": "写错了"}),
    ("correction", {"training_minutes": 0, "reason": "没有培训"}),
    ("revocation", {"reason": "没有的事"}),
])  # fmt: skip
def test_the_real_run_does_exactly_what_the_dry_run_said(
    any_home: OpenHouse, step: str, body: dict[str, Any]
) -> None:
    wang = any_home.volunteer("王秀英")
    any_home.it_is(NOON)
    path = f"/records/{brought_in(any_home, wang)}/{step}"
    foretold = tries(any_home, path, body)
    (hers,) = foretold
    assert hers["volunteer"] == wang.who.volunteer and hers["evaluations"] == []
    assert any_home.admin.gets(path, body)["affected"] == foretold
    account = wang.sees(f"/volunteers/{wang.who.volunteer}/account")
    assert account["minutes"] == 120 + hers["minutes"]


def test_beans_that_came_along_and_were_spent_leave_a_debt(home: OpenHouse) -> None:
    wang = home.volunteer("王秀英")
    home.it_is(NOON)
    imported = brought_in(home, wang)
    volunteer = str(wang.who.volunteer)
    carried_out(home, OpenBalance(volunteer=volunteer, lots={"2029-04-01": 20}, digest="b"))
    spends(home, wang, 15)
    (hers,) = tries(home, f"/records/{imported}/revocation", {"reason": "没有的事"})
    assert (hers["minutes"], hers["beans"], hers["balance_after"]) == (-120, -20, -15)
    assert hers["blocked"] is True
    home.admin.gets(f"/records/{imported}/revocation", {"reason": "没有的事"})
    account = wang.sees(f"/volunteers/{volunteer}/account")
    assert (account["beans"], account["minutes"], account["blocked"]) == (-15, 0, True)
    (line, *_) = wang.sees(f"/volunteers/{volunteer}/statement")["items"]
    assert "敬老院陪护" in line["explanation"] and line["reference"] in (imported, None)


def test_what_cannot_be_is_told_in_a_code_and_kept_on_record(home: OpenHouse) -> None:
    wang = home.volunteer("王秀英")
    imported = brought_in(home, wang)
    longer = home.admin.asks(
        f"/records/{imported}/correction", {"minutes": 180, "reason": "还有一小时"}
    )
    assert problem(longer) == (422, "imported_only_shorter")
    office = program(home, person_of(str(wang.who.volunteer)))
    own = office.asks(f"/records/{imported}/correction", {"minutes": 60, "reason": "改一下"})
    assert problem(own) == (403, "own_benefit")
    nowhere = home.admin.asks("/records/imported-0/revocation", {"reason": "没有"})
    assert problem(nowhere) == (404, "imported_unknown")
    facts = (each.fact for each in home.ledger.book.facts())
    told = [each.refusal for each in facts if isinstance(each, CommandRefused)]
    assert told == ["imported_only_shorter", "own_benefit", "imported_unknown"]
