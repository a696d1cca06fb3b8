"""Why not: records and balances brought in from another book."""

from ledger.refusals.refusal import Refusal


class AlreadyImported(Refusal):
    """The record was brought in before."""


class ImportWaits(Refusal):
    """The record was asked for before and waits for a second person, under `proposal`."""


class ImportedUnknown(Refusal):
    """No record of another book is here under this id."""


class ImportedRevoked(Refusal):
    """The record was taken back, for good."""


class ImportedOnlyShorter(Refusal):
    """A record of another book is made no longer than it stands: at most `most` minutes."""


class ImportedDayFull(Refusal):
    """The records brought in for one local day would come to more than `most` minutes."""


class ImportEarnsTooMuch(Refusal):
    """So many minutes earn at most `most` beans by the rules here."""


class AlreadyOpened(Refusal):
    """The purse was opened before."""


class BalanceNotEarned(Refusal):
    """More beans were to be opened with than the records brought in had earned, `most` of them."""


class BalanceEarnedHere(Refusal):
    """By the rules here the records brought in have given beans already."""


class LotUnfit(Refusal):
    """A lot is dead already, or would live longer than beans that are given today."""
