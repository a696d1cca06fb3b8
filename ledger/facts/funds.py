"""Funds: the money behind the beans, page by page of a community's book of money."""

from typing import Literal

from ledger.facts.fact import Fact

FundPurpose = Literal["all", "charity"]
"""What a fund may be spent on: beans taken by any merchant, or by charity outlets alone."""


class FundOpened(Fact, frozen=True, kw_only=True):
    """A community has a fund, kept by the legal body `holder`, and its first page lies open."""

    fund: str
    unit: str
    name: str
    holder: str
    purpose: FundPurpose = "all"
    page: str


class FundPageTurned(Fact, frozen=True, kw_only=True):
    """A page of the fund was full; its last sums are the first of the next one.

    What concerns money is tagged with its page alone, so that knowing what a fund has never costs
    more than reading one page, however old the fund is.
    """

    fund: str
    unit: str
    page: str
    free_fen: int
    reserved_fen: int
    paid_fen: int


class DonationReceived(Fact, frozen=True, kw_only=True):
    """Somebody gave: money, which beans may stand on, or goods of that worth, which back nothing.

    `receipt` is the number of the receipt, of which there is one for ever; `note` points at the
    donor's name, which may be a person's and can be forgotten.
    `free_fen_after` is what the fund had free then.
    """

    donation: str
    page: str
    fen: int
    kind: Literal["cash", "in_kind"]
    receipt: str
    free_fen_after: int
    note: str | None = None

    def __post_init__(self) -> None:
        """Checked when written and again when read."""
        if self.fen <= 0:
            raise ValueError("a donation has a worth")


DonationMistake = Literal["mistyped", "entered_twice", "not_received"]
"""How a donation came to be entered with a wrong amount; its reason, said as a code."""


class DonationCorrected(Fact, frozen=True, kw_only=True):
    """A donation was entered wrongly: it was `fen`, and not `fen_before`; 0 when it was none.

    The first entry stands as it was, and its receipt too. `free_fen_after` is what the fund had
    free then; `note` points at what was said of it, in words.
    """

    donation: str
    page: str
    kind: Literal["cash", "in_kind"]
    fen_before: int
    fen: int
    reason: DonationMistake
    free_fen_after: int
    note: str | None = None

    def __post_init__(self) -> None:
        """Checked when written and again when read."""
        if self.fen < 0 or self.fen == self.fen_before:
            raise ValueError("a correction says another amount, and none below zero")

    @property
    def more_free_fen(self) -> int:
        """By how much the free money grew; below zero when too much had been entered, and zero
        for goods, which are no money."""
        return self.fen - self.fen_before if self.kind == "cash" else 0
