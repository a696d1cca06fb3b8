"""Offices: which roles a person holds today, as the book has it."""

from __future__ import annotations

from collections.abc import Iterator

from api.access.endings import Endings
from api.access.roles import Role
from api.access.who import Who, volunteer_of
from api.lately import Lately
from api.ledgers import Ledger, Ledgers
from ledger.appointments import Appointment
from ledger.facts import PersonAppointed
from projections import appointments

REMEMBERED_SECONDS = 30
"""Should a process die after it wrote an end into the book and before it told the others."""
KEPT = 50_000


class Offices:
    """Roles and their terms, asked at every step of somebody who is signed in.

    The book decides whether an appointment stands; what it said is remembered until something
    somewhere ends, which every process hears of within a second. So the hot path asks nobody.
    """

    def __init__(self, ledgers: Ledgers, endings: Endings) -> None:
        self._ledgers = ledgers
        self._endings = endings
        self._generation = endings.ended()
        self._made = Lately(self._look_up, REMEMBERED_SECONDS, KEPT)

    def stands(self, who: Who) -> bool:
        """Whether the role somebody came with, or made a key in, gives anything today; a term
        ends by itself."""
        if who.appointment is None:
            return True
        self._heed_endings()
        made = self._made.of((who.ledger, who.appointment))
        return made is not None and self._is_in_term(who, made)

    def at_hand(self, who: Who) -> bool | None:
        """Like `stands`, from memory alone; None means that the book must be asked."""
        if who.appointment is None:
            return True
        self._heed_endings()
        made = self._made.fresh((who.ledger, who.appointment))
        return None if made is None else self._is_in_term(who, made)

    def held_by(self, person: str, ledger: Ledger) -> Iterator[Who]:
        """Every role this person may act in today, the one of a volunteer first."""
        ledger.shelf.wait_for(ledger.book.head())
        volunteer = volunteer_of(person)
        if ledger.directory.volunteer(volunteer) is not None:
            yield Who(
                id=person, role=Role.VOLUNTEER, ledger=ledger.name, person=person,
                volunteer=volunteer,
            )  # fmt: skip
        today = ledger.rules.current.local_date(ledger.clock.now())
        for row in ledger.appointments.of(person):
            if row.stands_on(today):
                yield as_who(row, ledger.name)

    def _heed_endings(self) -> None:
        if self._generation != (now := self._endings.ended()):
            self._generation = now
            self._made.forget()

    def _is_in_term(self, who: Who, made: PersonAppointed) -> bool:
        ledger = self._ledgers.of(who.ledger)
        today = ledger.rules.current.local_date(ledger.clock.now())
        return made.since <= today and (made.until is None or today <= made.until)

    def _look_up(self, asked: tuple[str, str]) -> PersonAppointed | None:
        name, appointment = asked
        found = self._ledgers.of(name).book.look(Appointment(appointment))
        return None if found.ended else found.made


def as_who(row: appointments.Appointment, ledger: str) -> Who:
    """Somebody acting in that role."""
    return Who(
        id=row.person, role=Role(row.role), ledger=ledger, person=row.person,
        appointment=row.appointment, unit=row.unit, team=row.team, merchant=row.merchant,
        volunteer=row.volunteer, line=row.line,
    )  # fmt: skip


