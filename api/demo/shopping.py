"""A year's shopping: who redeems beans, where, and the few times something goes differently."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from api.codes import RedemptionCodes
from api.demo.attendances import Step
from api.demo.cast import Cast, Player
from api.ids import new_id
from ledger.policy import Policy
from ledger.redemptions import IssueCode, RedeemBeans
from ledger.reversals import (
    CaptureRedemption,
    LapseHold,
    RefundRedemption,
    VoidRedemption,
)
from projections.directory import Merchant

OPENS, OPEN_MINUTES = time(8, 0), 750
LEAST_WORTH_THE_WALK = 20
USUAL_BEANS = (20, 30, 30, 40, 40, 50, 60, 80, 100)
FAVOURITE_SHOPS = 3


class Shopping:
    """Plans each day's redemptions from what people had in the evening before."""

    def __init__(
        self, cast: Cast, policy: Policy, codes: RedemptionCodes, rng: Random, now: datetime
    ) -> None:
        self._cast = cast
        self._policy = policy
        self._codes = codes
        self._rng = rng
        self._zone: ZoneInfo = policy.zone
        self._sessions = {
            shop.merchant: new_id("session", now) for shop in cast.merchants
        }
        self._favourites = {
            player.volunteer: rng.sample(cast.merchants, min(FAVOURITE_SHOPS, len(cast.merchants)))
            for player in cast.everybody.players
        }
        self._taken: dict[tuple[str, str], int] = {}
        self.redemptions = 0

    def steps(self, day: date, balances: dict[str, int]) -> Iterator[Step]:
        """The steps of one local day, not in the order of time."""
        for player in self._cast.everybody.players:
            beans = balances.get(player.volunteer, 0)
            # The fuller the purse, the sooner somebody goes shopping.
            if beans >= LEAST_WORTH_THE_WALK and self._rng.random() < min(beans / 2_600, 0.08):
                yield from self._purchase(day, player, beans)

    def _purchase(self, day: date, player: Player, balance: int) -> Iterator[Step]:
        rng = self._rng
        shop = rng.choice(self._favourites[player.volunteer])
        beans = min(rng.choice(USUAL_BEANS), balance, self._policy.redemption.max_per_transaction)
        if not self._has_room(shop, day, beans):
            return
        opens_at = datetime.combine(day, OPENS, self._zone)
        at = opens_at + timedelta(seconds=rng.randrange(OPEN_MINUTES * 60))
        self.redemptions += 1
        code = self._codes.for_key(f"demo {self.redemptions} {at.isoformat()}")
        redemption = self._codes.redemption_id(code)
        issue = IssueCode(redemption=redemption, volunteer=player.volunteer)
        yield Step(at, issue, player.session, "volunteer")
        at += timedelta(seconds=rng.randint(6, 40))
        yield from self._at_the_counter(at, redemption, shop, beans, balance)

    def _at_the_counter(
        self, at: datetime, redemption: str, shop: Merchant, beans: int, balance: int
    ) -> Iterator[Step]:
        rng, who = self._rng, self._sessions[shop.merchant]
        dice = rng.randrange(1_000)
        wish = balance + 15 if dice < 8 else beans  # Some ask for more than they have.
        take = RedeemBeans(
            redemption=redemption, merchant=shop.merchant, beans=wish,
            bill_fen=self._bill(shop, wish), capture=dice >= 60,
        )  # fmt: skip
        yield Step(at, take, who, "merchant")
        if 8 <= dice < 52:
            part = beans - 10 if dice < 16 and beans > 20 else None
            capture = CaptureRedemption(redemption=redemption, merchant=shop.merchant, beans=part)
            yield Step(at + timedelta(seconds=rng.randint(15, 80)), capture, who, "merchant")
        elif 52 <= dice < 60:
            seconds = self._policy.redemption.merchant_confirm_seconds + rng.randint(1, 10)
            lapse = LapseHold(redemption=redemption)
            yield Step(at + timedelta(seconds=seconds), lapse, "clock", "system")
        elif 60 <= dice < 75:
            void = VoidRedemption(redemption=redemption, merchant=shop.merchant)
            yield Step(at + timedelta(minutes=rng.randint(1, 9)), void, who, "merchant")
        elif 75 <= dice < 83:
            refund = RefundRedemption(redemption=redemption, merchant=shop.merchant, beans=10)
            yield Step(at + timedelta(minutes=rng.randint(90, 200)), refund, who, "merchant")
        elif 83 <= dice < 88:  # The same code a second time.
            yield Step(at + timedelta(seconds=20), take, who, "merchant")

    def _bill(self, shop: Merchant, beans: int) -> int | None:
        """A bill of which the policy lets so many beans pay a part."""
        rule, rng = self._policy.redemption, self._rng
        if rng.random() < 0.3:
            return None
        charity = shop.kind == "charity"
        share = (
            rule.max_offset_permille_charity if charity else rule.max_offset_permille_commercial
        )
        least = -(-beans * self._policy.settlement.fen_per_bean * 1_000 // max(share, 1))
        return least + rng.randrange(0, 2_000, 50)

    def _has_room(self, shop: Merchant, day: date, beans: int) -> bool:
        month = (shop.merchant, f"{day:%Y-%m}")
        taken = self._taken.get(month, 0) + beans
        if shop.monthly_cap is not None and taken > shop.monthly_cap:
            return False
        self._taken[month] = taken
        return True
