"""The till: each redemption, what every merchant took in a month, and what is held for whom."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from ledger.facts import BeansHeld, BeansRedeemed, BeansReturned, HoldReleased
from ledger.recorded import Recorded
from projections.shelf.changes import Changes
from projections.shelf.columns import UNTOLD, First
from projections.shelf.sheet import By, Row, Sheet
from projections.shelf.view import Folds, View
from projections.tills import whose_till


class Redemption(Row):
    """A redemption from the merchant's first word on; a code nobody used is not in here.

    `step` is authorised, captured or released; `fen` is owed for the beans that were captured
    and not `returned`. `at` and `position` are those of the first step.
    """

    redemption: str
    volunteer: str = UNTOLD
    merchant: str = UNTOLD
    step: str = UNTOLD
    held: int = 0
    captured: int = 0
    returned: int = 0
    fen: int = 0
    bill_fen: int | None = UNTOLD
    at: First[datetime] = UNTOLD
    spent_on: First[date] = UNTOLD
    lapses_at: datetime | None = UNTOLD
    captured_at: datetime | None = UNTOLD
    position: First[int] = UNTOLD

    @property
    def state(self) -> str:
        """The step, or `returned` once all of the beans came back."""
        return "returned" if self.captured and self.returned == self.captured else self.step

    @property
    def beans(self) -> int:
        """The beans that are at the merchant or held for it."""
        return self.held + self.captured - self.returned


class Takings(Row):
    """What a merchant took in a month: beans `captured`, beans `refunded`, beans `held` now, the
    number of `redemptions`, and what is payable for the beans it kept."""

    merchant: str
    month: str
    captured: int = 0
    refunded: int = 0
    held: int = 0
    redemptions: int = 0
    payable_fen: int = 0

    @property
    def net_beans(self) -> int:
        """The beans that stayed with the merchant."""
        return self.captured - self.refunded


REDEMPTIONS = Sheet(
    "redemption",
    Redemption,
    By(("merchant", "position")),
    By(("merchant", "spent_on")),
    By(("lapses_at",), "step = 'authorised'"),
)
TAKINGS = Sheet("takings", Takings)


class _Folding:
    def __init__(self, redemptions: Changes[Redemption], takings: Changes[Takings]) -> None:
        self._redemptions = redemptions
        self._takings = takings

    def hold(self, recorded: Recorded[BeansHeld]) -> None:
        fact = recorded.fact
        self._takings[whose_till(fact.till)].held += fact.beans
        row = self._begin(recorded, fact.held_for)
        row.step, row.lapses_at, row.bill_fen = "authorised", fact.lapses_at, fact.bill_fen
        row.held += fact.beans

    def redeem(self, recorded: Recorded[BeansRedeemed]) -> None:
        fact = recorded.fact
        takings = self._takings[whose_till(fact.till)]
        takings.captured += fact.beans
        takings.redemptions += 1
        takings.payable_fen += fact.fen
        row = self._begin(recorded, fact.target)
        row.step, row.captured_at, row.bill_fen = "captured", fact.at, fact.bill_fen
        row.captured += fact.beans
        row.fen += fact.fen
        if not fact.new_at_the_till:
            row.held -= fact.beans
            takings.held -= fact.beans

    def release(self, recorded: Recorded[HoldReleased]) -> None:
        fact = recorded.fact
        self._takings[whose_till(fact.till)].held -= fact.beans
        row = self._redemptions[fact.redemption]
        row.held -= fact.beans
        if fact.reason != "not_captured":
            row.step = "released"

    def give_back(self, recorded: Recorded[BeansReturned]) -> None:
        fact = recorded.fact
        takings = self._takings[whose_till(fact.till)]
        takings.refunded += fact.beans
        takings.payable_fen -= fact.fen
        row = self._redemptions[fact.redemption]
        row.returned += fact.beans
        row.fen -= fact.fen

    def _begin(
        self, recorded: Recorded[BeansHeld] | Recorded[BeansRedeemed], merchant: str
    ) -> Redemption:
        fact = recorded.fact
        row = self._redemptions[fact.redemption]
        row.volunteer, row.merchant = fact.volunteer, merchant
        if row.position is None:
            row.at, row.spent_on, row.position = fact.at, fact.spent_on, recorded.position
        return row


class Till(View):
    """Redemptions and takings."""

    name = "till"
    version = 1
    sheets = (REDEMPTIONS, TAKINGS)

    @staticmethod
    def folds(*changes: Changes[Any]) -> Folds:
        """Beans on their way to a merchant, there, and back."""
        folding = _Folding(*changes)
        return {
            BeansHeld: folding.hold,
            BeansRedeemed: folding.redeem,
            HoldReleased: folding.release,
            BeansReturned: folding.give_back,
        }

    def redemption(self, redemption: str) -> Redemption | None:
        """One redemption, None when no merchant has taken its code."""
        question = REDEMPTIONS.select().where(REDEMPTIONS.c.redemption == redemption)
        return self.shelf.row(question, Redemption)

    def redemptions_of(
        self,
        merchant: str,
        day: date | None = None,
        *,
        limit: int = 100,
        before_position: int | None = None,
    ) -> list[Redemption]:
        """A merchant's redemptions, newest first, older than `before_position`; those of one
        local day when a day is given."""
        c = REDEMPTIONS.c
        question = REDEMPTIONS.select().where(c.merchant == merchant)
        if day is not None:
            question = question.where(c.spent_on == day)
        if before_position is not None:
            question = question.where(c.position < before_position)
        return self.shelf.rows(question.order_by(c.position.desc()).limit(limit), Redemption)

    def takings(self, merchant: str, month: str) -> Takings:
        """What the merchant took in a month (`2026-11`); all zero when that is nothing."""
        c = TAKINGS.c
        question = TAKINGS.select().where(c.merchant == merchant, c.month == month)
        return self.shelf.row(question, Takings) or Takings(merchant, month)

    def redemptions_between(
        self, merchant: str, first: date, last: date, *, volunteer: str | None = None,
        limit: int = 200,
    ) -> list[Redemption]:  # fmt: skip
        """A merchant's redemptions of these local days, both included, newest first; those of
        one volunteer alone when one is named."""
        c = REDEMPTIONS.c
        of_the_days = c.spent_on.between(first, last)
        question = REDEMPTIONS.select().where(c.merchant == merchant, of_the_days)
        if volunteer is not None:
            question = question.where(c.volunteer == volunteer)
        return self.shelf.rows(question.order_by(c.position.desc()).limit(limit), Redemption)

    def promised_in(self, month: str, merchants: Collection[str]) -> dict[str, int]:
        """What counts against the cap of each of these merchants in a month: beans it kept, and
        beans held for it. One that took nothing is left out."""
        c = TAKINGS.c
        question = TAKINGS.select().where(c.month == month, c.merchant.in_(merchants))
        found = self.shelf.rows(question, Takings)
        return {each.merchant: each.net_beans + each.held for each in found}

    def months_of(self, merchant: str, limit: int = 24) -> list[Takings]:
        """A merchant's months with any takings, the newest first."""
        question = TAKINGS.select().where(TAKINGS.c.merchant == merchant)
        return self.shelf.rows(question.order_by(TAKINGS.c.month.desc()).limit(limit), Takings)

    def waiting_holds(self, now: datetime) -> Iterator[str]:
        """Redemptions whose merchant has let the time to confirm pass, the longest ago first."""
        c = REDEMPTIONS.c
        over = select(c.redemption).where(c.step == "authorised", c.lapses_at <= now)
        yield from self.shelf.rows(over.order_by(c.lapses_at), str)
