"""A year's paper: elders who like it better than a code bring printed beans to a shop."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from api.demo.attendances import Step
from api.demo.cast import Cast, Player
from api.demo.shopping import OPEN_MINUTES, OPENS
from api.ids import new_id
from api.voucher_codes import VoucherCodes
from ledger.by_voucher import TakeVoucher
from ledger.policy import Policy
from ledger.vouchers import CancelVoucher, LapseVoucher, PrintVoucher, lapses_at

ELDER_YEARS = 70
RATHER_PAPER = 3
"""One in so many elders would rather have paper than a code."""
COME_TO_THE_OFFICE_PERMILLE = 30
LOST_PERCENT, FORGOTTEN_PERCENT = 6, 12
OFFICE_OPENS, OFFICE_MINUTES = time(9, 0), 150
BEANS_ON_PAPER = (20, 30, 50, 80)


class Papers:
    """Plans each day's vouchers from what those elders had in the evening before.

    `office` is who prints them; nobody comes for another one before its days are over.
    """

    def __init__(
        self, cast: Cast, policy: Policy, codes: VoucherCodes, office: str, rng: Random,
        now: datetime,
    ) -> None:  # fmt: skip
        self._cast = cast
        self._policy = policy
        self._codes = codes
        self._office = office
        self._rng = rng
        self._tills = {shop.merchant: new_id("session", now) for shop in cast.merchants}
        elders = (each for each in cast.everybody.players if each.age_on(now.date()) >= ELDER_YEARS)
        self._elders = [each for each in elders if rng.randrange(RATHER_PAPER) == 0]
        self._back_on: dict[str, date] = {}
        self._printed = 0

    def steps(self, day: date, balances: dict[str, int]) -> Iterator[Step]:
        """The steps that begin on one local day, not in the order of time."""
        for player in self._elders:
            beans = self._wish(balances.get(player.volunteer, 0))
            rests = self._back_on.get(player.volunteer, day) > day
            if beans and not rests and self._rng.randrange(1_000) < COME_TO_THE_OFFICE_PERMILLE:
                yield from self._voucher(day, player, beans)

    def _wish(self, balance: int) -> int:
        rule = self._policy.redemption
        beans = min(self._rng.choice(BEANS_ON_PAPER), rule.paper_voucher_max_beans, balance)
        return beans if beans >= rule.min_beans else 0

    def _voucher(self, day: date, player: Player, beans: int) -> Iterator[Step]:
        at = self._sometime(day, OFFICE_OPENS, OFFICE_MINUTES)
        self._printed += 1
        code = self._codes.for_key(f"demo paper {self._printed} {at.isoformat()}")
        redemption, over = self._codes.redemption_id(code), lapses_at(self._policy, at)
        self._back_on[player.volunteer] = over.date()
        paper = PrintVoucher(redemption=redemption, volunteer=player.volunteer, beans=beans)
        yield Step(at, paper, self._office, "staff")
        yield from self._what_becomes_of_it(day, redemption)
        # The clock looks at every one, and finds most of them used.
        yield Step(over + timedelta(seconds=4), LapseVoucher(redemption=redemption), "clock",
                   "system")  # fmt: skip

    def _what_becomes_of_it(self, printed_on: date, redemption: str) -> Iterator[Step]:
        dice = self._rng.randrange(100)
        good_days = self._policy.redemption.paper_voucher_valid_days
        day = printed_on + timedelta(days=self._rng.randint(1, good_days))
        if dice < LOST_PERCENT:
            at = self._sometime(day, OFFICE_OPENS, OFFICE_MINUTES)
            yield Step(at, CancelVoucher(redemption=redemption), self._office, "staff")
        elif dice >= LOST_PERCENT + FORGOTTEN_PERCENT:
            shop = self._rng.choice(self._cast.merchants).merchant
            brought = TakeVoucher(redemption=redemption, merchant=shop)
            at = self._sometime(day, OPENS, OPEN_MINUTES)
            yield Step(at, brought, self._tills[shop], "merchant")

    def _sometime(self, day: date, opens: time, minutes: int) -> datetime:
        opens_at = datetime.combine(day, opens, self._policy.zone)
        return opens_at + timedelta(seconds=self._rng.randrange(minutes * 60))
