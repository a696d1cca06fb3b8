"""Confirmers: who answers for a record, or went for somebody, as the person may read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from api.house import House
from api.pages.language import translate
from projections.statements import StatementLine

_PEOPLE = ("person-", "volunteer-")


def confirmers_of(house: House, lines: Iterable[StatementLine]) -> dict[int, str]:
    """Who confirmed what each line tells, by the position of the line: a masked name where a
    person is known to have done it, else the word for the role; nothing where nobody did."""
    told = {line.position: line.details or {} for line in lines}
    behind = {position: each.get("confirmed_by") for position, each in told.items()}
    people = {one for one in behind.values() if one and one.startswith(_PEOPLE)}
    names = house.people.masked_names(people) if people else {}
    return {
        position: names.get(one) or _role_word(told[position])
        for position, one in behind.items() if one
    }  # fmt: skip


def helpers_of(house: House, lines: Iterable[StatementLine]) -> dict[int, str]:
    """Who went to the shop for the person, by the position of the line, as a masked name."""
    went = {line.position: (line.details or {}).get("helper") for line in lines}
    people = {one for one in went.values() if one}
    names = house.people.masked_names(people) if people else {}
    return {position: names[one] for position, one in went.items() if one}


def _role_word(told: Mapping[str, Any]) -> str:
    match told.get("role"):
        case "organizer":
            return translate("the organizer")
        case "staff" | "street_staff" | "district_staff" | "admin":
            return translate("the community office")
    return translate("the office")
