"""A random year on the lane: served, corrected, taken back, brought in, moved, frozen, forgotten.

Everything is asked by commands, so whatever stands in the book is what rules allow; what they
refuse is no part of the year.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from hashlib import sha256
from random import Random
from typing import Any

from ledger.attendance import CheckIn, CheckOut
from ledger.command import Command
from ledger.confirmations import ConfirmService, Rated
from ledger.consents import GiveConsent, WithdrawConsent
from ledger.corrections import CorrectService
from ledger.counting.periods import period_of
from ledger.erasures import EraseIdentity
from ledger.excuses import GrantExcuse, WithdrawExcuse
from ledger.facts import ToldRecord
from ledger.freezing import FreezeList
from ledger.households import FormHousehold, JoinHousehold, LeaveHousehold, MoveHousehold
from ledger.import_corrections import CorrectImport, RevokeImport
from ledger.imports import ImportRecord
from ledger.redemptions import RedeemBeans
from ledger.refusals import Refusal
from ledger.reviews import ReviewPending
from ledger.subjects.presence import attendance_of
from ledger.teams import FormTeam, JoinTeam
from ledger.units import MoveUnit, OpenUnit
from ledger.violations import AnnulViolation, UpholdViolation
from ledger.volunteers import MoveVolunteer, RegisterVolunteer
from tests.later_wishes import LATER_WISHES, somebody
from tests.neighbourhood import RULES
from tests.shelves import Desk
from tests.story import SHANGHAI
from tests.wishes import HOURS, LANE, WISHES, Town, a_code, an_activity, person, settled, shop

NEW_YEAR = datetime(2026, 1, 5, 8, 0, tzinfo=SHANGHAI)
BEYOND, STREETS = "unit-beyond", ("unit-east", "unit-west")
BUILDINGS = ("unit-b1", "unit-b2", "unit-b3")
FAMILIES, TEAMS = ("household-one", "household-two"), ("team-red", "team-blue")
DIGEST = "5" * 64


def founded() -> list[Command]:
    """Two streets, two communities with buildings, families and teams, beside what was there."""
    streets = [OpenUnit(unit=each, kind="street", name=each) for each in STREETS]
    beyond = OpenUnit(unit=BEYOND, kind="community", name="河对岸", parent=STREETS[1])
    buildings = [
        OpenUnit(unit=each, kind="building", name=each, parent=LANE) for each in BUILDINGS
    ]
    families = [FormHousehold(household=each, community=LANE) for each in FAMILIES]
    teams = [FormTeam(team=each, kind="patrol", name=each, community=LANE) for each in TEAMS]
    return [*settled(), *streets, beyond, *buildings, *families, *teams]


def a_record_from_elsewhere(town: Town, a: int, b: int, c: int) -> Command:
    """Another book knows of service, perhaps once more of the same."""
    day = (town.now - timedelta(days=7 * b)).date()
    told = ToldRecord(
        imported=_from_elsewhere(a, b, c), volunteer=person(a), title="旧记录", recorder="社区",
        service_day=day, minutes=30 * c,
    )  # fmt: skip
    return ImportRecord(told=told, digest=DIGEST)


def a_second_thought(town: Town, a: int, b: int, c: int) -> Command:
    """A record of another book was shorter, or on another day, or is not true at all."""
    imported = _from_elsewhere(a, b, c)
    if c % 3 == 0:
        return RevokeImport(imported=imported)
    day = (town.now - timedelta(days=b)).date() if c % 3 == 1 else None
    return CorrectImport(
        imported=imported, minutes=15 * c, service_day=day, corrected_by=somebody(b)
    )


def _from_elsewhere(a: int, b: int, c: int) -> str:
    return f"imported-{a % 4}-{b % 3}-{c % 4}"


def a_word(town: Town, a: int, b: int, c: int) -> Command:
    """Somebody wants to be shown, or does no more."""
    if c % 3 == 0:
        return WithdrawConsent(volunteer=person(a), purpose="publishing")
    giver: Any = "guardian" if c % 5 == 0 else "self"
    return GiveConsent(
        volunteer=person(a), purpose="publishing", text_version="publishing.2026-11",
        given_by=giver, means="screen",
    )  # fmt: skip


def a_move(town: Town, a: int, b: int, c: int) -> Command:
    """Somebody moves: into a family, out of one, across the river; or a family does."""
    family = FAMILIES[a % 2]
    return (
        JoinHousehold(household=family, volunteer=person(b)),
        JoinHousehold(household=family, volunteer=person(b)),
        LeaveHousehold(household=family, volunteer=person(b)),
        MoveHousehold(household=family, building=BUILDINGS[b % 3]),
        MoveVolunteer(volunteer=person(b), community=(LANE, BEYOND)[a % 2]),
        JoinTeam(team=TEAMS[a % 2], volunteer=person(b)),
    )[c % 6]


def a_new_shape(town: Town, a: int, b: int, c: int) -> Command:
    """A community or a building lies elsewhere from some day on."""
    on = (town.now + timedelta(days=a - 6)).date()
    if c % 2:
        return MoveUnit(unit=LANE, parent=STREETS[b % 2], on=on)
    return MoveUnit(unit=BUILDINGS[b % 3], parent=(LANE, BEYOND)[c % 4 // 2], on=on)


def a_paper(town: Town, a: int, b: int, c: int) -> Command:
    """A paper excuses somebody, or a decision weighs; and either is taken back again."""
    first = (town.now - timedelta(days=b)).date()
    paper = {"volunteer": person(a), "reference": f"R-{b}-{c}"}
    decided = f"violation-{a % 3}-{b % 2}"
    return (
        GrantExcuse(excuse=f"excuse-{a}-{b}", first=first, last=first + timedelta(days=c),
                    percent=10 * (c % 10) + 1, staff=somebody(b), **paper),
        WithdrawExcuse(excuse=f"excuse-{a}-{b}", volunteer=person(a), staff=somebody(c)),
        UpholdViolation(violation=decided, kind=("fraud", "misconduct")[c // 4 % 2],
                        volunteer=person(a), reference=f"D-{a % 3}-{b % 2}", staff=somebody(b)),
        AnnulViolation(violation=decided, staff=somebody(c // 4), **paper),
    )[c % 4]  # fmt: skip


def a_closed_list(town: Town, a: int, b: int, c: int) -> Command:
    """A list of the week or the month before is closed."""
    kind: Any = ("week", "month")[a % 2]
    before = period_of(kind, town.now.date() - timedelta(days=31))
    return FreezeList(
        kind=("leaderboard", "evaluation_monthly")[a % 2], unit=(LANE, BEYOND)[b % 2],
        period=before.name, last=before.last, book_position=b + 1, policy=RULES.policy,
        digest=DIGEST, entries=c, frozen_by="clock",
    )  # fmt: skip


def a_farewell(town: Town, a: int, b: int, c: int) -> Command:
    """A newcomer comes, or wants to be forgotten."""
    who = f"volunteer-guest{a % 5}"
    if c < 9:
        return RegisterVolunteer(volunteer=who, number=f"g{a % 5}", community=LANE)
    return EraseIdentity(volunteer=who)


Wish = Callable[[Town, int, int, int], Command]
WISHES_OF_THE_YEAR: tuple[Wish, ...] = (
    *WISHES * 3, *LATER_WISHES, *[a_record_from_elsewhere] * 3, *[a_second_thought] * 3, a_word,
    a_word, a_move, a_move, a_new_shape, *[a_paper] * 6, a_closed_list, a_farewell,
)  # fmt: skip


def a_morning(town: Town, a: int, b: int, c: int) -> Iterator[Command]:
    """Somebody serves for one to ten hours and is confirmed at the end; some of what waits then
    is believed, and some rests were forgotten."""
    yield an_activity(town, a, b % 5, 0)
    whom = {"activity": town.activities[-1], "volunteer": person(a)}
    yield CheckIn(means="organizer", at=town.now, **whom)
    town.now += timedelta(hours=HOURS[b % 5], minutes=c)
    yield CheckOut(means="organizer", at=town.now, **whom)
    served = attendance_of(whom["activity"], whom["volunteer"])
    rated = Rated(attendance=served, rating=c % 5 + 1)
    yield ConfirmService(activity=whom["activity"], rated=(rated,))
    yield ReviewPending(attendance=served, accepted_minutes=5 * c, second=somebody(c))
    if c > 7:
        yield CorrectService(attendance=served, break_minutes=20, corrected_by=somebody(c))


def a_lunch(town: Town, a: int, b: int, c: int) -> Iterator[Command]:
    """Somebody pays with ten beans."""
    yield a_code(town, a, b, 0)
    yield RedeemBeans(redemption=town.codes[-1], merchant=shop(b), beans=10, capture=c > 2)


def one_of(wish: Wish) -> Callable[[Town, int, int, int], Iterator[Command]]:
    """A wish that nothing follows."""
    return lambda *asked: iter((wish(*asked),))


def live_through(desk: Desk, seed: int, wishes: int) -> Iterator[None]:
    """One wish after another, from January to December; stops after each."""
    dice, town = Random(seed), Town(now=NEW_YEAR)
    desk.do(f"{NEW_YEAR:%Y-%m-%d %H:%M}", RULES, *founded())
    step = timedelta(days=350) / wishes
    for _ in range(wishes):
        a, b, c = (dice.randrange(12) for _ in range(3))
        town.now += step * dice.random() * 6 if dice.random() < 0.3 else timedelta(minutes=20)
        town.now = town.now.replace(second=0, microsecond=0)
        if town.now.date() > date(2026, 12, 31):
            return
        one = dice.choice(WISHES_OF_THE_YEAR)
        for wish in dice.choices((a_morning, a_lunch, one_of(one)), (15, 6, 79))[0](town, a, b, c):
            with suppress(Refusal):
                desk.do(f"{town.now:%Y-%m-%d %H:%M}", wish)
        yield


def digest_of(rows: dict[str, list[tuple[object, ...]]]) -> str:
    """Of all rows of all sheets, byte for byte."""
    found = sha256()
    for sheet, told in rows.items():
        for row in told:
            found.update(f"{sheet} {row!r}\n".encode())
    return found.hexdigest()
