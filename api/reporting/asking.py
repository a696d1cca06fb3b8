"""Asking: which month is meant, and which number of it, as addresses write them."""

from __future__ import annotations

from datetime import date, timedelta

from api.problems import FieldProblem, Stop
from api.reporting.figures import FIGURES, SERVICE
from api.reporting.listing import Chosen
from ledger.counting.periods import Period, period_of, read_period

BROUGHT_IN = "brought_in"
"""What records brought in stand under: no activity of ours, and so no category."""


def month_told(text: str, today: date) -> Period:
    """The month of that text; for none the last one that is over."""
    return read_period(text) if text else month_before(today)


def month_before(day: date) -> Period:
    """The last month that is over on that day."""
    return period_of("month", day.replace(day=1) - timedelta(days=1))


def chosen_told(figure: str, category: str, shop: str, volunteer: str, directly: bool) -> Chosen:
    """The number that is meant; raises `Stop` where a category is told of what has none."""
    if category and FIGURES[figure] not in SERVICE:
        raise Stop("malformed", [FieldProblem("category: only service has one", "")])
    return Chosen(
        figure=figure, shop=shop, volunteer=volunteer, directly=directly,
        category=("" if category == BROUGHT_IN else category) if category else None,
    )  # fmt: skip
