"""Finding: a volunteer by the telephone or by the number people say aloud, within reach."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from api.access.reach import reaches
from api.pages.office.callers import today_of
from api.v1.asking import Caller
from projections.tree import Unit

_NUMBER = re.compile("[1-9][0-9]{9}")
"""A telephone number has eleven digits, or begins with 0."""


def find_volunteer(caller: Caller, typed: str) -> str | None:
    """The volunteer of that number or telephone; who lives beyond the reach is not found."""
    digits = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", typed))
    if _NUMBER.fullmatch(digits):
        row = caller.ledger.directory.volunteer_by_number(digits)
        found = row.volunteer if row else None
    else:
        found = caller.house.people.by_phone(caller.ledger.name, typed)
    return found if found is not None and reaches(caller, found) else None


def communities_within(caller: Caller) -> list[Unit]:
    """The communities that stand today and that the caller reaches."""
    return units_within(caller, {"community"})


def units_within(caller: Caller, kinds: Collection[str]) -> list[Unit]:
    """The units of these kinds that stand today within the caller's reach, by name."""
    standing = caller.ledger.units.now().standing(today_of(caller))
    found = [unit for unit in standing if unit.kind in kinds and reaches(caller, unit.unit)]
    return sorted(found, key=lambda unit: unit.name)


def unit_name(caller: Caller, unit: str) -> str:
    """What a place is called today."""
    ledger, today = caller.ledger, today_of(caller)
    row = ledger.units.unit(ledger.units.called(unit, today))
    return row.name if row else ""
