"""Redeeming: merchants who take beans, the codes they are shown, and what became of each."""

from datetime import date, datetime
from typing import Literal

from ledger.facts.fact import Fact, PurseMovement

HaltReason = Literal["complaint", "suspected_abuse", "licence", "closed", "by_agreement"]
"""Why a shop takes no beans for a while."""
Shown = Literal["code", "badge_pin", "badge", "helper", "voucher"]
"""What the volunteer showed: the code on a telephone, a printed badge with its PIN or without, or
an authorised helper showed the badge for them; or whoever brought it showed a paper voucher."""


class MerchantWelcomed(Fact, frozen=True, kw_only=True):
    """A shop joined and accepts beans; the caps are in beans, None for no cap of its own."""

    merchant: str
    name: str
    community: str
    kind: Literal["commercial", "charity"]
    monthly_cap: int | None = None
    cap_per_transaction: int | None = None
    cap_per_day: int | None = None


class MerchantTermsChanged(Fact, frozen=True, kw_only=True):
    """From now on these caps hold for the shop, in beans; None for no cap of its own."""

    merchant: str
    monthly_cap: int | None
    cap_per_transaction: int | None
    cap_per_day: int | None


class MerchantHalted(Fact, frozen=True, kw_only=True):
    """A shop may take no beans until further notice; `note` points at what was said about it."""

    merchant: str
    reason: HaltReason
    note: str | None = None


class MerchantResumed(Fact, frozen=True, kw_only=True):
    """A shop may take beans again."""

    merchant: str


class RedemptionCodeIssued(Fact, frozen=True, kw_only=True):
    """A volunteer asked for a redemption code; the book knows it by the redemption's id alone.

    `issuer` is the community whose beans they are, and whose fund pays for them.
    """

    redemption: str
    volunteer: str
    expires_at: datetime
    issuer: str = ""


class CounterMovement(PurseMovement, frozen=True, kw_only=True):
    """Beans that move at a counter, perhaps for so many `pieces` of an `offer`.

    The offer is a subject where its pieces are `counted`, and so come to an end; the redemptions
    of an offer that never ends would be found under it for ever.
    """

    spent_on: date
    offer: str = ""
    pieces: int = 0
    counted: bool = False

    def tags(self) -> list[str]:
        """The subjects, less an offer whose pieces nobody counts."""
        found = super().tags()
        return found if self.counted or not self.offer else [t for t in found if t != self.offer]


class BeansHeld(CounterMovement, frozen=True, kw_only=True):
    """A merchant authorised a redemption: the beans wait in the redemption's own account.

    In the same breath `fen` were reserved on a `page` of the fund that will pay, `paid_by`.
    `helper` is the volunteer who came in the place of whose beans they are.
    """

    redemption: str
    till: str
    held_for: str
    lapses_at: datetime
    bill_fen: int | None = None
    policy: str
    fen: int = 0
    page: str = ""
    paid_by: str = ""
    shown: Shown = "code"
    helper: str | None = None


class BeansRedeemed(CounterMovement, frozen=True, kw_only=True):
    """Beans came to a merchant, from the purse at once or from the hold; `fen` is owed for them.

    What is left of their worth under the policy, `gift_fen`, the merchant gives itself.
    From a hold or a voucher, `lots` names the lots it had taken, and neither the purse nor the
    fund changes again; else `fen` are reserved on a `page` of the fund that will pay, `paid_by`.
    """

    redemption: str
    till: str
    fen: int
    gift_fen: int = 0
    bill_fen: int | None = None
    policy: str
    page: str = ""
    paid_by: str = ""
    shown: Shown = "code"
    helper: str | None = None

    @property
    def new_at_the_till(self) -> bool:
        """Whether the shop hears of these beans only now; a hold it had counted already, while
        nobody knew at which shop a voucher would be shown."""
        return self.source == self.volunteer or self.shown == "voucher"


class HoldReleased(CounterMovement, frozen=True, kw_only=True):
    """Held beans went back to the purse: voided by the merchant, lapsed, or not captured.

    The `fen` reserved for them are free again, on a `page` of the fund `paid_by`.
    """

    redemption: str
    till: str
    reason: Literal["voided", "lapsed", "not_captured"]
    fen: int = 0
    page: str = ""
    paid_by: str = ""
    shown: Shown = "code"


class BeansReturned(CounterMovement, frozen=True, kw_only=True):
    """A merchant gave redeemed beans back; `fen` are no longer owed for them, nor `gift_fen`
    given.

    They are free again, on a `page` of the fund `paid_by`.
    """

    redemption: str
    till: str
    fen: int
    gift_fen: int = 0
    reason: Literal["voided", "refunded"]
    page: str = ""
    paid_by: str = ""
    shown: Shown = "code"
