"""Measured: what one figure came to, round by round, and what it should come to."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

TIMES, EACH_SECOND, SECONDS, MILLISECONDS, MEGABYTES = "×", "/s", "s", "ms", "MB"
_DECIMALS = {TIMES: 2, EACH_SECOND: 0, SECONDS: 2, MILLISECONDS: 2, MEGABYTES: 0}


def number(value: float, unit: str) -> str:
    """A value with its unit, as people read it."""
    between = "" if unit == EACH_SECOND else " "
    return f"{value:,.{_DECIMALS[unit]}f}{between}{unit}"


@dataclass(frozen=True)
class Target:
    """What the median should reach, or stay below."""

    bound: float
    at_least: bool = True

    def shown(self, unit: str) -> str:
        """The target as people read it."""
        return f"{'≥' if self.at_least else '≤'} {number(self.bound, unit)}"

    def missing_percent(self, value: float) -> float:
        """By how much of the bound a value misses it; 0 when it is met."""
        gap = self.bound - value if self.at_least else value - self.bound
        return max(0.0, gap / self.bound * 100)


@dataclass(frozen=True)
class Measured:
    """One line of the table: the values of the rounds; without a target it is for information.

    `beside` tells what the values were made of.
    """

    figure: str
    what: str
    values: tuple[float, ...]
    unit: str = TIMES
    target: Target | None = None
    beside: str = ""

    @property
    def median(self) -> float:
        """The middle of the rounds."""
        return median(self.values)

    @property
    def verdict(self) -> str:
        """Whether the median meets the target, and if not, how much is missing."""
        if self.target is None:
            return ""
        missing = self.target.missing_percent(self.median)
        return f"missed by {missing:.0f} %" if missing else "met"


def rates(*named: tuple[str, list[float]]) -> str:
    """Median rates side by side: `redeem 4,100/s, empty 8,200/s`."""
    return ", ".join(f"{name} {number(median(each), EACH_SECOND)}" for name, each in named)
