"""Exposition: families of samples, written down as Prometheus reads them (text format 0.0.4)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

CONTENT_TYPE = "text/plain; version=0.0.4"
Labels = dict[str, str]


class Sample(NamedTuple):
    """One value under its labels; `suffix` is what a histogram appends to the family's name."""

    value: float
    labels: Labels = {}
    suffix: str = ""


class Family(NamedTuple):
    """One figure: `kind` is counter, gauge or histogram."""

    name: str
    kind: str
    meaning: str
    samples: Iterable[Sample]


class Histogram:
    """Counts values by buckets, the last of which has no upper bound."""

    def __init__(self, bounds: Sequence[float]) -> None:
        self._bounds = tuple(bounds)
        self._counts = [0] * (len(bounds) + 1)
        self._sum = 0.0

    def add(self, value: float) -> None:
        """One more."""
        self._counts[bisect_left(self._bounds, value)] += 1
        self._sum += value

    def samples(self, **labels: str) -> Iterator[Sample]:
        """Each bucket with all below it, the sum and the count."""
        bounds = [*map(_number, self._bounds), "+Inf"]
        for bound, count in zip(bounds, accumulate(self._counts), strict=True):
            yield Sample(count, labels | {"le": bound}, "_bucket")
        yield Sample(self._sum, labels, "_sum")
        yield Sample(sum(self._counts), labels, "_count")


def written(families: Iterable[Family]) -> str:
    """The whole text."""
    return "".join(f"{line}\n" for family in families for line in _lines(family))


def _lines(family: Family) -> Iterator[str]:
    yield f"# HELP {family.name} {family.meaning}"
    yield f"# TYPE {family.name} {family.kind}"
    for value, labels, suffix in family.samples:
        told = ",".join(f'{name}="{_escaped(text)}"' for name, text in labels.items())
        yield f"{family.name}{suffix}{f'{{{told}}}' if told else ''} {_number(value)}"


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(float(value))


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
