"""Paper dealings: the part of the reckoning about beans that wait on paper for some shop."""

from __future__ import annotations

from typing import Any

from ledger.policy import Policy
from tests.abacus import EPOCH_DAY, ROUND, SHANGHAI_SECONDS, Deal, day_of, pick_from
from tests.dealings import Dealings
from tests.reckoning import Answer, Reasons, because


def _midnight_after(day: int) -> int:
    """The second in which a local day ends."""
    return (day + 1 - EPOCH_DAY) * ROUND - SHANGHAI_SECONDS


class PaperDealings(Dealings):
    """What beans are given for, also when they were printed first."""

    def __init__(self, policy: Policy) -> None:
        super().__init__(policy)
        self._judges |= {
            "PrintVoucher": self._print,
            "TakeVoucher": self._take,
            "CancelVoucher": self._cancel,
            "LapseVoucher": self._lapse_paper,
        }

    def _print(self, asked: Any, now: int) -> Answer:
        person, rule, today = self.people.get(asked.volunteer), self.rules.redemption, day_of(now)
        if person is None:
            return {"volunteer_unknown"}, []
        living = person.living(today)
        reasons = because(
            own_voucher=asked.volunteer in asked.own_volunteers,
            code_taken=asked.redemption in self.deals,
            limit_exceeded=not rule.min_beans <= asked.beans <= rule.paper_voucher_max_beans
            or self._alive(asked.volunteer, now) >= rule.paper_voucher_active_max,
            account_blocked=person.debt > 0,
            not_enough_beans=sum(living.values()) < asked.beans,
        )
        if reasons:
            return reasons, []
        swept = self._sweep(person, today)
        lots, _ = pick_from(living, sorted(living), asked.beans)
        person.take(lots)
        self.deals[asked.redemption] = Deal(
            asked.volunteer, 0, on_paper=True, lots=lots, held=asked.beans,
            lapses=_midnight_after(today + rule.paper_voucher_valid_days),
        )  # fmt: skip
        return set(), [*swept, ("VoucherPrinted", asked.beans)]

    def _alive(self, volunteer: str, now: int) -> int:
        mine = (deal for deal in self.deals.values() if deal.person == volunteer)
        return sum(deal.on_paper and deal.held > 0 and now < deal.lapses for deal in mine)

    def _paper(self, redemption: str) -> Deal | None:
        deal = self.deals.get(redemption)
        return deal if deal is not None and deal.on_paper else None

    def _take(self, asked: Any, now: int) -> Answer:
        deal, shop = self._paper(asked.redemption), self.shops.get(asked.merchant)
        today = day_of(now)
        if deal is None or shop is None:
            return because(code_unknown=deal is None, merchant_unknown=shop is None), []
        person, beans = self.people[deal.person], sum(deal.lots.values())
        reasons = because(
            voucher_at_once=not asked.capture,
            voucher_is_whole=asked.beans not in (None, beans),
            limit_exceeded=self._too_much(asked, beans, person, shop, today),
        )
        reasons |= self._over(deal, now) | self._no_such_bargain(asked, beans, person, today)
        if reasons:
            return reasons, []
        deal.taken, deal.taken_at, deal.held = deal.lots, now, 0
        shop.beans += beans
        self._at_the_counter(asked, deal, beans, today)
        return set(), [("BeansRedeemed", beans)]

    def _over(self, deal: Deal, now: int) -> Reasons:
        if deal.shop or deal.torn:
            return because(code_used=not deal.torn, voucher_cancelled=deal.torn)
        return because(voucher_lapsed=not deal.held or now >= deal.lapses)

    def _cancel(self, asked: Any, now: int) -> Answer:
        deal = self._paper(asked.redemption)
        if deal is None:
            return {"voucher_unknown"}, []
        reasons = because(
            own_voucher=deal.person in asked.own_volunteers, voucher_ended=not deal.held
        )
        if reasons:
            return reasons, []
        deal.torn = True
        return set(), [self._unprint(deal, now)]

    def _lapse_paper(self, asked: Any, now: int) -> Answer:
        deal = self._paper(asked.redemption)
        if deal is None or not deal.held or now < deal.lapses:
            return set(), []
        return set(), [self._unprint(deal, now)]

    def _unprint(self, deal: Deal, now: int) -> tuple[str, int]:
        beans, deal.held = deal.held, 0
        self._home(deal, deal.lots, now)
        return "VoucherReleased", beans
