"""Hours by affiliation: on whose side each session was served, once.

It is what was chosen when signing up (C11), and otherwise the first that was recorded of those
which hold on the day of service.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Text, and_, func, literal_column, or_, select

from ledger.counting.periods import Period
from ledger.facts import AffiliationEnded, AffiliationRecorded, SignedUp, SignUpWithdrawn
from ledger.recorded import Recorded
from projections.shelf.changes import Changes
from projections.shelf.columns import UNTOLD, First
from projections.shelf.sheet import By, Row, Sheet
from projections.shelf.view import Folds

_NOTHING = literal_column("''", Text)


class Belonging(Row):
    """A volunteer belongs to a body of that kind, on local days, both included."""

    affiliation: str
    volunteer: First[str] = UNTOLD
    kind: First[str] = UNTOLD
    since: First[date] = UNTOLD
    until: date | None = UNTOLD
    position: First[int] = UNTOLD


class Choice(Row):
    """As what a volunteer signed up for an activity; empty for who said nothing, or withdrew."""

    volunteer: str
    activity: str
    kind: str = UNTOLD


BELONGINGS = Sheet("hours_belonging", Belonging, By(("volunteer",)))
CHOICES = Sheet("hours_choice", Choice)


class AffiliationFolding:
    """How each fact becomes a row."""

    def __init__(self, belongings: Changes[Belonging], choices: Changes[Choice]) -> None:
        self._belongings, self._choices = belongings, choices

    def folds(self) -> Folds:
        """Who belongs to what, and as what somebody comes."""
        return {
            AffiliationRecorded: self.record,
            AffiliationEnded: self.end,
            SignedUp: self.choose,
            SignUpWithdrawn: self.withdraw,
        }

    def record(self, recorded: Recorded[AffiliationRecorded]) -> None:
        """One more."""
        fact, row = recorded.fact, self._belongings[recorded.fact.affiliation]
        row.volunteer, row.kind, row.since = fact.volunteer, fact.kind, fact.since
        row.until, row.position = fact.until, recorded.position

    def end(self, recorded: Recorded[AffiliationEnded]) -> None:
        """Its last day is known."""
        self._belongings[recorded.fact.affiliation].until = recorded.fact.last

    def choose(self, recorded: Recorded[SignedUp]) -> None:
        """Somebody comes, as one of what they are."""
        fact = recorded.fact
        if fact.affiliation is not None:
            self._choices[fact.volunteer, fact.activity].kind = fact.affiliation

    def withdraw(self, recorded: Recorded[SignUpWithdrawn]) -> None:
        """Whoever signs up again may choose again."""
        self._choices[recorded.fact.volunteer, recorded.fact.activity].kind = ""


def affiliated(sessions: Any, period: Period) -> Any:
    """The sessions of a period, each with its `affiliation`, empty for none."""
    s, b, c = sessions.c, BELONGINGS.c, CHOICES.c
    held = (
        select(b.kind)
        .where(b.volunteer == s.volunteer, b.since <= s.day)
        .where(or_(b.until.is_(None), b.until >= s.day))
        .order_by(b.position)
        .limit(1)
        .scalar_subquery()
    )
    chosen = func.nullif(c.kind, _NOTHING)
    mine = and_(c.volunteer == s.volunteer, c.activity == s.activity)
    joined = sessions.table.outerjoin(CHOICES.table, mine)
    told = (s.volunteer, s.day, s.activity, s.category, s.minutes, s.training, s.sessions)
    kind = func.coalesce(chosen, held, _NOTHING).label("affiliation")
    question = select(*told, kind).select_from(joined)
    return question.where(s.day.between(period.first, period.last)).subquery("affiliated")
