"""Wishes: what a small number of people may ask of a book, made out of four small numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ledger.accounts import ExpireBeans
from ledger.activities import PublishActivity
from ledger.attendance import CheckIn, CheckOut
from ledger.command import Command
from ledger.confirmations import ConfirmService, Rated
from ledger.merchants import WelcomeMerchant
from ledger.redemptions import IssueCode, RedeemBeans
from ledger.reversals import (
    CaptureRedemption,
    LapseHold,
    RefundRedemption,
    VoidRedemption,
)
from ledger.revocations import RevokeAttendance
from ledger.subjects.presence import attendance_of
from ledger.units import OpenUnit
from ledger.volunteers import RegisterVolunteer
from tests.deeds import a_fund

LANE, FUND = "unit-lane", "fund-oflane"
PEOPLE = ("volunteer-wang", "volunteer-li", "volunteer-zhao")
SHOPS = ("merchant-noodles", "merchant-charity")
CATEGORIES = ("general", "professional", "care", "patrol_night", "training", "gardening")
HOURS = (1, 2, 3, 8, 10, 0)
BEANS = (10, 20, 30, 60, 15, 90, 9, 91)


@dataclass
class Town:
    """The few ids there are, so that everybody meets everybody."""

    now: datetime
    activities: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    papers: list[str] = field(default_factory=list)
    offers: list[str] = field(default_factory=list)
    proposals: list[str] = field(default_factory=list)
    units: int = 0

    def activity(self, which: int) -> str:
        """One of the latest activities, or one that nobody announced."""
        return self.activities[-1 - which % 4] if which % 4 < len(self.activities) else "activity-0"

    def code(self, which: int) -> str:
        """One of the latest codes, or one that nobody drew."""
        return self.codes[-1 - which % 5] if which % 5 < len(self.codes) else "redemption-0"

    def paper(self, which: int) -> str:
        """One of the latest vouchers, or a code that is none."""
        back = which % 4
        return self.papers[-1 - back] if back < len(self.papers) else self.code(which)

    def offer(self, which: int) -> str:
        """One of the latest offers, or one that nobody made."""
        return self.offers[-1 - which % 4] if which % 4 < len(self.offers) else "offer-0"


def person(which: int) -> str:
    """Somebody everybody knows, now and then a stranger."""
    return PEOPLE[which % 3] if which < 11 else "volunteer-nobody"


def shop(which: int) -> str:
    """One of the two shops, now and then one that is not there."""
    return SHOPS[which % 2] if which < 11 else "merchant-nobody"


def a_unit(town: Town, a: int, b: int, c: int) -> Command:
    """A new corner of the town gets a name."""
    town.units += 1
    return OpenUnit(unit=f"unit-{town.units}", kind=("grid", "community")[a % 2], name="一角")


def a_volunteer(town: Town, a: int, b: int, c: int) -> Command:
    """Somebody registers, perhaps again, perhaps under somebody's number."""
    lane = LANE if c < 10 else "unit-nowhere"
    return RegisterVolunteer(volunteer=f"volunteer-new{a % 3}", number=str(b % 4), community=lane)


def an_activity(town: Town, a: int, b: int, c: int) -> Command:
    """Something is announced for now or for soon."""
    starts = town.now + timedelta(minutes=(0, 0, 5, 25, 90)[c % 5])
    town.activities.append(f"activity-{len(town.activities) + 1}")
    return PublishActivity(
        activity=town.activities[-1], title="活动", category=CATEGORIES[a % 6], community=LANE,
        place="东门", starts_at=starts, ends_at=starts + timedelta(hours=HOURS[b % 6]),
    )  # fmt: skip


def an_arrival(town: Town, a: int, b: int, c: int) -> Command:
    """Somebody comes, is late, early, or was here before."""
    told, means = (0, 0, 10, 45, -5)[c % 5], ("organizer", "scan")[c % 2]
    at = town.now - timedelta(minutes=told)
    return CheckIn(activity=town.activity(b), volunteer=person(a), means=means, at=at)


def a_departure(town: Town, a: int, b: int, c: int) -> Command:
    """Somebody leaves, or the organizer remembers when."""
    told, means = (0, 0, 30, 200, -5)[c % 5], ("organizer", "scan")[c % 2]
    at = town.now - timedelta(minutes=told)
    return CheckOut(activity=town.activity(b), volunteer=person(a), means=means, at=at)


def a_confirmation(town: Town, a: int, b: int, c: int) -> Command:
    """An organizer rates one, two or the same person twice; perhaps the organizer was there."""
    activity = town.activity(b)
    names = [PEOPLE[a % 3], PEOPLE[(a + c) % 3]][: 1 + (c > 7)]
    rated = tuple(
        Rated(
            attendance=attendance_of(activity, name), rating=(5, 3, 1, 4)[c % 4],
            break_minutes=(0, 0, 20, 600)[b % 4],
        )  # fmt: skip
        for name in names
    )
    own = (PEOPLE[b % 3],) if c == 5 else ()
    return ConfirmService(activity=activity, rated=rated, own_volunteers=own)


def a_revocation(town: Town, a: int, b: int, c: int) -> Command:
    """Somebody's service is taken back."""
    return RevokeAttendance(attendance=attendance_of(town.activity(b), person(a)))


def a_code(town: Town, a: int, b: int, c: int) -> Command:
    """Somebody asks for a code, seldom for one that was drawn before."""
    if c < 11 or not town.codes:
        town.codes.append(f"redemption-{len(town.codes) + 1}")
    return IssueCode(redemption=town.codes[-1], volunteer=person(a))


def a_redemption(town: Town, a: int, b: int, c: int) -> Command:
    """A merchant takes a code, at once or to be confirmed, perhaps for a part of a bill."""
    bill = (None, None, 1_000, 400)[b % 4]
    return RedeemBeans(
        redemption=town.code(a), merchant=shop(b), beans=BEANS[c % 8], bill_fen=bill,
        capture=c % 2 == 0,
    )  # fmt: skip


def _asker(which: int) -> str | None:
    return None if which % 3 == 2 else SHOPS[which % 3]


def a_step(town: Town, a: int, b: int, c: int) -> Command:
    """Some shop, or the community, wants to go on with some code."""
    return FURTHER[c % 4](town.code(a), _asker(b), a + b)


def a_capture(code: str, merchant: str | None, which: int) -> Command:
    """The goods are handed over, all or a part of them."""
    beans = (None, None, 5, 12, 40)[which % 5]
    return CaptureRedemption(redemption=code, merchant=merchant, beans=beans)


def a_void(code: str, merchant: str | None, which: int) -> Command:
    """It was a mistake."""
    asker, beans = merchant if which % 3 else None, (None, None, None, 20)[which % 4]
    return VoidRedemption(redemption=code, merchant=asker, beans=beans)


def a_refund(code: str, merchant: str | None, which: int) -> Command:
    """The goods come back, all or a part of them."""
    beans = (None, 5, 7, 20, 100)[which % 5]
    asker = merchant if which % 3 else None
    return RefundRedemption(redemption=code, merchant=asker, beans=beans)


def a_lapse(code: str, merchant: str | None, which: int) -> Command:
    """The clock looks at a hold."""
    return LapseHold(redemption=code)


Further = Callable[[str, str | None, int], Command]
FURTHER: tuple[Further, ...] = (a_capture, a_void, a_refund, a_lapse)


def an_expiry(town: Town, a: int, b: int, c: int) -> Command:
    """The clock looks into a purse."""
    return ExpireBeans(volunteer=person(a))


Wish = Callable[[Town, int, int, int], Command]
WISHES: tuple[Wish, ...] = (
    an_activity, an_arrival, an_arrival, a_departure, a_departure, a_confirmation,
    a_confirmation, a_revocation, a_revocation, a_code, a_redemption, a_redemption, a_step,
    an_expiry, a_volunteer, a_unit,
)  # fmt: skip


def settled() -> list[Command]:
    """What stands before the first month: a lane, three people, two shops."""
    return [
        OpenUnit(unit=LANE, kind="community", name="阳光里社区"),
        *(
            RegisterVolunteer(volunteer=name, number=f"n{name}", community=LANE)
            for name in PEOPLE
        ),
        WelcomeMerchant(
            merchant=SHOPS[0], name="面馆", community=LANE, kind="commercial", monthly_cap=150
        ),
        WelcomeMerchant(merchant=SHOPS[1], name="慈善超市", community=LANE, kind="charity"),
        *a_fund(LANE),
    ]
