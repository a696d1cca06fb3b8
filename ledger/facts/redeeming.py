"""Redeeming: merchants who take beans, the codes they are shown, and what became of each."""

from datetime import date, datetime
from typing import Literal

from ledger.facts.fact import Fact, PurseMovement

Shown = Literal["code", "badge_pin", "badge", "helper"]
"""What the volunteer showed: the code on a telephone, a printed badge with its PIN or without, or
an authorised helper showed the badge for them."""


class MerchantWelcomed(Fact, frozen=True, kw_only=True):
    """A shop joined and accepts beans; `monthly_cap` is in beans, None for no cap of its own."""

    merchant: str
    name: str
    community: str
    kind: Literal["commercial", "charity"]
    monthly_cap: int | None = None


class RedemptionCodeIssued(Fact, frozen=True, kw_only=True):
    """A volunteer asked for a redemption code; the book knows it by the redemption's id alone.

    `issuer` is the community whose beans they are, and whose fund pays for them.
    """

    redemption: str
    volunteer: str
    expires_at: datetime
    issuer: str = ""


class BeansHeld(PurseMovement, frozen=True, kw_only=True):
    """A merchant authorised a redemption: the beans wait in the redemption's own account.

    In the same breath `fen` were reserved on a `page` of the fund that will pay, `paid_by`.
    `helper` is the volunteer who came in the place of whose beans they are.
    """

    redemption: str
    till: str
    held_for: str
    spent_on: date
    lapses_at: datetime
    bill_fen: int | None = None
    policy: str
    fen: int = 0
    page: str = ""
    paid_by: str = ""
    shown: Shown = "code"
    helper: str | None = None


class BeansRedeemed(PurseMovement, frozen=True, kw_only=True):
    """Beans came to a merchant, from the purse at once or from the hold; `fen` is owed for them.

    From a hold, `lots` names the lots the hold had taken, and neither the purse nor the fund
    changes again; else `fen` are reserved on a `page` of the fund that will pay, `paid_by`.
    """

    redemption: str
    till: str
    spent_on: date
    fen: int
    bill_fen: int | None = None
    policy: str
    page: str = ""
    paid_by: str = ""
    shown: Shown = "code"
    helper: str | None = None


class HoldReleased(PurseMovement, frozen=True, kw_only=True):
    """Held beans went back to the purse: voided by the merchant, lapsed, or not captured.

    The `fen` reserved for them are free again, on a `page` of the fund `paid_by`.
    """

    redemption: str
    till: str
    spent_on: date
    reason: Literal["voided", "lapsed", "not_captured"]
    fen: int = 0
    page: str = ""
    paid_by: str = ""
    shown: Shown = "code"


class BeansReturned(PurseMovement, frozen=True, kw_only=True):
    """A merchant gave redeemed beans back; `fen` are no longer owed for them.

    They are free again, on a `page` of the fund `paid_by`.
    """

    redemption: str
    till: str
    spent_on: date
    fen: int
    reason: Literal["voided", "refunded"]
    page: str = ""
    paid_by: str = ""
    shown: Shown = "code"
