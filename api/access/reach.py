"""Reach: whose things somebody may touch. What lies outside the reach does not exist for them.

| role | reaches |
|---|---|
| admin, auditor, operator; staff and inspector without a unit | everything in the ledger |
| staff of any level, inspector, fund keeper, organizer with a unit | what is at home there or below |
| supervisor | of that, what the teams of the own line are, whom they have, what they organise |
| organizer with a team | the team, its members, its activities, those of its community that no team organises |
| merchant, clerk | the shop |
| volunteer, guardian | the volunteer |

Which role may do a thing at all stands in `table`. Wrong role: 403. Out of reach: 404, so that
nobody learns what there is.
"""  # noqa: E501 - a table row is one line

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from api.access.roles import Role
from api.access.who import Who
from api.ledgers import DECIDING, Ledger
from api.problems import Stop
from ledger.subjects.household import Household
from ledger.subjects.imported import ImportedRecord
from ledger.subjects.presence import parties_of

if TYPE_CHECKING:
    from api.v1.asking import Caller

Found = TypeVar("Found")

_EVERYWHERE = frozenset({Role.ADMIN, Role.AUDITOR, Role.OPERATOR})
_PERHAPS_EVERYWHERE = frozenset({Role.STAFF, Role.INSPECTOR})
_ONE_ALONE = frozenset({Role.MERCHANT, Role.CLERK, Role.VOLUNTEER, Role.GUARDIAN})


def unlimited(who: Who) -> bool:
    """Whether somebody reaches everything in the ledger."""
    return who.role in _EVERYWHERE or (who.role in _PERHAPS_EVERYWHERE and who.unit is None)


async def must_reach(caller: Caller, *subjects: str | None) -> None:
    """Raise `Stop` (404) unless the caller reaches each of these ids; None is left out."""
    if not unlimited(caller.who):
        await asyncio.to_thread(_check_all, caller, subjects)


async def may_take_in(caller: Caller, volunteer: str) -> None:
    """Raise `Stop` (404) unless the volunteer is at home where the caller reaches.

    A team's organizer reaches members only; somebody who may become one, or who helps the team
    for a day, lives in its community.
    """
    if not unlimited(caller.who):
        await asyncio.to_thread(_check_near, caller, volunteer)


def check(caller: Caller, subject: str) -> None:
    """Like `must_reach`, for a call that has a thread of its own.

    Before it says no, the views hear of everything there is, so that nobody is told that what
    they have just made does not exist. What exists elsewhere and what never was go the same way
    and ask the same questions: no clock tells one from the other.
    """
    if not reaches(caller, subject):
        _hear_everything(caller.ledger)
        if not reaches(caller, subject):
            raise unknown(subject)


def unknown(subject: str) -> Stop:
    """There is no such thing, or none that concerns the caller."""
    return Stop(f"{subject.partition('-')[0]}_unknown")


def reaches(caller: Caller, subject: str) -> bool:
    """Whether the caller reaches this unit, team, volunteer, merchant, activity, attendance,
    redemption, proposal, fund, household or record that was brought in, as far as the views have
    come."""
    who, ledger = caller.who, caller.ledger
    if unlimited(who):
        return True
    if who.role in _ONE_ALONE:
        return subject in (who.merchant, who.volunteer)
    home = home_of(ledger, subject)
    if who.unit is not None and home is not None and _within(ledger, home, who.unit):
        return who.role is not Role.SUPERVISOR or _in_line(ledger, who.line, subject)
    return who.team is not None and _concerns(ledger, who.team, subject, home)


def home_of(ledger: Ledger, subject: str) -> str | None:
    """The unit in which something is at home today, None when there is no such thing."""
    home = _home_told(ledger, subject)
    return None if home is None else ledger.units.called(home, _today(ledger))


def _home_told(ledger: Ledger, subject: str) -> str | None:
    """Where something was said to be at home; that unit may have been merged or split since."""
    kind = subject.partition("-")[0]
    match kind:
        case "unit":
            return subject if ledger.units.unit(subject) else None
        case "activity":
            activity = ledger.activity_board.activity(subject)
            return activity.community if activity else None
        case "attendance":
            return home_of(ledger, parties_of(subject)[0])
        case "imported":
            record = ledger.book.look(ImportedRecord(subject)).fact
            # Asked even when there is none: it must not take less time to say so.
            return ledger.directory.community_of(record.volunteer if record else subject)
        case "fund":
            fund = ledger.funds.fund(subject)
            return fund.community if fund else None
        case "household":
            formed = ledger.book.look(Household(subject)).formed
            return formed.community if formed else None
        case "proposal":
            return home_of(ledger, _subject_of(ledger, subject))
        case "redemption":
            redemption = ledger.till.redemption(subject)
            # Asked even when there is none: it must not take less time to say so.
            return home_of(ledger, redemption.merchant if redemption else "merchant-nobody")
        case _:
            return ledger.directory.community_of(subject)


def sure(ledger: Ledger, look: Callable[[], Found | None]) -> Found | None:
    """What `look` finds in the views; before it is None, the views hear of everything there is.

    So nobody is told that what they have just made does not exist. Raises `Stop` when the views
    do not come along in time.
    """
    found = look()
    if found is None:
        _hear_everything(ledger)
        found = look()
    return found


def _hear_everything(ledger: Ledger) -> None:
    if not ledger.shelf.wait_for(ledger.book.head(), of=DECIDING):
        raise Stop("view_behind")
    ledger.units.look_again()


def _is_near(caller: Caller, volunteer: str) -> bool:
    home = home_of(caller.ledger, volunteer)
    own = reaches(caller, volunteer)
    return own or (home is not None and reaches(caller, home))


def _check_near(caller: Caller, volunteer: str) -> None:
    if not _is_near(caller, volunteer):
        _hear_everything(caller.ledger)
        if not _is_near(caller, volunteer):
            raise unknown(volunteer)


def _check_all(caller: Caller, subjects: tuple[str | None, ...]) -> None:
    for subject in subjects:
        if subject is not None:
            check(caller, subject)


def _within(ledger: Ledger, place: str, unit: str) -> bool:
    return ledger.units.within(place, unit, _today(ledger))


def _today(ledger: Ledger) -> date:
    return ledger.rules.current.local_date(ledger.clock.now())


def _concerns(ledger: Ledger, team: str, subject: str, home: str | None) -> bool:
    """Whether something is the team's own business."""
    community = home_of(ledger, team)
    match subject.partition("-")[0]:
        case "team":
            return subject == team
        case "volunteer":
            return ledger.directory.is_member(team, subject)
        case "attendance":
            return _concerns(ledger, team, parties_of(subject)[0], home)
        case "proposal":
            return _concerns(ledger, team, _subject_of(ledger, subject), home)
        case "activity":
            activity = ledger.activity_board.activity(subject)
            organiser = activity.organising_team if activity else None
            nobody_elses = organiser is None and home is not None and home == community
            return organiser == team or nobody_elses
        case "unit":
            return home is not None and home == community
    return False


def _subject_of(ledger: Ledger, proposal: str) -> str:
    """The activity or the volunteer that something was proposed about."""
    found = ledger.proposals.proposal(proposal)
    # Asked on even when there is none: it must not take less time to say so.
    return found.subject if found else "activity-nowhere"


def _in_line(ledger: Ledger, line: str | None, subject: str) -> bool:
    """Whether something belongs to a team of that kind, or is the place where such teams are."""
    match subject.partition("-")[0]:
        case "unit":
            return True
        case "team":
            team = ledger.directory.team(subject)
            return team is not None and team.kind == line
        case "volunteer":
            teams = ledger.directory.memberships_of(subject)
            return any(_in_line(ledger, line, each.team) for each in teams)
        case "activity":
            activity = ledger.activity_board.activity(subject)
            organiser = activity.organising_team if activity else None
            return organiser is not None and _in_line(ledger, line, organiser)
        case "attendance":
            return _in_line(ledger, line, parties_of(subject)[0])
    return False

