"""What is on today, so that a newcomer can scan a code and check in at once."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, time, timedelta
from typing import NamedTuple

from api.access.roles import Role
from api.demo.sender import Sender
from api.demo.sign_ins import SignIn
from api.house import House
from api.ids import new_id
from api.ledgers import FIRST, Ledger
from ledger.activities import PublishActivity
from ledger.attendance import CheckIn
from ledger.refusals import Refusal
from ledger.signing_up import SignUp
from projections.activity_board import ActivityBoard
from projections.directory import Directory

LEAST_OPEN = 2
FIRST_TO_COME = 2
"""Those before it are on already, or about to be."""
ALREADY_THERE = 6
_ARRIVED_MINUTES = (24, 21, 19, 14, 11, 5)


class _Plan(NamedTuple):
    title: str
    category: str
    place: str
    starts_at: datetime
    minutes: int
    capacity: int


def put_on(house: House, sign_ins: list[SignIn]) -> None:
    """Publish activities around now, unless enough are on that one can check in to.

    Some members are at the first of them already; the volunteer who signs in is not, but has
    signed up for those to come, as some members have.
    """
    ledger, now = house.ledgers.of(FIRST), house.clock.now()
    ledger.shelf.follow()
    opens_before = ledger.rules.at(now).time.checkin_opens_before_minutes
    soon = now + timedelta(minutes=opens_before)
    on = ActivityBoard(ledger.shelf).upcoming(now + timedelta(minutes=15))
    if sum(activity.starts_at <= soon for activity in on) >= LEAST_OPEN:
        return
    host = next(each for each in sign_ins if each.role is Role.ORGANIZER)
    community = Directory(ledger.shelf).community_of(host.team or "")
    sender = Sender(ledger.book, f"today {now.isoformat()}")
    published = []
    for plan in _plans(now, ledger):
        activity = new_id("activity", now)
        command = PublishActivity(
            activity=activity, title=plan.title, category=plan.category, community=community,
            team=host.team, place=plan.place, starts_at=plan.starts_at,
            ends_at=plan.starts_at + timedelta(minutes=plan.minutes), capacity=plan.capacity,
        )  # fmt: skip
        sender.send(command, "demo", "organizer", now).result()
        published.append(activity)
    guests = [each.volunteer for each in sign_ins if each.volunteer is not None]
    _arrive(ledger, sender, published[0], host, now, set(guests))
    _sign_up(ledger, sender, published[FIRST_TO_COME:], guests, host, now)
    ledger.shelf.follow()


def _plans(now: datetime, ledger: Ledger) -> list[_Plan]:
    zone = ledger.rules.current.zone
    local = now.astimezone(zone).replace(second=0, microsecond=0)
    tomorrow = datetime.combine(local.date() + timedelta(days=1), time(9, 30), zone)
    evening = datetime.combine(local.date() + timedelta(days=3), time(19, 0), zone)
    return [
        _Plan("清洁家园", "general", "金沙小区中心花园", local - timedelta(minutes=30), 180, 60),
        _Plan("义诊", "professional", "金沙社区卫生服务站", local + timedelta(minutes=15), 120, 20),
        _Plan("探访独居老人", "care", "金辰街 12 号院", tomorrow, 60, 15),
        _Plan("治安巡逻", "patrol", "金沙社区东片", evening, 120, 20),
    ]


def _members(ledger: Ledger, host: SignIn, most: int, but: set[str]) -> list[str]:
    members = Directory(ledger.shelf).members(host.team or "", limit=most + len(but))
    return [each.volunteer for each in members if each.volunteer not in but][:most]


def _sign_up(
    ledger: Ledger,
    sender: Sender,
    activities: list[str],
    guests: list[str],
    host: SignIn,
    now: datetime,
) -> None:
    coming = [*guests, *_members(ledger, host, ALREADY_THERE, set(guests))]
    for activity in activities:
        for volunteer in coming:
            command = SignUp(activity=activity, volunteer=volunteer)
            with suppress(Refusal):  # Some are minors whom nobody has agreed for.
                sender.send(command, new_id("session", now), "volunteer", now).result()


def _arrive(
    ledger: Ledger, sender: Sender, activity: str, host: SignIn, now: datetime, but: set[str]
) -> None:
    there = _members(ledger, host, ALREADY_THERE, but)
    for volunteer, minutes in zip(there, _ARRIVED_MINUTES, strict=False):
        at = now - timedelta(minutes=minutes)
        command = CheckIn(activity=activity, volunteer=volunteer, means="scan", at=at)
        sender.send(command, new_id("session", now), "volunteer", now).result()
