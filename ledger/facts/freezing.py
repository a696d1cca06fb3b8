"""Freezing: a list that decides something about people was closed as it stood at a position."""

from ledger.facts.fact import Fact


class ListFrozen(Fact, frozen=True, kw_only=True):
    """A list of one `kind`, unit and period was frozen as of `book_position`, once for ever.

    The list itself is not here: under the policy named it is computed from the facts up to that
    position, the same for ever, which `digest` proves, the SHA-256 of its canonical bytes in
    hexadecimal. `entries` is how many it has. `frozen_by` answers for it, or it was the clock.
    """

    listing: str
    kind: str
    unit: str
    period: str
    book_position: int
    policy: str
    digest: str
    entries: int
    frozen_by: str
