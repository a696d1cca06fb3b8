"""The abacus: a community's months reckoned in plain whole numbers, beside the book.

It knows nothing of facts, states or stores. It is told what somebody asks and says which reasons
there are to refuse, or what must happen, so that the book can be held against it. Times are
seconds since 1970, days are counted from the year 1, a lot is named by the day it dies on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

SHANGHAI_SECONDS = 8 * 3600
EPOCH_DAY = date(1970, 1, 1).toordinal()
FREE, ROUND = 22 * 3600, 24 * 3600
"""The night begins at 22:00; a day is this long."""


def day_of(seconds: int) -> int:
    """The local day of an instant; Shanghai has not changed its clocks since 1991."""
    return (seconds + SHANGHAI_SECONDS) // ROUND + EPOCH_DAY


def month_of(day: int) -> int:
    """The month a day lies in, counted through the years."""
    then = date.fromordinal(day)
    return then.year * 12 + then.month - 1


def year_of(day: int) -> int:
    """The year a day lies in."""
    return date.fromordinal(day).year


def dies_on(day: int, months: int) -> int:
    """The first day on which beans earned on `day` are gone."""
    month = month_of(day) + months + 1
    return date(month // 12, month % 12 + 1, 1).toordinal()


def pick_from(lots: dict[int, int], order: Iterable[int], beans: int) -> tuple[dict[int, int], int]:
    """Beans from lots in this order: what each gives, and how many are missing."""
    picked: dict[int, int] = {}
    for lot in order:
        part = min(lots[lot], beans)
        if part:
            picked[lot] = part
            beans -= part
    return picked, beans


@dataclass
class Presence:
    """One person at one activity."""

    came: int
    left: int | None = None
    confirmed: bool = False
    revoked: bool = False
    span: tuple[int, int] = (0, 0)
    day: int = 0
    minutes: int = 0
    pending: int = 0
    training: int = 0
    beans: int = 0
    rating: int = 0
    rest: int = 0
    answers: str = ""

    @property
    def present(self) -> int:
        """Whole minutes of the span, without the rest."""
        return max((self.span[1] - self.span[0]) // 60 - self.rest, 0)

    @property
    def counts(self) -> bool:
        """Whether it was confirmed and stands."""
        return self.confirmed and not self.revoked


@dataclass
class Person:
    """One volunteer: lots, debt, presences by activity, what was redeemed when, what was given
    for deeds without hours, and how many pieces of an offer were had in which month."""

    lots: dict[int, int] = field(default_factory=dict)
    debt: int = 0
    presences: dict[str, Presence] = field(default_factory=dict)
    spent: Counter[int] = field(default_factory=Counter)
    uses: Counter[int] = field(default_factory=Counter)
    given: Counter[int] = field(default_factory=Counter)
    had: Counter[tuple[str, int]] = field(default_factory=Counter)

    @property
    def balance(self) -> int:
        """Beans, negative while a debt stands."""
        return sum(self.lots.values()) - self.debt

    @property
    def minutes(self) -> int:
        """Minutes of service for life."""
        return sum(was.minutes for was in self.presences.values() if was.counts)

    def standing(self, activity: str = "") -> list[Presence]:
        """The confirmed presences, but for one activity."""
        return [was for name, was in self.presences.items() if was.counts and name != activity]

    def put(self, lots: dict[int, int]) -> None:
        """Beans come into their lots."""
        for lot, beans in lots.items():
            self.lots[lot] = self.lots.get(lot, 0) + beans

    def earn(self, lot: int, beans: int) -> None:
        """Beans repay a debt, and what is left of them comes into its lot."""
        repaid = min(self.debt, beans)
        self.debt -= repaid
        if beans > repaid:
            self.put({lot: beans - repaid})

    def take(self, lots: dict[int, int]) -> None:
        """Beans leave their lots."""
        for lot, beans in lots.items():
            self.lots[lot] -= beans
            assert self.lots[lot] >= 0, "a lot below zero"
            if not self.lots[lot]:
                del self.lots[lot]

    def come_home(self, lots: dict[int, int]) -> None:
        """Beans come back from a redemption: a debt is repaid first, out of the oldest."""
        self.put(lots)
        repaying, _ = pick_from(lots, sorted(lots), min(self.debt, sum(lots.values())))
        self.take(repaying)
        self.debt -= sum(repaying.values())

    def dead(self, today: int) -> dict[int, int]:
        """The lots whose day has come."""
        return {lot: beans for lot, beans in self.lots.items() if lot <= today}

    def living(self, today: int) -> dict[int, int]:
        """The lots that can be spent."""
        return {lot: beans for lot, beans in self.lots.items() if lot > today}


@dataclass
class Deal:
    """One redemption from its code, or its paper, to its end; a lost paper is `torn`."""

    person: str
    ends: int
    on_paper: bool = False
    torn: bool = False
    shop: str = ""
    month: int = 0
    day: int = 0
    lots: dict[int, int] = field(default_factory=dict)
    lapses: int = 0
    held: int = 0
    was_held: bool = False
    taken: dict[int, int] | None = None
    taken_at: int = 0
    returned: int = 0
    offer: str = ""
    pieces: int = 0

    @property
    def beans_taken(self) -> int:
        """What reached the merchant at first."""
        return sum((self.taken or {}).values())

    @property
    def backed(self) -> int:
        """The beans behind which a fund keeps money."""
        return self.held + self.beans_taken - self.returned


@dataclass
class Shop:
    """One merchant: what it agreed, what it owns, what each month promised it."""

    kind: str
    cap: int | None
    beans: int = 0
    months: Counter[int] = field(default_factory=Counter)


@dataclass
class Offered:
    """What a shop gives: the price of a piece (None: a part of a bill), and how many are left
    (None: nobody counts them)."""

    shop: str
    beans: int | None
    left: int | None
    until: int | None
    most: int | None
    agreed: bool
    over: bool = False

    def move(self, pieces: int) -> None:
        """So many pieces leave the shelf, or lie on it again when the number is negative."""
        if self.left is not None:
            self.left -= pieces


@dataclass(frozen=True)
class Plan:
    """One activity as announced, and who came to it, in this order."""

    starts: int
    ends: int
    category: str
    crowd: list[str] = field(default_factory=list)

    @property
    def at_night(self) -> bool:
        """Whether all of it lies between 22:00 and 06:00 of one night."""
        begins = (self.starts + SHANGHAI_SECONDS) % ROUND
        until = begins + self.ends - self.starts
        return (begins >= FREE and until <= ROUND + 6 * 3600) or until <= 6 * 3600
