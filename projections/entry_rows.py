"""Entry rows: what every fact that a month's report counts changes, as one line of a journal."""

from __future__ import annotations

from datetime import date, datetime

from projections.shelf.columns import UNTOLD
from projections.shelf.sheet import By, Row, Sheet


class Entry(Row):
    """What one fact changes; a correction has two of them, what stood (0) and what stands (1).

    `kind` says what happened, `times` is how often it did: 1, or 0 for a second part. `day` is
    the local day of service for whatever belongs to service, else None. `beans` is signed as the
    kind counts them, `lots` is what may be spent more, `debt` what is owed more by the volunteer.
    `fen` is money that was given, is owed more or was paid, `free_fen` what the fund has free more.
    """

    position: int
    part: int
    kind: str = UNTOLD
    at: datetime = UNTOLD
    day: date | None = UNTOLD
    volunteer: str = UNTOLD
    activity: str = UNTOLD
    reference: str = UNTOLD
    merchant: str = UNTOLD
    fund: str = UNTOLD
    times: int = 0
    sessions: int = 0
    minutes: int = 0
    training: int = 0
    beans: int = 0
    lots: int = 0
    debt: int = 0
    fen: int = 0
    free_fen: int = 0


class PurseNow(Row):
    """What all entries of a volunteer come to: beans that may be spent, and the debt."""

    volunteer: str
    lots: int = 0
    debt: int = 0


class FundNow(Row):
    """What all entries of a fund come to: the money that is free."""

    fund: str
    free_fen: int = 0


ENTRIES = Sheet(
    "entry",
    Entry,
    By(("volunteer", "at")),
    By(("volunteer", "day"), "day IS NOT NULL"),
    By(("at",)),
    By(("day",), "day IS NOT NULL"),
    By(("merchant", "at"), "merchant != ''"),
    By(("fund", "at"), "fund != ''"),
    written_once=True,
)
PURSES = Sheet("entry_purse", PurseNow)
FUND_SUMS = Sheet("entry_fund", FundNow)
