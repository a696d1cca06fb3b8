"""Later wishes: what people ask once something has come to light about what stands in the book."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from ledger.command import Command
from ledger.corrections import CorrectService
from ledger.fixed_awards import GiveAward
from ledger.reviews import ReviewPending
from ledger.revocations import RevokeActivity
from ledger.subjects.presence import attendance_of
from ledger.subjects.second_person import Second
from ledger.write_offs import ApproveWriteOff, ProposeWriteOff
from tests.wishes import PEOPLE, Town, Wish, a_revocation, person

MINUTES = (60, 0, 30, 600, 61, 180)


def somebody(which: int, own: tuple[str, ...] = ()) -> Second:
    """Zhou or Sun, of the office; perhaps a volunteer as well."""
    return Second(answers=("person-zhou", "person-sun")[which % 2], own_volunteers=own)


def a_correction(town: Town, a: int, b: int, c: int) -> Command:
    """It was shorter, longer, better, worse, at another time; or cannot have been."""
    ago = (timedelta(minutes=minutes) for minutes in (0, 30, 95, 400, -5))
    now, half_hour, morning, long_ago, soon = (town.now - span for span in ago)
    told: tuple[dict[str, Any], ...] = (
        {"left_at": half_hour}, {"left_at": now}, {"came_at": long_ago}, {"came_at": morning},
        {"came_at": half_hour, "left_at": now}, {"break_minutes": 20}, {"break_minutes": 0},
        {"rating": 1}, {"rating": 5}, {"rating": 4, "break_minutes": 500}, {"left_at": soon},
        {"came_at": now - timedelta(days=1), "left_at": now},
    )  # fmt: skip
    own = (PEOPLE[a % 3],) if b == 7 else ()
    served = attendance_of(town.activity(b // 6), person(a))
    return CorrectService(attendance=served, corrected_by=somebody(b, own), **told[c])


def an_end_of_it_all(town: Town, a: int, b: int, c: int) -> Command:
    """The whole activity was not what it was said to be."""
    return RevokeActivity(activity=town.activity(a))


def a_review(town: Town, a: int, b: int, c: int) -> Command:
    """Somebody looks at minutes that wait, and believes all, some or none of them."""
    own = (PEOPLE[a % 3],) if c == 7 else ()
    return ReviewPending(
        attendance=attendance_of(town.activity(b // 6), person(a)),
        accepted_minutes=MINUTES[c % 6], second=somebody(b, own),
    )  # fmt: skip


def an_award(town: Town, a: int, b: int, c: int) -> Command:
    """A deed without hours is rewarded; some cases come twice."""
    code, grades = (("verified_clue", (5, 10, 20)), ("adopted_suggestion", (5, 10)))[b % 2]
    own = (PEOPLE[a % 3],) if c == 7 else ()
    case = f"award-{len(town.activities)}{b}" if c < 10 else "award-0"
    return GiveAward(
        award=case, volunteer=person(a), code=code, grade=grades[c % len(grades)],
        giver=somebody(c, own),
    )  # fmt: skip


def a_plea(town: Town, a: int, b: int, c: int) -> Command:
    """A debt was our own mistake, somebody says."""
    town.proposals.append(f"proposal-{len(town.proposals) + 1}")
    return ProposeWriteOff(
        proposal=town.proposals[-1], volunteer=person(a), proposer=somebody(b)
    )


def an_approval(town: Town, a: int, b: int, c: int) -> Command:
    """Somebody agrees, perhaps to their own proposal, or to none."""
    there = a % 3 < len(town.proposals)
    proposal = town.proposals[-1 - a % 3] if there else "proposal-0"
    return ApproveWriteOff(proposal=proposal, second=somebody(b))


LATER_WISHES: tuple[Wish, ...] = (
    a_correction, a_correction, a_correction, a_correction, a_review, a_review, a_review, an_award,
    a_revocation, a_plea, an_approval, an_approval, an_end_of_it_all,
)  # fmt: skip
