"""Patterns at the counter: many redemptions told as facts, as if the tills had written them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count

from api.signals import Signal, signals_of
from ledger.command import By
from ledger.facts import BeansRedeemed, BeansReturned, Fact
from ledger.subjects.till import till_of
from tests.house_open import OpenHouse
from tests.story import Happened, clock

LOT = "2029-12-01"
_numbers = count(1)


def happened(home: OpenHouse, *facts: Fact) -> None:
    """Let these facts be in the book, and wait until the views know."""
    key = f"key-pattern-{next(_numbers)}"
    by = By("clerk", "clerk", key, key)
    home.ledger.book.record(Happened(facts=facts), by, home.clock.now())
    assert home.ledger.shelf.wait_for(home.facts())


def took(
    shop: str, volunteer: str, beans: int, at: str = "2026-11-20 12:00", redemption: str = ""
) -> BeansRedeemed:
    """The shop took so many beans of this volunteer, at a local time."""
    moment = clock(at)
    return BeansRedeemed(
        at=moment, beans=beans, source=volunteer, target=shop, volunteer=volunteer,
        lots={LOT: beans}, balance_after=0,
        redemption=redemption or f"redemption-p{next(_numbers)}",
        till=till_of(shop, moment.date()), spent_on=moment.date(), fen=beans * 10,
        policy="default/2",
    )  # fmt: skip


def gave_back(taken: BeansRedeemed, at: str, beans: int = 0) -> BeansReturned:
    """The shop gave the beans of a redemption back, all of them unless some are named."""
    moment, some = clock(at), beans or taken.beans
    return BeansReturned(
        at=moment, beans=some, source=taken.target, target=taken.volunteer,
        volunteer=taken.volunteer, lots={LOT: some}, balance_after=some,
        redemption=taken.redemption, till=till_of(taken.target, moment.date()),
        spent_on=taken.spent_on, fen=some * 10, reason="refunded",
    )  # fmt: skip


def round_trips(shop: str, volunteer: str, first: str, trips: int, days: int = 5) -> list[Fact]:
    """Beans that go to the shop at noon and come back in the evening, once in so many days."""
    facts: list[Fact] = []
    for trip in range(trips):
        day = date.fromisoformat(first) + timedelta(days=trip * days)
        taken = took(shop, volunteer, 20, f"{day} 12:00")
        facts += [taken, gave_back(taken, f"{day} 18:00")]
    return facts


def burst(
    shop: str, volunteers: list[str], day: str, times: int, since: str = "20:40"
) -> list[Fact]:
    """So many redemptions, one a minute, of these volunteers in turn."""
    begins = clock(f"{day} {since}")
    moments = (begins + timedelta(minutes=number) for number in range(times))
    return [
        took(shop, volunteers[number % len(volunteers)], 5, f"{moment:%Y-%m-%d %H:%M}")
        for number, moment in enumerate(moments)
    ]


class Street:
    """Chen's noodle shop, and three people who eat there."""

    def __init__(self, home: OpenHouse) -> None:
        self.home = home
        self.chen = home.merchant()
        self.shop = str(self.chen.who.merchant)
        self.wang, self.zhao, self.li = (
            str(home.volunteer(name).who.volunteer) for name in ("王秀英", "赵小梅", "李建国")
        )

    def given(self, *facts: Fact) -> Street:
        """Let this have happened."""
        happened(self.home, *facts)
        return self

    def signals(self, month: date = date(2026, 11, 1)) -> list[Signal]:
        """What the policy's numbers make a signal, in a month."""
        return signals_of(self.home.ledger, month)

    def kept(self, wang: int, zhao: int, li: int) -> Street:
        """So many beans of each of them are at Chen's at the end of the day."""
        told = zip((self.wang, self.zhao, self.li), (wang, zhao, li), strict=True)
        return self.given(*(took(self.shop, who, beans) for who, beans in told if beans))
