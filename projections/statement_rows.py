"""Statement rows: one line of a statement, and what the things are called that it is about."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from projections.shelf.columns import UNTOLD
from projections.shelf.sheet import By, Row, Sheet


class Line(Row):
    """One line: what one step did to `beans` and `minutes`, and the `balance` after it.

    `reference` is the attendance or the redemption it is about, `about` the activity or the
    merchant, whose title or name a `StatementLine` adds. A step without beans tells no balance.
    """

    position: int
    volunteer: str = UNTOLD
    at: datetime = UNTOLD
    recorded_at: datetime = UNTOLD
    kind: str = UNTOLD
    beans: int = 0
    balance: int | None = UNTOLD
    minutes: int = 0
    reference: str | None = UNTOLD
    about: str | None = UNTOLD
    details: dict[str, Any] = UNTOLD


class Title(Row):
    """What an activity or a merchant is called."""

    subject: str
    title: str = UNTOLD


LINES = Sheet("statement_line", Line, By(("volunteer", "position")), written_once=True)
TITLES = Sheet("statement_title", Title)
