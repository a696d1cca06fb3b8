"""On the way to a redemption nobody asks a database who somebody is and what they may do."""

from __future__ import annotations

from threading import current_thread
from typing import Any

from sqlalchemy import event

from api.signing_in.proofs import Proof
from tests.access.pages import person_behind, visit
from tests.access.town import Town
from tests.house_open import OpenHouse

ONCE_A_SECOND = "endings"
"""The one question of a process for all keys, sessions and lock-outs together."""


class Overheard:
    """What the vault and the views are asked, but for what follows the book by itself."""

    def __init__(self, home: OpenHouse) -> None:
        self.questions: list[str] = []
        for engine in (home.house.vault, home.ledger.shelf.store.engine):
            event.listen(engine, "before_cursor_execute", self._hear)

    def _hear(self, *told: Any) -> None:
        if current_thread().name != "views":
            self.questions.append(told[2])


def test_a_merchants_key_is_known_by_heart(any_home: OpenHouse) -> None:
    town = Town(any_home)
    any_home.it_is("2026-11-23 09:00")
    told = {"beans": 10, "capture": True}
    assert any_home.serves(town.wang, "2026-11-23").status_code == 201
    codes = [town.wang.gets("/redemption-codes")["code"] for _ in range(2)]
    town.chen.gets("/redemptions", told | {"code": codes[0]})
    overheard = Overheard(any_home)
    assert town.chen.asks("/redemptions", told | {"code": codes[1]}).status_code == 201
    assert [each for each in overheard.questions if ONCE_A_SECOND not in each] == []


def test_so_is_a_session_that_was_here_a_moment_ago(any_home: OpenHouse) -> None:
    town = Town(any_home)
    clerk = person_behind(town.actors["clerk"].who, 7)
    sessions = any_home.house.gate.sessions
    visit(town, clerk, "GET /merchant")
    begun = sessions.begin(clerk, Proof.PASSWORD)
    assert sessions.of(begun.cookie) is not None
    overheard = Overheard(any_home)
    assert sessions.at_hand(begun.cookie) is not None
    assert [each for each in overheard.questions if ONCE_A_SECOND not in each] == []
