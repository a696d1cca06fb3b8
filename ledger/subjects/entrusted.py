"""Entrusted: who may redeem for a volunteer, beside the volunteer."""

from __future__ import annotations

from datetime import datetime

from ledger.facts import Fact, HelperAuthorised, HelperEnded
from ledger.refusals import HelperNotAuthorised
from ledger.states import State


class Entrusted(State):
    """Whom has this volunteer authorised, and since when?"""

    __slots__ = ("since",)
    listens = (HelperAuthorised, HelperEnded)

    def __init__(self, volunteer: str) -> None:
        super().__init__(volunteer)
        self.since: dict[str, datetime] = {}

    def evolve(self, fact: Fact) -> None:
        """Somebody was authorised, or is so no more."""
        if isinstance(fact, HelperAuthorised):
            self.since[fact.helper] = fact.at
        elif isinstance(fact, HelperEnded):
            self.since.pop(fact.helper, None)

    def must_name(self, helper: str) -> None:
        """Raise `HelperNotAuthorised` unless that person may redeem for the volunteer."""
        if helper not in self.since:
            raise HelperNotAuthorised()
