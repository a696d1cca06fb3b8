"""Kept: everything about the places that listen, as the house opens it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Engine

from api.clock import Clock
from api.settings import Settings
from api.webhooks.asked_once import Answer, once
from api.webhooks.endpoints import Endpoints
from api.webhooks.progress import Progress
from api.webhooks.sealing import Box
from api.webhooks.wishes import Wishes
from ledger.command import By


class Webhooks:
    """The `endpoints`, what people do with them (`wishes`), and the `progress` of deliveries."""

    def __init__(self, engine: Engine, settings: Settings, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock
        self._box = Box(settings.derived_secret("webhooks"))
        self.endpoints = Endpoints(engine, self._box)
        self.wishes = Wishes(self.endpoints, settings.webhooks, clock)
        self.progress = Progress(engine, self.endpoints, clock)

    def once(
        self, by: By, position: int, act: Callable[[Connection], Any]
    ) -> tuple[Answer, bool]:
        """Let `act` carry out a wish, or find its first answer again (True); see `asked_once`."""
        return once(self._engine, self._box, by, (position, self._clock.now()), act)
