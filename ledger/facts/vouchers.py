"""Vouchers: beans that wait on paper for whichever shop they are brought to."""

from datetime import datetime
from typing import Literal

from ledger.facts.fact import PurseMovement
from ledger.facts.funds import FundPurpose


class VoucherPrinted(PurseMovement, frozen=True, kw_only=True):
    """A paper voucher was printed: its beans wait in the account of the redemption it opens.

    In the same breath `fen` were reserved on a `page` of the fund that will pay, `paid_by`, whose
    `purpose` says at which shops the voucher is good. Nothing in here tells its code.
    """

    redemption: str
    lapses_at: datetime
    policy: str
    purpose: FundPurpose
    fen: int
    page: str = ""
    paid_by: str = ""


class VoucherReleased(PurseMovement, frozen=True, kw_only=True):
    """The beans of a voucher went back to the purse: its days were over, or it was cancelled.

    The `fen` reserved for them are free again, on a `page` of the fund `paid_by`.
    """

    redemption: str
    reason: Literal["lapsed", "cancelled"]
    fen: int
    page: str = ""
    paid_by: str = ""
