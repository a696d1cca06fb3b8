"""A city through the same commands: every fact of it was decided by the rules, none was made up.

Nothing here writes facts: commands go into the book, as many to a commit as the disk likes, at the
times at which people would have sent them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from api.access.key_tags import key_tag
from api.ledgers import FIRST
from benchmarks import books
from benchmarks.past import BEGAN, ENOUGH_FEN, FIRST_NUMBER, lifted_policy
from ledger.activities import PublishActivity
from ledger.attendance import CheckIn, CheckOut
from ledger.book import Book
from ledger.command import By, Command, Receipt
from ledger.confirmations import ConfirmService
from ledger.facts import Rated
from ledger.funds import OpenFund, ReceiveDonation
from ledger.merchants import WelcomeMerchant
from ledger.redemptions import IssueCode, RedeemBeans
from ledger.rules import AdoptPolicy
from ledger.storing.stores import open_store
from ledger.subjects.presence import attendance_of
from ledger.units import OpenUnit
from ledger.volunteers import RegisterVolunteer

A_COMMIT = 2_048
"""How many commands share a transaction."""
UNDER_WAY = 3 * A_COMMIT
STATES_KEPT = 60_000
AN_OPENING = 1_000_000
"""After so many commands the book is opened anew, so that its index settles on disk."""
AT_AN_ACTIVITY, ROUNDS, SHOPPING_ROUNDS = 25, 6, (3, 5)
BEANS = 10
LASTS = timedelta(hours=2)
A_PART, A_ROUND = timedelta(hours=5), timedelta(days=13)
PART_VOLUNTEERS = 4 * A_COMMIT
"""The city serves part by part, one after the other. A code is decided before it is redeemed and
not beside it, so that both find full commits: hence a part is larger than what is under way."""


@dataclass(frozen=True)
class City:
    """How large a city is: `communities` of about equal size under streets of thirty."""

    communities: int
    volunteers: int

    @classmethod
    def of(cls, share: int) -> City:
        """One `share`-th of 1,395 units with 370,000 volunteers: at 1 about ten million facts."""
        return cls(max(1_395 // share, 2), max(370_000 // share, 60))


class Sent(NamedTuple):
    """A command, and when somebody would have sent it."""

    command: Command
    after: timedelta


def build(city: City, data: Path) -> int:
    """Write the city's book into a data directory; returns how many facts it has.

    Raises the `Refusal` of any command that the rules refuse: in this city there are none.
    """
    numbers, commands = 0, commands_of(city)
    while True:
        recorder = open_store(data, FIRST)
        book = Book(recorder, states_kept=STATES_KEPT, batch_most=A_COMMIT)
        written = _write(book, commands, numbers)
        numbers += written
        head = book.head()
        book.close()
        books.close(recorder)
        if written < AN_OPENING:
            return head


def _write(book: Book, commands: Iterator[Sent], numbers: int) -> int:
    waiting: deque[Future[Receipt]] = deque()
    written = 0
    for command, after in commands:
        written += 1
        key = key_tag("city", str(numbers + written))
        by = By("volunteer-city", "organizer", key, key.removeprefix("key-"))
        waiting.append(book.submit(command, by, BEGAN + after))
        if len(waiting) >= UNDER_WAY:
            waiting.popleft().result()
        if written == AN_OPENING:
            break
    for answer in waiting:
        answer.result()
    return written


def commands_of(city: City) -> Iterator[Sent]:
    """Everything that is asked in this city, in the order of time."""
    start = -timedelta(hours=1)
    yield Sent(AdoptPolicy(text=lifted_policy()), start)
    yield Sent(OpenUnit(unit="unit-city", kind="district", name="春城"), start)
    for number in range(city.communities):
        for command in _founding(number):
            yield Sent(command, start)
    for number in range(city.volunteers):
        yield Sent(
            RegisterVolunteer(
                volunteer=_volunteer(number), number=str(FIRST_NUMBER + number),
                community=_community(number % city.communities),
            ),
            start,
        )  # fmt: skip
    for round_number in range(ROUNDS):
        at_once = max(PART_VOLUNTEERS * city.communities // city.volunteers, 1)
        for part, first in enumerate(range(0, city.communities, at_once)):
            some = range(first, min(first + at_once, city.communities))
            yield from _part(city, some, round_number, A_ROUND * round_number + A_PART * part)


def _part(city: City, communities: range, turn: int, begins: timedelta) -> Iterator[Sent]:
    living = {each: range(each, city.volunteers, city.communities) for each in communities}
    for community, people in living.items():
        for first in range(0, len(people), AT_AN_ACTIVITY):
            some = people[first : first + AT_AN_ACTIVITY]
            yield from _activity(community, f"{turn}x{first}", some, begins + timedelta(hours=1))
    if turn in SHOPPING_ROUNDS:
        for step in (_code, _purchase):
            for community, people in living.items():
                for each in people:
                    yield Sent(step(community, turn, each), begins + A_PART)


def _founding(number: int) -> Iterator[Command]:
    street, community, fund = _street(number), _community(number), f"fund-city{number}"
    if number % 30 == 0:
        name = f"{number // 30} 号街道"
        yield OpenUnit(unit=street, kind="street", name=name, parent="unit-city")
    yield OpenUnit(unit=community, kind="community", name=f"{number} 号社区", parent=street)
    yield OpenFund(fund=fund, community=community, name="金豆基金", holder="慈善会")
    yield ReceiveDonation(
        donation=f"donation-city{number}", fund=fund, fen=ENOUGH_FEN, kind="cash", receipt="A-1"
    )
    yield WelcomeMerchant(
        merchant=_merchant(number), name=f"{number} 号面馆", community=community, kind="charity"
    )


def _activity(community: int, name: str, people: range, starts: timedelta) -> Iterator[Sent]:
    ends, activity = starts + LASTS, f"activity-city{community}x{name}"
    where = {"activity": activity, "community": _community(community)}
    yield Sent(
        PublishActivity(
            title="巷道巡逻", category="emergency", place="东门", starts_at=BEGAN + starts,
            ends_at=BEGAN + ends, **where,
        ),
        starts - timedelta(hours=1),
    )  # fmt: skip
    for scan, at in ((CheckIn, starts), (CheckOut, ends)):
        for each in people:
            who = {"activity": activity, "volunteer": _volunteer(each)}
            yield Sent(scan(means="scan", at=BEGAN + at, **who), at)
    rated = tuple(
        Rated(attendance=attendance_of(activity, _volunteer(each)), rating=5) for each in people
    )
    yield Sent(ConfirmService(activity=activity, rated=rated), ends + timedelta(hours=1))


def _code(community: int, turn: int, volunteer: int) -> Command:
    return IssueCode(
        redemption=f"redemption-city{turn}x{volunteer}", volunteer=_volunteer(volunteer)
    )


def _purchase(community: int, turn: int, volunteer: int) -> Command:
    return RedeemBeans(
        redemption=f"redemption-city{turn}x{volunteer}", merchant=_merchant(community), beans=BEANS
    )


def _volunteer(number: int) -> str:
    return f"volunteer-city{number}"


def _community(number: int) -> str:
    return f"unit-city{number}"


def _street(number: int) -> str:
    return f"unit-citystreet{number // 30}"


def _merchant(number: int) -> str:
    return f"merchant-city{number}"
