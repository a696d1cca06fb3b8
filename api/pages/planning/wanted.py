"""Wanted: what is typed to announce something, as a command or as what is wrong with it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec

from api.pages.office.callers import FormKey, Short, Ticked, id_from, policy_of
from api.pages.planning.moments import clock_time
from api.pages.planning.offers import ORIGINS, Place
from api.v1.asking import Caller
from api.v1.words import Title, day_implausible
from api.weekly import MOST_SHIFTS, Repeat, spans_of
from ledger.activities import PublishActivity, PublishShifts, Shift
from ledger.command import Command

_CODE = re.compile("[a-z][a-z0-9_]{0,39}")
_PEOPLE = re.compile("[1-9][0-9]{0,4}")
_MOST_CODES = 20


class Unfit(Exception):
    """A field says nothing that could be planned; `field` names it."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class Wanted(msgspec.Struct):
    """What is to take place, as it was typed; `until` is the last day of a weekly series."""

    title: str = ""
    whose: Short = ""
    place: str = ""
    category: Short = ""
    domain: Short = ""
    day: Short = ""
    begins: Short = ""
    ends: Short = ""
    until: Short = ""
    capacity: Short = ""
    origin: Short = "community"
    admission: str = ""
    hazardous: Ticked = ""
    insurance: str = ""
    skills: str = ""
    trainings: str = ""
    teaches: Short = ""
    serves_minors: Ticked = ""
    form_key: FormKey = ""


def announcement(caller: Caller, wanted: Wanted, places: list[Place]) -> Command:
    """The command that the form means; raises `Unfit`. Sent again it means the same."""
    place = next((one for one in places if one.value == wanted.whose), None)
    if place is None:
        raise Unfit("whose")
    plan = _plan(wanted) | {"community": place.community, "team": place.team}
    begins, lasts = _time(caller, wanted)
    if not wanted.until:
        activity = id_from(caller, "activity", wanted.form_key)
        return PublishActivity(activity=activity, **_utc(begins, begins + lasts), **plan)
    repeat = Repeat(weekdays=[begins.isoweekday()], until=_day(wanted.until, "until"))
    spans = spans_of(repeat, begins, lasts)
    if not 0 < len(spans) <= MOST_SHIFTS:
        raise Unfit("until")
    shifts = tuple(
        Shift(id_from(caller, "activity", f"{wanted.form_key}.{number}"), **_utc(*span))
        for number, span in enumerate(spans)
    )
    return PublishShifts(series=id_from(caller, "series", wanted.form_key), shifts=shifts, **plan)


def title_from(typed: str, field: str) -> str:
    """A line of words as it was typed; raises `Unfit`."""
    try:
        return msgspec.convert(typed.strip(), type=Title)
    except msgspec.ValidationError:
        raise Unfit(field) from None


def _plan(wanted: Wanted) -> dict[str, Any]:
    if wanted.origin not in ORIGINS:
        raise Unfit("origin")
    capacity = wanted.capacity.strip()
    if capacity and not _PEOPLE.fullmatch(capacity):
        raise Unfit("capacity")
    return {
        "title": title_from(wanted.title, "title"), "category": wanted.category,
        "place": title_from(wanted.place, "place"), "origin": wanted.origin,
        "capacity": int(capacity) if capacity else None,
        "domains": (wanted.domain,) if wanted.domain else (),
        "admission": _perhaps(wanted.admission, "admission"),
        "hazardous": bool(wanted.hazardous),
        "insurance": _perhaps(wanted.insurance, "insurance"),
        "skills": _codes(wanted.skills, "skills"),
        "trainings": _codes(wanted.trainings, "trainings"),
        "teaches": next(iter(_codes(wanted.teaches, "teaches")), None),
        "serves_minors": bool(wanted.serves_minors),
    }  # fmt: skip


def _time(caller: Caller, wanted: Wanted) -> tuple[datetime, timedelta]:
    """When it begins, on the local clock, and how long it lasts; a time that lies before the
    beginning is one after midnight."""
    day, begins, ends = _day(wanted.day, "day"), clock_time(wanted.begins), clock_time(wanted.ends)
    if begins is None or ends is None or begins == ends:
        raise Unfit("begins" if begins is None else "ends")
    zone = policy_of(caller).zone
    starts_at = datetime.combine(day, begins, zone)
    ends_at = datetime.combine(day + timedelta(days=ends < begins), ends, zone)
    return starts_at, ends_at - starts_at


def _day(typed: str, field: str) -> date:
    try:
        day = date.fromisoformat(typed.strip())
    except ValueError:
        raise Unfit(field) from None
    if day_implausible(day):
        raise Unfit(field)
    return day


def _perhaps(typed: str, field: str) -> str | None:
    return title_from(typed, field) if typed.strip() else None


def _codes(typed: str, field: str) -> tuple[str, ...]:
    codes = tuple(dict.fromkeys(re.split(r"[\s,，、;；]+", typed.strip()))) if typed.strip() else ()
    if len(codes) > _MOST_CODES or not all(map(_CODE.fullmatch, codes)):
        raise Unfit(field)
    return codes


def _utc(starts_at: datetime, ends_at: datetime) -> dict[str, datetime]:
    return {"starts_at": starts_at.astimezone(UTC), "ends_at": ends_at.astimezone(UTC)}
