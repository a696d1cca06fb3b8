"""Imported lines: what came from another book, told on a statement beside everything else."""

from __future__ import annotations

from ledger.facts import BeansImported, ServiceImported
from ledger.recorded import Recorded
from projections.statement_lines import Telling


class TellingOfAll(Telling):
    """How each fact becomes a line, what was brought in included."""

    def bring_in(self, recorded: Recorded[ServiceImported]) -> None:
        """A record of another book."""
        fact = recorded.fact
        self._titles[fact.imported].title = fact.title
        line = self._line(recorded)
        line.kind, line.minutes, line.about = "service_imported", fact.minutes, fact.imported
        line.details = {
            "service_day": fact.service_day, "minutes": fact.minutes, "grade": fact.grade,
            "training_minutes": fact.training_minutes, "recorder": fact.recorder,
            "policy": fact.policy, "confirmed_by": fact.approved_by or recorded.actor,
            "role": recorded.role,
        }  # fmt: skip

    def open_with(self, recorded: Recorded[BeansImported]) -> None:
        """Beans that came along, or a debt."""
        fact = recorded.fact
        inward = fact.target == fact.volunteer
        told = {"policy": fact.policy, "confirmed_by": recorded.actor}
        if fact.earned_on is not None:
            told["service_day"] = fact.earned_on.isoformat()
        beans = fact.beans if inward else -fact.beans
        self._movement(recorded, "beans_imported", beans, None, told).about = fact.imported
