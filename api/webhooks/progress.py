"""Progress: what a delivery writes down of an endpoint, and who delivers to it just now.

Whoever delivers claims the endpoint first, for a minute, and again with each thing it notes. What
it notes holds only where nobody has done anything else with the endpoint meanwhile: ended it,
paused it, sent it back to an earlier position.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Engine, and_, false, or_, select, update

from api.clock import Clock
from api.people.vault import writing
from api.webhooks.endpoints import WEBHOOKS, Endpoint, Endpoints
from api.webhooks.retrying import GIVEN_UP_AFTER, next_try
from api.webhooks.wishes import ending

CLAIMED = timedelta(minutes=1)
"""Longer than one message may take; should a process die, another one goes on after this."""


class Progress:
    """The columns of the endpoints that only deliveries write."""

    def __init__(self, engine: Engine, endpoints: Endpoints, clock: Clock) -> None:
        self._engine = engine
        self._endpoints = endpoints
        self._clock = clock

    def due(self, heads: Mapping[str, int]) -> list[str]:
        """Whom there may be something for now, the one first that has waited longest; `heads`
        says how long the book of each ledger is."""
        now, here = self._clock.now(), WEBHOOKS.c
        behind = or_(
            false(), *(and_(here.ledger == name, here.position < head)
                       for name, head in heads.items()),
        )  # fmt: skip
        goes_on = here.paused_at.is_(None) & _past(here.next_try_at, now) & behind
        asked = select(here.webhook).where(
            here.ended_at.is_(None), here.ledger.in_(heads), _past(here.claimed_until, now),
            goes_on | here.ping.is_not(None),
        )  # fmt: skip
        with self._engine.connect() as connection:
            ordered = asked.order_by(here.delivered_at.is_not(None), here.delivered_at)
            return list(connection.scalars(ordered))

    def claim(self, webhook: str) -> Endpoint | None:
        """The endpoint as it is now, None when somebody else delivers to it or it has ended."""
        now = self._clock.now()
        free = and_(
            WEBHOOKS.c.webhook == webhook, WEBHOOKS.c.ended_at.is_(None),
            _past(WEBHOOKS.c.claimed_until, now),
        )  # fmt: skip
        with writing(self._engine) as connection:
            claiming = update(WEBHOOKS).where(free).values(claimed_until=now + CLAIMED)
            if not connection.execute(claiming).rowcount:
                return None
            return self._endpoints.within(connection, webhook)

    def release(self, webhook: str) -> None:
        """Others may deliver to it."""
        with writing(self._engine) as connection:
            mine = update(WEBHOOKS).where(WEBHOOKS.c.webhook == webhook)
            connection.execute(mine.values(claimed_until=None))

    def delivered(self, endpoint: Endpoint, position: int) -> bool:
        """The message of that position has arrived; False when the endpoint is not where it was
        any more."""
        return self._note(
            endpoint, position=position, delivered_at=self._clock.now(), tries=0, fault=None,
            failing_since=None, next_try_at=None,
        )  # fmt: skip

    def passed(self, endpoint: Endpoint, position: int) -> bool:
        """Nothing up to that position was for it; else as `delivered`."""
        return self._note(endpoint, position=position)

    def failed(self, endpoint: Endpoint, fault: str, wished: timedelta) -> bool:
        """A message did not arrive, for the reason of that name; it is tried again later, not
        before the receiver `wished`, or not at all any more when this has gone on for days."""
        now, tries = self._clock.now(), endpoint.tries + 1
        since = endpoint.failing_since or now
        told: dict[str, Any] = {"tries": tries, "fault": fault, "failing_since": since}
        if now - since >= GIVEN_UP_AFTER:
            return self._note(endpoint, **told, paused_at=now, paused_why="failing")
        again = next_try(endpoint.webhook, tries, now, wished)
        return self._note(endpoint, **told, next_try_at=again)

    def paused(self, endpoint: Endpoint, why: str) -> bool:
        """Nothing goes there until somebody resumes it."""
        return self._note(endpoint, paused_at=self._clock.now(), paused_why=why)

    def gone(self, endpoint: Endpoint) -> bool:
        """The receiver says that it listens no more."""
        return self._write(endpoint, **ending(self._clock.now(), "gone"))

    def pinged(self, endpoint: Endpoint, outcome: str) -> bool:
        """What became of the test message; another one may have been asked for since."""
        return self._write(
            endpoint, WEBHOOKS.c.ping == endpoint.ping, ping=None, ping_outcome=outcome
        )

    def _note(self, endpoint: Endpoint, **values: Any) -> bool:
        here = WEBHOOKS.c
        unchanged = (here.position == endpoint.position) & here.paused_at.is_(None)
        return self._write(endpoint, unchanged, **values)

    def _write(self, endpoint: Endpoint, *which: ColumnElement[bool], **values: Any) -> bool:
        mine = and_(
            WEBHOOKS.c.webhook == endpoint.webhook, WEBHOOKS.c.ended_at.is_(None), *which
        )
        until = self._clock.now() + CLAIMED
        with writing(self._engine) as connection:
            written = update(WEBHOOKS).where(mine).values(claimed_until=until, **values)
            return bool(connection.execute(written).rowcount)


def _past(moment: Any, now: Any) -> ColumnElement[bool]:
    return or_(moment.is_(None), moment <= now)
