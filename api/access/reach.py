"""Permission: whose things a key may touch. What lies outside its reach does not exist for it.

| role | reaches |
|---|---|
| admin, auditor, staff without a unit | everything in the ledger |
| staff with a unit | what is at home in that unit or below it |
| organizer with a unit | the same |
| organizer with a team | the team, its members, its activities, those of its community that no team organises |
| merchant, volunteer | themselves |

Which role may make a call at all stands beside the call (`only`). Wrong role: 403. Out of
reach: 404, so that nobody learns what there is.
"""  # noqa: E501 - a table row is one line

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from api.access.roles import Role
from api.access.who import Who
from api.ledgers import Ledger
from api.problems import Stop
from ledger.subjects.presence import parties_of

if TYPE_CHECKING:
    from api.v1.asking import Caller

Found = TypeVar("Found")


def unlimited(key: Who) -> bool:
    """Whether the key reaches everything in its ledger."""
    return key.role in (Role.ADMIN, Role.AUDITOR) or (key.role is Role.STAFF and key.unit is None)


async def must_reach(caller: Caller, *subjects: str | None) -> None:
    """Raise `Stop` (404) unless the key reaches each of these ids; None is left out."""
    if not unlimited(caller.who):
        await asyncio.to_thread(_check_all, caller, subjects)


async def may_take_in(caller: Caller, volunteer: str) -> None:
    """Raise `Stop` (404) unless the volunteer is at home where the key reaches.

    A team's organizer reaches members only; somebody who may become one, or who helps the team
    for a day, lives in its community.
    """
    if not unlimited(caller.who) and not await asyncio.to_thread(_is_near, caller, volunteer):
        raise unknown(volunteer)


def check(caller: Caller, subject: str) -> None:
    """Like `must_reach`, for a call that has a thread of its own."""
    if not reaches(caller, subject):
        raise unknown(subject)


def unknown(subject: str) -> Stop:
    """There is no such thing, or none that concerns the caller."""
    return Stop(f"{subject.partition('-')[0]}_unknown")


def reaches(caller: Caller, subject: str) -> bool:
    """Whether the key reaches this unit, team, volunteer, merchant, activity, attendance or
    redemption."""
    key, ledger = caller.who, caller.ledger
    if unlimited(key):
        return True
    if key.role in (Role.MERCHANT, Role.VOLUNTEER):
        return subject in (key.merchant, key.volunteer)
    home = home_of(ledger, subject)
    if home is None:
        return False
    if key.unit is not None and _within(ledger, home, key.unit):
        return True
    return key.team is not None and _concerns(ledger, key.team, subject, home)


def home_of(ledger: Ledger, subject: str) -> str | None:
    """The unit in which something is at home, None when there is no such thing."""
    kind = subject.partition("-")[0]
    match kind:
        case "unit":
            return subject if sure(ledger, lambda: ledger.directory.unit(subject)) else None
        case "activity":
            activity = sure(ledger, lambda: ledger.activity_board.activity(subject))
            return activity.community if activity else None
        case "attendance":
            return home_of(ledger, parties_of(subject)[0])
        case "redemption":
            redemption = sure(ledger, lambda: ledger.till.redemption(subject))
            return home_of(ledger, redemption.merchant) if redemption else None
        case _:
            return sure(ledger, lambda: ledger.directory.community_of(subject))


def sure(ledger: Ledger, look: Callable[[], Found | None]) -> Found | None:
    """What `look` finds in the views; before it is None, the views hear of everything there is.

    So nobody is told that what they have just made does not exist. Raises `Stop` when the views
    do not come along in time.
    """
    found = look()
    if found is None:
        if not ledger.shelf.wait_for(ledger.book.head()):
            raise Stop("view_behind")
        found = look()
    return found


def _is_near(caller: Caller, volunteer: str) -> bool:
    home = home_of(caller.ledger, volunteer)
    return home is not None and (reaches(caller, volunteer) or reaches(caller, home))


def _check_all(caller: Caller, subjects: tuple[str | None, ...]) -> None:
    for subject in subjects:
        if subject is not None:
            check(caller, subject)


def _within(ledger: Ledger, place: str | None, unit: str) -> bool:
    while place is not None and place != unit:
        found = ledger.directory.unit(place)
        place = found.parent if found else None
    return place is not None


def _concerns(ledger: Ledger, team: str, subject: str, home: str) -> bool:
    """Whether something is the team's own business."""
    match subject.partition("-")[0]:
        case "team":
            return subject == team
        case "volunteer":
            member = sure(ledger, lambda: ledger.directory.is_member(team, subject) or None)
            return member is not None
        case "attendance":
            return _concerns(ledger, team, parties_of(subject)[0], home)
        case "activity":
            activity = ledger.activity_board.activity(subject)
            organiser = activity.organising_team if activity else None
            return organiser == team if organiser else home == _community(ledger, team)
        case "unit":
            return home == _community(ledger, team)
    return False


def _community(ledger: Ledger, team: str) -> str | None:
    return sure(ledger, lambda: ledger.directory.community_of(team))
