"""The trial balance: all accounts by kind; together they always hold zero beans."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from ledger.facts import FACTS, Movement
from ledger.recorded import Recorded
from projections.shelf.changes import Changes
from projections.shelf.columns import UNTOLD
from projections.shelf.sheet import Row, Sheet
from projections.shelf.view import Folds, View

_GROUPS = {"volunteer": "volunteers", "merchant": "merchants", "redemption": "held"}
"""Kinds of accounts by how their ids begin; every other account is a group of its own."""
ALWAYS = ("volunteers", "held", "merchants", "issuance", "expired")


class Group(Row):
    """The beans of all accounts of a kind, and the position of the last movement there."""

    name: str
    beans: int = 0
    position: int = UNTOLD


GROUPS = Sheet("account_group", Group)


class TrialBalance(View):
    """Who has all the beans."""

    name = "trial_balance"
    version = 1
    sheets = (GROUPS,)

    @staticmethod
    def folds(*changes: Changes[Any]) -> Folds:
        """Every movement, whatever it is called: out of one account and into another."""
        (groups,) = changes

        def move(recorded: Recorded[Movement]) -> None:
            fact = recorded.fact
            source, target = groups[_group(fact.source)], groups[_group(fact.target)]
            source.beans -= fact.beans
            target.beans += fact.beans
            source.position = target.position = recorded.position

        return {kind: move for kind in FACTS.values() if issubclass(kind, Movement)}

    def of(self) -> dict[str, int]:
        """Beans by kind of account; `issuance` is minus what was issued, so the sum is zero."""
        groups = self.shelf.rows(GROUPS.select().order_by(GROUPS.c.name), Group)
        return dict.fromkeys(ALWAYS, 0) | {group.name: group.beans for group in groups}

    def position(self) -> int:
        """The position of the last movement in it, 0 when beans never moved."""
        return self.shelf.row(select(func.coalesce(func.max(GROUPS.c.position), 0)), int) or 0


def _group(account: str) -> str:
    kind, _, _ = account.partition("-")
    return _GROUPS.get(kind, kind)
