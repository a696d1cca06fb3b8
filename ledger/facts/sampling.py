"""Sampling: a share of a month's records was drawn by lot, and people have looked at them."""

from typing import Literal

from ledger.facts.fact import Fact

Finding = Literal["in_order", "not_in_order"]
Fault = Literal["not_there", "other_times", "no_proof", "no_service", "other"]
"""What was wrong: the person was not there, or at other times; nothing proves it; what was done
is no service; or something that only words can say."""


class SampleDrawn(Fact, frozen=True, kw_only=True):
    """Of the records of a community's month that stood at `book_position`, a share was drawn.

    The `seed` is made from the bytes of the fact at that position, so nobody chose it. Seed,
    position and policy give the same `attendances` for ever; `confirmed` is out of how many.
    """

    sample: str
    unit: str
    month: str
    seed: str
    book_position: int
    confirmed: int
    attendances: tuple[str, ...]
    policy: str


class SampleChecked(Fact, frozen=True, kw_only=True):
    """A second person has looked at a record that was drawn; a correction is a deed of its own.

    `fault` is what was wrong, None for what is in order. `checked_by` is the person, or the key,
    that answers for it; `note` points at what was found.
    """

    sample: str
    attendance: str
    activity: str
    volunteer: str
    finding: Finding
    fault: Fault | None
    checked_by: str
    note: str | None = None
