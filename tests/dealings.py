"""Dealings: the part of the reckoning that is about codes, shops and what is given back."""

from __future__ import annotations

from typing import Any

from ledger.policy import Policy
from tests.abacus import Deal, Person, Shop, day_of, month_of, pick_from
from tests.reckoning import DAY, MINUTE, Answer, Reasons, because
from tests.shelf_keeping import ShelfKeeping


class Dealings(ShelfKeeping):
    """Service, what shops offer, and what beans are given for."""

    def __init__(self, policy: Policy) -> None:
        super().__init__(policy)
        self._judges |= {
            "IssueCode": self._issue,
            "RedeemBeans": self._redeem,
            "CaptureRedemption": self._capture,
            "VoidRedemption": self._void,
            "RefundRedemption": self._refund,
            "LapseHold": self._lapse,
            "ExpireBeans": self._expire,
        }

    def _issue(self, asked: Any, now: int) -> Answer:
        reasons = because(
            volunteer_unknown=asked.volunteer not in self.people,
            code_taken=asked.redemption in self.deals,
        )
        if not reasons:
            ends = now + self.rules.redemption.code_valid_seconds
            self.deals[asked.redemption] = Deal(asked.volunteer, ends)
        return reasons, [("RedemptionCodeIssued", 0)]

    def _redeem(self, asked: Any, now: int) -> Answer:
        deal, shop = self.deals.get(asked.redemption), self.shops.get(asked.merchant)
        if deal is None or deal.on_paper or shop is None:
            strange = deal is None or deal.on_paper
            return because(code_unknown=strange, merchant_unknown=shop is None), []
        person, today = self.people[deal.person], day_of(now)
        living = person.living(today)
        reasons = because(
            code_used=bool(deal.shop),
            code_expired=now > deal.ends + self.rules.redemption.code_clock_skew_seconds,
            limit_exceeded=asked.beans < self.rules.redemption.min_beans
            or self._too_much(asked, asked.beans, person, shop, today),
            account_blocked=person.debt > 0,
            not_enough_beans=sum(living.values()) < asked.beans,
        ) | self._no_such_bargain(asked, asked.beans, person, today)
        if reasons:
            return reasons, []
        swept = self._sweep(person, today)
        lots, _ = pick_from(living, sorted(living), asked.beans)
        person.take(lots)
        self._at_the_counter(asked, deal, asked.beans, today)
        if asked.capture:
            deal.taken, deal.taken_at = lots, now
            shop.beans += asked.beans
            return set(), [*swept, ("BeansRedeemed", asked.beans)]
        deal.lots, deal.held, deal.was_held = lots, asked.beans, True
        deal.lapses = now + self.rules.redemption.merchant_confirm_seconds
        return set(), [*swept, ("BeansHeld", asked.beans)]

    def _at_the_counter(self, asked: Any, deal: Deal, beans: int, today: int) -> None:
        """What counts from the first word on, whether the beans are taken or wait."""
        person = self.people[deal.person]
        person.spent[today] += beans
        person.uses[today] += 1
        deal.shop, deal.month, deal.day = asked.merchant, month_of(today), today
        self.shops[deal.shop].months[deal.month] += beans
        self._off_the_shelf(asked, deal)

    def _too_much(self, asked: Any, beans: int, person: Person, shop: Shop, today: int) -> bool:
        rule = self.rules.redemption
        month = month_of(today)
        spent_this_month = sum(
            spent for day, spent in person.spent.items() if month_of(day) == month
        )
        share = (
            rule.max_offset_permille_charity
            if shop.kind == "charity"
            else rule.max_offset_permille_commercial
        )
        return (
            beans > rule.max_per_transaction
            or person.uses[today] + 1 > rule.max_transactions_per_day
            or person.spent[today] + beans > rule.max_per_day
            or spent_this_month + beans > rule.max_per_month
            or (shop.cap is not None and shop.months[month] + beans > shop.cap)
            or (
                asked.bill_fen is not None
                and beans * self.rules.settlement.fen_per_bean > asked.bill_fen * share // 1000
            )
        )

    def _sweep(self, person: Person, today: int) -> list[tuple[str, int]]:
        dead = person.dead(today)
        person.take(dead)
        self.gone += sum(dead.values())
        return [("BeansExpired", sum(dead.values()))] if dead else []

    def _expire(self, asked: Any, now: int) -> Answer:
        person = self.people.get(asked.volunteer)
        return set(), self._sweep(person, day_of(now)) if person else []

    # Further steps --------------------------------------------------------------------------------

    def _stranger(self, asked: Any) -> bool:
        deal = self.deals.get(asked.redemption)
        wrong_shop = asked.merchant is not None and deal is not None and deal.shop != asked.merchant
        return deal is None or not deal.shop or wrong_shop

    def _let_go(self, deal: Deal, now: int, beans: int) -> tuple[str, int]:
        """Held beans go home, those that would have lived longest first; and with them the
        pieces of which no part was paid."""
        self._back_on_the_shelf(deal, deal.pieces * beans // deal.held)
        back, _ = pick_from(deal.lots, sorted(deal.lots, reverse=True), beans)
        self._home(deal, back, now)
        self.shops[deal.shop].months[deal.month] -= beans
        self.people[deal.person].spent[deal.day] -= beans
        deal.held = 0
        return "HoldReleased", beans

    def _home(self, deal: Deal, parts: dict[int, int], now: int) -> None:
        today = day_of(now)
        late = today + self.rules.reversal.refund_min_life_days
        home: dict[int, int] = {}
        for lot, beans in parts.items():
            day = late if lot <= today else lot
            home[day] = home.get(day, 0) + beans
        self.people[deal.person].come_home(home)

    def _capture(self, asked: Any, now: int) -> Answer:
        if self._stranger(asked):
            return {"redemption_unknown"}, []
        deal = self.deals[asked.redemption]
        beans = deal.held if asked.beans is None else asked.beans
        reasons = because(
            not_authorised=not deal.was_held,
            redemption_ended=deal.was_held and not deal.held,
            hold_lapsed=deal.was_held and now >= deal.lapses,
            more_than_held=deal.was_held and beans > deal.held,
        )
        if reasons:
            return reasons, []
        deal.taken, _ = pick_from(deal.lots, sorted(deal.lots), beans)
        deal.taken_at = now
        self.shops[deal.shop].beans += beans
        rest = deal.held - beans
        released = [self._let_go(deal, now, rest)] if rest else []
        deal.held = 0
        return set(), [("BeansRedeemed", beans), *released]

    def _undo(self, deal: Deal, now: int) -> tuple[str, int]:
        self.people[deal.person].uses[deal.day] -= 1
        return self._let_go(deal, now, deal.held)

    def _void(self, asked: Any, now: int) -> Answer:
        if self._stranger(asked):
            return {"redemption_unknown"}, []
        deal = self.deals[asked.redemption]
        partly = asked.beans not in (None, deal.held or deal.beans_taken)
        if deal.held:
            reasons = because(not_the_whole=partly)
            return reasons, [] if reasons else [self._undo(deal, now)]
        limit = deal.taken_at + self.rules.reversal.merchant_void_minutes * MINUTE
        reasons = because(
            redemption_ended=deal.taken is None or deal.returned > 0,
            not_the_whole=partly,
            too_late=asked.merchant is not None and now > limit,
        )
        if reasons:
            return reasons, []
        self._back_on_the_shelf(deal, deal.pieces)
        return set(), [self._give_back(deal, now, deal.beans_taken)]

    def _refund(self, asked: Any, now: int) -> Answer:
        if self._stranger(asked):
            return {"redemption_unknown"}, []
        deal = self.deals[asked.redemption]
        if deal.taken is None:
            return {"not_authorised"}, []
        left = deal.beans_taken - deal.returned
        beans = left if asked.beans is None else asked.beans
        limit = deal.taken_at + self.rules.reversal.merchant_refund_days * DAY
        reasons: Reasons = because(
            redemption_ended=not left,
            more_than_taken=beans > left,
            too_late=asked.merchant is not None and now > limit,
        )
        return reasons, [] if reasons else [self._give_back(deal, now, beans)]

    def _give_back(self, deal: Deal, now: int, beans: int) -> tuple[str, int]:
        taken = deal.taken or {}
        youngest = sorted(taken, reverse=True)
        before, _ = pick_from(taken, youngest, deal.returned)
        still = {lot: taken[lot] - before.get(lot, 0) for lot in youngest}
        parts, _ = pick_from(still, youngest, beans)
        self._home(deal, parts, now)
        deal.returned += beans
        shop = self.shops[deal.shop]
        shop.beans -= beans
        shop.months[month_of(day_of(now))] -= beans
        self.people[deal.person].spent[deal.day] -= beans
        return "BeansReturned", beans

    def _lapse(self, asked: Any, now: int) -> Answer:
        deal = self.deals.get(asked.redemption)
        over = deal is not None and deal.shop and deal.held and now >= deal.lapses
        return set(), [self._undo(deal, now)] if deal is not None and over else []


