"""Retention: nothing is kept for longer than the policy says (PIPL art. 19)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine, select

from api.ledgers import Ledger, Ledgers
from api.people.lookups import discard_look_ups
from api.people.requests import discard_requests
from api.people.vault import writing
from projections.attendances import ATTENDANCES
from projections.directory import VOLUNTEERS
from projections.erasures import Erasures


class Retention:
    """Deletes what was kept long enough, and tells who has not been here for very long."""

    def __init__(self, engine: Engine, ledgers: Ledgers) -> None:
        self._engine = engine
        self._ledgers = ledgers

    def discard(self) -> int:
        """Delete look-ups, and requests that were answered, past the time for which proofs of
        care are kept (impact_assessment_retention_years); returns how many they were."""
        discarded = 0
        for ledger in self._ledgers:
            now = ledger.clock.now()
            kept_years = ledger.rules.at(now).privacy.impact_assessment_retention_years
            before = _years_before(now, kept_years)
            with writing(self._engine) as connection:
                discarded += discard_look_ups(connection, ledger.name, before)
                discarded += discard_requests(connection, ledger.name, before)
        return discarded

    def gone_for_long(self, ledger: Ledger) -> list[str]:
        """Volunteers whose last service, or registration, is past service_record_retention_years
        and who were not forgotten yet. Whether they are to be, people decide."""
        now = ledger.clock.now()
        kept_years = ledger.rules.at(now).privacy.service_record_retention_years
        return _gone_since(ledger, _years_before(now, kept_years))


def _gone_since(ledger: Ledger, before: datetime) -> list[str]:
    ledger.shelf.wait_for(ledger.book.head())
    lately = select(ATTENDANCES.c.volunteer).where(ATTENDANCES.c.in_at >= before)
    gone = select(VOLUNTEERS.c.volunteer).where(
        VOLUNTEERS.c.registered_at < before, VOLUNTEERS.c.volunteer.not_in(lately)
    )
    forgotten = {row.volunteer for row in Erasures(ledger.shelf).all()}
    found = ledger.shelf.rows(gone.order_by(VOLUNTEERS.c.volunteer), str)
    return [volunteer for volunteer in found if volunteer not in forgotten]


def _years_before(moment: datetime, years: int) -> datetime:
    try:
        return moment.replace(year=moment.year - years)
    except ValueError:  # 29 February of a year that has none.
        return moment.replace(year=moment.year - years, day=28)
