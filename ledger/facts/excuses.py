"""Excuses: for a while less is asked of somebody, and nothing is added to what they did."""

from datetime import date

from ledger.facts.fact import Fact


class ExcuseGranted(Fact, frozen=True, kw_only=True):
    """From `first` to `last`, both included, the thresholds of evaluations are lower by `percent`
    for a volunteer: illness, an exam, care at home.

    `reference` is the number of the paper, which is kept in the files; no reason stands here.
    """

    excuse: str
    volunteer: str
    first: date
    last: date
    percent: int
    reference: str
    granted_by: str

    def __post_init__(self) -> None:
        """Checked when written and again when read."""
        if not 1 <= self.percent <= 100 or self.last < self.first:
            raise ValueError("an excuse lowers by 1 to 100 per cent, over one day or more")


class ExcuseWithdrawn(Fact, frozen=True, kw_only=True):
    """The excuse was wrong: from now on it lowers nothing."""

    excuse: str
    volunteer: str
    withdrawn_by: str
