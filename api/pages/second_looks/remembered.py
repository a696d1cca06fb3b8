"""Remembered: who was there, as the form of a late record says it, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated, NamedTuple

import msgspec

from api.pages.language import translate
from api.pages.office.callers import FormKey, Short, Words
from api.pages.office.finding import find_volunteer
from api.pages.planning.moments import clock_time, moment_near
from api.v1.asking import Caller
from ledger.facts import ActivityPublished, Presence

ROWS = 6
"""So many people fit on one form."""

Column = Annotated[list[Short], msgspec.Meta(max_length=ROWS)] | Short


class Unfit(Exception):
    """A row that cannot be read; its text is the sentence that says why."""


class Told(msgspec.Struct):
    """The form: a column for each question, and the proof that holds for all rows."""

    who: Column = ""
    came: Column = ""
    left: Column = ""
    rating: Column = ""
    rest: Column = ""
    proof: Words = ""
    step: Short = ""
    form_key: FormKey = ""


class Row(NamedTuple):
    """One person as typed."""

    who: str = ""
    came: str = ""
    left: str = ""
    rating: str = "5"
    rest: str = ""


def rows_of(told: Told) -> list[Row]:
    """The rows of the form, as many as it has, the empty ones with them."""
    columns = [_column(column) for column in (told.who, told.came, told.left)]
    ratings, rests = _column(told.rating), _column(told.rest)
    return [
        Row(*(_at(column, number) for column in columns), _at(ratings, number) or "5",
            _at(rests, number))
        for number in range(ROWS)
    ]  # fmt: skip


def presences_of(caller: Caller, plan: ActivityPublished, told: Told) -> tuple[Presence, ...]:
    """Everybody who was named; raises Unfit for a row that cannot be read."""
    named = list(_read(caller, plan, told))
    if not named:
        raise Unfit(translate("Please name somebody."))
    return tuple(named)


def _read(caller: Caller, plan: ActivityPublished, told: Told) -> Iterator[Presence]:
    for number, row in enumerate(rows_of(told), 1):
        if not any((row.who.strip(), row.came.strip(), row.left.strip())):
            continue
        volunteer = find_volunteer(caller, row.who)
        if volunteer is None:
            raise Unfit(translate("Person %(row)s: nobody within reach has this number.",
                                  row=number))  # fmt: skip
        came, left = _moment(caller, plan, row.came), _moment(caller, plan, row.left)
        if came is None or left is None:
            raise Unfit(translate("Person %(row)s: please give both times, such as 14:30.",
                                  row=number))  # fmt: skip
        rating, rest = _whole(row.rating, 1, 5), _whole(row.rest or "0", 0, 1_440)
        if rating is None or rest is None:
            raise Unfit(translate("Person %(row)s: the break is a number of minutes.",
                                  row=number))  # fmt: skip
        yield Presence(
            volunteer=volunteer, came_at=came.astimezone(UTC), left_at=left.astimezone(UTC),
            rating=rating, break_minutes=rest,
        )  # fmt: skip


def _moment(caller: Caller, plan: ActivityPublished, typed: str) -> datetime | None:
    at = clock_time(typed)
    zone = caller.ledger.rules.at(plan.starts_at).zone
    return None if at is None else moment_near(plan.starts_at, plan.ends_at, at, zone)


def _whole(typed: str, least: int, most: int) -> int | None:
    text = typed.strip()
    if not text.isdecimal() or len(text) > len(str(most)):
        return None
    return int(text) if least <= int(text) <= most else None


def _column(told: Column) -> list[str]:
    return [told] if isinstance(told, str) else told


def _at(column: list[str], number: int) -> str:
    return column[number] if number < len(column) else ""
