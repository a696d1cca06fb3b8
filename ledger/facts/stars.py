"""Stars: what a body granted to a volunteer for hours and conduct."""

from typing import Literal

from ledger.facts.fact import Fact


class StarGranted(Fact, frozen=True, kw_only=True):
    """A volunteer is a star volunteer of so many stars from now on; nothing takes it away again.

    `level` is the level of government that grants it, `reference` the number of its decision.
    `minutes` is what had been confirmed in a lifetime when it was granted, under `policy`.
    """

    volunteer: str
    star: int
    level: Literal["county", "city", "province"]
    reference: str
    proposal: str
    approved_by: str
    minutes: int
    policy: str
