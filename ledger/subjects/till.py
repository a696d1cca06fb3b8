"""The till: one redemption from its code to its end, and one merchant's month."""

from __future__ import annotations

from datetime import date, datetime

from ledger.facts import (
    BeansHeld,
    BeansRedeemed,
    BeansReturned,
    Fact,
    HoldReleased,
    RedemptionCodeIssued,
    Shown,
    VoucherPrinted,
    VoucherReleased,
)
from ledger.states import State


def till_of(merchant: str, day: date) -> str:
    """The id of a merchant's till for the month of a local day."""
    month = day.isoformat()
    return f"till-{merchant.partition('-')[2]}-{month[:4]}{month[5:7]}"


class Redemption(State):
    """How far has this redemption come?

    `printed` is the voucher that opens it, `returned` how many of the redeemed beans came back.
    """

    __slots__ = ("held", "issued", "printed", "redeemed", "released", "returned")
    listens = (
        RedemptionCodeIssued, VoucherPrinted, BeansHeld, BeansRedeemed, HoldReleased,
        VoucherReleased, BeansReturned,
    )  # fmt: skip

    def __init__(self, redemption: str) -> None:
        super().__init__(redemption)
        self.issued: RedemptionCodeIssued | None = None
        self.printed: VoucherPrinted | None = None
        self.held: BeansHeld | None = None
        self.redeemed: BeansRedeemed | None = None
        self.released: HoldReleased | VoucherReleased | None = None
        self.returned = 0

    def evolve(self, fact: Fact) -> None:
        """One more step of the redemption."""
        match fact:
            case RedemptionCodeIssued():
                self.issued = fact
            case VoucherPrinted():
                self.printed = fact
            case BeansHeld():
                self.held = fact
            case BeansRedeemed():
                self.redeemed = fact
            case HoldReleased() | VoucherReleased():
                self.released = fact
            case BeansReturned():
                self.returned += fact.beans

    @property
    def volunteer(self) -> str | None:
        """Whose beans they are; a code and a voucher tell it before anything is taken, a badge
        only then."""
        told = self.held or self.redeemed or self.issued or self.printed
        return told.volunteer if told is not None else None

    @property
    def shown(self) -> Shown:
        """What the volunteer had shown when the beans were taken."""
        taken = self.held or self.redeemed
        return taken.shown if taken is not None else "code"

    @property
    def used(self) -> bool:
        """Whether the code has done its work."""
        return self.held is not None or self.redeemed is not None

    @property
    def waiting(self) -> bool:
        """Whether beans are held and neither captured nor released."""
        return self.held is not None and self.redeemed is None and self.released is None

    @property
    def on_paper(self) -> bool:
        """Whether a voucher holds the beans, and no shop has taken it yet."""
        return self.printed is not None and self.redeemed is None and self.released is None

    @property
    def paid_by(self) -> str:
        """The fund that pays for it; empty when no money was reserved."""
        taken = self.held or self.redeemed or self.printed
        return taken.paid_by if taken is not None else ""

    @property
    def merchant(self) -> str | None:
        """The merchant who took the code."""
        if self.redeemed is not None:
            return self.redeemed.target
        return self.held.held_for if self.held is not None else None


class Till(State):
    """How many beans has this merchant taken this month, authorised ones included?

    `days` counts them by the local day on which they were spent.
    """

    __slots__ = ("beans", "days")
    listens = (BeansHeld, BeansRedeemed, HoldReleased, BeansReturned)

    def __init__(self, till: str) -> None:
        super().__init__(till)
        self.beans = 0
        self.days: dict[date, int] = {}

    def evolve(self, fact: Fact) -> None:
        """Beans were promised to the merchant, or went back."""
        match fact:
            case BeansHeld():
                self._count(fact.spent_on, fact.beans)
            case BeansRedeemed() if fact.new_at_the_till:
                self._count(fact.spent_on, fact.beans)
            case HoldReleased() | BeansReturned():
                self._count(fact.spent_on, -fact.beans)

    def _count(self, day: date, beans: int) -> None:
        self.beans += beans
        self.days[day] = self.days.get(day, 0) + beans

    def on(self, day: date) -> int:
        """The beans of one local day of this month."""
        return self.days.get(day, 0)


def lapsed(held: BeansHeld, now: datetime) -> bool:
    """Whether the merchant's time to confirm is over."""
    return now >= held.lapses_at
