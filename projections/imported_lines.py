"""Imported lines: what came from another book, told on a statement beside everything else."""

from __future__ import annotations

from typing import Any

from ledger.facts import BeansImported, ImportChange, ImportCorrected, ServiceImported
from ledger.recorded import Recorded
from projections.statement_lines import Telling


class TellingOfAll(Telling):
    """How each fact becomes a line, what was brought in included."""

    def bring_in(self, recorded: Recorded[ServiceImported]) -> None:
        """A record of another book."""
        fact = recorded.fact
        self._titles[fact.imported].title = fact.title
        line = self._line(recorded)
        line.kind, line.minutes = "service_imported", fact.minutes
        line.reference = line.about = fact.imported
        line.details = {
            "service_day": fact.service_day, "minutes": fact.minutes, "grade": fact.grade,
            "training_minutes": fact.training_minutes, "recorder": fact.recorder,
            "policy": fact.policy, "confirmed_by": fact.approved_by or recorded.actor,
            "role": recorded.role,
        }  # fmt: skip

    def change(self, recorded: Recorded[ImportChange]) -> None:
        """A record of another book stands differently, or not at all."""
        fact = recorded.fact
        line = self._line(recorded)
        corrected = isinstance(fact, ImportCorrected)
        line.kind = "import_corrected" if corrected else "import_revoked"
        line.minutes = fact.minutes - fact.minutes_before
        line.reference = line.about = fact.imported
        told: dict[str, Any] = {
            "service_day": fact.service_day, "minutes": fact.minutes, "grade": fact.grade,
            "training_minutes": fact.training_minutes, "minutes_before": fact.minutes_before,
            "training_before": fact.training_before, "day_before": fact.day_before,
            "policy": fact.policy, "note": fact.note, "role": recorded.role,
        }  # fmt: skip
        answers = fact.corrected_by if isinstance(fact, ImportCorrected) else recorded.actor
        line.details = told | {"confirmed_by": answers}

    def open_with(self, recorded: Recorded[BeansImported]) -> None:
        """Beans that came along, or a debt."""
        fact = recorded.fact
        inward = fact.target == fact.volunteer
        told = {"policy": fact.policy, "confirmed_by": recorded.actor}
        if fact.earned_on is not None:
            told["service_day"] = fact.earned_on.isoformat()
        beans = fact.beans if inward else -fact.beans
        # Back out of the purse for a record is something else than a debt that came along.
        back = not inward and fact.imported is not None
        kind = "import_claw_back" if back else "beans_imported"
        self._movement(recorded, kind, beans, None, told).about = fact.imported
