"""Bounds: what each role must be bound to, so that nobody's reach is wider than their role."""

from __future__ import annotations

from collections.abc import Collection

import msgspec


class Bounds(msgspec.Struct, frozen=True):
    """One of each `needed` must be given, what is `allowed` may be, and nothing else."""

    needed: tuple[tuple[str, ...], ...] = ()
    allowed: tuple[str, ...] = ()

    def lacking(self, given: Collection[str]) -> tuple[str, ...] | None:
        """Those of which one would still be needed; None when all is there."""
        return next((one_of for one_of in self.needed if not set(one_of) & set(given)), None)

    def foreign(self, given: Collection[str]) -> list[str]:
        """What the role cannot be bound to."""
        return sorted(set(given).difference(self.allowed, *self.needed))


BOUND_TO = {
    "volunteer": Bounds((("volunteer",),)),
    "guardian": Bounds((("volunteer",),)),
    "organizer": Bounds((("unit", "team"),), ("volunteer",)),
    "staff": Bounds((("unit",),)),
    "street_staff": Bounds((("unit",),)),
    "district_staff": Bounds((("unit",),)),
    "supervisor": Bounds((("unit",), ("line",))),
    "merchant": Bounds((("merchant",),)),
    "clerk": Bounds((("merchant",),)),
    "fund_keeper": Bounds((("unit",),)),
    "inspector": Bounds((), ("unit",)),
    "auditor": Bounds(),
    "operator": Bounds(),
    "admin": Bounds(),
}
"""What a person's role is bound to, when somebody is appointed (domain README 1.3)."""
