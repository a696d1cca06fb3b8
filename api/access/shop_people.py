"""Shop people: which volunteers may be the same human beings as those who work in a shop.

The book knows who works where, and refuses them there by itself. What it cannot know is that a
clerk who was introduced by telephone is a volunteer under another id; the telephone tells.
"""

from __future__ import annotations

import asyncio

from api.access.who import volunteer_of
from api.lately import Lately
from api.ledgers import Ledgers
from api.people.register import People
from ledger.subjects.appointment import AT_A_COUNTER

BELIEVED_SECONDS, MOST_SHOPS = 10, 4_096


class ShopPeople:
    """The volunteers who keep a shop or work in it, as far as telephones tell.

    They are believed for a few seconds, so that a queue at a counter asks no database. Whoever
    was appointed under the id they redeem with is known to the book at once.
    """

    def __init__(self, ledgers: Ledgers, people: People) -> None:
        self._ledgers = ledgers
        self._people = people
        self._lately = Lately(self._look_up, BELIEVED_SECONDS, MOST_SHOPS)

    async def of(self, ledger: str, merchant: str) -> tuple[str, ...]:
        """The volunteers, in a fixed order; on the way it asks a thread, and seldom."""
        known = self._lately.fresh((ledger, merchant))
        return await asyncio.to_thread(self.now, ledger, merchant) if known is None else known

    def now(self, ledger: str, merchant: str) -> tuple[str, ...]:
        """Like `of`, for a caller that has a thread of its own."""
        return self._lately.of((ledger, merchant)) or ()

    def _look_up(self, shop: tuple[str, str]) -> tuple[str, ...]:
        name, merchant = shop
        ledger = self._ledgers.of(name)
        today = ledger.rules.current.local_date(ledger.clock.now())
        found: set[str] = set()
        for row in ledger.appointments.bound_to("merchant", merchant):
            if row.role in AT_A_COUNTER and row.stands_on(today):
                alike = self._people.alike(name, row.person)
                found.update(alike.volunteers, map(volunteer_of, alike.persons))
                # Of this id the book knows at once when the role ends; here it is believed later.
                found.discard(volunteer_of(row.person))
        return tuple(sorted(found))
