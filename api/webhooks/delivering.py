"""Delivering: the book is gone through for each endpoint, message by message, in order.

The place an endpoint has come to is written down after its receiver has said that it has the
message: what a power cut comes between is sent again, under the same id. Endpoints go on beside
each other, and none of them waits for the receiver of another.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from logging import getLogger

import msgspec

from api.house import House
from api.ledgers import Ledger
from api.webhooks.choosing import next_for
from api.webhooks.endpoints import Endpoint
from api.webhooks.fact_ids import fact_id
from api.webhooks.messages import Message, headers_of, message_of, ping_of
from api.webhooks.wire import Outcome, Wire

AT_ONCE = 32
"""So many endpoints are spoken to at the same time."""
LOOKS_EVERY_SECONDS = 0.2
"""How soon it is noticed, while somebody is spoken to, that others wait or the house ends."""
RESTS_SECONDS = 1.0
"""Nobody is looked at again sooner, whatever kept them from going on."""

_log = getLogger("goldenbean")


class Delivery:
    """One going round: until nothing is due any more, or the house is `stopping`.

    `wire` makes the line to a receiver; it is given so that a story can put its own at the end.
    """

    def __init__(
        self, house: House, stopping: Callable[[], bool] = lambda: False,
        wire: Callable[[], Wire] | None = None,
    ) -> None:  # fmt: skip
        self._house = house
        self._progress = house.webhooks.progress
        self._stopping = stopping
        self._wire = wire or (lambda: Wire(house.settings.webhooks))
        self._sent = 0

    def run(self) -> int:
        """Go round; says how many messages arrived. Asks the vault first, so that a house where
        nobody listens does nothing."""
        if self._due():
            asyncio.run(self._go_round())
        return self._sent

    async def _go_round(self) -> None:
        under_way: dict[asyncio.Task[None], str] = {}
        rested: dict[str, float] = {}
        try:
            while not self._stopping():
                now = asyncio.get_running_loop().time()
                busy = {*under_way.values(), *(one for one in rested if rested[one] > now)}
                free = [webhook for webhook in self._due() if webhook not in busy]
                for webhook in free[: AT_ONCE - len(under_way)]:
                    under_way[asyncio.create_task(self._serve(webhook))] = webhook
                if not under_way:
                    return
                done, _ = await asyncio.wait(
                    under_way, timeout=LOOKS_EVERY_SECONDS, return_when=asyncio.FIRST_COMPLETED
                )
                for one in done:
                    rested[under_way.pop(one)] = now + RESTS_SECONDS
                    one.result()
        finally:
            for one in under_way:
                one.cancel()
            await asyncio.gather(*under_way, return_exceptions=True)

    def _due(self) -> list[str]:
        heads = {ledger.name: ledger.book.head() for ledger in self._house.ledgers}
        return self._progress.due(heads)

    async def _serve(self, webhook: str) -> None:
        wire, claimed = self._wire(), None
        try:
            claimed = self._progress.claim(webhook)
            if claimed is not None:
                await self._speak(claimed, wire)
        except Exception as failed:  # Whatever is wrong with one, the others go on.
            _log.error("%s was not served", webhook, exc_info=failed)
            if claimed is not None:
                self._progress.failed(self._as_it_is(claimed), "unexpected", timedelta())
        finally:
            if claimed is not None:
                self._progress.release(webhook)
            await wire.close()

    def _as_it_is(self, endpoint: Endpoint) -> Endpoint:
        kept = self._house.webhooks.endpoints.one(endpoint.ledger, endpoint.webhook)
        return kept or endpoint

    async def _speak(self, endpoint: Endpoint, wire: Wire) -> None:
        if endpoint.ping is not None and not await self._ping(endpoint, wire):
            return
        if endpoint.paused_at is not None or self._waits(endpoint):
            return
        if not self._allowed(endpoint):
            self._progress.paused(endpoint, "not_allowed")
            return
        going: Endpoint | None = endpoint
        while going is not None and not self._stopping():
            going = await self._stretch(going, wire)

    async def _stretch(self, endpoint: Endpoint, wire: Wire) -> Endpoint | None:
        """Send what the next stretch of the book has for it; the endpoint as it is then, when
        there is more to do."""
        chosen = next_for(self._house, endpoint)
        if chosen is None:
            return None
        ledger = self._house.ledgers.of(endpoint.ledger)
        for recorded in chosen.facts:
            message = message_of(recorded, fact_id(ledger, recorded.position), self._source(ledger))
            outcome = await self._send(endpoint, wire, message)
            if not self._noted(endpoint, recorded.position, outcome):
                return None
            endpoint = msgspec.structs.replace(
                endpoint, position=recorded.position, tries=0, failing_since=None
            )
        if chosen.position > endpoint.position:
            if not self._progress.passed(endpoint, chosen.position):
                return None
            endpoint = msgspec.structs.replace(endpoint, position=chosen.position)
        return endpoint if chosen.more else None

    def _noted(self, endpoint: Endpoint, position: int, outcome: Outcome) -> bool:
        """Write down what came of a message; whether to go on with the next."""
        if outcome.delivered:
            self._sent += 1
            return self._progress.delivered(endpoint, position)
        if outcome.gone:
            self._progress.gone(endpoint)
        else:
            self._progress.failed(endpoint, outcome.fault or "", outcome.wished)
        return False

    async def _ping(self, endpoint: Endpoint, wire: Wire) -> bool:
        """Send the test message; whether the endpoint is still there."""
        ledger, now = self._house.ledgers.of(endpoint.ledger), self._house.clock.now()
        message = ping_of(endpoint.ping or "", self._source(ledger), endpoint.webhook, now)
        outcome = await self._send(endpoint, wire, message)
        if outcome.gone:
            self._progress.gone(endpoint)
            return False
        return self._progress.pinged(endpoint, outcome.fault or "delivered")

    async def _send(self, endpoint: Endpoint, wire: Wire, message: Message) -> Outcome:
        now = self._house.clock.now()
        headers = headers_of(message, now, endpoint.shared_at(now))
        return await wire.send(endpoint.address, headers, message.body)

    def _waits(self, endpoint: Endpoint) -> bool:
        again = endpoint.next_try_at
        return again is not None and again > self._house.clock.now()

    def _allowed(self, endpoint: Endpoint) -> bool:
        """Whether the role it was made in still gives anything, and the key is still a key."""
        who, house = endpoint.who, self._house
        by_key = who.id.startswith("key-")
        return house.offices.stands(who) and (not by_key or house.keys.in_force(who.id))

    def _source(self, ledger: Ledger) -> str:
        return f"{self._house.settings.doors.public_url}/ledgers/{ledger.name}"
