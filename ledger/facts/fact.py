"""A fact: what happened, when, and whom it concerns; and a movement of beans, which is one too."""

from datetime import datetime
from functools import cache
from typing import Literal

import msgspec

ISSUANCE = "issuance"
"""The account every bean comes from: its balance is minus what was ever issued and kept."""
EXPIRED = "expired"
"""The account beans go to when their lot dies."""

SUBJECTS = (
    "unit", "team", "volunteer", "number", "activity", "attendance", "merchant", "till",
    "redemption", "rulebook", "appointment", "person", "tree", "series", "device", "enterer",
    "proposal", "award", "objection", "household", "fund", "page", "donation",
    "settlement", "payment", "offer", "signal", "certificate", "imported", "violation", "listing",
    "excuse", "sample",
)  # fmt: skip
"""Fields that become tags. What follows from a tag already given is left out (a volunteer's
community, the merchant of a till): every tag costs a row of the index for ever."""

TREE = "tree-district"
"""A ledger has one tree of units; whatever changes its shape is found under this subject."""
UnitKind = Literal["district", "street", "community", "group", "building", "grid"]
"""The five levels of government, the largest first, and the grid beside the groups (L01, K04)."""

Lots = dict[str, int]
"""Beans by the local date (`YYYY-MM-DD`) on which they die: gone from 00:00 of that day."""


class Fact(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Something that happened at a time, as told by the person who was there.

    Facts point at nothing that points back, so the garbage collector need not walk them.
    """

    at: datetime

    def tags(self) -> list[str]:
        """The ids this fact is found under: its subjects, in the order of `SUBJECTS`."""
        return [tag for name in _subjects_of(type(self)) if (tag := getattr(self, name))]


class Movement(Fact, frozen=True, kw_only=True):
    """Beans went from one account to another; so all accounts together always hold zero."""

    beans: int
    source: str
    target: str

    def __post_init__(self) -> None:
        """Checked when written and again when read."""
        if self.beans <= 0 or self.source == self.target:
            raise ValueError("beans move as a positive number between two accounts")


class PurseMovement(Movement, frozen=True, kw_only=True):
    """A movement into or out of a volunteer's purse: which lots it touched, and any debt.

    `lots` counts the beans put into or taken out of each lot; `debt` the part that repaid (on
    the way in) or made (on the way out) a debt left by a claw-back. `balance_after` is what the
    volunteer could spend afterwards, negative while a debt stands.
    """

    volunteer: str
    lots: Lots
    debt: int = 0
    balance_after: int

    def __post_init__(self) -> None:
        """Checked when written and again when read."""
        super().__post_init__()
        whole = self.debt >= 0 and all(beans > 0 for beans in self.lots.values())
        if not whole or sum(self.lots.values()) + self.debt != self.beans:
            raise ValueError("the lots and the debt of a movement add up to its beans")


@cache
def _subjects_of(kind: type[Fact]) -> tuple[str, ...]:
    return tuple(name for name in SUBJECTS if name in kind.__struct_fields__)
