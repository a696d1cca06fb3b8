"""Wang takes her word back, and the very next look at any board, by anybody, does not find her."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import product

import pytest
from openpyxl import load_workbook

from api.access.roles import Role
from api.errands.running import Errands
from api.signing_in.proofs import Proof
from api.signing_in.sessions import SESSION_COOKIE
from tests.board_street import BoardStreet
from tests.doorstep import Browser
from tests.house_open import OpenHouse

PERIODS = ("2026-W47", "2026-11", "2026-Q4", "2026", "all")
HERS = ("王**", '"minutes":137', "2.2")
"""Her masked name, her minutes, and her hours as pages write them."""


class Lookers:
    """Everybody who may look, at every place where a board is shown."""

    def __init__(self, street: BoardStreet) -> None:
        self.street, self.home = street, street.home
        near = {"unit": self.home.lane}
        self.keys = [
            self.home.let_in(role, **(near if role in (Role.STAFF, Role.ORGANIZER) else {}))
            for role in (Role.ADMIN, Role.STAFF, Role.ORGANIZER, Role.AUDITOR, Role.INSPECTOR)
        ]
        self.keys += [self.home.merchant(), *street.people.values()]
        self.stranger = Browser(self.home.client.app)
        self.desk = self.browser(self.keys[0])
        self.wang = self.browser(street.people["王秀英"])
        self.zhao = self.browser(street.people["赵小梅"])

    def browser(self, of: object) -> Browser:
        """Somebody with a key comes in by the door for people."""
        browser = Browser(self.home.client.app)
        who = of.who  # type: ignore[attr-defined]
        begun = self.home.house.gate.sessions.begin(who, Proof.SECOND_STEP)
        browser.cookies.set(SESSION_COOKIE, begun.cookie)
        return browser

    def surfaces(self) -> Iterator[tuple[str, str]]:
        """What each of them is shown, by the address and who looks."""
        zhao = self.street.id_of("赵小梅")
        for period, unit in product(PERIODS, (self.home.lane, self.home.street)):
            asked = f"unit={unit}&period={period}"
            for key in self.keys:
                answer = key.looks("/leaderboards", unit=unit, period=period)
                yield f"api {asked} {key.who.role}", answer.text
            rank = self.street.people["赵小梅"].looks(
                f"/volunteers/{zhao}/rank", unit=unit, period=period
            )
            yield f"rank {asked}", rank.text
            yield f"page {asked}", self.stranger.open(f"/boards?{asked}")
            yield f"desk {asked}", self.desk.open(f"/desk/boards?{asked}")
            yield f"csv {asked}", self.desk.get(f"/desk/boards.csv?{asked}").text
            book = load_workbook(
                io.BytesIO(self.desk.get(f"/desk/boards.xlsx?{asked}").content)
            )
            told = [" ".join(map(str, row)) for row in book.active.values]
            yield f"xlsx {asked}", "\n".join(told)
            yield f"me {asked}", self.zhao.open(f"/me/rank?{asked}")


@pytest.fixture
def lookers(home: OpenHouse) -> Lookers:
    """Wang and Li agreed to be shown, Zhao did not; November and their week are frozen."""
    street = BoardStreet(home)
    street.serves("王秀英", minutes=137)
    street.serves("赵小梅", minutes=60)
    street.serves("李建国", minutes=90)
    street.agrees("王秀英")
    street.agrees("李建国")
    home.it_is("2026-12-03 09:00")
    assert Errands(home.house).freeze_boards() == 4
    return Lookers(street)


def test_whoever_takes_it_back_is_gone_at_once_from_every_board_export_and_call(
    lookers: Lookers,
) -> None:
    before = dict(lookers.surfaces())
    for where, seen in before.items():
        assert any(mark in seen for mark in HERS), where
        assert "赵**" not in seen, where
    lookers.wang.open("/me/rank")
    lookers.wang.press("/me/consents", answer="no")
    her = lookers.street.id_of("王秀英")
    after = dict(lookers.surfaces())
    assert after.keys() == before.keys()
    for where, seen in after.items():
        for mark in (*HERS, her):
            assert mark not in seen, (where, mark)
        assert "李**" in seen, where
    # The frozen board keeps Li's rank; where she stood, nothing stands.
    (kept,) = lookers.home.auditor.sees(
        "/leaderboards", unit=lookers.home.lane, period="2026-11"
    )["items"]
    assert (kept["rank"], kept["name_masked"]) == (2, "李**")
    assert "不能" in lookers.wang.open("/me/rank")


def test_whose_birthday_says_so_stands_on_no_board_whatever_was_agreed(
    lookers: Lookers,
) -> None:
    street, home = lookers.street, lookers.home
    house, policy = home.house, home.ledger.rules.current
    told = {"birth_date": "2009-01-01"}
    house.particulars.keep(street.id_of("李建国"), told, policy, home.ledger.name)
    for where, seen in lookers.surfaces():
        assert "李**" not in seen, where
