"""Asking first: whether somebody may come to an activity, before they press the button.

The rules are pure, so they may be asked for an opinion: the page says what stands in the way in
the same words in which the book would refuse.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from api.access.of_age import has_come_of_age
from api.v1.asking import Caller
from ledger.facts import AffiliationKind
from ledger.refusals import AlreadySignedUp, Refusal
from ledger.signing_up import SignUp
from ledger.states import State
from ledger.subjects.affiliations import Affiliations


class Opinions:
    """What the book would say to one volunteer; whatever it knows is read once for a page."""

    def __init__(self, caller: Caller, volunteer: str) -> None:
        self._caller = caller
        self._volunteer = volunteer
        self._seen: dict[tuple[object, ...], Any] = {}
        self._grown_up = has_come_of_age(caller.house, caller.ledger, volunteer)

    def sign_up(self, activity: str, as_one_of: AffiliationKind | None = None) -> SignUp:
        """What pressing the button asks for, where somebody says as one of what they come."""
        return SignUp(
            activity=activity, volunteer=self._volunteer, grown_up=self._grown_up,
            affiliation=as_one_of,
        )  # fmt: skip

    def belongs_on(self, day: date) -> list[AffiliationKind]:
        """To which kinds of bodies they belong on a local day, the first recorded first."""
        held = self.look(Affiliations(self._volunteer)).held_on(day)
        return list(dict.fromkeys(each.kind for each in held))

    def read(self, activities: Iterable[str]) -> None:
        """Read what the book knows about these in one go, for a page of many."""
        now, belongs = self._caller.now(), Affiliations(self._volunteer)
        wanted: dict[tuple[object, ...], State] = {_name(belongs): belongs}
        for activity in activities:
            for state in self.sign_up(activity).asks(now):
                wanted.setdefault(_name(state), state)
        self._caller.ledger.book.look_all(list(wanted.values()))
        self._seen |= wanted

    def why_not(self, activity: str) -> Refusal | None:
        """What stands in the way of coming to an activity; None when nothing does, or when they
        come or wait already."""
        command, now = self.sign_up(activity), self._caller.now()
        states = [self.look(state) for state in command.asks(now)]
        states += [self.look(state) for state in command.asks_further(now, *states)]
        states += [self.look(state) for state in command.asks_last(now, *states)]
        try:
            tuple(command.decide(now, *states))
        except AlreadySignedUp:
            return None
        except Refusal as refusal:
            return refusal
        return None

    def look(self, state: State) -> Any:
        """A state as the book knows it, the same one for the whole page."""
        name = _name(state)
        if name not in self._seen:
            self._seen[name] = self._caller.ledger.book.look(state)
        return self._seen[name]


def _name(state: State) -> tuple[object, ...]:
    return type(state), *state.tags
