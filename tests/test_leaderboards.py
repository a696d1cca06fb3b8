"""On a board stands who wants to, masked; where one stands oneself, nobody else reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.errands.running import Errands
from ledger.erasures import EraseIdentity
from tests.board_street import BoardStreet
from tests.house_open import OpenHouse, open_house, problem
from tests.neighbourhood import POLICY_TEXT


@pytest.fixture
def street(home: OpenHouse) -> BoardStreet:
    """Wang, Zhao and Li have served; only Wang and Li want to be shown."""
    street = BoardStreet(home)
    street.serves("王秀英", minutes=120)
    street.serves("赵小梅", minutes=180)
    street.serves("李建国", minutes=120)
    street.agrees("王秀英")
    street.agrees("李建国")
    return street


def test_a_board_has_those_alone_who_agreed_and_the_first_of_equals_is_before(
    street: BoardStreet,
) -> None:
    for unit in (street.home.lane, street.home.street):
        for period in ("2026-11", "2026-W47", "2026-Q4", "2026", "all"):
            assert street.board(unit=unit, period=period) == [(1, "王**", 120), (2, "李**", 120)]
    assert street.board(unit=street.home.beyond) == []
    assert street.board(period="2026-W48") == []
    unknown = street.home.auditor.looks("/leaderboards", unit="unit-nowhere")
    assert problem(unknown) == (404, "unit_unknown")
    no_such_week = street.home.auditor.looks("/leaderboards", period="2027-W53")
    assert problem(no_such_week) == (400, "malformed")

    street.agrees("赵小梅", given_by="guardian")
    assert len(street.board()) == 2
    street.says(EraseIdentity(volunteer=street.id_of("李建国")))
    assert street.board() == [(1, "王**", 120)]


def test_somebody_sees_the_own_place_among_all_and_of_the_others_only_who_agreed(
    street: BoardStreet,
) -> None:
    seen = street.rank("李建国")
    assert (seen["rank"], seen["people"], seen["shown"]) == (3, 3, True)
    assert [(one["rank"], one["name_masked"], one["minutes"]) for one in seen["items"]] == [
        (1, None, None), (2, "王**", 120), (3, "李**", 120),
    ]  # fmt: skip
    street.serves("王秀英", minutes=90, day="2026-11-21")
    assert street.rank("王秀英")["rank"] == 1
    assert street.rank("赵小梅")["minutes"] == 180
    others = f"/volunteers/{street.id_of('王秀英')}/rank"
    assert street.people["李建国"].looks(others).status_code == 404
    assert street.home.admin.looks(others).status_code == 403


def test_a_month_is_frozen_once_and_what_is_corrected_later_stands_beside_it(
    street: BoardStreet,
) -> None:
    home, errands = street.home, Errands(street.home.house)
    home.it_is("2026-12-02 23:00")
    assert errands.freeze_boards() == 2  # The week they served in, of the lane and its street.
    home.it_is("2026-12-03 00:10")
    assert errands.freeze_boards() == 2  # And November; nobody is beyond the river.
    assert errands.freeze_boards() == 0

    street.serves("王秀英", minutes=60, day="2026-11-30")
    street.agrees("赵小梅")
    seen = home.auditor.sees("/leaderboards", unit=home.lane, period="2026-11")
    first, second = seen["items"]
    assert (first["name_masked"], first["minutes"], first["adjusted_minutes"]) == ("王**", 120, 60)
    assert "adjusted_minutes" not in second and seen["frozen_at"]
    assert street.board(period="2026-Q4") == [
        (1, "赵**", 180), (2, "王**", 180), (3, "李**", 120),
    ]  # fmt: skip

    street.takes_back("王秀英")
    assert street.board() == [(2, "李**", 120)]
    home.it_is("2026-12-04 00:10")
    assert Errands(home.house).freeze_boards() == 0


def test_too_few_people_are_not_compared(street: BoardStreet) -> None:
    assert street.board(of="community") == []


def test_groups_are_compared_per_head_from_a_least_number_of_people_on(tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    size = "leaderboard_size = 20"
    policy.write_text(
        POLICY_TEXT.replace(size, f"{size}\nleaderboard_min_sample = 2"), encoding="utf-8"
    )
    data = tmp_path / "data"
    data.mkdir()
    with open_house(data, GOLDENBEAN_POLICY=str(policy)) as home:
        street = BoardStreet(home)
        for name, minutes in (("王秀英", 120), ("赵小梅", 180), ("李建国", 120)):
            street.serves(name, minutes=minutes)
        told = {"name": "早到队", "kind": "patrol", "community": home.lane}
        team = home.admin.gets("/teams", told)["id"]
        for name in ("王秀英", "赵小梅"):
            home.admin.gets(f"/teams/{team}/members", {"volunteer": street.id_of(name)})
        asked = {"unit": home.lane, "period": "2026-11"}
        (line,) = home.auditor.sees("/leaderboards", **asked, of="team")["items"]
        assert (line["name_masked"], line["people"], line["minutes_per_head"]) == ("早到队", 2, 150)
        (line,) = home.auditor.sees("/leaderboards", **asked, of="community")["items"]
        assert (line["people"], line["minutes"], line["minutes_per_head"]) == (3, 420, 140)
        assert street.board(of="building") == street.board(unit=home.beyond, of="team") == []
