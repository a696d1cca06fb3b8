"""A board that was closed is the same for ever, and whoever adds it up again finds a forged one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from api.errands.running import Errands
from api.ledgers import FIRST
from api.settings import Settings
from api.verifying.verification import Verification
from ledger.erasures import EraseIdentity
from ledger.facts import ListFrozen
from ledger.units import MoveUnit, OpenUnit
from tests.board_street import BoardStreet, day
from tests.house_open import OpenHouse, open_house
from tests.patterns import happened


@pytest.fixture
def street(tmp_path: Path) -> Iterator[BoardStreet]:
    """Wang and Li have served and want to be shown; November is frozen."""
    with open_house(tmp_path) as home:
        street = BoardStreet(home)
        for name, minutes in (("王秀英", 137), ("李建国", 90)):
            street.serves(name, minutes=minutes)
            street.agrees(name)
        home.it_is("2026-12-03 09:00")
        assert Errands(home.house).freeze_boards()
        yield street


def closed_boards(street: BoardStreet) -> dict[str, ListFrozen]:
    """What the book says of them, by the id of the list."""
    facts = [recorded.fact for recorded in street.home.ledger.book.facts()]
    return {fact.listing: fact for fact in facts if isinstance(fact, ListFrozen)}


def unlike(data: Path) -> tuple[list[str], str]:
    """The lists that come out otherwise when the whole book is added up again, and how many
    there were."""
    verification = Verification(Settings.from_environment({}, data), FIRST)
    found = [str(each) for each in verification.run(lambda done, all: None)]
    (told,) = (line for line in verification.report() if "lists computed again" in line)
    return [line for line in found if "computed again" in line], told.rpartition(" ")[2]


def test_whoever_is_gone_from_every_board_is_still_in_its_sum(
    street: BoardStreet, tmp_path: Path
) -> None:
    boards = closed_boards(street)
    assert unlike(tmp_path) == ([], str(len(boards)))
    street.serves("王秀英", minutes=60, day="2026-11-21")
    street.takes_back("王秀英")
    street.says(EraseIdentity(volunteer=street.id_of("李建国")))
    assert street.board() == []
    assert unlike(tmp_path) == ([], str(len(boards)))


def test_a_week_is_closed_on_its_third_working_day_and_corrections_stand_beside_it(
    home: OpenHouse,
) -> None:
    street, errands = BoardStreet(home), Errands(home.house)
    for name, minutes in (("王秀英", 120), ("李建国", 90)):
        street.serves(name, minutes=minutes)
        street.agrees(name)
    home.it_is("2026-11-24 23:59")
    assert errands.freeze_boards() == 0
    home.it_is("2026-11-25 00:10")
    assert errands.freeze_boards() == 2  # The lane and its street, of the week to the 22nd.
    assert home.ledger.shelf.wait_for(home.facts())
    seen = home.auditor.sees("/leaderboards", unit=home.lane, period="2026-W47")
    assert seen["frozen_at"] and "adjusted_minutes" not in str(seen["items"])

    street.serves("王秀英", minutes=60, day="2026-11-20")  # Confirmed only now.
    shorter = {"out_at": "2026-11-22T10:00:00+08:00", "reason": "提前离开"}
    record = f"/attendances/{street.attendances['李建国']}"
    home.it_is("2026-11-25 08:00")
    home.admin.gets(f"{record}/correction", shorter)
    assert errands.freeze_boards() == 0
    seen = home.auditor.sees("/leaderboards", unit=home.lane, period="2026-W47")
    assert [(one["minutes"], one["adjusted_minutes"]) for one in seen["items"]] == [
        (120, 60), (90, -30),
    ]  # fmt: skip
    street.serves("李建国", day="2026-11-24")
    home.it_is("2026-12-02 09:00")
    assert Errands(home.house).freeze_boards() == 2  # And of the week to the 29th.
    assert [listing[-7:] for listing in sorted(closed_boards(street))] == (
        ["2026W47", "2026W48"] * 2
    )


def test_boards_that_were_forged_are_found(street: BoardStreet, tmp_path: Path) -> None:
    board = closed_boards(street)[f"list-leaderboard-{street.home.lane[5:]}-202611"]
    forged: dict[str, dict[str, Any]] = {
        "list-others": {"digest": "0" * 64},
        "list-longer": {"entries": 3},
        "list-no-month": {"period": "2026-13"},
        "list-no-rules": {"policy": "nobody/1"},
    }
    happened(
        street.home,
        *(msgspec.structs.replace(board, listing=name, **how) for name, how in forged.items()),
    )
    found, _ = unlike(tmp_path)
    assert [line.partition(" ")[0] for line in found] == list(forged)


def test_what_is_said_later_of_the_past_of_a_community_changes_no_closed_board(
    street: BoardStreet, tmp_path: Path
) -> None:
    home = street.home
    elsewhere, since = "unit-east", day("2026-11-23")
    street.says(OpenUnit(unit=elsewhere, kind="street", name="江东街道", opens_on=since))
    street.says(MoveUnit(unit=home.lane, parent=elsewhere, on=day("2026-11-25")))
    assert home.ledger.shelf.wait_for(home.facts())
    home.ledger.units.look_again()
    closed = [(1, "王**", 137), (2, "李**", 90)]
    assert street.board(unit=home.street) == closed
    # A board that was never closed goes by the tree as it is known now.
    assert street.board(unit=elsewhere, period="2026") == closed
    assert street.board(unit=home.street, period="2026") == []
    assert unlike(tmp_path)[0] == []
